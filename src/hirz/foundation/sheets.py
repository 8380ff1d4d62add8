"""Tables that go out as workbooks, are filled in where there is no line, and come back.

Each row carries its id. What was sent goes along on a sheet of its own, signed, so that on return three values of each
cell can be told apart (``hirz.rules.returned_sheet``). An app says what its table is by a :class:`Sheet`.
"""

from __future__ import annotations

import io
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, ClassVar, Final, TypeAlias

from django.core import signing
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from hirz.engines.canonical import canonical_json
from hirz.foundation.sheet_files import NotOurSheet, lines_of
from hirz.foundation.vocabularies.registry import page_language
from hirz.rules.returned_sheet import ReturnedRow, Row, RowOutcome, not_returned, weigh
from hirz.rules.sheet_columns import Column, Fault, Kind

ID: Final = "id"
SENT: Final = "sent"
CODES: Final = "codes"
ROOM: Final = 300
"""So many rows can be added, as far as the workbook is prepared for them."""
PIECE: Final = 30_000
"""Characters of one cell; a workbook holds no more than 32,767."""
EXACT: Final = 15
"""Digits that spreadsheets keep of a number; a longer one goes out as text."""

Named: TypeAlias = Mapping[str, Sequence[tuple[str, str]]]


class Sheet(ABC):
    """One table of one person: its columns, what stands here, and how what comes back is written.

    ``name`` is that of the kind of table, ``whose`` for whom it was made: what was sent to another proves nothing here.
    """

    name: ClassVar[str]
    whose: str
    columns: Sequence[Column]

    @abstractmethod
    def values(self) -> Mapping[str, Row]:
        """What stands here now and is theirs to change, as the table writes it, by id."""

    @abstractmethod
    def change(self, id: str, values: Row) -> None:
        """Write the cells that changed."""

    @abstractmethod
    def add(self, values: Row) -> None:
        """Write a row that was added. ``values`` are those of all columns."""

    def note_read(self) -> None:
        """Put on record that what stands here was shown: a table that asks for it can be put together by hand.

        To be said by tables of which anything is sealed.
        """
        return

    def faults(self, row: ReturnedRow, values: Row, changed: Row) -> Iterable[Fault]:
        """What is wrong beyond single cells, that can all be read.

        ``values``: the row as it would be; ``changed``: what of it is new.
        """
        return ()

    def words(self) -> Named:
        """The values of columns with choices, with their words in the language of the page, by name of the column."""
        return {}

    @property
    def taken(self) -> tuple[str, ...]:
        """Names of the columns that are read when the table comes back."""
        return tuple(column.name for column in self.columns if not column.is_told)


@dataclass(frozen=True)
class Weighed:
    """What a table that came back would do. ``faults``: what cannot be read, by the number of the row."""

    rows: Sequence[ReturnedRow]
    faults: Mapping[int, Sequence[Fault]] = field(default_factory=dict)
    kept_back: Sequence[str] = ()

    def with_outcome(self, outcome: RowOutcome) -> list[ReturnedRow]:
        return [row for row in self.rows if row.outcome is outcome and row.number not in self.faults]

    @property
    def changed(self) -> list[ReturnedRow]:
        return self.with_outcome(RowOutcome.CHANGED)

    @property
    def conflicts(self) -> list[ReturnedRow]:
        return self.with_outcome(RowOutcome.CONFLICT)

    @property
    def new(self) -> list[ReturnedRow]:
        return self.with_outcome(RowOutcome.NEW)

    @property
    def unknown(self) -> list[ReturnedRow]:
        return [row for row in self.rows if row.outcome is RowOutcome.UNKNOWN]

    @property
    def is_nothing_new(self) -> bool:
        return not (self.changed or self.conflicts or self.new or self.unknown or self.faults)


