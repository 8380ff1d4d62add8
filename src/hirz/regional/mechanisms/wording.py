"""How the refusals about treaties and obligations are put, and what the problems of an import are called."""

from django.utils.translation import gettext_lazy as _

from hirz.foundation.wording import register_words
from hirz.regional.mechanisms.actions import DayImpossible, DayOutOfCalendar, NoSuchObligation, StillWithdrawn
from hirz.regional.mechanisms.importing import TreatiesNotImported
from hirz.rules.mechanism_facts import OverrideSaysNothing, OverrideWithoutReason
from hirz.rules.treaty_law import NotATreaty

register_words(
    {
        NoSuchObligation.code: _(
            "This obligation no longer follows from what is on record. Look at the calendar again."
        ),
        DayImpossible.code: _("This day cannot be right. Look at the year."),
        DayOutOfCalendar.code: _("The calendar does not reach that far: nobody would see it again. Look at the year."),
        StillWithdrawn.code: _("The withdrawal of this reservation is on record. Remove the withdrawal first."),
        OverrideWithoutReason.code: _("Write the reason: others will have to rely on it."),
        OverrideSaysNothing.code: _("Give another day, or say that nothing is owed."),
        NotATreaty.code: _("This is none of the human rights treaties."),
        TreatiesNotImported.code: _("Nothing was imported. Each row that could not be read says why."),
    }
)

PROBLEMS = {
    "too_large": _("The file is too large to be one of these tables."),
    "not_text": _("The file is not text in UTF-8."),
    "unknown_shape": _("The first row is none of the documented shapes."),
    "as_of_missing": _("Say as of which day this status holds: the name of the file does not tell."),
    "columns": _("The row does not have the columns of its shape."),
    "unknown_state": _("There is no State of this name or code."),
    "unknown_treaty": _("There is no human rights treaty of this number or symbol."),
    "unknown_action": _("There is no treaty action of this code."),
    "unknown_event": _("There is no event of this code."),
    "date": _("The date cannot be read. Write 2026-05-14 or 14 May 2026."),
    "ahead": _("This day has not come yet."),
    "treaty_missing": _("Say under which treaty: without it nothing follows from this event."),
    "number": _("The number of the session cannot be read."),
    "cell": _("The status cannot be read. Write: state party and the year, signatory state, or no action."),
    "source_missing": _("Say where this is known from."),
    "repeated": _("The same stands in an earlier row."),
    "other_on_record": _("Something else is on record. Compare both, remove what is wrong, then import again."),
    "reservation_unclear": _(
        "It is not clear which reservation is withdrawn: one of the same article has to be on record."
    ),
    "not_yours": _("You do not record facts of this State."),
}


def words_for_problem(code: str) -> str:
    return str(PROBLEMS[code])
