"""From a text in Kyrgyz, Kazakh, Uzbek, Tajik or Turkmen to English words that say roughly the same, in its order.

No grammar, no translation: each word is looked up by its beginning, because four of these languages put everything
they add behind the stem, and what is not found is left out. It is good enough to find a passage by, and for nothing
else. The dictionary (``bridge.tsv``) was written for the words of this field; native speakers have not reviewed it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from hirz.engines.meaning.letters import LANGUAGES, folded, looks_russian, may_be

LEAST_KNOWN: Final = 0.3
"""Of the words of a text so many must be known in a language to take it for that language."""
_SHORTEST: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+(?:[ʼ'’ʻ][^\W\d_]+)*")
_COLUMNS: Final = ("en", *LANGUAGES)


@dataclass(frozen=True, slots=True)
class Bridged:
    """``language`` is the code of the language it was taken for, ``known`` the share of its words that were found."""

    language: str
    gloss: str
    known: float


def bridged(text: str) -> Bridged | None:
    """The gloss of a text in one of the five languages; nothing for a text in any other."""
    plain = unicodedata.normalize("NFC", text).lower()
    words = _WORD.findall(plain)
    if not words or looks_russian(words):
        return None
    tried = (_Attempt.at(words, language) for language in LANGUAGES if may_be(plain, language))
    best = max(tried, key=_Attempt.rank, default=None)
    if best is None or best.known < LEAST_KNOWN or not best.gloss:
        return None
    return Bridged(best.language, best.gloss, best.known)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What comes out when the words are taken for those of a language; ``letters`` are those of the stems met."""

    language: str
    gloss: str
    known: float
    letters: int

    @classmethod
    def at(cls, words: Sequence[str], language: str) -> _Attempt:
        stems = _dictionary()[language]
        met = list(_found([folded(word, language) for word in words], stems))
        known = sum(1 + stem.count(" ") for stem in met) / len(words)
        return cls(language, " ".join(filter(None, map(stems.__getitem__, met))), known, sum(map(len, met)))

    def rank(self) -> tuple[float, int]:
        return self.known, self.letters


def _found(words: Sequence[str], stems: Mapping[str, str]) -> Iterator[str]:
    """The stems that are met, a phrase of two words before its parts."""
    place = 0
    while place < len(words):
        pair = " ".join(words[place : place + 2])
        phrase = _longest(pair, stems, shortest=len(words[place]) + 2) if place + 1 < len(words) else None
        stem = phrase or _longest(words[place], stems, shortest=_SHORTEST)
        if stem is not None:
            yield stem
        place += 2 if phrase else 1


def _longest(word: str, stems: Mapping[str, str], *, shortest: int) -> str | None:
    """The longest stem with which the word begins; a word that is a stem itself may be as short as it likes."""
    if word in stems:
        return word
    return next((word[:end] for end in range(len(word) - 1, shortest - 1, -1) if word[:end] in stems), None)


@cache
def _dictionary() -> Mapping[str, Mapping[str, str]]:
    """For each language the stems, folded, with their glosses."""
    entries: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for row in _rows():
        gloss = "" if row["en"] == "-" else row["en"]
        for language in LANGUAGES:
            for stem in row[language].split(","):
                if stem:
                    entries[language].setdefault(_stem(stem, language), gloss)
    return entries


def _stem(written: str, language: str) -> str:
    return " ".join(folded(word, language) for word in _WORD.findall(written))


def _rows() -> Iterator[dict[str, str]]:
    source = files("hirz.engines.meaning").joinpath("bridge.tsv").read_text(encoding="utf-8")
    for line in source.splitlines():
        if line and not line.startswith("#"):
            yield dict(zip(_COLUMNS, line.split("\t"), strict=True))
