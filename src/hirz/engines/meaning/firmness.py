"""How firmly a recommendation asks, read from its first words in each of the six languages of the United Nations.

``firmness.tsv`` says which words mean what, and where that is from. A recommendation may begin with the body that makes
it or with what the State should do ("The Committee recommends that the State party …"); then the words behind are read,
and where these are not known, it is to be done. What begins with none of the known words is not guessed at.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Final

LONGEST: Final = 300
"""So many letters are looked at, a body that recommends included."""
_FIRST: Final = 90
_FIRST_SIGNS: Final = {"zh": 30}
"""Within so many letters of what is asked, a possibility that is to be looked at counts; in Chinese so many signs."""
_MARKS: Final = re.compile("[\u0640\u064b-\u065f\u0670]")


class Firmness(IntEnum):
    """The further down, the more is asked."""

    TO_CONSIDER = 0
    TO_GO_ON = 1
    TO_DO = 2


_READINGS: Final = {"consider": Firmness.TO_CONSIDER, "go_on": Firmness.TO_GO_ON, "do": Firmness.TO_DO}


@dataclass(frozen=True, slots=True)
class _Words:
    """Patterns of one language: ``at_start`` match the first word, ``within`` are searched for in the beginning."""

    lead_in: re.Pattern[str]
    aside: re.Pattern[str]
    at_start: Mapping[Firmness, re.Pattern[str]]
    within: Mapping[Firmness, re.Pattern[str]]
    first: int

    def read(self, text: str) -> Firmness | None:
        found = self._asked(text)
        led_in = self.lead_in.match(text) if found is None else None
        if led_in is None:
            return found
        asked = self._asked(text[led_in.end() :])
        return Firmness.TO_DO if asked is None else asked

    def _asked(self, text: str) -> Firmness | None:
        before = self.aside.match(text)
        beginning = text[before.end() if before else 0 :][: self.first]
        return next((one for one in Firmness if self._says(beginning, one)), None)

    def _says(self, beginning: str, reading: Firmness) -> bool:
        start, within = self.at_start.get(reading), self.within.get(reading)
        return bool((start and start.match(beginning)) or (within and within.search(beginning)))


def firmness_of(text: str, language: str) -> Firmness | None:
    """Read one text. ``language`` is one of en, fr, es, ru, ar, zh.

    None where the first words are not known, and for every other language.
    """
    words = _words().get(language)
    return words.read(_plain(text)) if words else None


def firmness_of_texts(texts: Mapping[str, str]) -> Firmness | None:
    """Read a recommendation by its texts, one for each code of a language.

    What can be read in none of them is None, and so is what reads otherwise in one of them than in another.
    """
    found = {reading for language, text in texts.items() if (reading := firmness_of(text, language)) is not None}
    return found.pop() if len(found) == 1 else None


def languages_read() -> frozenset[str]:
    return frozenset(_words())


def _plain(text: str) -> str:
    """Spaces evened out, without the vowel marks and elongation of Arabic."""
    return " ".join(_MARKS.sub("", unicodedata.normalize("NFKC", text[: 2 * LONGEST])).split())[:LONGEST]


@cache
def _words() -> Mapping[str, _Words]:
    source = files("hirz.engines.meaning").joinpath("firmness.tsv").read_text(encoding="utf-8")
    by_language: defaultdict[str, dict[tuple[str, str], re.Pattern[str]]] = defaultdict(dict)
    for line in source.splitlines():
        if not line.startswith("#"):
            language, reading, where, pattern = line.split("\t")
            by_language[language][reading, where] = re.compile(pattern, re.IGNORECASE)
    return {language: _of_language(language, patterns) for language, patterns in by_language.items()}


def _of_language(language: str, patterns: Mapping[tuple[str, str], re.Pattern[str]]) -> _Words:
    def told(where: str) -> Mapping[Firmness, re.Pattern[str]]:
        return {one: patterns[name, where] for name, one in _READINGS.items() if (name, where) in patterns}

    return _Words(
        lead_in=patterns["lead_in", "start"],
        aside=patterns["aside", "start"],
        at_start=told("start"),
        within=told("beginning"),
        first=_FIRST_SIGNS.get(language, _FIRST),
    )
