"""Tables of a DOCX: hairlines between rows, none between columns, figures at the end of theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from hirz.engines.documents.docx_styles import LINE
from hirz.engines.documents.docx_xml import append, remove
from hirz.engines.documents.model import Table
from hirz.engines.documents.tables import of_figures, shares

# A table of so many rows stays on one page.
_KEPT_TOGETHER: Final = 14
_RULES: Final = (("top", "8", "1B1B1B"), ("bottom", "8", "1B1B1B"), ("insideH", "2", "8A8D91"))


def write_table(package: Any, block: Table, write: Callable[[Any, str, bool], None], *, rtl: bool) -> None:
    """``write`` sets one text into one paragraph, emphasized or not."""
    made = package.add_table(rows=0, cols=len(block.header))
    _lay_out(made, block, rtl=rtl)
    figures, together = of_figures(block), len(block.rows) <= _KEPT_TOGETHER
    for number, cells in enumerate((block.header, *block.rows)):
        row = made.add_row()
        append(row._tr.get_or_add_trPr(), "w:cantSplit")
        for cell, text, is_figure in zip(row.cells, cells, figures, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.style = package.styles["Hirz Table"]
            paragraph.paragraph_format.keep_with_next = number == 0 or (together and number < len(block.rows))
            if is_figure:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            write(paragraph, text, number == 0)
    append(made.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")


def _lay_out(made: Any, block: Table, *, rtl: bool) -> None:
    properties = made._tbl.tblPr
    remove(properties, "w:tblStyle", "w:tblW", "w:tblLayout", "w:tblLook", "w:jc")
    if rtl:
        append(properties, "w:bidiVisual")
    append(properties, "w:tblW", w=str(LINE), type="dxa")
    append(properties, "w:tblLayout", type="fixed")
    borders = append(properties, "w:tblBorders")
    for side, size, color in _RULES:
        append(borders, f"w:{side}", val="single", sz=size, space="0", color=color)
    margins = append(properties, "w:tblCellMar")
    for side, width in (("top", "45"), ("left", "60"), ("bottom", "45"), ("right", "60")):
        append(margins, f"w:{side}", w=width, type="dxa")
    parts = shares(block)
    for column, part in zip(made._tbl.tblGrid.findall(qn("w:gridCol")), parts, strict=True):
        column.set(qn("w:w"), str(LINE * part // sum(parts)))
