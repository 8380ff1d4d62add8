"""What is recognised in a recommendation, and what tells two demands apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.meaning.asking import STEM, asked_by, matters, weight
from hirz.engines.meaning.firmness import Firmness


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ratify OP-CAT without delay", {"opcat"}),
        ("Accede to the Optional Protocol to the Convention against Torture", {"opcat", "torture"}),
        ("Ratify the Convention against Torture", {"cat", "torture"}),
        ("Sign the second Optional Protocol to ICCPR", {"iccpr_op2"}),
        ("Accept all requested visits of special rapporteurs", {"visit_requests", "special_procedures"}),
        ("Let the ICRC into each prison", {"icrc"}),
        ("Abolir la peine de mort", {"death_penalty"}),
        ("Отменить смертную казнь", {"death_penalty"}),
        ("إلغاء عقوبة الإعدام", {"death_penalty"}),
        ("Paint the school in two colours", {"education"}),
    ],
)
def test_matter_is_recognised(text: str, expected: set[str]) -> None:
    assert expected <= asked_by(text).matters


def test_protocol_is_not_taken_for_its_treaty() -> None:
    assert "cat" not in asked_by("Ratify the Optional Protocol to the Convention against Torture").matters
    assert "iccpr_op1" not in asked_by("Ratify the Second Optional Protocol to ICCPR").matters


def test_how_firmly_is_read_in_the_language_of_the_text() -> None:
    assert asked_by("Consider ratifying the statute").firmness is Firmness.TO_CONSIDER
    assert asked_by("Рассмотреть возможность визита", "ru").firmness is Firmness.TO_CONSIDER
    assert asked_by("Рассмотреть возможность визита").firmness is None


def test_words_that_every_recommendation_has_are_left_out() -> None:
    assert set(asked_by("Continue to strengthen the national measures on lighthouses").words) == {"lightho"}


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    asked = asked_by(text)
    assert asked.matters <= matters()
    assert all(len(stem) <= STEM and weight(matter) > 0 for stem in asked.words for matter in asked.matters)
