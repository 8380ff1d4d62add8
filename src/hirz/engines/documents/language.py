"""What the six UN languages ask of a printed page: direction, digits and the shape of a number."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Final

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})


class Direction(StrEnum):
    """The side on which a line begins."""

    LEFT_TO_RIGHT = "ltr"
    RIGHT_TO_LEFT = "rtl"


class Digits(StrEnum):
    """The digits of the numbers that the engine itself writes: paragraphs, footnotes, pages."""

    WESTERN = "0123456789"
    ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"

    def write(self, number: int) -> str:
        """``number`` (zero or more) in these digits: 12 is "١٢"."""
        return str(number).translate(str.maketrans(Digits.WESTERN.value, self.value))


class Language(StrEnum):
    """The official languages of the United Nations by ISO 639-1 code."""

    AR = "ar"
    EN = "en"
    ES = "es"
    FR = "fr"
    RU = "ru"
    ZH = "zh"

    @property
    def direction(self) -> Direction:
        return Direction.RIGHT_TO_LEFT if self is Language.AR else Direction.LEFT_TO_RIGHT

    @property
    def digits(self) -> Digits:
        """Arabic documents of the United Nations print their paragraph numbers in Arabic-Indic digits."""
        return Digits.ARABIC_INDIC if self is Language.AR else Digits.WESTERN

    @property
    def paragraph_mark(self) -> str:
        """What follows a paragraph's number: "1." but "١-" in Arabic."""
        return "-" if self is Language.AR else "."

    @property
    def tag(self) -> str:
        """BCP 47 tag with the region whose conventions a word processor should check against."""
        return _TAGS[self]

    def note_mark(self, number: str) -> str:
        """A footnote's mark: in Arabic in parentheses, where a lone ١ would be taken for an alef."""
        return f"({number})" if self is Language.AR else number


_TAGS: Final = {
    Language.AR: "ar-SA",
    Language.EN: "en-GB",
    Language.ES: "es-ES",
    Language.FR: "fr-FR",
    Language.RU: "ru-RU",
    Language.ZH: "zh-CN",
}


def direction_of(text: str, otherwise: Direction) -> Direction:
    """The direction of the first strong character of ``text`` (UAX #9, rules P2 and P3), or ``otherwise``."""
    for character in text:
        strength = unicodedata.bidirectional(character)
        if strength == "L":
            return Direction.LEFT_TO_RIGHT
        if strength in _RIGHT_TO_LEFT:
            return Direction.RIGHT_TO_LEFT
    return otherwise
