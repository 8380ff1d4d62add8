"""A cleared document as DOCX: real styles and numbering, right-to-left sections, footnotes that Word knows as such.

python-docx makes the package; what it has no words for (numbering, footnotes, direction) is added as XML through lxml.
The file bears the document's date and no machine's or person's name, and the same document gives the same bytes.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any, Final

from docx import Document as new_package
from docx.shared import Cm, Pt

from hirz.engines.clearance import Cleared
from hirz.engines.documents.docx_footnotes import Footnotes
from hirz.engines.documents.docx_numbering import BULLETED, NUMBERED, define_numbering
from hirz.engines.documents.docx_styles import LOCALES, Styles, describe_chinese_face, language_of
from hirz.engines.documents.docx_tables import write_table
from hirz.engines.documents.docx_xml import append, put_in_order
from hirz.engines.documents.gate import cleared_document
from hirz.engines.documents.model import (
    Block,
    BulletList,
    Document,
    Heading,
    Language,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Run,
    Signature,
    Table,
)

LONGEST_TITLE: Final = 255
"""Characters that a property of a package can hold; the title on the page is whole."""
_STYLES: Final = {ParagraphStyle.BODY: "Normal", ParagraphStyle.QUOTE: "Quote", ParagraphStyle.NOTE: "Hirz Note"}


def render_docx(cleared: Cleared[Document]) -> bytes:
    """The same document always gives the same bytes. Raises ``NotCleared`` for anything but a cleared document."""
    return _Writer(cleared_document(cleared)).bytes()


class _Writer:
    """One document on its way into one package."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.package: Any = new_package()
        self.footnotes = Footnotes(rtl=document.is_rtl, language=language_of(document.language))
        self.on_new_page = False

    def bytes(self) -> bytes:
        Styles(self.package, self.document.language).define()
        describe_chinese_face(self.package)
        define_numbering(self.package, self.document.language)
        self._lay_out()
        self._front()
        for block, following in zip(self.document.blocks, (*self.document.blocks[1:], None), strict=True):
            self._block(block)
            # What leads to a list stays with its beginning.
            if isinstance(block, Paragraph) and isinstance(following, BulletList):
                self.package.paragraphs[-1].paragraph_format.keep_with_next = True
        self.footnotes.attach(self.package)
        self._properties()
        section = self.package.sections[0]
        pages = (section.header, section.first_page_header, section.footer, section.first_page_footer)
        for root in (self.package.element, self.package.styles.element, *(page._element for page in pages)):
            put_in_order(root)
        return _stable(self.package)

    # The page

    def _lay_out(self) -> None:
        section = self.package.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.7)
        section.top_margin, section.bottom_margin = Cm(2.7), Cm(2.4)
        section.header_distance = section.footer_distance = Cm(1.2)
        section.different_first_page_header_footer = True
        if self.document.is_rtl:
            append(section._sectPr, "w:bidi")
        for header in (section.first_page_header, section.header):
            self._header(header.paragraphs[0], first=header is section.first_page_header)
        for footer in (section.first_page_footer, section.footer):
            self._footer(footer.paragraphs[0])

    def _header(self, paragraph: Any, *, first: bool) -> None:
        demonstration = self.document.demonstration
        paragraph.style = self.package.styles["Hirz Banner" if demonstration else "Hirz Running"]
        self._text(paragraph, demonstration or ("" if first else self.document.running_title))

    def _footer(self, paragraph: Any) -> None:
        """The symbol at one side; at the other the page, and how many there are.

        From right to left programs do not agree on which of two fields comes first, so there the page stands alone.
        """
        paragraph.style = self.package.styles["Hirz Running"]
        self._text(paragraph, self.document.running_title, rtl=_turns(self.document.running_title))
        self._text(paragraph, "\t")
        self._field(paragraph, "PAGE")
        if not self.document.is_rtl:
            self._text(paragraph, "/")
            self._field(paragraph, "NUMPAGES")

    def _field(self, paragraph: Any, instruction: str) -> None:
        for kind, text in (("begin", None), (None, instruction), ("end", None)):
            run = self._text(paragraph, "", rtl=False)
            if kind:
                append(run._r, "w:fldChar", fldCharType=kind)
            else:
                append(run._r, "w:instrText").text = text

    # What it says

    def _front(self) -> None:
        document = self.document
        for number, line in enumerate(document.letterhead or (("",) if document.marking else ())):
            paragraph = self._paragraph("Hirz Masthead Below" if number else "Hirz Masthead")
            self._text(paragraph, line)
            if number == 0 and document.marking:
                self._text(paragraph, f"\t{document.marking}")
        if document.reference or document.date_text:
            paragraph = self._paragraph("Hirz Reference")
            self._text(paragraph, document.reference, rtl=_turns(document.reference))
            self._text(paragraph, f"\t{document.date_text}")
        for line in document.addressee:
            self._text(self._paragraph("Hirz Addressee"), line)
        for line, style in ((document.title, "Title"), (document.subtitle, "Subtitle")):
            if line:
                self._text(self._paragraph(style), line)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._text(self._paragraph(f"Heading {block.level}"), block.text)
            case Paragraph():
                self._prose(block)
            case BulletList():
                for item in block.items:
                    paragraph = self._paragraph("List Bullet")
                    _number(paragraph, BULLETED)
                    self._runs(paragraph, item)
            case Table():
                self._table(block)
            case Signature():
                self._signature(block)
            case PageBreak():
                self.on_new_page = True

    def _prose(self, block: Paragraph) -> None:
        paragraph = self._paragraph("Hirz Numbered" if block.numbered else _STYLES[block.style])
        if block.numbered:
            _number(paragraph, NUMBERED)
        if block.style is ParagraphStyle.QUOTE:
            append(paragraph._p.get_or_add_pPr(), "w:ind", left="1190", right="624")
        self._runs(paragraph, block.runs)

    def _table(self, block: Table) -> None:
        if block.caption:
            self._text(self._paragraph("Caption"), block.caption)
        elif self.on_new_page:
            self._paragraph("Hirz Table")
        write_table(self.package, block, self._cell, rtl=self.document.is_rtl)
        self._paragraph("Hirz Table")

    def _cell(self, paragraph: Any, text: str, emphasized: bool) -> None:
        run = self._text(paragraph, text)
        if emphasized:
            self._embolden(run)

    def _signature(self, block: Signature) -> None:
        for number, line in enumerate(block.lines):
            paragraph = self._paragraph("Hirz Signature")
            if number == 0:
                paragraph.paragraph_format.space_before = Cm(0.9)
            self._text(paragraph, line)

    def _paragraph(self, style: str) -> Any:
        paragraph = self.package.add_paragraph(style=style)
        if self.on_new_page:
            paragraph.paragraph_format.page_break_before, paragraph.paragraph_format.space_before = True, Pt(0)
            self.on_new_page = False
        return paragraph

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
            append(run._r.get_or_add_rPr(), "w:rtl")
        if self.document.language is Language.ZH:
            # Quotation marks and dashes belong to both scripts; without this Word takes those of the Latin face.
            append(run._r.get_or_add_rPr(), "w:rFonts", hint="eastAsia")
        return run

    def _embolden(self, run: Any) -> None:
        run.bold = True
        append(run._r.get_or_add_rPr(), "w:bCs")

    def _properties(self) -> None:
        properties = self.package.core_properties
        moment = datetime.combine(self.document.dated, time(12))
        properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
        properties.title, properties.language = self.document.title[:LONGEST_TITLE], LOCALES[self.document.language]
        properties.created = properties.modified = moment
        properties.revision = 1


def _turns(text: str) -> bool:
    """Whether a symbol or title is read from right to left; most symbols are Latin in every language."""
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)


def _number(paragraph: Any, number_id: int) -> None:
    properties = append(paragraph._p.get_or_add_pPr(), "w:numPr")
    append(properties, "w:ilvl", val="0")
    append(properties, "w:numId", val=str(number_id))


def _stable(package: Any) -> bytes:
    """The package with every entry dated alike, so that the time of making leaves no trace."""
    made, stable = io.BytesIO(), io.BytesIO()
    package.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(stable, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED)
    return stable.getvalue()
