"""Names of groups across languages: translated words, words of their own, letter words and legal forms."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.names import LANGUAGES, explain_organisations, organisations
from hirz.engines.names.organisations import Tie, compare_organisations

SAME = [
    ("ОО «Кылым шамы»", "Kylym Shamy"),
    ("ОО «Кылым шамы»", "مؤسسة كيليم شامي"),
    ("Общественный фонд «Голос свободы»", "Voice of Freedom Foundation"),
    ("Voice of Freedom Foundation", "Fondation Voix de la liberté"),
    ("مركز القاهرة لدراسات حقوق الإنسان", "Cairo Institute for Human Rights Studies"),
    ("Союз женщин-журналистов", "Union of Women Journalists"),
    ("نقابة المحامين", "Lawyers Union"),
    ("人权理事会", "Human Rights Council"),
    ("Centre for Human Rights", "Centre des droits de l’homme"),
    ("Human Rights Committee", "Comité de Derechos Humanos"),
    ("ПЦЗПЧ", "Правозащитный центр защиты прав человека"),
    ("KHRM", "Kyrgyz Human Rights Movement"),
]
DIFFERENT = [
    ("Union of Women Journalists", "Union of Women Lawyers"),
    ("ОО «Ак тилек»", "ОО «Кылым шамы»"),
    ("Damascus Center for Human Rights", "Cairo Center for Human Rights"),
    ("مؤسسة النور", "مؤسسة السلام"),
    ("Kylym Shamy", "Kylym Nuru"),
    ("KHRM", "Kyrgyz Union of Lawyers"),
    ("Общественный фонд", "Общественный союз"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_of_one_body_are_the_same(one: str, other: str) -> None:
    assert compare_organisations(one, other).same
    assert compare_organisations(other, one).same


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_of_different_bodies_are_not(one: str, other: str) -> None:
    assert not compare_organisations(one, other).same


def test_what_meets_is_told_with_its_reason() -> None:
    found = compare_organisations("ОО «Голос Кылым»", "Kylym Voice")
    assert {(match.a, match.b, match.tie) for match in found.matches} == {
        ("Голос", "Voice", Tie.TRANSLATED),
        ("Кылым", "Kylym", Tie.SPELT_ALIKE),
    }
    assert (found.only_a, found.only_b) == ((), ())


def test_initials_are_read_across_scripts() -> None:
    found = compare_organisations("КХРМ", "Kyrgyz Human Rights Movement")
    assert [match.tie for match in found.matches] == [Tie.INITIALS]


def test_what_stands_in_one_name_only_is_told() -> None:
    found = compare_organisations("Kylym Shamy", "Kylym Nuru")
    assert (found.only_a, found.only_b) == (("Shamy",), ("Nuru",))


@pytest.mark.parametrize("text", ["", "«»", "ОО", "of the"])
def test_text_without_a_name_is_nobody(text: str) -> None:
    assert compare_organisations(text, "Kylym Shamy").score == 0.0


@given(st.text("abкылшم سло«»ОФ прав человек 人权", max_size=30), st.text("abкылшم سло«»ОФ прав человек", max_size=30))
def test_order_hardly_matters_and_the_score_is_a_probability(one: str, other: str) -> None:
    score = compare_organisations(one, other).score
    assert 0 <= score <= 1
    assert abs(score - compare_organisations(other, one).score) < 0.25


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tie_is_put_in_words(language: str) -> None:
    for one, other in (SAME[0], SAME[2], SAME[-1], DIFFERENT[-3]):
        lines = explain_organisations(compare_organisations(one, other), language)
        assert len(lines) > 1
        assert all("{" not in line for line in lines)


def test_examples_in_the_documentation_hold() -> None:
    assert doctest.testmod(organisations).failed == 0
