"""The columns of a table that comes back: what stands in a cell, how it is written one way only, and what is wrong.

Values are text, as :mod:`hirz.rules.returned_sheet` compares them. Days and numbers are read in the digits of any
script and written in one; a value that cannot be read stays as it was typed, and a fault says so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar

from hirz.engines.documents.typed import sound
from hirz.rules.disaggregation import NumberNotExact, exact


class Kind(StrEnum):
    """What a cell holds: text, a day (2026-05-14), a number, a whole number, one of some values, several of them."""

    TEXT = "TEXT"
    DAY = "DAY"
    NUMBER = "NUMBER"
    WHOLE = "WHOLE"
    CODE = "CODE"
    CODES = "CODES"


class Fault(NamedTuple):
    """What is wrong in which column: one of the codes below and ``formula``, or a code of the app."""

    column: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. ``label``: its name in words; ``longest``: characters of a text; ``width``: on the screen.

    ``is_fixed``: asked of a new row alone. ``is_told``: it helps reading, and what comes back in it is not read.
    """

    name: str
    label: object = ""
    kind: Kind = Kind.TEXT
    is_required: bool = False
    is_fixed: bool = False
    is_told: bool = False
    longest: int = 20_000
    width: int = 16

    def evened(self, value: str) -> str:
        """The one way in which a value is written, without what no cell can hold; what cannot be read, as it came."""
        if self.kind in (Kind.NUMBER, Kind.WHOLE):
            number = self.number(value)
            return value.strip() if number is None else plain(number)
        if self.kind is Kind.DAY:
            return _western(value).strip()
        return "\n".join(line.rstrip() for line in sound(value).splitlines()).strip()

    def number(self, value: str) -> Decimal | None:
        """The number that a cell holds; None where it holds none that can be kept exactly."""
        try:
            number = exact(Decimal(_western(value).replace("٫", ".").strip()))
        except (InvalidOperation, NumberNotExact):
            return None
        return None if self.kind is Kind.WHOLE and number != number.to_integral_value() else number

    def faults(self, value: str, *, is_new: bool, choices: Collection[str] = ()) -> Iterator[Fault]:
        """What is wrong with a value that somebody changed, or with one of a new row."""
        code = self._fault(value, is_new=is_new, choices=choices)
        if code:
            yield Fault(self.name, code)

    def _fault(self, value: str, *, is_new: bool, choices: Collection[str]) -> str:
        if self.is_fixed and not is_new:
            return "fixed"
        if not value:
            return "missing" if self.is_required else ""
        if self.kind in (Kind.NUMBER, Kind.WHOLE):
            return "number" if self.number(value) is None else ""
        if self.kind is Kind.DAY:
            return "date" if day(value) is None else ""
        if self.kind in (Kind.CODE, Kind.CODES):
            given = {value} if self.kind is Kind.CODE else set(value.splitlines())
            return "" if given <= set(choices) else "code"
        return "too_long" if len(value) > self.longest else ""


class Identified(Protocol):
    @property
    def pk(self) -> object: ...


RowT = TypeVar("RowT", bound=Identified)


def distinct(rows: Iterable[RowT], named: Callable[[RowT], str]) -> dict[str, RowT]:
    """Rows by a name that stands for one of them in a cell: of those with the same, each gets a piece of its id."""
    found = [(" ".join(sound(named(row)).split()), row) for row in rows]
    names = [name for name, _row in found]
    return {name if names.count(name) == 1 else f"{name} · {str(row.pk)[:8]}": row for name, row in found}


def day(text: str) -> date | None:
    """A day written as 2026-05-14; None for everything else."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text else None  # there are other notations, and they are in no order


def plain(value: Decimal) -> str:
    """A number without an exponent, and without zeros that say nothing: the same in every language."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _western(text: str) -> str:
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)
