"""Which later recommendation takes up which earlier one, and the reasons that are given."""

from __future__ import annotations

import numpy as np
import pytest

from hirz.engines.meaning import SentenceEncoder
from hirz.engines.meaning.asking import asked_by
from hirz.engines.meaning.lineage import LIKELY, Comparison, Kinship, Suggestion, Text

EARLIER = (
    "Consider ratifying the Rome Statute",
    "Repaint the town hall of the capital",
    "Give the Red Cross access to each place of detention",
    "Train the judges of the juvenile courts",
)
LATER = (
    "Ratify the Rome Statute and join the Court",
    "Give the ICRC access to all places of detention",
    "Plant lime trees along the river",
)


@pytest.fixture(scope="module")
def suggested() -> list[Suggestion]:
    encoder = SentenceEncoder()
    first, second = ([Text(asked_by(text)) for text in texts] for texts in (EARLIER, LATER))
    comparison = Comparison([*first, *second])
    return list(comparison.suggestions(first, encoder.encode(EARLIER), second, encoder.encode(LATER)))


def test_only_what_asks_the_same_is_suggested(suggested: list[Suggestion]) -> None:
    assert {(one.earlier, one.later) for one in suggested} == {(0, 0), (2, 1)}


def test_what_was_to_be_considered_and_is_now_to_be_done_is_stronger(suggested: list[Suggestion]) -> None:
    statute, access = suggested
    assert (statute.kinship, statute.reason.firmer) == (Kinship.STRENGTHENS, True)
    assert (access.kinship, access.reason.firmer) == (Kinship.REPEATS, False)


def test_reason_names_what_both_share(suggested: list[Suggestion]) -> None:
    statute, access = suggested
    assert statute.reason.matters == ("rome_statute",)
    assert set(statute.reason.words) >= {"rome", "statute"}
    assert "icrc" in access.reason.matters


def test_another_treaty_is_another_demand() -> None:
    one, other = (Text(asked_by(f"Ratify {treaty}")) for treaty in ("the Rome Statute", "CRPD"))
    assert Comparison([one, other]).compared(one, other, cosine=0.5).score < LIKELY


def test_shared_theme_makes_it_likelier_and_other_acts_less() -> None:
    def score(earlier: str, later: str, themes: frozenset[str] = frozenset()) -> float:
        first, second = Text(asked_by(earlier), themes), Text(asked_by(later), themes)
        return Comparison([first, second]).compared(first, second, cosine=0.6).score

    plain = score("Investigate each report of torture", "Investigate all reports of torture")
    assert score("Investigate each report of torture", "Investigate all reports of torture", frozenset("x")) > plain
    assert score("Define torture in the code", "Investigate all reports of torture") < plain


def test_nothing_is_compared_with_nothing() -> None:
    none = np.zeros((0, 512), np.float32)
    assert list(Comparison([]).suggestions([], none, [], none)) == []


def test_texts_without_words_are_not_lineage() -> None:
    blank = Text(asked_by("…"))
    assert Comparison([blank, blank]).compared(blank, blank, cosine=0).score < LIKELY
