"""A cleared document as Akoma Ntoso 1.0, the XML of OASIS LegalDocML, in its namespace 3.0.

Work, expression and manifestation are named after the Akoma Ntoso Naming Convention: one work in several languages,
whose codes are those of ISO 639-2. Sections and paragraphs bear identifiers that are the same in every language, so
that a machine can lay the languages of one report side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from hirz.engines.clearance import Cleared
from hirz.engines.documents.gate import cleared_document
from hirz.engines.documents.model import (
    Block,
    BulletList,
    Document,
    Heading,
    Language,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
)
from hirz.engines.documents.numbering import mark_after, numbered

NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGES: Final = {
    Language.AR: "ara",
    Language.ZH: "zho",
    Language.EN: "eng",
    Language.FR: "fra",
    Language.RU: "rus",
    Language.ES: "spa",
}
"""The codes of ISO 639-2 (terminology)."""
_NOT_IN_A_NAME: Final = re.compile("[^a-z0-9]+")
_WITHOUT_NUMBER: Final = "nn"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def render_akoma(cleared: Cleared[Document]) -> bytes:
    """The same document always gives the same bytes, in UTF-8. Raises ``NotCleared``."""
    document = cleared_document(cleared)
    root = etree.Element(_tag("akomaNtoso"), nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # a default is allowed
    doc = _under(root, "doc", name="report", contains="originalVersion")
    _meta(_under(doc, "meta"), document)
    spoken = {_LANG: document.language.value}
    _preface(_under(doc, "preface", **spoken), document)
    _Body(_under(doc, "mainBody", **spoken), document).write()
    _conclusions(doc, document.blocks)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _under(parent: etree._Element, tag: str, text: str = "", /, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, _tag(tag), attributes)
    element.text = text or None
    return element


def _meta(meta: etree._Element, document: Document) -> None:
    number = _NOT_IN_A_NAME.sub("_", document.reference.lower()).strip("_") or _WITHOUT_NUMBER
    day, language = document.dated.isoformat(), LANGUAGES[document.language]
    work = f"/akn/un/doc/report/{day}/{number}"
    expression = f"{work}/{language}@{day}"
    identification = _under(meta, "identification", source="#un")
    of_work = _level(identification, "FRBRWork", work, day)
    _under(of_work, "FRBRcountry", value="un")
    if document.reference:
        _under(of_work, "FRBRnumber", value=document.reference)
    _under(_level(identification, "FRBRExpression", expression, day), "FRBRlanguage", language=language)
    written = _level(identification, "FRBRManifestation", expression, day, ending=".xml")
    _under(written, "FRBRformat", value="application/akn+xml")
    references = _under(meta, "references", source="#un")
    _under(references, "TLCOrganization", eId="un", href="/akn/ontology/organization/un/un", showAs="United Nations")


def _level(identification: etree._Element, name: str, uri: str, day: str, ending: str = "") -> etree._Element:
    level = _under(identification, name)
    _under(level, "FRBRthis", value=f"{uri}/!main{ending}")
    _under(level, "FRBRuri", value=f"{uri}{ending}")
    _under(level, "FRBRdate", date=day, name="markup" if ending else "publication")
    _under(level, "FRBRauthor", href="#un")
    return level


def _preface(preface: etree._Element, document: Document) -> None:
    for line, kind in ((document.demonstration, "demonstration"), (document.marking, "marking")):
        if line:
            _under(preface, "p", line, **{"class": kind})
    for line in document.letterhead:
        _under(preface, "p", line, **{"class": "letterhead"})
    if document.reference:
        _under(_under(preface, "p"), "docNumber", document.reference)
    _under(_under(preface, "p"), "docDate", document.date_text, date=document.dated.isoformat())
    for line in document.addressee:
        _under(preface, "p", line, **{"class": "addressee"})
    _under(_under(preface, "p"), "docTitle", document.title)
    if document.subtitle:
        _under(preface, "p", document.subtitle, **{"class": "subtitle"})


def _conclusions(doc: etree._Element, blocks: Iterable[Block]) -> None:
    lines = [line for block in blocks if isinstance(block, Signature) for line in block.lines]
    if lines:
        conclusions = _under(doc, "conclusions")
        for line in lines:
            _under(conclusions, "p", line)


class _Body:
    """Headings open containers, which nest by their level; a page break makes the next of them an annex."""

    def __init__(self, body: etree._Element, document: Document) -> None:
        self._document = document
        self._open: list[tuple[int, etree._Element]] = [(0, body)]
        self._annex = False
        self._notes = 0

    def write(self) -> None:
        for block, number in numbered(self._document.blocks):
            match block:
                case PageBreak():
                    self._annex = True
                case Heading():
                    self._heading(block)
                case Signature():
                    pass  # stands after the body
                case _:
                    self._content(block, number)

    def _heading(self, block: Heading) -> None:
        while self._open[-1][0] >= block.level:
            self._open.pop()
        if self._annex:
            container = self._contain("hcontainer", "hcontainer", name="annex")
        else:
            container = self._contain(*(("section", "sec") if block.level == 1 else ("subsection", "subsec")))
        self._annex = False
        _under(container, "heading", block.text)
        self._open.append((block.level, container))

    def _contain(self, tag: str, abbreviation: str, /, **attributes: str) -> etree._Element:
        parent = self._open[-1][1]
        place = len(parent.findall(_tag(tag))) + 1
        prefix = f"{parent.get('eId')}__" if parent.get("eId") else ""
        return _under(parent, tag, eId=f"{prefix}{abbreviation}_{place}", **attributes)

    def _content(self, block: Block, number: int | None) -> None:
        paragraph = self._contain("paragraph", "para")
        if number is not None:
            _under(paragraph, "num", f"{number}{mark_after(self._document.language)}")
        content = _under(paragraph, "content")
        match block:
            case Paragraph():
                self._runs(_under(content, "p"), block.runs)
            case BulletList():
                items = _under(content, "ul")
                for item in block.items:
                    self._runs(_under(_under(items, "li"), "p"), item)
            case Table():
                _table(content, block)

    def _runs(self, into: etree._Element, several: Iterable[Run]) -> None:
        for run in several:
            self._run(into, run)
            if run.footnote:
                self._notes += 1
                note = _under(into, "authorialNote", marker=str(self._notes), placement="bottom")
                _under(note, "p", run.footnote)

    def _run(self, into: etree._Element, run: Run) -> None:
        if run.isolate:
            into = _under(into, "inline", name="symbol")
        for dressed, name in ((run.bold, "b"), (run.italic, "i")):
            into = _under(into, name) if dressed else into
        for place, line in enumerate(run.text.split("\n")):
            if place:
                _under(into, "eol")
            _say(into, line)


def _say(into: etree._Element, text: str) -> None:
    """Append text after whatever the element holds."""
    if len(into):
        into[-1].tail = (into[-1].tail or "") + text
    else:
        into.text = (into.text or "") + text


def _table(content: etree._Element, block: Table) -> None:
    table = _under(content, "table")
    if block.caption:
        _under(table, "caption", block.caption)
    for name, cells in _rows(block):
        row = _under(table, "tr")
        for cell in cells:
            _under(_under(row, name), "p", cell)


def _rows(block: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "th", block.header
    yield from (("td", row) for row in block.rows)
