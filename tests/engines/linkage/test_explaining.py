"""Reasons in words, in every language."""

from __future__ import annotations

import pytest

from hirz.engines.linkage import LANGUAGES, Link, Record, Step, explain_link, link
from hirz.engines.linkage.model import LEVELS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_level_has_words(language: str) -> None:
    steps = [Step("prior", "", -14.0), Step("name", "LEVEL_3", 4.0)]
    steps += [Step(name, level, 1.0) for name, levels in LEVELS.items() if name != "name" for level in levels]
    lines = explain_link(Link("a", "b", 0.97, 5.0, 0.9, tuple(steps), True), language)
    assert len(lines) == len(set(lines)) == len(steps) + 1
    assert "97" in lines[0]


def test_what_is_unknown_is_left_out(people: list[Record]) -> None:
    pair = next(pair for pair in link(people).links if {pair.a, pair.b} == {"n1", "n3"})
    lines = explain_link(pair)
    assert any("day and month of birth swapped" in line for line in lines)
    assert not any("place" in line for line in lines)


def test_what_speaks_against_is_told_as_such() -> None:
    pair = Link("a", "b", 0.5, 0.0, 0.9, (Step("gender", "DIFFERENT", -5.0),), False)
    assert explain_link(pair)[1] == "−5.0: different gender"
