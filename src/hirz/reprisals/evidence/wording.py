"""How the refusals about evidence are put, and its codes in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.engines.evidence import Event
from hirz.foundation.wording import register_words
from hirz.reprisals.evidence import bundling, custody, redaction, taking
from hirz.reprisals.evidence.custody import Standing

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

EVENTS: Final[Mapping[Event, _StrPromise]] = MappingProxyType(
    {
        Event.RECEIVED: pgettext_lazy("custody", "Received"),
        Event.QUARANTINED: pgettext_lazy("custody", "Received and put into quarantine"),
        Event.STRIPPED: pgettext_lazy("custody", "Copy without hidden data made"),
        Event.VIEWED: pgettext_lazy("custody", "Seen"),
        Event.SAVED: pgettext_lazy("custody", "Saved outside the system"),
        Event.REDACTED: pgettext_lazy("custody", "Redacted copy made"),
        Event.ACCEPTED: pgettext_lazy("custody", "Redacted copy accepted"),
        Event.DISCARDED: pgettext_lazy("custody", "Redacted copy discarded"),
        Event.EXPORTED: pgettext_lazy("custody", "Left in a custody bundle"),
    }
)
STANDINGS: Final[Mapping[Standing, _StrPromise]] = MappingProxyType(
    {
        Standing.RECORDED: pgettext_lazy("custody", "As the ledger has it"),
        Standing.WAITING: pgettext_lazy("custody", "Whole; its place in the ledger is given out soon"),
        Standing.SHREDDED: pgettext_lazy("custody", "Erased; the ledger still counts it"),
        Standing.UNREADABLE: pgettext_lazy("custody", "Cannot be opened, so it cannot be compared"),
        Standing.ALTERED: pgettext_lazy("custody", "Not what was recorded"),
    }
)

register_words(
    {
        taking.FileOfAnotherCase.code: _("This file came with a submission that is not part of this case."),
        taking.TakenAlready.code: _("This file is evidence of this case already."),
        taking.PersonOfAnotherCase.code: _("Add the person to the case first."),
        custody.ReasonMissing.code: _("Say why. It stands in the chain of custody."),
        custody.ReasonTooLong.code: _("This reason is too long. Put it into fewer words."),
        redaction.NotRedactable.code: _(
            "This file cannot be redacted here. Pictures, PDF and plain text can; of anything else, make a PDF first."
        ),
        redaction.TooManyPages.code: _("This document has too many pages to be redacted at once. Divide it first."),
        redaction.AreasUnclear.code: _(
            "Not every line names cells that this grid has. Write two opposite corners, such as 41-87; "
            "before them the page, if it is not the first, such as 2: 41-87."
        ),
        redaction.PhrasesNotFound.code: _("Nothing was made. Not every phrase stands in the text, or none was given."),
        redaction.ReviewedAlready.code: _("This copy was reviewed before."),
        bundling.NothingChosen.code: _("Choose at least one file."),
        bundling.NotForThisRecipient.code: _("This recipient does not belong to this purpose."),
        bundling.NotToLeave.code: _("One of these files may not leave: it was erased, discarded, or not accepted yet."),
        bundling.ChainUnreadable.code: _(
            "The chain of custody of one of these files cannot be read, so it cannot be proven. The file stays."
        ),
        bundling.BundleTooLarge.code: _("These files are too large for one bundle. Choose fewer."),
    }
)
