"""Reading a workbook that somebody sends: looked into first, and never more of it than a table of ours can hold."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, ClassVar, Final

from openpyxl import load_workbook

from hirz.engines.files import inspect
from hirz.foundation.downloads import MEDIA_TYPES
from hirz.rules.errors import BadInput

MAX_BYTES: Final = 4 * 1024 * 1024
MAX_LINES: Final = 5_000
MAX_COLUMNS: Final = 300
_HEAD: Final = 8 * 1024


class NotOurSheet(BadInput):
    """The file is no table that was downloaded here."""

    code: ClassVar[str] = "not_our_sheet"


@dataclass(frozen=True)
class Lines:
    """The cells of the first sheet as text, and in which of them formulas stand: names of columns by line from 1."""

    table: Sequence[Sequence[str]]
    formulas: Mapping[int, frozenset[str]]
    others: Mapping[str, Sequence[Sequence[str]]]

    def of(self, name: str) -> Sequence[Sequence[str]]:
        """Of another sheet; nothing where there is none."""
        return self.others.get(name, ())


def lines_of(data: bytes) -> Lines:
    """Raises ``NotOurSheet`` for what is no workbook, is damaged, packed too tightly, or too large to be a table."""
    found = inspect(data[:_HEAD], io.BytesIO(data), "table.xlsx")
    if len(data) > MAX_BYTES or found.refusals or found.media_type != MEDIA_TYPES["xlsx"]:
        raise NotOurSheet
    try:
        # With formulas and not with what they came to: what another program reckoned is nobody's word.
        book = load_workbook(io.BytesIO(data), read_only=True)
        first, *others = book.worksheets
        cells = _cells(first)
        rest = {sheet.title: [[_as_written(cell.value) for cell in line] for line in _cells(sheet)] for sheet in others}
    except NotOurSheet:
        raise
    except Exception:  # what openpyxl raises for a damaged workbook is of many kinds, none documented
        raise NotOurSheet from None
    table = [[_text(cell.value) for cell in line] for line in cells]
    return Lines(table, dict(_formulas(cells, table[0] if table else ())), rest)


def _cells(sheet: Any) -> list[Sequence[Any]]:
    lines = list(islice(sheet.iter_rows(max_col=MAX_COLUMNS), MAX_LINES + 1))
    if len(lines) > MAX_LINES:
        raise NotOurSheet
    return lines


def _formulas(cells: Sequence[Sequence[Any]], names: Sequence[str]) -> Iterator[tuple[int, frozenset[str]]]:
    for number, line in enumerate(cells[1:], start=1):
        found = {name for name, cell in zip(names, line, strict=False) if cell.data_type == "f"}
        if found:
            yield number, frozenset(found)


def _as_written(value: object) -> str:
    """On sheets of our own a text may go on in the next cell: nothing at its edges may be lost."""
    return "" if value is None else str(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
