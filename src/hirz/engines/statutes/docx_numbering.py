"""The numbers that Word makes itself: they stand nowhere in the text, and a law is not readable without them.

Source: ISO/IEC 29500-1, 17.9 (numbering). Every numbering counts by itself on nine levels; a level begins anew when a
wider one has moved on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS: Final = 9
_LONGEST_LABEL: Final = 100
"""Characters: a label stands before every paragraph of its level, and no law needs more."""
_MOST_LETTERS: Final = 30
"""How often a letter is repeated (aaa) before figures stand in its place."""
_RUSSIAN: Final = "абвгдежзиклмнопрстуфхцчшщэюя"
_ARABIC: Final = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD: Final = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ROMAN: Final = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class _Numbering:
    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next_label(self, at: int) -> str:
        level = self.levels.get(at, _Level())
        self.counts[at] = self.counts.get(at, level.start - 1) + 1
        for deeper in [one for one in self.counts if one > at]:
            del self.counts[deeper]
        if level.form == "bullet":
            return "•"
        return "" if level.form == "none" else re.sub(r"%([1-9])", self._counted, level.text)

    def _counted(self, found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        level = self.levels.get(at, _Level())
        return written(self.counts.get(at, level.start), level.form)


class Numberings:
    """The numberings of one document. ``styles`` may give a paragraph its number as well."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        definitions = _definitions(numbering)
        abstract = {key: _Numbering(levels) for key, levels in definitions.items()}
        self._by_id = dict(_instances(numbering, definitions, abstract))
        self._of_style = _of_styles(styles)

    def label(self, paragraph: etree._Element) -> str:
        """The number of this paragraph, to be asked once for each, in their order; empty where it has none."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return ""
        style = _value(properties.find(f"{W}pStyle"))
        from_style = self._of_style.get(style, ("", 0))
        number = properties.find(f"{W}numPr")
        if number is None:
            found, level = from_style
        else:
            found = _value(number.find(f"{W}numId")) or from_style[0]
            level = _whole(_value(number.find(f"{W}ilvl")), from_style[1])
        numbering = self._by_id.get(found)
        return numbering.next_label(min(level, _LEVELS - 1)) if numbering else ""


def written(number: int, form: str) -> str:
    """A number in one of the forms of Word; a form that is not known here is written in figures."""
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    letters = {"lowerLetter": "abcdefghijklmnopqrstuvwxyz", "russianLower": _RUSSIAN, "arabicAlpha": _ARABIC,
               "arabicAbjad": _ABJAD}  # fmt: skip
    capital = {"upperLetter": "lowerLetter", "russianUpper": "russianLower"}
    alphabet = letters.get(capital.get(form, form))
    if alphabet is None or not 1 <= number <= _MOST_LETTERS * len(alphabet):
        return f"{number:02}" if form == "decimalZero" else str(number)
    letter = alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1)
    return letter.upper() if form in capital else letter


def _roman(number: int) -> str:
    made = ""
    for value, letters in _ROMAN:
        while number >= value and len(made) < 40:
            made, number = made + letters, number - value
    return made


def _definitions(numbering: etree._Element | None) -> dict[str, dict[int, _Level]]:
    if numbering is None:
        return {}
    return {
        one.get(f"{W}abstractNumId", ""): {
            _whole(level.get(f"{W}ilvl", ""), 0): _level(level) for level in one.findall(f"{W}lvl")
        }
        for one in numbering.findall(f"{W}abstractNum")
    }


def _level(level: etree._Element) -> _Level:
    return _Level(
        start=_whole(_value(level.find(f"{W}start")), 1),
        form=_value(level.find(f"{W}numFmt")) or "decimal",
        text=_value(level.find(f"{W}lvlText"))[:_LONGEST_LABEL],
    )


def _instances(
    numbering: etree._Element | None, definitions: dict[str, dict[int, _Level]], abstract: dict[str, _Numbering]
) -> list[tuple[str, _Numbering]]:
    """Instances of one definition count on together, unless one says where it starts anew."""
    found: list[tuple[str, _Numbering]] = []
    for one in () if numbering is None else numbering.findall(f"{W}num"):
        key = _value(one.find(f"{W}abstractNumId"))
        overrides = {_whole(over.get(f"{W}ilvl", ""), 0): over for over in one.findall(f"{W}lvlOverride")}
        if key not in definitions:
            continue
        made = abstract[key]
        if overrides:
            levels = {at: _Level(level.start, level.form, level.text) for at, level in definitions[key].items()}
            for at, over in overrides.items():
                inner = over.find(f"{W}lvl")
                levels[at] = levels.get(at, _Level()) if inner is None else _level(inner)
                levels[at].start = _whole(_value(over.find(f"{W}startOverride")), levels[at].start)
            made = _Numbering(levels)
        found.append((one.get(f"{W}numId", ""), made))
    return found


def _of_styles(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    """For each style the numbering and level it brings, its own or that of the style it is based on."""
    own: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    for style in () if styles is None else styles.findall(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        based[name] = _value(style.find(f"{W}basedOn"))
        number = style.find(f"{W}pPr/{W}numPr")
        if number is not None:
            own[name] = _value(number.find(f"{W}numId")), _whole(_value(number.find(f"{W}ilvl")), 0)
    found: dict[str, tuple[str, int]] = {}
    for name in based:
        above, seen = name, set[str]()
        while above and above not in own and above not in seen:
            seen.add(above)
            above = based.get(above, "")
        if above in own:
            found[name] = own[above]
    return found


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _whole(text: str, otherwise: int) -> int:
    return int(text[:6]) if text.isascii() and text[:6].isdigit() else otherwise


__all__ = ["Numberings", "W", "written"]
