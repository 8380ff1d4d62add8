"""What people are told when something about implementation is refused."""

from django.utils.translation import gettext_lazy as _

from hirz.foundation.wording import register_words
from hirz.regional.implementation.actions.assessing import (
    AssessedAhead,
    GradeOfAnotherCommittee,
    PartOfAnotherRecommendation,
    SourceOfAnotherKind,
)
from hirz.regional.implementation.actions.planning import (
    IndicatorReported,
    PlanOfAnother,
    TiedAlready,
    TieToAnotherState,
)
from hirz.regional.implementation.actions.updating import (
    IndicatorOfAnotherMeasure,
    UpdateAhead,
    UpdateBegunAlready,
    UpdateNotOpen,
    UpdateSaysNothing,
)
from hirz.rules.assessments import GradeNotKnown
from hirz.rules.disaggregation import DividedTwice, NumberNotExact
from hirz.rules.follow_up import ReturnedWithoutReason, StepNotOffered, ValidatedByItsWriter
from hirz.rules.reminding import ReportingEndsBeforeItBegins

register_words(
    {
        NumberNotExact.code: _("Write a number that is not below zero, with at most six digits after the point."),
        DividedTwice.code: _("The same number is divided twice in the same way."),
        GradeNotKnown.code: _("Nobody has settled how this grade is read here."),
        StepNotOffered.code: _("The update has been moved in the meantime, or this step is not yours."),
        ValidatedByItsWriter.code: _("You wrote this yourself. Somebody else has to look at it."),
        ReturnedWithoutReason.code: _("Say why it goes back. Whoever wrote it reads the reason."),
        ReportingEndsBeforeItBegins.code: _("The measure is due before it begins."),
        TieToAnotherState.code: _("A measure is for recommendations to its own State."),
        TiedAlready.code: _("The measure is for this recommendation already."),
        PlanOfAnother.code: _("A measure belongs to a plan of whoever contributed both."),
        IndicatorReported.code: _("Values are on record, so the indicator has to stay."),
        UpdateNotOpen.code: _("This update was handed in. Take it back to write on, or write another."),
        UpdateBegunAlready.code: _("A draft on this measure is there already. Write on there."),
        UpdateSaysNothing.code: _("Say how the measure stands before you hand it in."),
        UpdateAhead.code: _("The day of the update has not come, and nothing is owed for it yet. Look at the year."),
        IndicatorOfAnotherMeasure.code: _("The indicator belongs to another measure."),
        AssessedAhead.code: _("This day has not come yet."),
        SourceOfAnotherKind.code: _("This organisation does not speak as that kind of source."),
        GradeOfAnotherCommittee.code: _("The grade is of another committee than the one that made the recommendation."),
        PartOfAnotherRecommendation.code: _("This part belongs to another recommendation."),
    }
)
