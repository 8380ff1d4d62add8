"""Words of a text as they are compared: their places, folded, and cut to what an ending does not change."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from hirz.engines.statutes.normal import folded

_MARKS: Final = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_WORD: Final = re.compile(rf"\w[\w{_MARKS}]*(?:['’‘ʻʼ`-]\w[\w{_MARKS}]*)*|[^\w\s]")
_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_PREFIX: Final = re.compile("^[وف]?(?:بال|كال|لل|ال|[بلك])?(?=...)")
_SUFFIX: Final = re.compile("(?<=...)(?:هما|ها|هم|ات|ون|ين|ان|يه|ه|ي|ا)$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign of punctuation: where it stands, and the stem by which it is compared."""

    text: str
    start: int
    stem: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


def words_of(text: str) -> tuple[Word, ...]:
    """Every word and every sign, in order."""
    return tuple(Word(found[0], found.start(), stem_of(found[0])) for found in _WORD.finditer(text))


def stems_of(text: str) -> tuple[str, ...]:
    """Stems of the words, without signs."""
    return tuple(word.stem for word in words_of(text) if word.is_word)


@lru_cache(maxsize=65_536)
def stem_of(word: str) -> str:
    """A rough stem, the same for most forms of a word: cut short, and without Arabic articles and endings.

    It is only good for saying that two words may be forms of one; figures and short words stay as they are.
    """
    plain = folded(word)
    if _ARABIC.search(plain):
        return _SUFFIX.sub("", _PREFIX.sub("", plain))
    if any(map(str.isdigit, plain)) or len(plain) < 5:
        return plain
    return plain[:5] if len(plain) > 6 else plain[:4]


class Weights:
    """How much a word tells: much when few passages of the law have it, little when most do.

    ``ln((n + 1) / (passages with it + 1/2)) + 0.1``, after the inverse document frequency of Spärck Jones (1972).
    """

    def __init__(self, passages: Iterable[Iterable[str]]) -> None:
        found: Counter[str] = Counter()
        count = 0
        for passage in passages:
            found.update(set(passage))
            count += 1
        self._of: Mapping[str, int] = found
        self._count = count
        self._known: dict[str, float] = {}

    def __getitem__(self, stem: str) -> float:
        if stem not in self._known:
            self._known[stem] = math.log((self._count + 1) / (self._of.get(stem, 0) + 0.5)) + 0.1
        return self._known[stem]

    def of(self, stems: Iterable[str]) -> float:
        return sum(map(self.__getitem__, stems))


def covered(needle: Sequence[str], haystack: Sequence[str], weights: Weights) -> tuple[float, int, int]:
    """The share of a passage (0 to 1, by weight) that the best stretch of a text has, and where that stretch lies.

    A stretch is a little longer than the passage at most, begins and ends with a word of it, and the order of words in
    it does not count.
    """
    total = weights.of(needle)
    if not needle or not haystack or total <= 0:
        return 0.0, 0, 0
    length = min(len(haystack), math.ceil(len(needle) * 1.6) + 3)
    wanted, held = Counter(needle), Counter(haystack[:length])
    found = sum(min(count, held[stem]) * weights[stem] for stem, count in wanted.items())
    best, at = found, 0
    for start in range(1, len(haystack) - length + 1):
        gone, come = haystack[start - 1], haystack[start + length - 1]
        found -= weights[gone] if held[gone] <= wanted[gone] else 0
        held[gone] -= 1
        held[come] += 1
        found += weights[come] if held[come] <= wanted[come] else 0
        if found > best + 1e-9:
            best, at = found, start
    met = [place for place in range(at, at + length) if haystack[place] in wanted]
    return min(1.0, best / total), *((met[0], met[-1] + 1) if met else (at, at))


__all__ = ["Weights", "Word", "covered", "stem_of", "stems_of", "words_of"]
