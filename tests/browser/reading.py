"""Reading documents back as somebody would who looks for a name in them."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from typing import Final

import pypdfium2

_PARAGRAPH: Final = re.compile(r"</w:p>")
_TAG: Final = re.compile(r"<[^>]+>")
_SHORTEST: Final = 4
"""Particles such as “al” stand in other names and words too."""


def text_of(document: bytes) -> str:
    """All that a DOCX, PDF, XML or plain text says; a name that is divided among runs comes out whole."""
    if document.startswith(b"<?xml"):
        return _TAG.sub("", document.decode())
    if document.startswith(b"PK"):
        return _text_of_docx(document)
    return _text_of_pdf(document) if document.startswith(b"%PDF") else document.decode()


def names_in(text: str, spellings: Iterable[str]) -> list[str]:
    """The spellings, and the longer parts of them, that the text holds: whole or turned around, in any shape."""
    plain = _plain(text)
    sought = {word for spelling in spellings for word in (spelling, *_parts(spelling))}
    return sorted(word for word in sought if _plain(word) in plain or _plain(word)[::-1] in plain)


def _text_of_docx(document: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))]
    return "\n".join(_TAG.sub("", _PARAGRAPH.sub("\n", part)) for part in parts)


def _text_of_pdf(document: bytes) -> str:
    read = pypdfium2.PdfDocument(document)
    try:
        pages = "\n".join(page.get_textpage().get_text_bounded() for page in read)
        return f"{pages}\n{read.get_metadata_dict()}"
    finally:
        read.close()


def _parts(spelling: str) -> Iterator[str]:
    return (part for part in re.split(r"[\s-]+", spelling) if len(part) >= _SHORTEST)


def _plain(text: str) -> str:
    """Without what letters look like in their place, without marks and case, with one kind of space."""
    decomposed = unicodedata.normalize("NFKD", text)
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"\s+", " ", letters).casefold()
