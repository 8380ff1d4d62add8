"""How the refusals of people and consent are put."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.wording import register_words
from hirz.reprisals.people.actions import (
    ErasedAlready,
    NameKnown,
    NameMissing,
    OverrideSettled,
    SecondPersonNeeded,
)
from hirz.reprisals.people.disclosing import ConsentRefused
from hirz.rules.consent import Reason

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

register_words(
    {
        ConsentRefused.code: _("Consent does not cover this. Nothing left, and the refusal is in the history."),
        ErasedAlready.code: _("This person was erased already."),
        NameKnown.code: _("This spelling is there already."),
        NameMissing.code: _("Write at least one name."),
        SecondPersonNeeded.code: _("A second person has to approve this: not the one who asked."),
        OverrideSettled.code: _("Somebody has already approved or ended this exception."),
    }
)

CONSENT_REASONS: Final[Mapping[Reason, "_StrPromise"]] = MappingProxyType(
    {
        Reason.NOT_GIVEN: pgettext_lazy("why consent is missing", "Consent was not given."),
        Reason.REFUSED: pgettext_lazy("why consent is missing", "Consent was refused."),
        Reason.WITHDRAWN: pgettext_lazy("why consent is missing", "Consent was withdrawn."),
        Reason.EXPIRED: pgettext_lazy("why consent is missing", "Consent has expired."),
        Reason.GUARDIAN_NEEDED: pgettext_lazy(
            "why consent is missing",
            "A child is concerned: the guardian has to consent, with a record of the child's best interest.",
        ),
        Reason.RECONFIRMATION_NEEDED: pgettext_lazy(
            "why consent is missing", "Consent has to be confirmed again: it is older than 30 days."
        ),
        Reason.RISK_NOT_CONFIRMED: pgettext_lazy(
            "why consent is missing", "The risk has to be assessed again: the assessment is older than 30 days."
        ),
        Reason.NAMING_NOT_FORESEEN: pgettext_lazy("why consent is missing", "Nobody is named for this purpose."),
        Reason.NAME_IN_CONTENT: pgettext_lazy(
            "why consent is missing", "The text holds a name of somebody who is not to be named."
        ),
        Reason.NOBODY_CONCERNED: pgettext_lazy(
            "why consent is missing", "Nobody is recorded whose consent could cover this."
        ),
    }
)
"""What a page shows beside each missing consent."""
