"""A cleared document as PDF: tagged, shaped, in memory only.

The document goes to Typst as data and its look comes from ``document.typ``, so that nothing anybody wrote is ever read
as markup. Fonts come from packages and never from the machine, so that a document looks the same wherever it is made;
only the glyphs that it uses go into it.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Final

import typst

from hirz.engines.clearance import Cleared
from hirz.engines.documents.gate import cleared_document
from hirz.engines.documents.model import (
    Block,
    BulletList,
    Document,
    DocumentNotSound,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
)
from hirz.engines.documents.numbering import mark_after, numbered
from hirz.engines.documents.tables import of_figures, shares

_FONT_PACKAGES: Final = ("fontpkg_amiri", "fontpkg_pt_serif", "pylopdf_fonts_zh_cn")


def render_pdf(cleared: Cleared[Document]) -> bytes:
    """The same document always gives the same bytes: PDF/A-2a and PDF/UA-1.

    Raises ``NotCleared``, and ``DocumentNotSound`` for text that no font here can show.
    """
    document = cleared_document(cleared)
    try:
        made: bytes = typst.compile(  # type: ignore[call-overload]  # its stubs know no files in memory
            {"main.typ": _template(), "document.json": json.dumps(_as_data(document), ensure_ascii=False).encode()},
            font_paths=_fonts(),
            timestamp=_timestamp(document),
            pdf_standards=["a-2a", "ua-1"],
        )
    except typst.TypstError:
        made = b""
    if not made:
        # Raised out of the handler: the words of the compiler quote the text. A letter no font has is the usual cause.
        raise DocumentNotSound("not_printable")
    return made


@cache
def _template() -> bytes:
    return files(__package__).joinpath("document.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    folders = [str(files(package)) for package in _FONT_PACKAGES]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _timestamp(document: Document) -> int:
    """Noon (UTC) of the day the document bears, in seconds since 1970."""
    return (document.dated.toordinal() - 719163) * 86400 + 43200


def _as_data(document: Document) -> dict[str, object]:
    return {
        "rtl": document.is_rtl,
        "language": document.language.value,
        "number_mark": mark_after(document.language),
        "title": document.title,
        "subtitle": document.subtitle,
        "reference": document.reference,
        "date_text": document.date_text,
        "marking": document.marking,
        "letterhead": list(document.letterhead),
        "addressee": list(document.addressee),
        "running_title": document.running_title,
        "demonstration": document.demonstration,
        "blocks": [_block(block, number) for block, number in numbered(document.blocks)],
    }


def _block(block: Block, number: int | None) -> dict[str, object]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            return {"kind": "paragraph", "style": block.style.value, "number": number, "runs": _runs(block.runs)}
        case BulletList():
            return {"kind": "bullets", "items": [_runs(item) for item in block.items]}
        case Table():
            return {
                "kind": "table", "caption": block.caption, "header": list(block.header),
                "rows": [list(row) for row in block.rows], "widths": shares(block),
                "figures": of_figures(block),
            }  # fmt: skip
        case Signature():
            return {"kind": "signature", "lines": list(block.lines)}
        case PageBreak():
            return {"kind": "pagebreak"}


def _runs(several: tuple[Run, ...]) -> list[dict[str, object]]:
    return [
        {"text": r.text, "bold": r.bold, "italic": r.italic, "isolate": r.isolate, "footnote": r.footnote}
        for r in several
    ]
