"""Uptake as readers labelled it, and the rules one by one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from hirz.engines.statutes.structure import recognise
from hirz.engines.statutes.uptake import Ask, Because, Comment, Outcome, Uptake, Uptakes
from tests.engines.statutes.laws import HELD_OUT, TUNED, measured

EARLIER = """
Article 1. Register
The ministry keeps a register of associations and publishes it every year.
Article 2. Names
The register holds the names of all founders.
Article 3. Court
A court may dissolve an association after hearing it.
"""


def uptake(later: str, comment: Comment) -> Uptake:
    before, after = (recognise(text.splitlines()).articles for text in (EARLIER, later))
    return Uptakes(before, after).of(comment)


def precision(pairs: Sequence[tuple[Outcome, Outcome]]) -> float:
    computed = [label for label, found in pairs if found is Outcome.TAKEN]
    return computed.count(Outcome.TAKEN) / len(computed)


def agreement(pairs: Sequence[tuple[Outcome, Outcome]]) -> float:
    return sum(label is found for label, found in pairs) / len(pairs)


def test_there_are_enough_labelled_comments() -> None:
    assert len(measured(TUNED)) >= 50
    assert len(measured(HELD_OUT)) >= 30


def test_what_is_called_taken_up_was_taken_up() -> None:
    assert precision(measured(TUNED)) >= 0.95
    assert precision(measured(HELD_OUT)) >= 0.9


def test_readers_agree_in_most_cases() -> None:
    assert agreement(measured(TUNED)) >= 0.8
    assert agreement(measured(HELD_OUT)) >= 0.75


def test_hardly_anything_that_was_not_taken_up_is_called_taken_up() -> None:
    assert measured(TUNED).count((Outcome.NOT_TAKEN, Outcome.TAKEN)) == 0
    assert measured(HELD_OUT).count((Outcome.NOT_TAKEN, Outcome.TAKEN)) <= 1


@pytest.mark.parametrize(
    ("comment", "changed", "outcome", "because"),
    [
        (Comment(Ask.DELETE, "2"), ("", ""), Outcome.NOT_TAKEN, Because.ARTICLE_UNCHANGED),
        (Comment(Ask.DELETE, "2"), ("founders", "founders and guests"), Outcome.NOT_TAKEN, Because.ARTICLE_STANDS),
        (Comment(Ask.DELETE, "1"), ("and publishes it every year", ""), Outcome.PARTLY, Because.ARTICLE_SHORTER),
        (Comment(Ask.ADD, "3", wording="in public"), ("", ""), Outcome.NOT_TAKEN, Because.ARTICLE_UNCHANGED),
        (
            Comment(Ask.ADD, "3", wording="after hearing it in public"),
            ("hearing it", "hearing it in public"), Outcome.TAKEN, Because.WORDS_CAME,
        ),
        (
            Comment(Ask.REPLACE, "1", "every year", "every 3 months"),
            ("every year", "every 6 months"), Outcome.NOT_TAKEN, Because.CHANGED_OTHERWISE,
        ),
        (
            Comment(Ask.REPLACE, "3", "may dissolve an association", "may not dissolve an association"),
            ("may dissolve", "may dissolve at once"), Outcome.NOT_TAKEN, Because.PASSAGE_STANDS,
        ),
        (
            Comment(Ask.ADD, "2", wording="but never the home address of a founder"),
            ("founders", "founders, and the home address of each founder"), Outcome.PARTLY, None,
        ),
        (Comment(Ask.DELETE, "1", "of planets"), ("", ""), Outcome.CANNOT_TELL, Because.PASSAGE_NOT_FOUND),
        (Comment(Ask.KEEP, "1"), ("", ""), Outcome.TAKEN, Because.KEPT),
        (Comment(Ask.KEEP, "1", "and publishes it every year"), ("and publishes it every year", ""), Outcome.NOT_TAKEN,
         Because.CHANGED_OTHERWISE),
        (Comment(Ask.CLARIFY, "3", "after hearing it"), ("", ""), Outcome.NOT_TAKEN, Because.ARTICLE_UNCHANGED),
        (
            Comment(Ask.CLARIFY, "3", "after hearing it"), ("hearing it", "hearing its founders"), Outcome.CANNOT_TELL,
            Because.REWORDED,
        ),
        (Comment(Ask.ADD, "1", wording="register of associations"), ("", ""), Outcome.CANNOT_TELL,
         Because.WORDS_STOOD_ALREADY),
        (Comment(Ask.DELETE, "9"), ("", ""), Outcome.CANNOT_TELL, Because.ARTICLE_NOT_KNOWN),
        (Comment(Ask.CLARIFY, ""), ("", ""), Outcome.CANNOT_TELL, Because.NOTHING_TO_LOOK_FOR),
    ],
)  # fmt: skip
def test_each_rule(comment: Comment, changed: tuple[str, str], outcome: Outcome, because: Because | None) -> None:
    found = uptake(EARLIER.replace(*changed) if changed[0] else EARLIER, comment)
    assert found.outcome is outcome
    assert because in (None, found.because)


def test_number_that_is_another_is_not_taken_up_whole() -> None:
    asked = Comment(Ask.ADD, "3", wording="The court decides within 7 days and says in writing what it rests on.")
    later = EARLIER.replace("hearing it.", "hearing it. The court decides within 30 days and says in writing what it "
                            "rests on.")  # fmt: skip
    assert (uptake(later, asked).outcome, uptake(later, asked).because) == (Outcome.PARTLY, Because.NUMBER_DIFFERS)


def test_missing_not_is_seen() -> None:
    asked = Comment(Ask.ADD, "3", wording="The decision is not published before the appeal has ended.")
    later = EARLIER.replace("hearing it.", "hearing it. The decision is published before the appeal has ended.")
    assert (uptake(later, asked).outcome, uptake(later, asked).because) == (Outcome.PARTLY, Because.NEGATION_DIFFERS)


def test_article_that_is_gone_is_told_apart_by_what_was_asked() -> None:
    later = EARLIER[: EARLIER.index("Article 3")]
    assert uptake(later, Comment(Ask.DELETE, "3")).outcome is Outcome.TAKEN
    assert uptake(later, Comment(Ask.KEEP, "3")).outcome is Outcome.NOT_TAKEN
    assert uptake(later, Comment(Ask.CLARIFY, "3")).outcome is Outcome.ARTICLE_GONE


def test_deleted_article_whose_words_stand_elsewhere_is_for_a_person() -> None:
    clause = "A court may dissolve an association after hearing it."
    later = EARLIER[: EARLIER.index("Article 3")].replace("every year.", f"every year. {clause} Costs are free for all "
                                                         "founders of it and their heirs and every guest.")  # fmt: skip
    found = uptake(later, Comment(Ask.DELETE, "3"))
    assert found.outcome is not Outcome.TAKEN


def test_new_article_is_found_whatever_its_number() -> None:
    asked = Comment(Ask.ADD, wording="Everybody may found an association without permission of any authority.")
    later = f"{EARLIER}Article 4. Founding\nEverybody may found an association without the permission of an authority."
    found = uptake(later, asked)
    assert (found.outcome, found.articles) == (Outcome.TAKEN, ("4",))
    assert uptake(EARLIER, asked).outcome is Outcome.NOT_TAKEN


def test_words_that_went_and_came_are_shown() -> None:
    found = uptake(EARLIER.replace("every year", "every month"), Comment(Ask.REPLACE, "1", "every year", "every month"))
    assert (found.outcome, found.went, found.came) == (Outcome.TAKEN, ("year",), ("month",))
