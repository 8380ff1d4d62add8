"""What has to be verified before it is published carries its mark wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from tests.faces.shell.rendering import rendered

from hirz.foundation.vocabularies import registry
from hirz.foundation.vocabularies.fields import CodeField

ROCK = """\
name: rock
title: {ar: صخور, zh: 岩石, en: Rock, fr: Roches, ru: Камни, es: Rocas}
edition: 2026-01-01
source: A quarry
languages: [en, ru]
confidence: K
terms:
  - code: granite
    confidence: S
    status: seen
    labels: {en: Granite, ru: Гранит}
    facts: {hardness: 7, found: 2020-05-01, colours: [grey, red]}
    verify: [hardness]
  - code: marble
    status: general
    labels: {en: Marble, ru: Мрамор}
    facts: {hardness: 3}
"""
VERIFY = [
    (name, term.code)
    for name in registry.names()
    for term in registry.vocabulary(name)
    if term.is_unverified and term.withdrawn_date is None
]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def rocks(own_folder: Path) -> None:
    (own_folder / "rock.yaml").write_text(ROCK, encoding="utf-8")


@pytest.mark.parametrize("name", sorted({name for name, _code in VERIFY}))
@pytest.mark.parametrize("language", ["ar", "en", "fr", "ru"])
def test_no_unverified_label_is_given_bare(name: str, language: str) -> None:
    for code in (code for where, code in VERIFY if where == name):
        bare = registry.wording(name, code, language).text
        shown = registry.label(name, code, language)
        assert bare in shown
        assert shown != bare


def test_offered_and_stored_codes_carry_the_mark_too() -> None:
    marked = "Special Rapporteur on torture (to be verified)"
    assert dict(registry.choices("special_procedure"))["torture"] == marked
    assert dict(CodeField(vocabulary="special_procedure").offered())["torture"] == marked


def test_sourced_term_is_given_as_it_is(rocks: None) -> None:
    assert registry.label("rock", "granite") == "Granite"
    assert registry.label("rock", "marble") == "Marble (to be verified)"


def test_fact_to_verify_says_so_beside_those_of_a_source(rocks: None) -> None:
    hardness, colours = registry.known("rock", "granite", "hardness"), registry.known("rock", "granite", "colours")
    assert hardness is not None
    assert colours is not None
    assert (hardness.value, hardness.unverified) == (7, True)
    assert (colours.value, colours.unverified) == (("grey", "red"), False)


def test_every_fact_of_an_unverified_term_is_unverified(rocks: None) -> None:
    hardness = registry.known("rock", "marble", "hardness")
    assert hardness is not None
    assert hardness.unverified


def test_fact_that_is_not_there_is_nothing(rocks: None) -> None:
    assert registry.known("rock", "marble", "weight") is None


def test_vocabulary_of_fewer_languages_answers_in_english_and_says_so(rocks: None) -> None:
    assert registry.wording("rock", "granite", "ru").language == "ru"
    assert registry.wording("rock", "granite", "ar") == registry.Wording("Granite", "en")


def test_component_shows_the_mark_in_words() -> None:
    shown = rendered('{% term vocabulary="special_procedure" code="torture" %}')
    assert "Special Rapporteur on torture" in shown
    assert "To be verified" in shown
    assert "(to be verified)" not in shown


def test_component_shows_a_sourced_term_without_mark() -> None:
    assert rendered('{% term vocabulary="committee" code="ccpr" %}') == "Human Rights Committee"


def test_component_names_the_language_of_a_label_in_another() -> None:
    with translation.override("es"):
        shown = rendered('{% term vocabulary="recommendation_matter" code="rome_statute" %}')
    assert 'lang="en"' in shown
