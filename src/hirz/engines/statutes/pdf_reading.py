"""Paragraphs of a PDF that has a text layer. A PDF knows lines, not paragraphs: they are joined again here.

Page numbers and running titles are left out, and that is remarked. A scanned document is refused: what a machine
guesses from a picture is no text of a law.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import pypdfium2 as pdfium

from hirz.engines.pdfium import ONE_AT_A_TIME
from hirz.engines.statutes.errors import TextFault, TextRefused
from hirz.engines.statutes.marks import Mark, Reading, head_of, reading_of
from hirz.engines.statutes.normal import normal_line
from hirz.engines.statutes.remarks import Noticed, Remark

_LEAST_LETTERS: Final = 20
_RUNNING_SHARE: Final = 0.6
_RUNNING_PAGES: Final = 2
_PAGE_NUMBER: Final = re.compile(
    r"\W*(?:(?:page|стр\.?|бет|саҳ\.?|صفحة)\s*)?\d{1,4}(?:\s*(?:/|of|из|من)\s*\d{1,4})?\W*", re.I
)
_ENDED: Final = re.compile(r"[.;:؛!?؟…][»”\")\]]*$")
_BEGINS: Final = re.compile(r"(?:\(?\d{1,3}(?:\.\d{1,3})*[.)]|\(?\w[)]|[ivxIVX]{1,5}[.)]|[•–—-])\s")
_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_BRACKET: Final = re.compile(r"[()\[\]{}«»]")
_MIRRORED: Final = str.maketrans("()[]{}«»", ")(][}{»«")
_SOFT: Final = ("\x02", "\ufffe", "\u00ad")


def read_pdf(data: bytes) -> tuple[list[str], list[Remark]]:
    """The paragraphs in order. Raises :class:`TextRefused` (SCANNED, ENCRYPTED, DAMAGED)."""
    pages, pictures = _pages(data)
    without = [number for number, lines in enumerate(pages, 1) if _letters(lines) < _LEAST_LETTERS]
    scanned = [number for number in without if number in pictures]
    if scanned and len(scanned) * 2 >= len(pages):
        raise TextRefused(TextFault.SCANNED)
    kept, left_out = _without_running_lines(pages)
    lines = _joined([line for page in kept for line in page])
    remarks = [Remark(Noticed.LINES_JOINED)]
    if scanned:
        remarks.append(Remark(Noticed.PAGES_WITHOUT_TEXT, ", ".join(map(str, scanned)), len(scanned)))
    if left_out:
        remarks.append(Remark(Noticed.RUNNING_LINES_LEFT_OUT, count=left_out))
    return lines, remarks


def _pages(data: bytes) -> tuple[list[list[str]], frozenset[int]]:
    """Lines of each page, and the numbers of pages that show pictures."""
    with ONE_AT_A_TIME, _opened(data) as document:
        try:
            return _read(document)
        except pdfium.PdfiumError:
            raise TextRefused(TextFault.DAMAGED) from None


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        fault = TextFault.ENCRYPTED if "password" in str(error).lower() else TextFault.DAMAGED
        raise TextRefused(fault) from None


def _read(document: pdfium.PdfDocument) -> tuple[list[list[str]], frozenset[int]]:
    pages: list[list[str]] = []
    pictures: set[int] = set()
    for number, page in enumerate(document, 1):
        pages.append(_lines(page))
        if _letters(pages[-1]) < _LEAST_LETTERS and _shows_picture(page):
            pictures.add(number)
    return pages, frozenset(pictures)


def _lines(page: pdfium.PdfPage) -> list[str]:
    text = str(page.get_textpage().get_text_bounded())
    for mark in _SOFT:
        text = re.sub(rf"{mark}\s*", "", text)
    return [_unmirrored(line) for raw in text.splitlines() if (line := normal_line(raw))]


def _unmirrored(line: str) -> str:
    """In a line from right to left many programs write brackets as they look, and not as they are read."""
    first = _BRACKET.search(line)
    is_mirrored = first is not None and first[0] in ")]}»" and _ARABIC.search(line) is not None
    return line.translate(_MIRRORED) if is_mirrored else line


def _shows_picture(page: pdfium.PdfPage) -> bool:
    return any(True for _one in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _letters(lines: Sequence[str]) -> int:
    return sum(character.isalpha() for line in lines for character in line)


def _without_running_lines(pages: Sequence[list[str]]) -> tuple[list[list[str]], int]:
    """Without what stands at the edge of most pages, and without page numbers; and how many lines those were."""
    edges = Counter(shape for page in pages for shape in {_shape(line) for line in _edge(page)})
    often = max(_RUNNING_PAGES, len(pages) * _RUNNING_SHARE)
    running = {shape for shape, count in edges.items() if count >= often}
    kept: list[list[str]] = []
    for page in pages:
        lines = list(page)
        while lines and _is_running(lines[0], running):
            lines.pop(0)
        while lines and _is_running(lines[-1], running):
            lines.pop()
        kept.append(lines)
    return kept, sum(map(len, pages)) - sum(map(len, kept))


def _edge(page: Sequence[str]) -> Iterator[str]:
    yield from page[:1]
    yield from page[-1:]


def _is_running(line: str, running: set[str]) -> bool:
    return _PAGE_NUMBER.fullmatch(line) is not None or _shape(line) in running


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _joined(lines: Sequence[str]) -> list[str]:
    """Lines put together to paragraphs.

    A new one begins with a head or a number, after a head, and after the end of a sentence. A hyphen at the end of a
    line stays: whether it belongs to the word nobody here can tell.
    """
    reading = reading_of(lines)
    made: list[str] = []
    for line in lines:
        if made and not _begins(line, reading) and not _is_closed(made[-1], reading):
            made[-1] += line if made[-1].endswith("-") else f" {line}"
        else:
            made.append(line)
    return made


def _begins(line: str, reading: Reading) -> bool:
    head = head_of(line, reading)
    return _BEGINS.match(line) is not None or (head is not None and not head.is_doubtful)


def _is_closed(line: str, reading: Reading) -> bool:
    if _ENDED.search(line):
        return True
    head = head_of(line, reading)
    return head is not None and not head.is_doubtful and (head.mark is not Mark.ARTICLE or len(line) < 80)


__all__ = ["read_pdf"]
