"""A comparison is put in words in each language of the United Nations."""

from __future__ import annotations

import doctest
import re
from importlib.resources import files

import pytest
import yaml

from hirz.engines import names
from hirz.engines.names import LANGUAGES, Likeness, Remark, UnknownLanguage, compare, comparing, explain

WORDS: dict[str, dict[str, str]] = yaml.safe_load(
    (files("hirz.engines.names") / "data" / "explanations.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_likeness_and_remark_has_words(language: str) -> None:
    assert {*Likeness, *Remark} <= WORDS[language].keys()
    assert WORDS[language].keys() == WORDS["en"].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_a_language_name_the_same_things(language: str) -> None:
    places = {key: set(re.findall(r"{(\w+)}", text)) for key, text in WORDS[language].items()}
    assert places == {key: set(re.findall(r"{(\w+)}", text)) for key, text in WORDS["en"].items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_verdict_comes_first_and_names_are_isolated(language: str) -> None:
    lines = explain(compare("Qosim Nazarov", "Назаров Касым"), language)
    assert re.search(r"\d", lines[0])
    assert any("\u2068nazarov\u2069" in line for line in lines)


def test_letters_that_stand_for_each_other_are_told() -> None:
    lines = explain(compare("Qosim Nazarov", "Назаров Касым"))
    assert any("q ~ к" in line for line in lines)


def test_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        explain(compare("Ali", "Ali"), "tlh")


@pytest.mark.parametrize("module", [names, comparing])
def test_examples_in_the_documentation_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
