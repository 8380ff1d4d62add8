"""Numbers of articles and chapters as laws write them: figures, Roman, in words, and what was inserted later.

Everything here is about folded text (:mod:`normal`): digits are ASCII, case and Arabic vowel signs are gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LATIN: Final = {"bis": 1, "ter": 2, "quater": 3, "quinquies": 4}
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

_ENGLISH: Final = (
    ("one", "first"), ("two", "second"), ("three", "third"), ("four", "fourth"), ("five", "fifth"), ("six", "sixth"),
    ("seven", "seventh"), ("eight", "eighth"), ("nine", "ninth"), ("ten", "tenth"), ("eleven", "eleventh"),
    ("twelve", "twelfth"),
)  # fmt: skip
_RUSSIAN: Final = (
    "перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят", "одиннадцат", "двенадцат",
)  # fmt: skip
_ARABIC_UNITS: Final = (
    ("الاولي", "الاول"), ("الثانيه", "الثاني"), ("الثالثه", "الثالث"), ("الرابعه", "الرابع"),
    ("الخامسه", "الخامس"), ("السادسه", "السادس"), ("السابعه", "السابع"), ("الثامنه", "الثامن"),
    ("التاسعه", "التاسع"),
)  # fmt: skip
_ARABIC_TENS: Final = ("العشر", "الثلاث", "الاربع", "الخمس", "الست", "السبع", "الثمان", "التسع")
# No law has longer ones; a row of figures without an end is no number.
_PARTS: Final = r"[0-9]{1,5}(?![0-9])(?:[-.][0-9]{1,3}(?![0-9])){0,3}"
_FIGURES: Final = (
    _PARTS + r"[⁰¹²³⁴-⁹]{0,3}"
    r"(?:\s?(?:bis|ter|quater|quinquies)(?!\w)|\s?مكررا?(?:\s?\(?[0-9]{1,3}(?![0-9])\)?)?|[a-zа-я](?![\w']))?"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, and what it is: ``(5,)`` for the fifth, ``(5, 1)`` for 5-1, 5¹, 5 bis, 5A or ٥ مكرر."""

    written: str
    value: tuple[int, ...]

    @property
    def key(self) -> str:
        return "-".join(map(str, self.value))


@cache
def number_pattern() -> str:
    """A regular expression for a number in folded text, the longest form first."""
    words = sorted(_words(), key=len, reverse=True)
    return f"(?:{_FIGURES}|(?:{'|'.join(map(re.escape, words))})(?!\\w)|[ivxlc]+(?!\\w))"


def value_of(written: str) -> tuple[int, ...]:
    """The value of what :func:`number_pattern` matched."""
    if (in_words := _words().get(written)) is not None:
        return (in_words,)
    if written[0].isdigit():
        return _value_of_figures(written)
    return (_roman(written),)


def _value_of_figures(written: str) -> tuple[int, ...]:
    figures = re.match(_PARTS, written)
    assert figures is not None  # noqa: S101 - the pattern begins with figures
    value = tuple(int(part) for part in re.split(r"[-.]", figures[0]))
    return value + _inserted(written[figures.end() :].strip())


def _inserted(mark: str) -> tuple[int, ...]:
    """What stands after the figures of an article that was put between two others."""
    if not mark:
        return ()
    if mark[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹":
        return (int(mark.translate(_SUPERSCRIPTS)),)
    if mark.startswith("مكرر"):
        repeated = re.search(r"[0-9]+", mark)
        return (int(repeated[0]) if repeated else 1,)
    return (_LATIN[mark] if mark in _LATIN else ord(mark) - ord("a" if mark.isascii() else "а") + 1,)


def _roman(written: str) -> int:
    values = [_ROMAN[letter] for letter in written]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))


@cache
def _words() -> dict[str, int]:
    found = {"premier": 1, "premiere": 1, "première": 1, "1er": 1, "1ère": 1}
    for number, forms in enumerate(_ENGLISH, 1):
        found.update(dict.fromkeys(forms, number))
    for number, stem in enumerate(_RUSSIAN, 1):
        endings = ("ий", "ья") if stem == "трет" else ("ый", "ой", "ая")
        found.update({stem + ending: number for ending in endings})
    return found | dict(_arabic())


def _arabic() -> Iterator[tuple[str, int]]:
    """Ordinals from the first to the one hundred and ninety-ninth, of both genders and in every case."""
    below = dict(_arabic_below_hundred())
    for word, number in below.items():
        yield word, number
        yield f"{word} بعد المايه", number + 100
        yield f"{word} بعد المائه", number + 100
    yield from (("المائه", 100), ("المئه", 100))


def _arabic_below_hundred() -> Iterator[tuple[str, int]]:
    for number, forms in enumerate(_ARABIC_UNITS, 1):
        for word in forms:
            yield word, number
            first = {"الاولي": "الحاديه", "الاول": "الحادي"}.get(word, word)
            yield f"{first} {'عشره' if word == forms[0] else 'عشر'}", number + 10
            for ten, stem in enumerate(_ARABIC_TENS, 2):
                yield from ((f"{first} و{stem}{ending}", ten * 10 + number) for ending in ("ون", "ين"))
    yield from (("العاشره", 10), ("العاشر", 10))
    for ten, stem in enumerate(_ARABIC_TENS, 2):
        yield from ((stem + ending, ten * 10) for ending in ("ون", "ين"))


__all__ = ["Number", "number_pattern", "value_of"]
