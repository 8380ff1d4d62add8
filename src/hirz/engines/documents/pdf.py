"""A cleared document as PDF: PDF/A-2a for the archive and PDF/UA-1 for readers who do not see the page.

The page is set by Typst from ``document.typ``. Content travels to it as JSON values, never as Typst source, and nothing
touches the disk.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import typst

from hirz.engines.clearance import Cleared
from hirz.engines.documents import fonts
from hirz.engines.documents.gate import opened
from hirz.engines.documents.model import (
    Block,
    BulletList,
    Document,
    Footnote,
    Heading,
    Line,
    PageBreak,
    Paragraph,
    Run,
    Table,
)
from hirz.engines.documents.numbering import numbered_blocks

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | bool | None

_STANDARDS: Final[list[typst.PDFStandard]] = ["a-2a", "ua-1"]
_NO_SUCH_GLYPH: Final = "could not be displayed with"


class NotDrawn(RuntimeError):
    """The page could not be set. The text of the error never quotes the document."""

    code = "document_not_drawn"


class GlyphMissing(NotDrawn):
    """No font of Hirz or of this machine has a character of the document, as with Chinese where no font is installed."""

    code = "document_glyph_missing"


def render_pdf(cleared: Cleared[Document]) -> bytes:
    """The document as a tagged PDF; the same document gives the same bytes.

    Only the fonts that Hirz brings are used, unless they lack a character (Chinese): then those of the machine help.
    Raises :class:`~hirz.engines.clearance.NotCleared` for anything but a cleared document, :class:`GlyphMissing` rather
    than print an empty box, and :class:`NotDrawn` should the typesetter fail.
    """
    document = opened(cleared)
    try:
        return _set(document, fonts.packaged())
    except GlyphMissing:
        return _set(document, fonts.packaged_and_of_machine())


def _set(document: Document, faces: typst.Fonts) -> bytes:
    content = {"fonts": fonts.families(document.language, faces), **_content(document)}
    dated = datetime.datetime.combine(document.issued_date, datetime.time(), datetime.UTC)
    try:
        return typst.compile(
            _template(),
            font_paths=faces,
            ignore_system_fonts=True,
            sys_inputs={"document": json.dumps(content, ensure_ascii=False)},
            pdf_standards=_STANDARDS,
            timestamp=dated,
        )
    except typst.TypstError as error:
        lacking = _NO_SUCH_GLYPH in error.message
    # Outside the handler, so that Typst's words, which quote the document, are not chained to ours.
    raise GlyphMissing("no font has a character") if lacking else NotDrawn("the page could not be set")


@cache
def _template() -> bytes:
    return (files(__package__) / "document.typ").read_bytes()


def _content(document: Document) -> dict[str, Json]:
    return {
        "language": document.language.value,
        "direction": document.direction.value,
        "digits": document.digit_set.value,
        "title": document.title,
        "subtitle": document.subtitle,
        "symbol": document.symbol,
        "marking": document.marking,
        "date_text": document.date_text,
        "letterhead": document.letterhead,
        "demonstration": document.demonstration,
        "running_title": document.running_title,
        "blocks": [_block(block, label, document) for block, label in numbered_blocks(document)],
    }


def _block(block: Block, label: str | None, document: Document) -> Json:
    match block:
        case Heading(level=level, text=text):
            return {"kind": "heading", "level": level, "text": text}
        case Paragraph():
            runs = _line(block.runs, document)
            return {"kind": "paragraph", "style": block.style.value, "label": label, "runs": runs}
        case BulletList(items=items):
            return {"kind": "bullets", "items": [_line(item, document) for item in items]}
        case Table():
            return _table(block, document)
        case PageBreak():
            return {"kind": "page"}
        case _:
            return {"kind": type(block).__name__.lower(), "lines": block.lines}


def _table(table: Table, document: Document) -> Json:
    return {
        "kind": "table",
        "caption": table.caption,
        "header": table.header,
        "cells": [_line(cell, document) for row in table.rows for cell in row],
        "shares": table.shares,
        "numeric": table.numeric,
    }


def _line(inlines: Line, document: Document) -> list[Json]:
    return [_inline(inline, document) for inline in inlines]


def _inline(inline: Run | Footnote, document: Document) -> Json:
    if isinstance(inline, Footnote):
        return {"kind": "note", "runs": _line(inline.runs, document)}
    return {
        "kind": "run",
        "lines": inline.text.split("\n"),
        "bold": inline.bold,
        "italic": inline.italic,
        "language": (inline.language or document.language).value,
        "direction": inline.direction_within(document.direction).value,
    }
