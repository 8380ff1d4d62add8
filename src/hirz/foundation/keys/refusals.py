"""What went wrong with keys, in words. The errors of the engine carry a code and no words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from hirz.engines.sealing import SealingError
from hirz.foundation.keys.chain import KeyGone
from hirz.foundation.keys.rings import KeysMissing, KeysThere, NothingToOpenWith
from hirz.foundation.keys.sealed import SealedNotSearchable
from hirz.foundation.wording import register_words
from hirz.rules.errors import BadInput


class KeyProblem(BadInput):
    """A key, a share or a sealed thing that was given does not fit; its only argument is the code of why."""

    code: ClassVar[str] = "key_problem"


@contextmanager
def key_problems_in_words() -> Iterator[None]:
    """Turn what the sealing engine refuses into an error that speaks to people."""
    try:
        yield
    except SealingError as error:
        raise KeyProblem(error.code) from error


register_words(
    {
        KeyGone.code: _("The key to this no longer exists: it was erased, or this server may not use it."),
        KeysMissing.code: _("The keys are not there. Make them with “hirz keys init”, or bring their folder back."),
        KeysThere.code: _("There are keys already. They are never written over."),
        NothingToOpenWith.code: _("This server holds public keys only and can open nothing."),
        SealedNotSearchable.code: _("What is sealed cannot be searched in the database."),
        KeyProblem.code: _("The key does not fit."),
        "sealed_altered": _("This does not open: the key is another, or something was changed."),
        "sealed_for_another_key": _("This was sealed for another key."),
        "sealed_cut": _("The end is missing."),
        "sealing_key_version": _("The ring no longer has the version this was sealed under."),
        "sealing_key_unusable": _("These numbers or keys do not go together. At least two shares are needed."),
        "ring_exposed": _("Others can read the file of the ring. Give it to its owner alone: chmod 600."),
        "ring_unreadable": _("The file of the ring is missing or damaged."),
        "ring_passphrase_wrong": _("The passphrase does not open the ring."),
        "share_damaged": _("A share was mistyped. Compare it with the paper, group by group."),
        "shares_mixed": _("The shares are not from one set."),
        "shares_repeated": _("The same share was given twice."),
        "shares_too_few": _("More shares are needed."),
        "shares_forged": _("These shares do not belong together: at least one of them was made up."),
    }
)
