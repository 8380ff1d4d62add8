"""How long a document is, and whether that is within the limit of whoever receives it.

Limits are set in words of texts that put spaces between words. Chinese does not: its characters are counted one by
one, as word processors do, and say only whether a text is surely short enough.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from hirz.rules.errors import BadInput

_CHARACTER: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Characters of Chinese, and of Japanese where a name is written so."""
_APART: Final = "\\s\u2014\u2015"
"""What keeps words apart: white space, and the long dash, which stands between words without any."""
_PIECES: Final = re.compile(f"[{_CHARACTER}]|[^{_APART}{_CHARACTER}]+")


class BadLimit(BadInput):
    """A limit is a number of words above nought."""

    code: ClassVar[str] = "bad_word_limit"


class Fit(StrEnum):
    """Whether a text is within a limit. UNCLEAR: it has characters without spaces, more of them than words."""

    WITHIN = "WITHIN"
    OVER = "OVER"
    UNCLEAR = "UNCLEAR"


@dataclass(frozen=True, slots=True)
class Length:
    """``words`` between spaces, and ``characters`` of a script that has no spaces, each of either counted once."""

    words: int = 0
    characters: int = 0

    @property
    def counted(self) -> int:
        """What a word processor tells."""
        return self.words + self.characters

    def __add__(self, other: Length) -> Length:
        return Length(self.words + other.words, self.characters + other.characters)


@dataclass(frozen=True, slots=True)
class WordLimit:
    """At most ``words``. Raises ``BadLimit``."""

    words: int

    def __post_init__(self) -> None:
        if self.words <= 0:
            raise BadLimit

    def fit(self, length: Length) -> Fit:
        """A text is over only when its words alone are: a word of Chinese has one character or several."""
        if length.counted <= self.words:
            return Fit.WITHIN
        return Fit.OVER if length.words > self.words else Fit.UNCLEAR

    def left(self, length: Length) -> int:
        """Words left, as counted; below nought: too many."""
        return self.words - length.counted


def length_of(text: str) -> Length:
    """Count as word processors do: what stands between spaces is a word, if it has a letter or a digit in it.

    So a joined word is one in Arabic (the article, "and" and a pronoun are not torn off), in French (an elided article
    stays with its noun) and with a hyphen in any language; a lone dash, bullet or per cent sign is none. Vowel signs
    and lengthening strokes change nothing.
    """
    characters = words = 0
    for piece in _PIECES.findall(text):
        if re.fullmatch(f"[{_CHARACTER}]", piece):
            characters += 1
        else:
            words += any(letter.isalnum() for letter in piece)
    return Length(words, characters)
