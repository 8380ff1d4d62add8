"""Towns are found in whatever script they are written, and told to be ambiguous where they are."""

from __future__ import annotations

import doctest
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hirz.engines.names import places
from hirz.engines.names.places import match_place


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Каир", "Cairo", "EG"),
        ("القاهرة", "Cairo", "EG"),
        ("Le Caire", "Cairo", "EG"),
        ("г. Хорог", "Khorugh", "TJ"),
        ("Алматы қаласы", "Almaty", "KZ"),
        ("Алма-Ата", "Almaty", "KZ"),
        ("Ашхабад", "Ashgabat", "TM"),
        ("Нукус", "Nukus", "UZ"),
        ("دير الزور", "Deir ez-Zor", "SY"),
        ("مدينة حلب", "Aleppo", "SY"),
        ("Bishkekk", "Bishkek", "KG"),
    ],
)
def test_town_is_found_in_any_script(text: str, name: str, country: str) -> None:
    first = match_place(text)[0]
    assert (first.place.names[0], first.place.country) == (name, country)


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("محافظة حلب", "SY", "Ḩalab"),
        ("Сокулукский район", "KG", "Sokulukskiy Rayon"),
        ("Лейлек району", "KG", "Leylekskiy Rayon"),
        ("Шуманай тумани", "UZ", "Shumanay Tumani"),
        ("مديرية بيت الفقيه", "YE", "Bayt al Faqīh"),
        ("Bayramaly etraby", "TM", "Baýramaly District"),
        ("Нарынская область", "KG", "Naryn"),
    ],
)
def test_word_for_an_area_asks_for_a_district_or_region(text: str, country: str, name: str) -> None:
    first = match_place(text, country)[0].place
    assert first.is_area
    assert name in first.names


def test_name_of_two_towns_is_told_to_be_ambiguous() -> None:
    found = match_place("طرابلس")
    assert {(one.place.country, one.ambiguous) for one in found[:2]} == {("LY", True), ("LB", True)}


def test_state_decides_between_towns_of_one_name() -> None:
    (first, *_) = match_place("Tripoli", "LB")
    assert (first.place.country, first.ambiguous) == ("LB", False)
    assert {one.place.country for one in match_place("Tripoli", "LB")} == {"LB"}


def test_written_as_in_the_table_the_likeness_is_whole() -> None:
    assert match_place("Ош")[0].likeness == 1.0


@pytest.mark.parametrize("text", ["", "12", "Xyzzyq"])
def test_text_that_is_like_no_place_finds_none(text: str) -> None:
    assert match_place(text) == ()


@settings(max_examples=30)
@given(st.text("абкнорталشقحلا- ", max_size=12))
def test_any_text_gives_at_most_ten_places_in_order(text: str) -> None:
    found = match_place(text)
    assert len(found) <= 10
    assert all(0.6 <= one.likeness <= 1 for one in found)
    assert all(one.likeness + 0.1 >= other.likeness for one, other in pairwise(found))


def test_examples_in_the_documentation_hold() -> None:
    assert doctest.testmod(places).failed == 0
