"""Paragraphs of a DOCX, with the numbers that Word makes, read from its XML without resolving anything.

Inserted text counts and deleted text does not: a draft with tracked changes is read as if they were accepted, and that
is remarked. Figures raised above the line (5¹) keep their height, because they are part of the number of an article.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from lxml import etree

from hirz.engines.statutes.docx_numbering import Numberings, W
from hirz.engines.statutes.errors import TextFault, TextRefused
from hirz.engines.statutes.remarks import Noticed, Remark

_DOCTYPE: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PROLOG: Final = 64 * 1024
_MAIN: Final = "wordprocessingml.document.main+xml"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_AS_TEXT: Final = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_MARK_DELETED: Final = f"{W}pPr/{W}rPr/{W}del"
"""The end of a paragraph that was deleted while changes were tracked: with its text gone there is no paragraph."""
_GONE: Final = frozenset({f"{W}del", f"{W}moveFrom", _FALLBACK, f"{W}pPr"})


def read_docx(data: bytes) -> tuple[list[str], list[Remark]]:
    """The paragraphs in order, those of tables cell by cell. Raises :class:`TextRefused` for a damaged package."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            main = _main_part(package)
            folder = main.rpartition("/")[0]
            document = _parsed(package.read(main))
            numbering, styles = (
                _parsed(package.read(name)) if (name := f"{folder}/{part}.xml") in names else None
                for part in ("numbering", "styles")
            )
    except TextRefused:
        raise
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, ValueError, EOFError):
        raise TextRefused(TextFault.DAMAGED) from None
    return _paragraphs(document, Numberings(numbering, styles)), list(_remarks(document, numbering))


def _main_part(package: zipfile.ZipFile) -> str:
    types = _parsed(package.read("[Content_Types].xml"))
    named = (one.get("PartName", "") for one in types if _MAIN in one.get("ContentType", ""))
    return next(named, "/word/document.xml").lstrip("/")


def _parsed(xml: bytes) -> etree._Element:
    """No part of a law needs a definition of its own; one that brings one is refused before it is read."""
    if _DOCTYPE.search(xml[:_PROLOG]):
        raise TextRefused(TextFault.UNSAFE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(xml, parser)


def _paragraphs(document: etree._Element, numberings: Numberings) -> list[str]:
    made: list[str] = []
    for paragraph in document.iter(f"{W}p"):
        if any(above.tag in _GONE for above in paragraph.iterancestors()):
            continue
        text = "".join(_pieces(paragraph))
        if not text.strip() and paragraph.find(_MARK_DELETED) is not None:
            continue
        label = numberings.label(paragraph)  # Word counts an empty paragraph too
        if text.strip():
            made.extend(f"{label} {text}".splitlines() if label else text.splitlines())
    return made


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    """Text of the runs, without that of paragraphs inside (text boxes), which come by themselves."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in _GONE or element.tag == f"{W}p":
            continue
        if element.tag == f"{W}r":
            yield _run(element)
        if element.tag != f"{W}r" or element.find(f".//{W}p") is None:
            waiting.extend(reversed(element))


def _run(run: etree._Element) -> str:
    pieces = (one.text or "" if one.tag == f"{W}t" else _AS_TEXT.get(str(one.tag), "") for one in run)
    text = "".join(pieces)
    raised = run.find(f"{W}rPr/{W}vertAlign")
    is_raised = raised is not None and raised.get(f"{W}val") == "superscript"
    return text.translate(_RAISED) if is_raised and text.isascii() and text.isdigit() else text


def _remarks(document: etree._Element, numbering: etree._Element | None) -> Iterator[Remark]:
    if numbering is not None and document.find(f".//{W}numPr") is not None:
        yield Remark(Noticed.NUMBERS_MADE)
    counted = (
        (Noticed.TRACKED_CHANGES, (f"{W}ins", f"{W}del", f"{W}moveFrom")),
        (Noticed.FOOTNOTES_LEFT_OUT, (f"{W}footnoteReference", f"{W}endnoteReference")),
        (Noticed.TABLES_FLATTENED, (f"{W}tbl",)),
    )
    for noticed, tags in counted:
        if count := sum(1 for _one in document.iter(*tags)):
            yield Remark(noticed, count=count)


__all__ = ["read_docx"]
