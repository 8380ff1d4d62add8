"""How the refusals about reviews, visits, communications and alternative reports are put."""

from django.utils.translation import gettext_lazy as _

from hirz.foundation.wording import register_words
from hirz.regional.reviews.actions.communicating import PublishedBefore, ReferenceOfAnotherState
from hirz.regional.reviews.actions.joining import AnsweredBefore, InTheCoalition, NotForAGovernment
from hirz.regional.reviews.actions.reviewing import DocumentOutOfPlace, NamedDayNotKept
from hirz.regional.reviews.actions.visiting import MeetingWithNobody, NoStepToTakeBack
from hirz.regional.reviews.actions.writing import (
    NotInTheCoalition,
    NotShareable,
    ReportFrozen,
    ReportSaysNothing,
    ReportTooLong,
    SubmissionDoesNotFit,
)
from hirz.regional.reviews.telling import EventWithOtherDays
from hirz.rules.drafts import UnknownVersion, VersionsApart
from hirz.rules.sp_communications import BadReference, BeforeItWasSent
from hirz.rules.visits import BadDays, DaysMissing, ReportMissing, StepBeforeTheLast, StepOutOfTurn
from hirz.rules.word_limits import BadLimit

register_words(
    {
        DocumentOutOfPlace.code: _("A review of this mechanism has no such document."),
        NamedDayNotKept.code: _(
            "The calendar keeps the days that a mechanism named, and learns of them only once from a public document"
            " with its own day. Leave them out until then."
        ),
        EventWithOtherDays.code: _(
            "This event is on record with other days. Compare both under the records of the State and remove what is"
            " wrong."
        ),
        StepOutOfTurn.code: _("From where the visit stands this cannot come next."),
        StepBeforeTheLast.code: _("This day lies before that of the step before it."),
        DaysMissing.code: _("Put the first and the last day of the visit on record first."),
        BadDays.code: _("The visit ends before it begins."),
        ReportMissing.code: _("Put the symbol of the report on record first."),
        NoStepToTakeBack.code: _("The first step cannot be taken back: the visit begins with it."),
        MeetingWithNobody.code: _("Say with whom the meeting was, or what was said."),
        BadReference.code: _("Write the public reference, for example AL KAZ 3/2026, and nothing else."),
        ReferenceOfAnotherState.code: _("The reference names another State."),
        BeforeItWasSent.code: _("This day lies before the communication was sent."),
        PublishedBefore.code: _("This communication is published already."),
        UnknownVersion.code: _("The version you began from is none of this section. Open the section again."),
        VersionsApart.code: _("Two versions of a section stand beside each other. Bring them together first."),
        BadLimit.code: _("A limit is a number of words above nought."),
        ReportFrozen.code: _("The report is submitted: nothing in it changes any more."),
        ReportSaysNothing.code: _("There is nothing to submit yet."),
        ReportTooLong.code: _("The report is over its limit and would not be taken. Shorten it first."),
        SubmissionDoesNotFit.code: _("A review of this mechanism takes no submission of this kind."),
        NotShareable.code: _(
            "A report is for its coalition, for partners, or public; and it is public only once it is submitted."
        ),
        NotInTheCoalition.code: _("A section is of an organisation that writes along."),
        NotForAGovernment.code: _("A body of a Government writes along no alternative report."),
        InTheCoalition.code: _("This organisation leads the report, or was asked already."),
        AnsweredBefore.code: _("This invitation was answered already."),
    }
)
