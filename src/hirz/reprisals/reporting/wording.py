"""How the refusals of the report are put, with those of the rules that the report meets."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.wording import register_words
from hirz.reprisals.reporting import refusals
from hirz.rules.counting import PeriodReversed, PeriodUnknown
from hirz.rules.report_track import EntryMissing, EntryNotAllowed

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

register_words(
    {
        refusals.EditionExists.code: _("There is an edition for this year already."),
        refusals.EditionClosed.code: _("This edition is published. Its entries stay as they are."),
        refusals.EntryFrozen.code: _(
            "This entry is frozen because consent does not cover it. Omit it, or take it up again once consent is "
            "given."
        ),
        refusals.EntryNotFrozen.code: _("This entry is not frozen."),
        refusals.EntryOutOfScope.code: _("A matter outside resolution 12/2, or merged into another, is not listed."),
        refusals.EntryPastDeciding.code: _("Return the paragraph to drafting before you decide anew."),
        refusals.DecisionDoesNotFit.code: _(
            "A case of this period is included; a case of an earlier report is followed up. Choose the other one."
        ),
        refusals.LanguageNotOfEdition.code: _("This edition does not appear in this language."),
        refusals.CommentNotAwaited.code: _("No extract of this entry is with the State."),
        refusals.NameInText.code: _("The paragraph holds a name of somebody who is not to be named. Take it out."),
        refusals.EntriesUndecided.code: _("Some cases of the period have no decision yet. None is left out silently."),
        refusals.EntriesNotCleared.code: _("Some entries to be listed are not cleared, or are frozen."),
        refusals.StatisticsDoNotReconcile.code: _("The statistics and the cases listed do not agree."),
        EntryNotAllowed.code: _("This step is not possible yet. The page shows what is still missing."),
        PeriodUnknown.code: _("Nobody has established which period the report of this year covers."),
        PeriodReversed.code: _("The period ends before it starts."),
    }
)

ENTRY_NEEDS: Final[Mapping[EntryMissing, "_StrPromise"]] = MappingProxyType(
    {
        EntryMissing.REASON_NOT_GIVEN: pgettext_lazy("step of a report entry", "Decide, and write the reason."),
        EntryMissing.ENTRY_FROZEN: pgettext_lazy("step of a report entry", "Consent does not cover the entry."),
        EntryMissing.TEXT_MISSING: pgettext_lazy("step of a report entry", "Write the paragraph in every language."),
        EntryMissing.STATE_COMMENT_OPEN: pgettext_lazy(
            "step of a report entry", "The State can still comment on its extract."
        ),
        EntryMissing.CLEARER_NOT_NAMED: pgettext_lazy("step of a report entry", "Somebody has to clear it."),
        EntryMissing.CLEARER_IS_VERIFIER: pgettext_lazy(
            "step of a report entry", "Somebody who did not verify the case has to clear it."
        ),
        EntryMissing.CLEARER_IS_DRAFTER: pgettext_lazy(
            "step of a report entry", "Somebody who did not write the paragraph has to clear it."
        ),
        EntryMissing.CONSENT_NOT_RECONFIRMED: pgettext_lazy(
            "step of a report entry", "Consent has to be confirmed within the last 30 days."
        ),
        EntryMissing.RISK_NOT_RECONFIRMED: pgettext_lazy(
            "step of a report entry", "The risk has to be assessed within the last 30 days."
        ),
        EntryMissing.STEP_NOT_FORESEEN: pgettext_lazy(
            "step of a report entry", "This step does not fit where the entry stands now."
        ),
    }
)
"""What a page shows beside each thing that a step still lacks."""
