"""Looking for a word in a text, whatever its vowel marks, elongation, apostrophes and letter variants."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Final

from hirz.rules.naming import fold

_LETTERS: Final = (range(0x0041, 0x0250), range(0x0400, 0x0530), range(0x0621, 0x064B), range(0x066E, 0x06D4))
_APOSTROPHES: Final = "ʻʼ’‘'`´"
_NO_APOSTROPHES: Final = dict.fromkeys(map(ord, _APOSTROPHES))
_MARKS: Final = f"[{_APOSTROPHES}\u0300-\u036f\u0640\u064b-\u065f\u0670]*"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words to look for: ``words`` folded, and in their order ``patterns`` that find every spelling folding to them."""

    words: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, typed: str) -> Wanted:
        words = tuple(fold(typed).translate(_NO_APOSTROPHES).split())
        return cls(words, tuple(re.compile(_pattern(word), re.IGNORECASE) for word in words))

    def occur_in(self, text: str) -> bool:
        """Whether every word occurs. In a text of ASCII alone, where nothing needs folding, it is told much faster."""
        if text.isascii():
            plain = text.lower().replace("'", "").replace("`", "")
            return all(word in plain for word in self.words)
        return all(pattern.search(text) for pattern in self.patterns)


def _pattern(folded: str) -> str:
    return _MARKS.join(_class_of(letter) for letter in folded)


def _class_of(letter: str) -> str:
    letters = sorted({letter, *_variants().get(letter, ())})
    return re.escape(letter) if len(letters) == 1 else f"[{''.join(map(re.escape, letters))}]"


@cache
def _variants() -> dict[str, frozenset[str]]:
    """Letters by what they fold to. Letters that fold to several are left out: a pattern goes letter by letter."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for letter in (chr(point) for letters in _LETTERS for point in letters):
        found[fold(letter)].add(letter)
    return {folded: frozenset(letters) for folded, letters in found.items() if len(folded) == 1}
