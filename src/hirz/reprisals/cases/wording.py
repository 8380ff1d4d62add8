"""How the refusals of cases are put, with those of the rules that cases meet."""

from django.utils.translation import gettext_lazy as _

from hirz.foundation.wording import register_words
from hirz.reprisals.cases.actions.assessing import NothingToConfirm
from hirz.reprisals.cases.actions.granting import GrantInThePast, GrantNotNeeded, GrantOver
from hirz.reprisals.cases.actions.moving import NarrativeErased, RedraftAwaited, SurvivorEnded, WithdrawnMeanwhile
from hirz.reprisals.cases.actions.redrafting import RedraftedAlready, StillAsItWas
from hirz.reprisals.cases.precise_dates import EXPLANATION
from hirz.rules.calendar import BadCalendar, NaiveMoment, NegativeSpan
from hirz.rules.case_needs import NotAllowed
from hirz.rules.dates import BadDate, DateImpossible, DateMissing, IntervalReversed
from hirz.rules.risk import ReasonsMissing, ReviewTooLate
from hirz.rules.verification import (
    AxisMissing,
    BasisMissing,
    LevelNotSupported,
    LevelOutOfOrder,
    SamePerson,
    StandardMissing,
    VerificationRefused,
)
from hirz.rules.vocabulary import MalformedVocabulary, MissingLabel, UnknownCode

register_words(
    {
        NotAllowed.code: _("This step is not possible yet. The page shows what is still missing."),
        GrantNotNeeded.code: _("The case is open to this person already."),
        GrantInThePast.code: _("Choose today or a later day."),
        GrantOver.code: _("The case is no longer open to this person."),
        NothingToConfirm.code: _("No verification waits for a second person."),
        StillAsItWas.code: _("A text in which the name stood is as it was. Write every one of them anew."),
        RedraftedAlready.code: _("This was written anew already."),
        RedraftAwaited.code: _("Write the case without the person who was erased first."),
        NarrativeErased.code: _("What was written on this case was erased. Nothing can be done on it any more."),
        WithdrawnMeanwhile.code: _(
            "Another consent was withdrawn since you opened this page. Read again what is stopped."
        ),
        "link_across_cases": _("A link connects an engagement and an act of the same case."),
        "unknown_fact": _("This cannot be recorded here."),
        "merge_into_itself": _("A case cannot be merged into itself, or into one that was merged into it."),
        SurvivorEnded.code: _(
            "The case that remains has ended, so nobody would work on this one any more. Reopen it first, or merge it "
            "into this one."
        ),
        VerificationRefused.code: _("The verification cannot be concluded like this."),
        SamePerson.code: _("A second person has to confirm: not the one who proposed."),
        StandardMissing.code: _("Write which standard of proof was applied."),
        BasisMissing.code: _("Write what the conclusion rests on."),
        LevelNotSupported.code: _("What is recorded on act, link and sources does not bear this level."),
        LevelOutOfOrder.code: _("This level does not follow from the one reached so far."),
        AxisMissing.code: _("Act, link and information all have to be assessed first."),
        ReasonsMissing.code: _("Choose at least one reason for this level of risk."),
        ReviewTooLate.code: _("Choose a day of review from today up to the latest that this level allows."),
        BadDate.code: EXPLANATION,
        DateMissing.code: _("Write a date; a year alone is enough."),
        DateImpossible.code: _("No calendar has this day."),
        IntervalReversed.code: _("The end comes before the beginning."),
        NaiveMoment.code: _("The moment lacks its time zone."),
        NegativeSpan.code: _("A span of time cannot be negative."),
        BadCalendar.code: _("The working calendar of the office leaves no working day."),
        MalformedVocabulary.code: _("A vocabulary file is not in order. Tell whoever runs the system."),
        UnknownCode.code: _("Choose one of the values of the list."),
        MissingLabel.code: _("A term has no name in this language yet."),
    }
)
