"""The tables of a cleared document as a workbook: a sheet for each, in the direction of the document's language."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from hirz.engines.clearance import Cleared
from hirz.engines.documents.gate import cleared_document
from hirz.engines.documents.model import Document, DocumentNotSound, Table

WIDEST: Final = 60
LONGEST: Final = 32_767
"""Characters that a cell of a workbook can hold."""
_NOT_IN_A_TITLE: Final = re.compile(r"[\[\]:*?/\\']")


def render_xlsx(cleared: Cleared[Document]) -> bytes:
    """Raises ``NotCleared``, and ``DocumentNotSound`` for a document without a table, or text no cell can hold."""
    document = cleared_document(cleared)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if not tables:
        raise DocumentNotSound("no_table")
    book = Workbook(write_only=True)
    book.properties.title = document.title
    book.properties.created = book.properties.modified = datetime.combine(document.dated, datetime.min.time())
    for number, table in enumerate(tables, start=1):
        _fill(book.create_sheet(title=_title(table.caption or document.title, number)), table, document)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(sheet: Any, table: Table, document: Document) -> None:
    sheet.sheet_view.rightToLeft = document.is_rtl
    sheet.freeze_panes = "A2"
    for place in range(1, len(table.header) + 1):
        longest = max(len(row[place - 1]) for row in (table.header, *table.rows))
        sheet.column_dimensions[get_column_letter(place)].width = min(longest + 2, WIDEST)
    for number, row in enumerate((table.header, *table.rows)):
        sheet.append([_cell(sheet, text, is_header=number == 0) for text in row])


def _cell(sheet: Any, text: str, *, is_header: bool) -> Any:
    """Text is text, also where it begins like a formula."""
    if len(text) > LONGEST:
        raise DocumentNotSound("cell_too_long")
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.font = Font(bold=is_header)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _title(words: str, number: int) -> str:
    """Thirty-one characters and none that a workbook refuses; numbered, so that no two are alike."""
    return f"{number} {_NOT_IN_A_TITLE.sub(' ', words)}"[:31].strip()
