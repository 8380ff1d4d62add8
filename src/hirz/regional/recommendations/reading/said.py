"""What a row of a file says of a recommendation, in the words of the file: nothing is looked up here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Format(StrEnum):
    """The shapes of files that can be read; the value is how the command line calls each."""

    UPR_INFO = "upr-info"
    UHRI = "uhri"
    OHCHR_THEMATIC = "ohchr-thematic"
    HIRZ = "hirz"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in which row, counted from 1. ``detail`` names columns of ours, never what was written."""

    row: int
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One recommendation as a row gives it. What a row does not say is empty.

    ``body`` is the mechanism or the body of it, ``position`` and the lists are words of the file, ``action`` is 1 to 5
    as UPR Info counts, ``source`` says where all this is known from.
    """

    row: int
    state: str
    body: str
    text: str
    source: str
    language: str = "en"
    source_id: str = ""
    symbol: str = ""
    paragraph: str = ""
    on_date: date | None = None
    cycle: int | None = None
    session: int | None = None
    recommending: tuple[str, ...] = ()
    position: str = ""
    position_words: str = ""
    position_source: str = ""
    action: int | None = None
    themes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    sdgs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says: how many recommendations it has, what each says, what is wrong, and how many rows are no
    recommendations (observations, praise) and were left out."""

    rows: int
    said: tuple[Said, ...]
    problems: tuple[RowProblem, ...]
    left_out: int = 0


class Refused(Exception):
    """A row, or the file, cannot be read. Says why by a code, and names no content."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


MAX_TEXT: Final = 20_000
_FIGURES: Final = 6
_NO_LETTERS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
Cells = Mapping[str, object]
"""A row by the names of its columns, in small letters."""


def cell_text(cells: Cells, *names: str) -> str:
    """The first of these columns that the row has, as text; empty when it has none of them."""
    for name in names:
        value = cells.get(name)
        if value is not None:
            return _plain(value)
    return ""


def cell_number(cells: Cells, name: str, *, least: int, most: int) -> int | None:
    """A whole number of a column, or nothing. Raises ``Refused`` when something else stands there."""
    written = cell_text(cells, name)
    if not written:
        return None
    is_plain = written.isascii() and written.isdigit() and len(written) <= _FIGURES
    if not is_plain or not least <= int(written) <= most:
        raise Refused("number", name)
    return int(written)


def cell_date(cells: Cells, *names: str) -> date | None:
    """A day of a column, as ISO 8601 writes it, with or without a time after it."""
    written = cell_text(cells, *names)
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError:
        raise Refused("date", names[0]) from None


def cell_list(cells: Cells, *names: str) -> tuple[str, ...]:
    """What a column lists: a list, or one entry a line, with or without a dash before it."""
    value = next((cells[name] for name in names if cells.get(name) is not None), ())
    entries: Sequence[object] = value if isinstance(value, list | tuple) else str(value).replace("|", "\n").splitlines()
    return tuple(dict.fromkeys(found for entry in entries if (found := _plain(entry).removeprefix("-").strip())))


def checked_text(written: str) -> str:
    """The text of a recommendation. Raises ``Refused`` when there is none, or it cannot be one."""
    if not written:
        raise Refused("text_missing")
    if len(written) > MAX_TEXT:
        raise Refused("text_too_long")
    require_keepable(written)
    return written


def require_keepable(written: str) -> None:
    """Raises ``Refused`` for signs that are no letters: control characters, and halves of characters in JSON."""
    if _NO_LETTERS.search(written):
        raise Refused("control_characters")


def in_small_letters(row: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Names of columns without regard to capitals, spaces and underscores."""
    for name, value in row.items():
        yield plain_name(name), value


def plain_name(name: object) -> str:
    return str(name).strip().casefold().replace(" ", "").replace("_", "")


def _plain(value: object) -> str:
    """Text of a cell: the figure 3.0 of a spreadsheet is 3, and what no database can hold is left to the check."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
