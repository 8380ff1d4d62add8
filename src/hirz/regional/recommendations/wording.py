"""How the refusals about recommendations are put, and what the problems of an import are called."""

from __future__ import annotations

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hirz.engines.meaning.firmness import Firmness
from hirz.foundation.wording import register_words
from hirz.regional.recommendations.actions import PartHasPosition, PartOfAnother, PartSaysNothing
from hirz.regional.recommendations.clusters import ChangedSince, NameMissing, NothingToMove, OtherState
from hirz.regional.recommendations.holding import StillHeld
from hirz.regional.recommendations.importing import RecommendationsNotImported
from hirz.regional.recommendations.lineage import NoSuchKinship, NotOneAfterTheOther
from hirz.regional.recommendations.reading import RowProblem
from hirz.regional.recommendations.terms import NoSuchCode
from hirz.regional.recommendations.undoing import AlreadyUndone, NotKnownWhatItDid, Why

register_words(
    {
        NotOneAfterTheOther.code: _("These two do not follow one another: they are of one round, or of two States."),
        NoSuchKinship.code: _("Choose one of the answers."),
        NothingToMove.code: _("Choose at least one."),
        OtherState.code: _("A group holds recommendations to one State only, and no group can be joined to itself."),
        NameMissing.code: _("Give the group a name."),
        ChangedSince.code: _("This was changed again since, or taken back already. Take back the later changes first."),
        AlreadyUndone.code: _("This import was taken back already."),
        NotKnownWhatItDid.code: _("It was taken in before changes were noted row by row, so it cannot be taken back."),
        RecommendationsNotImported.code: _("Nothing was imported. Each row that could not be read says why."),
        PartSaysNothing.code: _("Write what this part asks for."),
        PartHasPosition.code: _("A position of the State on this part is on record, so the part has to stay."),
        PartOfAnother.code: _("This part belongs to another recommendation."),
        StillHeld.code: _("Something else on record rests on this. Remove that first."),
        NoSuchCode.code: _("Choose one of the values of the list."),
    }
)

FIRMNESS = {
    Firmness.TO_CONSIDER: pgettext_lazy("how firmly a recommendation asks", "To look at whether it can be done"),
    Firmness.TO_GO_ON: pgettext_lazy("how firmly a recommendation asks", "To go on, to try, or to do more of it"),
    Firmness.TO_DO: pgettext_lazy("how firmly a recommendation asks", "To do it"),
}
NOT_TOLD = pgettext_lazy("how firmly a recommendation asks", "Its first words do not tell, or its texts differ")

REASONS_TO_STAY = {
    Why.PARTS: _("It was divided into parts."),
    Why.POSITIONS: _("Somebody recorded a position of the State."),
    Why.LINEAGE: _("Somebody decided about its lineage."),
    Why.GROUP: _("Somebody placed it in a group."),
    Why.LATER_IMPORT: _("A later import changed it."),
    Why.ELSEWHERE: _("Other work of the office builds on it."),
    Why.NOT_YOURS: _("You do not record recommendations to this State."),
}

PROBLEMS = {
    "too_large": _("The file is too large."),
    "not_text": _("The file is neither text in UTF-8 nor in Mac Roman."),
    "not_a_table": _("The file is no table: a quotation mark is open, or a cell has no end."),
    "not_a_workbook": _("The file is damaged: it cannot be opened as a workbook or a document."),
    "not_a_document": _("The document is damaged: it cannot be opened."),
    "not_json": _("The file is no whole JSON: it is damaged, or ends too early."),
    "empty_file": _("There is nothing in the file."),
    "unknown_shape": _("The file has none of the documented shapes."),
    "other_shape": _("The file has another shape than the one that was named."),
    "review_unknown": _("The file does not say which review it is about."),
    "columns": _("The row has more or fewer cells than there are columns."),
    "columns_missing": _("Columns are missing:"),
    "columns_unknown": _("There is a column that our table does not have."),
    "unknown_state": _("There is no State of this name or code."),
    "state_missing": _("The row does not say to which State it is addressed."),
    "unknown_body": _("There is no mechanism or body of this name."),
    "unknown_language": _("The language is none of en, ar, fr, ru, es, zh."),
    "text_missing": _("The row has no text."),
    "text_too_long": _("The text is too long to be one recommendation."),
    "control_characters": _("The text holds signs that are no letters: the row is damaged."),
    "too_long": _("A word of the row is too long to be one:"),
    "position": _("The position of the State cannot be read."),
    "paragraph_missing": _("The number of the recommendation cannot be read."),
    "symbol_missing": _("The symbol of the document cannot be read."),
    "number": _("A number cannot be read:"),
    "date": _("A date cannot be read. Write 2026-05-14. It stands under:"),
    "source_missing": _("Say where this is known from."),
    "repeated": _("An earlier row gives the same recommendation otherwise."),
    "other_on_record": _("The text is already on record as another recommendation. Compare both, then import again."),
    "not_yours": _("You do not record recommendations to this State."),
}


def words_for_problem(problem: RowProblem) -> str:
    """What is wrong with a row, and in which column where that is known."""
    words = str(PROBLEMS[problem.code])
    if not problem.detail or not words.endswith(":"):
        return words
    return gettext("%(what)s %(columns)s") % {"what": words, "columns": problem.detail}
