"""How the refusals about institutions are put, and the words for what comes next for one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from hirz.foundation.wording import register_words
from hirz.regional.institutions import actions
from hirz.rules.accreditation import NoEditionYet, NotAccreditedThen
from hirz.rules.reporting_law import ObligationKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STEPS: Final[Mapping[ObligationKind, _StrPromise]] = MappingProxyType(
    {
        ObligationKind.REACCREDITATION: _("Next accreditation"),
        ObligationKind.DEFERRED_CONSIDERATION: _("Deferred application considered again"),
        ObligationKind.END_OF_SPECIAL_REVIEW: _("End of the special review"),
        ObligationKind.END_OF_SUSPENSION: _("End of the suspension"),
    }
)

register_words(
    {
        actions.NotThisKind.code: _("This organisation is not of the kind that this page is about."),
        actions.DecidedAlready.code: _("This decision is on record already."),
        actions.NotYet.code: _("This day has not come yet."),
        actions.EditionNotInForce.code: _(
            "This General Observation is of another edition than the one in force on that day."
        ),
        actions.StandsOnIt.code: _("Something else on record rests on this. Remove that first."),
        actions.EndedAlready.code: _("This has ended already, and its end stays on record."),
        actions.TooFewParties.code: _("Choose two institutions at least."),
        actions.MemberAlready.code: _("This organisation belongs to the mechanism on that day already."),
        NotAccreditedThen.code: _(
            "On that day no accreditation is on record. Put the earlier decision on record first."
        ),
        NoEditionYet.code: _("On that day there was no edition of the General Observations yet."),
    }
)