def sheet_out(sheet: Sheet) -> bytes:
    """The table as a workbook, with room for new rows."""
    values, words = _here(sheet), sheet.words()
    book = Workbook()
    codes = _codes(book.create_sheet(CODES), sheet, words)
    assert book.active is not None  # noqa: S101 - a new workbook has a sheet
    _table(book.active, sheet, values, codes)
    _sent(book.create_sheet(SENT), sheet, values)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def weigh_sheet(sheet: Sheet, data: bytes) -> Weighed:
    """What the table would do, row by row. Raises ``NotOurSheet``."""
    lines = lines_of(data)
    returned = _returned(lines.table, sheet)
    sent, now = _as_sent(lines.of(SENT), sheet), _here(sheet)
    rows = _once(weigh(returned, sent=sent, now=now, columns=sheet.taken), now)
    faults = _faults_by_row(sheet, rows, now, lines.formulas)
    return Weighed(rows, faults, not_returned(returned, sent=sent))


def take_in(sheet: Sheet, data: bytes, decided: Mapping[str, bool]) -> tuple[int, int]:
    """Write what the table changes; of rows in conflict those that somebody decided for. Rows changed, and added.

    Rows that cannot be read and rows that are not known change nothing. To be called in a transaction.
    Raises ``NotOurSheet``, and whatever the app refuses.
    """
    weighed = weigh_sheet(sheet, data)
    taken = [*weighed.changed, *(row for row in weighed.conflicts if decided.get(row.id))]
    for row in taken:
        sheet.change(row.id, row.to_write(taking_conflicts=row.outcome is RowOutcome.CONFLICT))
    for row in weighed.new:
        sheet.add({name: cell.returned for name, cell in row.cells.items()})
    return len(taken), len(weighed.new)


# Out


def _table(table: Worksheet, sheet: Sheet, values: Mapping[str, Row], codes: Mapping[str, str]) -> None:
    table.title = sheet.name
    table.sheet_view.rightToLeft = page_language() == "ar"
    table.freeze_panes = "B2"
    last = len(values) + 1 + ROOM
    _write(table, 1, [ID, *(column.name for column in sheet.columns)], bold=True)
    for number, (id, row) in enumerate(values.items(), start=2):
        _write(table, number, [id])
        for place, column in enumerate(sheet.columns, start=2):
            _fill(table.cell(row=number, column=place), column, row[column.name])
    for number in range(len(values) + 2, last + 1):
        for place, column in enumerate(sheet.columns, start=2):
            _fill(table.cell(row=number, column=place), column, "")
    for place, column in enumerate(sheet.columns, start=2):
        letter = get_column_letter(place)
        table.column_dimensions[letter].width = column.width
        if column.name in codes:
            choice = DataValidation(type="list", formula1=codes[column.name], allow_blank=True)
            choice.add(f"{letter}2:{letter}{last}")
            table.add_data_validation(choice)


def _fill(cell: Any, column: Column, value: str) -> None:
    """A number is one, so that it can be added up; everything else is text, also where it begins like a formula."""
    number = column.number(value) if column.kind in (Kind.NUMBER, Kind.WHOLE) else None
    if number is not None and len(number.as_tuple().digits) <= EXACT:
        cell.value = number
        return
    if column.kind not in (Kind.NUMBER, Kind.WHOLE):
        cell.number_format = "@"
    _as_text(cell, value)


def _as_text(cell: Any, value: str) -> None:
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if value:
        cell.value = value
        cell.data_type = "s"


def _write(table: Worksheet, number: int, values: Sequence[str], *, bold: bool = False) -> None:
    for place, value in enumerate(values, start=1):
        cell = table.cell(row=number, column=place)
        _as_text(cell, value)
        cell.font = Font(bold=bold)


def _codes(table: Worksheet, sheet: Sheet, words: Named) -> dict[str, str]:
    """What the columns are and what their values mean, in the language of the page; the ranges of choices by column."""
    table.sheet_view.rightToLeft = page_language() == "ar"
    ranges, number = {}, 0
    for column in sheet.columns:
        number += 1
        _write(table, number, [column.name, "", str(column.label)], bold=True)
        first = number + 1
        for value, meaning in words.get(column.name, ()):
            number += 1
            _write(table, number, [column.name, value, meaning])
        if number >= first:
            ranges[column.name] = f"={CODES}!$B${first}:$B${number}"
    for letter in "ABC":
        table.column_dimensions[letter].width = 40
    return ranges


