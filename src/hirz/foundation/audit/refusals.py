"""What can be wrong with the ledger, in words. The errors of the engine carry a code and no words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from hirz.engines.ledger import LedgerBroken, LedgerError
from hirz.foundation.wording import register_words
from hirz.rules.errors import BadInput, RefusedByRule


class LedgerFails(RefusedByRule):
    """What is stored is not what was recorded. ``first`` and ``last`` are the entries concerned, by their index."""

    code: ClassVar[str] = "ledger_broken"

    def __init__(self, code: str, first: int, last: int) -> None:
        super().__init__(code)
        self.reason, self.first, self.last = code, first, last


class LedgerForks(RefusedByRule):
    """The ledger no longer contains what was signed before: nothing more is signed."""

    code: ClassVar[str] = "ledger_forks"


class LedgerInput(BadInput):
    """A note, a key or a proof that was given does not fit; its only argument is the code of why."""

    code: ClassVar[str] = "ledger_error"


class NoSuchCheckpoint(BadInput):
    code: ClassVar[str] = "ledger_no_such_checkpoint"


class NoSuchEntry(BadInput):
    code: ClassVar[str] = "ledger_no_such_entry"


class NotCosigned(BadInput):
    code: ClassVar[str] = "ledger_not_cosigned"


@contextmanager
def ledger_problems_in_words() -> Iterator[None]:
    """Turn what the engine refuses into errors that speak to people."""
    try:
        yield
    except LedgerBroken as error:
        raise LedgerFails(error.code, error.first, error.last) from error
    except LedgerError as error:
        raise LedgerInput(error.code) from error


register_words(
    {
        "ledger_broken": _("What is stored is not what was recorded."),
        "ledger_entry_altered": _("An entry is not what was recorded, or it is gone."),
        "ledger_node_altered": _("A hash over several entries is not what was recorded."),
        "ledger_root_differs": _("The entries do not lead to what was signed."),
        "ledger_truncated": _("Entries that were signed are missing."),
        "ledger_backdated": _("An entry says that it is older than a checkpoint which does not contain it."),
        "ledger_shredded_silently": _("An entry was shredded and no act on record says so."),
        "ledger_checkpoint_altered": _("A checkpoint is not what was signed."),
        LedgerForks.code: _("The ledger no longer contains what was signed before. Nothing was signed."),
        LedgerInput.code: _("This does not fit the ledger."),
        "ledger_out_of_tree": _("The ledger is not that large."),
        "ledger_proof_invalid": _("The proof does not hold."),
        "ledger_note_malformed": _("This is no signed note, or no key."),
        "ledger_not_signed": _("The signature is missing or wrong."),
        "ledger_other_log": _("This speaks of another ledger."),
        NoSuchCheckpoint.code: _("No such checkpoint was signed here."),
        NoSuchEntry.code: _("There is no such entry in the ledger."),
        NotCosigned.code: _("No witness that is trusted here has cosigned this."),
    }
)
