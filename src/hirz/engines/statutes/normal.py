"""A line of a law in one form: composed letters, single spaces, without marks that show nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_UNSEEN: Final = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]")
_ARABIC_MARKS: Final = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_FOLDED: Final = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ё": "е",
     "ʻ": "'", "ʼ": "'", "’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‑": "-", "−": "-"}
)  # fmt: skip


def normal_line(text: str) -> str:
    """The text on one line. What cannot be seen (soft hyphens, marks of direction, controls) is gone from it."""
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def normal_lines(texts: Iterable[str]) -> tuple[str, ...]:
    """The same of several; those with nothing to read are left out."""
    return tuple(line for text in texts if (line := normal_line(text)))


@lru_cache(maxsize=4096)
def folded_character(character: str) -> str:
    """What stands for a character when two spellings are compared: none, one or several characters.

    Case, vowel signs and forms of letters that writers exchange (hamza, ta marbuta, ё, apostrophes, dashes) do not
    count, and digits are those of ASCII.
    """
    if _ARABIC_MARKS.match(character):
        return ""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return character.lower().translate(_FOLDED)


def folded(text: str) -> str:
    """A normal text with every character folded."""
    return "".join(map(folded_character, text))


def folded_with_places(text: str) -> tuple[str, tuple[int, ...]]:
    """The folded text, and for each character of it the place in ``text`` from which it came; one more for the end."""
    made: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for one in folded_character(character):
            made.append(one)
            places.append(place)
    return "".join(made), (*places, len(text))


__all__ = ["folded", "folded_character", "folded_with_places", "normal_line", "normal_lines"]
