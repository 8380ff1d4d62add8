"""Files of a small invented law, made here: with numbers that Word makes, tracked changes, raised figures."""

from __future__ import annotations

import io
import uuid
import zipfile
from datetime import UTC, date, datetime
from typing import Any

from docx import Document as new_package
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

from hirz.engines.clearance import Cleared
from hirz.engines.documents.model import Document, Heading, Language, Paragraph, runs
from hirz.engines.documents.pdf import render_pdf
from hirz.rules import consent


def docx(*paragraphs: str) -> bytes:
    package = new_package()
    for text in paragraphs:
        package.add_paragraph(text)
    return saved(package)


def docx_with_numbers(*paragraphs: str, start: int = 1, label: str = "Article %1.") -> bytes:
    """Each paragraph is an article whose number only Word knows."""
    package = new_package()
    numbering = package.part.numbering_part.element
    levels = (("decimal", label), ("lowerLetter", "%2)"))
    definition = element("w:abstractNum", abstractNumId="77")
    for at, (form, text) in enumerate(levels):
        level = element("w:lvl", ilvl=str(at))
        for tag, value in (("w:start", str(start)), ("w:numFmt", form), ("w:lvlText", text)):
            level.append(element(tag, val=value))
        definition.append(level)
    numbering.insert(0, definition)
    number = element("w:num", numId="77")
    number.append(element("w:abstractNumId", val="77"))
    numbering.append(number)
    for text in paragraphs:
        paragraph = package.add_paragraph(text.removeprefix("\t"))
        properties = element("w:numPr")
        properties.append(element("w:ilvl", val=str(int(text.startswith("\t")))))
        properties.append(element("w:numId", val="77"))
        paragraph._p.get_or_add_pPr().append(properties)
    return saved(package)


def docx_with_raised_figure(before: str, raised: str, after: str) -> bytes:
    package = new_package()
    paragraph = package.add_paragraph(before)
    run = paragraph.add_run(raised)
    run.font.superscript = True
    paragraph.add_run(after)
    return saved(package)


def docx_with_changes(kept: str, deleted: str, inserted: str) -> bytes:
    package = new_package()
    paragraph = package.add_paragraph(kept)
    for tag, text_tag, text in (("w:del", "w:delText", deleted), ("w:ins", "w:t", inserted)):
        change, run, words = element(tag, id="1", author="x"), element("w:r"), element(text_tag)
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    return saved(package)


def docx_with_document(xml: str) -> bytes:
    """A package in which the document itself is replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx("x"))) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, xml.encode() if name == "word/document.xml" else source.read(name))
    return made.getvalue()


def pdf(language: str, title: str, *paragraphs: str, heads: tuple[str, ...] = ()) -> bytes:
    blocks = [Heading(1, text) if text in heads else Paragraph(runs(text)) for text in paragraphs]
    document = Document(
        language=Language(language), title=title, dated=date(2026, 5, 14), date_text="14", blocks=tuple(blocks),
        running_title=title,
    )  # fmt: skip
    return render_pdf(cleared(document))


def scanned_pdf(pages: int = 2) -> bytes:
    """Pages that are pictures."""
    made = io.BytesIO()
    first, *more = [Image.new("RGB", (300, 400), "white") for _page in range(pages)]
    first.save(made, "PDF", save_all=True, append_images=more)
    return made.getvalue()


def cleared(document: Document) -> Cleared[Document]:
    disclosure = consent.Disclosure(
        str(uuid.uuid4()), consent.Purpose.RAISE_WITH_GOVERNMENT, "government", (), document, concerns_nobody=True
    )
    verdict = consent.decide(disclosure, (), datetime(2026, 5, 14, tzinfo=UTC))
    assert isinstance(verdict, consent.Allowed)
    return verdict.cleared


def element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def saved(package: Any) -> bytes:
    made = io.BytesIO()
    package.save(made)
    return made.getvalue()