def _sent(table: Worksheet, sheet: Sheet, values: Mapping[str, Row]) -> None:
    table.sheet_state = "veryHidden"
    _write(table, 1, [_signer(sheet).sign(_digest(values))])
    for number, (id, row) in enumerate(values.items(), start=2):
        told = json.dumps(dict(row), ensure_ascii=False)
        _write(table, number, [id, *(told[start : start + PIECE] for start in range(0, len(told), PIECE))])


def _signer(sheet: Sheet) -> signing.Signer:
    return signing.Signer(salt=f"hirz sheet of {sheet.name} 1 {sheet.whose}")


def _digest(values: Mapping[str, Row]) -> str:
    return sha256(canonical_json({id: dict(row) for id, row in values.items()})).hexdigest()


# In


def _returned(lines: Sequence[Sequence[str]], sheet: Sheet) -> list[tuple[str, Row]]:
    """Every line, empty ones as well: their number is that which a person sees."""
    if not lines or ID not in lines[0]:
        raise NotOurSheet
    kinds = {column.name: column for column in sheet.columns if not column.is_told}
    read: list[tuple[str, Row]] = []
    for line in lines[1:]:
        row = {name: value for name, value in zip(lines[0], line, strict=False) if name}
        read.append((row.get(ID, ""), {name: kinds[name].evened(row[name]) for name in kinds if name in row}))
    return read


def _as_sent(kept: Sequence[Sequence[str]], sheet: Sheet) -> dict[str, Row]:
    """What was sent, if its signature holds; else nobody can say, and every difference is asked about."""
    try:
        values = {line[0]: json.loads("".join(line[1:])) for line in kept[1:] if line and line[0]}
        return values if _signer(sheet).unsign(kept[0][0]) == _digest(values) else {}
    except (signing.BadSignature, ValueError, IndexError, TypeError, AttributeError, RecursionError):
        return {}


def _once(rows: Iterable[ReturnedRow], now: Mapping[str, Row]) -> list[ReturnedRow]:
    """Without empty lines, and without rows that were added before: taken in twice, a table adds nothing twice."""
    here = [set(row.items()) for row in now.values()]
    return [row for row in rows if row.outcome is not RowOutcome.NEW or not _is_here(row, here)]


def _is_here(row: ReturnedRow, here: Sequence[set[tuple[str, str]]]) -> bool:
    said = {(name, cell.returned) for name, cell in row.cells.items()}
    return not any(value for _name, value in said) or any(said <= one for one in here)


def _faults_by_row(
    sheet: Sheet, rows: Iterable[ReturnedRow], now: Mapping[str, Row], formulas: Mapping[int, frozenset[str]]
) -> dict[int, Sequence[Fault]]:
    """Of the cells that would be written, and then of the rows that they would make."""
    columns = {column.name: column for column in sheet.columns}
    offered = {name: [value for value, _words in pairs] for name, pairs in sheet.words().items()}
    found: dict[int, Sequence[Fault]] = {}
    for row in rows:
        is_new = row.outcome is RowOutcome.NEW
        written = {name: cell.returned for name, cell in row.cells.items()} if is_new else _written(row)
        reckoned = formulas.get(row.number, frozenset())
        faults = [Fault(name, "formula") for name in written if name in reckoned]
        for name, value in written.items():
            if name not in reckoned:
                faults += columns[name].faults(value, is_new=is_new, choices=offered.get(name, ()))
        if written and not faults:
            faults += sheet.faults(row, {**now.get(row.id, {}), **written}, written)
        if faults:
            found[row.number] = faults
    return found


def _written(row: ReturnedRow) -> Row:
    return row.to_write(taking_conflicts=True)


def _here(sheet: Sheet) -> dict[str, Row]:
    """What stands here, in the one way in which the values of each column are written."""
    columns = {column.name: column for column in sheet.columns}
    return {
        id: {name: columns[name].evened(row[name]) for name in columns} for id, row in sheet.values().items()
    }  # fmt: skip
