"""Workbooks as a spreadsheet program would save them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter


def filled_in(data: bytes, row: int, values: Mapping[str, Any]) -> bytes:
    """Cells of a row, by the name of their column."""
    names = [cell.value for cell in load_workbook(io.BytesIO(data)).worksheets[0][1]]
    return with_cells(data, {f"{get_column_letter(names.index(name) + 1)}{row}": one for name, one in values.items()})


def with_cells(data: bytes, values: Mapping[str, Any]) -> bytes:
    """Cells by their address."""
    book = load_workbook(io.BytesIO(data))
    for address, value in values.items():
        book.worksheets[0][address].value = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
