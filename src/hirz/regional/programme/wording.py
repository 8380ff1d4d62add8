"""How the refusals of the programme are put, and what is in the way of an indicator."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirz.foundation.vocabularies.registry import label
from hirz.foundation.wording import register_words
from hirz.regional.programme import refusals
from hirz.rules.programme_results import MonthUnknown, Obstacle, ObstacleReason

register_words(
    {
        refusals.PillarOfAnotherSet.code: _("Choose a priority of this cycle."),
        refusals.PartOfAnotherDimension.code: _("A part stands under another dimension than its own."),
        refusals.IndicatorNotFit.code: _(
            "This indicator is not published: "
            "it does not keep all six principles of a human rights-based approach to data."
        ),
        refusals.BudgetLineTooLong.code: _("A budget line covers a year at most. Divide it."),
        refusals.ParticipantsExceeded.code: _("A part is larger than the number of those who were there."),
        refusals.ScoreAboveMaximum.code: _("A score is higher than the highest score of the test."),
        refusals.ActivityNotEnded.code: _("What was applied is asked after the activity has ended."),
        refusals.ReportCleared.code: _("This report is cleared and stays as it is."),
        refusals.ReportWrittenMeanwhile.code: _(
            "Somebody saved this text while you were writing. Copy yours, open the page again, and bring both together."
        ),
        refusals.ReportOfOwnHand.code: _("You wrote this text. Somebody else clears it."),
        refusals.ParticipantNamed.code: _("The text names a participant. Write it without the name."),
        refusals.ReportNotWritten.code: _("There is no text in this language yet."),
        refusals.ExportBreaksRules.code: _("The file would not keep the rules of the standard, so it is not written."),
        refusals.NothingPublic.code: _("There is no public activity in these States."),
        refusals.ReporterNotSet.code: _(
            "Nobody has said yet as whom this installation reports. The manual tells how (IATI export)."
        ),
        MonthUnknown.code: _("Choose a month from 1 to 12."),
    }
)

_IN_THE_WAY: Final[dict[ObstacleReason, Promise]] = {
    ObstacleReason.NOT_CHECKED: _("%(principle)s: nobody has checked it yet."),
    ObstacleReason.NOT_MET: _("%(principle)s: it is not met."),
    ObstacleReason.CONTRADICTED: _("%(principle)s: it is called met, but no value is disaggregated."),
}


def words_for_obstacle(obstacle: Obstacle) -> str:
    return str(_IN_THE_WAY[obstacle.reason]) % {"principle": label("data_principle", obstacle.principle)}
