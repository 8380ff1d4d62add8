"""`parse` takes names of several traditions apart the way their bearers would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.names import Role, Script, parse


def texts(name: str) -> list[str]:
    return [token.text for token in parse(name).tokens]


def roles(name: str) -> list[Role]:
    return [token.role for token in parse(name).tokens]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مُحَمَّد", "محمد"),
        ("أحمـــد", "احمد"),
        ("ﻤﺣﻤﺩ", "محمد"),
        ("علي", "علی"),
        ("Élise", "ELISE"),
        ("Iгар", "Ігар"),
        ("Алеĸсандр", "Александр"),
        ("Sa’d", "Sa`d"),
        ("Ig0r", "Igor"),
    ],
)
def test_forms_of_the_same_letters_are_folded(one: str, other: str) -> None:
    assert texts(one) == texts(other)


def test_letters_of_an_alphabet_of_their_own_stay() -> None:
    assert texts("Ғулом") != texts("Гулом")
    assert texts("Oʻtkir") == ["o'tkir"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("عبد القادر حسن", ["عبدالقادر", "حسن"]),
        ("Abdul Rahman Saleh", ["abdulrahman", "saleh"]),
        ("Abd-al-Majid Saleh", ["abdalmajid", "saleh"]),
        ("نور الدين قاسم", ["نورالدين", "قاسم"]),
        ("Nur al-Din Qasim", ["nuraldin", "qasim"]),
        ("أبو مازن", ["ابومازن"]),
        ("Ali bin Omar", ["ali", "omar"]),
        ("Мухтар оглы Исмаил", ["мухтар", "исмаил"]),
        ("AlHarij Salem", ["alharij", "salem"]),
        ("Omarov (Umarov), Anvar", ["omarov", "anvar"]),
        ("Anvar Omarov/Anwar Umarov", ["anvar", "omarov"]),
    ],
)
def test_compounds_are_one_part_and_links_go(name: str, parts: list[str]) -> None:
    assert texts(name) == parts


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Касымов Бакыт Токтогулович", [Role.UNKNOWN, Role.UNKNOWN, Role.PATRONYMIC]),
        ("Айгүл Болатқызы", [Role.UNKNOWN, Role.PATRONYMIC]),
        ("Bakyt Toktogul uulu", [Role.UNKNOWN, Role.PATRONYMIC]),
        ("Bakyt KASYMOV", [Role.UNKNOWN, Role.FAMILY]),
        ("B. Kasymov", [Role.INITIAL, Role.UNKNOWN]),
        ("Dr. Leila Haddad", [Role.HONORIFIC, Role.UNKNOWN, Role.UNKNOWN]),
        ("Omar bin Khalid", [Role.UNKNOWN, Role.NASAB]),
        ("Abu Mazen", [Role.KUNYA]),
    ],
)
def test_role_is_told_where_the_form_tells_it(name: str, expected: list[Role]) -> None:
    assert roles(name) == expected


def test_title_is_a_name_when_little_else_is_there() -> None:
    assert roles("Sheikh Omar") == [Role.UNKNOWN, Role.UNKNOWN]


def test_comma_says_that_the_family_name_comes_first() -> None:
    assert parse("Omarov, Anvar").family_first
    assert not parse("Anvar Omarov").family_first


def test_scripts_are_told_apart() -> None:
    assert [token.script for token in parse("Ali Али علي 金").tokens] == list(Script)


@given(st.text(max_size=60))
def test_any_text_is_taken_apart_without_error(text: str) -> None:
    name = parse(text)
    assert len(name.tokens) <= 10
    assert all(token.text for token in name.tokens)
