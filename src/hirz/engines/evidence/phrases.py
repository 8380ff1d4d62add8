"""Blacking out phrases in a plain text, however they are spaced, cased, pointed or joined there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import reduce
from typing import ClassVar, Final

BLACKENED: Final = "█████"
"""Of one length, whatever stood there: the length of a name can be enough to know it."""
# Vowel signs, marks of direction, joiners and the stroke that lengthens a word: seen by nobody who looks for a name.
_BETWEEN_LETTERS: Final = (
    "[\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640"
    "\u00ad\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff]*"
)


class PhrasesRefused(ValueError):
    """A phrase does not stand in the text, or none was given; ``lines`` are the numbers of the phrases, from 1."""

    code: ClassVar[str] = "phrases_refused"

    def __init__(self, lines: Sequence[int]) -> None:
        super().__init__("a phrase was not found")
        self.lines = tuple(lines)


def blackened(text: str, phrases: Sequence[str]) -> str:
    """``text`` in Unicode form NFC with every occurrence of every phrase replaced by :data:`BLACKENED`.

    Upper and lower case are one, so are all kinds of white space; signs that nobody sees between letters do not hide a
    phrase. A longer phrase goes first. Raises :class:`PhrasesRefused` when there is no phrase, and when one of them
    does not stand in the text: who asked for it would believe that it is gone. The black itself is no phrase.
    """
    patterns = [(number, _pattern(phrase)) for number, phrase in enumerate(phrases, start=1) if phrase.strip()]
    if not patterns:
        raise PhrasesRefused(())
    whole = unicodedata.normalize("NFC", text)
    refused = [number for number, pattern in patterns if pattern.search(BLACKENED) or not pattern.search(whole)]
    if refused:
        raise PhrasesRefused(refused)
    longest_first = sorted((pattern for _, pattern in patterns), key=lambda pattern: -len(pattern.pattern))
    return _until_none_is_left(whole, longest_first)


def _until_none_is_left(text: str, patterns: Sequence[re.Pattern[str]]) -> str:
    """Taking one phrase out can bring the parts of another together; each round leaves less to find."""
    while any(pattern.search(text) for pattern in patterns):
        text = reduce(lambda left, pattern: pattern.sub(BLACKENED, left), patterns, text)
    return text


def _pattern(phrase: str) -> re.Pattern[str]:
    letters = [_letter(letter) for letter in _seen(phrase)]
    return re.compile(_BETWEEN_LETTERS.join(letters) + _BETWEEN_LETTERS, re.IGNORECASE)


def _seen(phrase: str) -> str:
    """Without the signs that are passed over in the text, and with single spaces."""
    plain = re.sub(_BETWEEN_LETTERS, "", unicodedata.normalize("NFC", phrase))
    return " ".join(plain.split()) or phrase.strip()


def _letter(letter: str) -> str:
    return r"\s+" if letter == " " else re.escape(letter)


__all__ = ["BLACKENED", "PhrasesRefused", "blackened"]
