"""A cleared document as DOCX: real styles and numbering, right-to-left sections, footnotes that Word knows as such.

python-docx makes the package; what it has no words for (numbering, footnotes, direction) is added as XML through lxml.
The file bears the document's date and no machine's or person's name, and the same document gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any, Final

from docx import Document as new_package
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from hirz.engines.clearance import Cleared
from hirz.engines.documents.docx_footnotes import Footnotes
from hirz.engines.documents.docx_numbering import BULLETED, NUMBERED, define_numbering
from hirz.engines.documents.gate import cleared_document
from hirz.engines.documents.model import (
    Block,
    BulletList,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Run,
    Signature,
    Table,
)

_FACE: Final = "Times New Roman"
_LOCALES: Final = {"ar": "ar-SA", "zh": "zh-CN", "en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES"}
_STYLES: Final = {ParagraphStyle.BODY: "Normal", ParagraphStyle.QUOTE: "Quote", ParagraphStyle.NOTE: "Hirz Note"}


def render_docx(cleared: Cleared[Document]) -> bytes:
    """The same document always gives the same bytes. Raises ``NotCleared`` for anything but a cleared document."""
    return _Writer(cleared_document(cleared)).bytes()


class _Writer:
    """One document on its way into one package."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.package: Any = new_package()
        self.footnotes = Footnotes(rtl=document.is_rtl, locale=_LOCALES[document.language])

    def bytes(self) -> bytes:
        self._lay_out()
        define_numbering(self.package, rtl=self.document.is_rtl)
        self._front()
        for block in self.document.blocks:
            self._block(block)
        self.footnotes.attach(self.package)
        self._properties()
        return _stable(self.package)

    # The page and its styles

    def _lay_out(self) -> None:
        section = self.package.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.7)
        section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.4)
        if self.document.is_rtl:
            _append(section._sectPr, "w:bidi")
        self._styles()
        self._header(section.header.paragraphs[0])
        self._footer(section.footer.paragraphs[0])

    def _styles(self) -> None:
        size = 13 if self.document.is_rtl else 11
        self._style("Normal", size, after=9)
        for level, bigger in ((1, 3), (2, 1.5), (3, 0)):
            self._style(f"Heading {level}", size + bigger, after=6, before=14, bold=level < 3, keep=True)
        self._style("Title", size + 6, after=6, before=14, bold=True)
        _remove(self.package.styles["Title"].element.pPr, "w:pBdr")
        self._style("Subtitle", size, after=14)
        self._style("Quote", size, after=9)
        self._style("List Bullet", size, after=4)
        self._style("Caption", size - 1, after=4, before=8, bold=True, keep=True)
        self._style("Hirz Numbered", size, after=9, new=True)
        self._style("Hirz Note", size - 2, after=6, new=True)
        self._style("Hirz Banner", size - 2, after=0, bold=True, new=True)

    def _style(
        self, name: str, size: float, *, after: float, before: float = 0, bold: bool = False, keep: bool = False,
        new: bool = False,
    ) -> None:  # fmt: skip
        styles = self.package.styles
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) if new else styles[name]
        style.font.name, style.font.size, style.font.bold = _FACE, Pt(size), bold
        style.font.italic = False
        style.font.color.rgb = RGBColor(0x1B, 0x1B, 0x1B)
        style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(after), Pt(before)
        style.paragraph_format.line_spacing = 1.3 if self.document.is_rtl else 1.15
        style.paragraph_format.keep_with_next = keep
        self._complex_script(style.element.get_or_add_rPr(), size, bold)
        if self.document.is_rtl:
            _first(style.element.get_or_add_pPr(), "w:bidi")

    def _complex_script(self, properties: Any, size: float, bold: bool) -> None:
        """Word keeps a second set of properties for Arabic: face, size, weight and language."""
        fonts = properties.find(qn("w:rFonts"))
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), _FACE)
        locale = _LOCALES[self.document.language]
        _append(properties, "w:szCs", val=str(int(size * 2)))
        if bold:
            _append(properties, "w:bCs")
        _append(properties, "w:lang", **{"bidi" if self.document.is_rtl else "val": locale})

    def _header(self, paragraph: Any) -> None:
        text = self.document.demonstration or self.document.running_title
        paragraph.style = self.package.styles["Hirz Banner" if self.document.demonstration else "Hirz Note"]
        self._text(paragraph, text)

    def _footer(self, paragraph: Any) -> None:
        paragraph.style = self.package.styles["Hirz Note"]
        self._text(paragraph, f"{self.document.running_title}  " if self.document.running_title else "")
        for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
            run = self._text(paragraph, "")
            if kind:
                _append(run._r, "w:fldChar", fldCharType=kind)
            else:
                _append(run._r, "w:instrText").text = text

    # What it says

    def _front(self) -> None:
        document = self.document
        for lines, style in (
            ([document.marking], "Hirz Banner"),
            (document.letterhead, "Normal"),
            ([document.reference], "Normal"),
            ([document.date_text], "Normal"),
            (document.addressee, "Normal"),
            ([document.title], "Title"),
            ([document.subtitle], "Subtitle"),
        ):
            for line in lines:
                if line:
                    self._text(self._paragraph(style), line)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._text(self._paragraph(f"Heading {block.level}"), block.text)
            case Paragraph():
                self._numbered(block) if block.numbered else self._runs(
                    self._paragraph(_STYLES[block.style]), block.runs
                )
            case BulletList():
                for item in block.items:
                    paragraph = self._paragraph("List Bullet")
                    _number(paragraph, BULLETED)
                    self._runs(paragraph, item)
            case Table():
                self._table(block)
            case Signature():
                for line in block.lines:
                    self._text(self._paragraph("Normal"), line)
            case PageBreak():
                self._paragraph("Normal").add_run().add_break(WD_BREAK.PAGE)

    def _numbered(self, block: Paragraph) -> None:
        paragraph = self._paragraph("Hirz Numbered")
        _number(paragraph, NUMBERED)
        self._runs(paragraph, block.runs)

    def _paragraph(self, style: str) -> Any:
        return self.package.add_paragraph(style=style)

    def _runs(self, paragraph: Any, several: Iterable[Run]) -> None:
        for run in several:
            made = self._text(paragraph, run.text, rtl=self.document.is_rtl and not run.isolate)
            made.italic = run.italic or None
            if run.bold:
                self._embolden(made)
            if run.footnote:
                self.footnotes.refer(paragraph, run.footnote)

    def _text(self, paragraph: Any, text: str, *, rtl: bool | None = None) -> Any:
        run = paragraph.add_run(text)
        if self.document.is_rtl if rtl is None else rtl:
            _append(run._r.get_or_add_rPr(), "w:rtl")
        return run

    def _embolden(self, run: Any) -> None:
        run.bold = True
        _append(run._r.get_or_add_rPr(), "w:bCs")

    def _table(self, block: Table) -> None:
        if block.caption:
            self._text(self._paragraph("Caption"), block.caption)
        table = self.package.add_table(rows=0, cols=len(block.header), style="Table Grid")
        if self.document.is_rtl:
            table._tbl.tblPr.insert(1, OxmlElement("w:bidiVisual"))
        for number, cells in enumerate((block.header, *block.rows)):
            row = table.add_row()
            for cell, text in zip(row.cells, cells, strict=True):
                run = self._text(cell.paragraphs[0], text)
                if number == 0:
                    self._embolden(run)
        _append(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        self._paragraph("Hirz Note")

    def _properties(self) -> None:
        properties = self.package.core_properties
        moment = datetime.combine(self.document.dated, time(12))
        properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
        properties.title, properties.language = self.document.title, _LOCALES[self.document.language]
        properties.created = properties.modified = moment
        properties.revision = 1


def _number(paragraph: Any, number_id: int) -> None:
    properties = OxmlElement("w:numPr")
    _append(properties, "w:ilvl", val="0")
    _append(properties, "w:numId", val=str(number_id))
    paragraph._p.get_or_add_pPr().append(properties)


def _append(parent: Any, tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def _remove(parent: Any, tag: str) -> None:
    for element in parent.findall(qn(tag)):
        parent.remove(element)


def _first(parent: Any, tag: str) -> None:
    parent.insert(0, OxmlElement(tag))


def _stable(package: Any) -> bytes:
    """The package with every entry dated alike, so that the time of making leaves no trace."""
    made, stable = io.BytesIO(), io.BytesIO()
    package.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(stable, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED)
    return stable.getvalue()
