"""From a file to the paragraphs of a law: DOCX, PDF with a text layer, HTML, plain text; bounded, and never executed.

What a file may be is decided by its content (:mod:`hirz.engines.files`), which also refuses archives that unpack to too
much, macros and programs. What is left out of the text on purpose is remarked.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Final

from hirz.engines.files import Caution, Kind, Limits, Refusal, inspect
from hirz.engines.statutes.docx_reading import read_docx
from hirz.engines.statutes.errors import TextFault, TextRefused
from hirz.engines.statutes.html_reading import read_html
from hirz.engines.statutes.normal import normal_lines
from hirz.engines.statutes.pdf_reading import read_pdf
from hirz.engines.statutes.remarks import Remark

LIMITS: Final = Limits(bytes=20 * 2**20, pages=1_500, archive_entries=2_000, archive_bytes=120 * 2**20)
MAX_CHARACTERS: Final = 4_000_000
_HEAD: Final = 8 * 1024
_PAGE: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body|div|p|h[1-6]|article)\b", re.I | re.S
)
_FAULTS: Final = {
    Refusal.EMPTY: TextFault.EMPTY,
    Refusal.TOO_LARGE: TextFault.TOO_LARGE,
    Refusal.TOO_MANY_PAGES: TextFault.TOO_LARGE,
    Refusal.DAMAGED: TextFault.DAMAGED,
    Refusal.ENCRYPTED: TextFault.ENCRYPTED,
    Refusal.TYPE_NOT_ACCEPTED: TextFault.KIND_NOT_READ,
}


@dataclass(frozen=True, slots=True)
class Source:
    """The paragraphs of a file in reading order, each a normal line, and what was noticed."""

    kind: str
    lines: tuple[str, ...]
    remarks: tuple[Remark, ...]


def read(data: bytes) -> Source:
    """Read a file. Raises :class:`TextRefused`; a scanned PDF is refused, because there is no text in it."""
    looked = inspect(data[:_HEAD], io.BytesIO(data), "text", LIMITS)
    if looked.refusals:
        raise TextRefused(_FAULTS.get(looked.refusals[0], TextFault.UNSAFE))
    if Caution.ENCRYPTED in looked.cautions:
        raise TextRefused(TextFault.ENCRYPTED)
    kind, texts, remarks = _texts(data, looked.kind, looked.media_type)
    lines = normal_lines(texts)
    if not lines:
        raise TextRefused(TextFault.NO_TEXT)
    if sum(map(len, lines)) > MAX_CHARACTERS:
        raise TextRefused(TextFault.TOO_LARGE)
    return Source(kind, lines, tuple(remarks))


def _texts(data: bytes, kind: Kind | None, media_type: str) -> tuple[str, list[str], list[Remark]]:
    if kind is Kind.DOCX:
        return "docx", *read_docx(data)
    if kind is Kind.PDF:
        return "pdf", *read_pdf(data)
    if kind is Kind.TEXT:
        text = data.decode(media_type.partition("charset=")[2] or "utf-8", errors="replace").removeprefix("\ufeff")
        if _PAGE.match(text[:_HEAD]):
            return "html", *read_html(text)
        return "text", text.splitlines(), []
    raise TextRefused(TextFault.KIND_NOT_READ)


__all__ = ["LIMITS", "MAX_CHARACTERS", "Source", "read"]
