"""Rows of a CSV, XLSX or JSON file by the names of their columns."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from openpyxl import load_workbook

from hirz.regional.recommendations.reading.said import Cells, Refused, in_small_letters, plain_name

MAX_BYTES: Final = 128 * 1024 * 1024
MAX_UNPACKED: Final = 512 * 1024 * 1024
"""What a packed file may hold when it is opened, so that a small one cannot fill the machine."""

ZIP: Final = b"PK\x03\x04"
Row = tuple[int, Cells]
"""Number of the row, counted from 1 with the row of names, and its cells."""


def decoded(data: bytes) -> str:
    """Text in UTF-8, or in Mac Roman where lines end as they did there. Raises ``Refused``."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\r" in data and b"\n" not in data:
            return data.decode("mac_roman")
        raise Refused("not_text") from None


def csv_rows(text: str) -> tuple[list[str], list[Row]]:
    """Names of the columns and the rows; a row of another length than the names has the cell ``None`` for it."""
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        raise Refused("not_a_table") from None
    return _named(lines)


def xlsx_rows(data: bytes) -> tuple[list[str], list[Row]]:
    """The same of the first sheet of a workbook."""
    require_sound_archive(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        lines = [[_cell(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    except Exception:  # what openpyxl raises for a damaged workbook is of many kinds, none documented
        raise Refused("not_a_workbook") from None
    width = max((place for place, name in enumerate(lines[0], 1) if name), default=0) if lines else 0
    return _named([line[:width] + [""] * (width - len(line)) for line in lines])


def json_value(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("not_json") from None


def json_rows(value: object) -> list[Row]:
    """A list of objects; one that is none of these is a row without cells."""
    if not isinstance(value, list):
        raise Refused("unknown_shape")
    return [
        (number, dict(in_small_letters(one)) if isinstance(one, dict) else {}) for number, one in enumerate(value, 1)
    ]


def require_sound_archive(data: bytes) -> None:
    """Raises ``Refused`` for a packed file that is damaged, or would unpack to more than is allowed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise Refused("too_large")
    except zipfile.BadZipFile:
        raise Refused("not_a_workbook") from None


def require_columns(row: Row, *, first: Sequence[str]) -> None:
    """Raises ``Refused`` for a row that has more or fewer cells than there are columns."""
    if set(first) - row[1].keys():
        raise Refused("columns")


def _named(lines: Sequence[Sequence[str]]) -> tuple[list[str], list[Row]]:
    if not lines:
        raise Refused("empty_file")
    names = [plain_name(name) for name in lines[0]]
    return names, list(_rows(names, lines[1:]))


def _rows(names: Sequence[str], lines: Sequence[Sequence[str]]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=2):
        if any(cell.strip() for cell in line):
            yield number, dict(zip(names, line, strict=True)) if len(line) == len(names) else {}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
