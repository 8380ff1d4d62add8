"""Programs, and second formats hidden in a file of another kind."""

from __future__ import annotations

from typing import BinaryIO, Final

from hirz.engines.files.kinds import Kind
from hirz.engines.files.reading import CHUNK

_PROGRAMS: Final = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",  # Mach-O in both widths and both byte orders
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",  # Mach-O for several processors; Java class
    b"\xca\xfe\xba\xbf",
    b"L\x00\x00\x00\x01\x14\x02\x00",  # Windows shortcut
    b"dex\n",
    b"\x00asm",
    b"#!/",
    b"#! /",
)
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_SCRIPT_EXTENSIONS: Final = frozenset(
    {"bat", "cmd", "com", "command", "cpl", "desktop", "exe", "hta", "jar", "js", "jse", "lnk", "msi", "ps1", "psm1"}
    | {"reg", "scr", "sct", "sh", "vb", "vbe", "vbs", "wsf", "wsh"}
)
_PAGES: Final = (b"<html", b"<!doctype html", b"<script", b"<svg", b"<iframe", b"<?php")
_PDF: Final = b"%pdf-"
_ARCHIVE: Final = b"pk\x03\x04"
_ARCHIVE_END: Final = b"PK\x05\x06"
_FILLING: Final = b"\x00 \t\r\n"


def is_program(data: bytes) -> bool:
    """Whether ``data`` begins as something a computer runs: PE, ELF, Mach-O, class, shortcut, or a script's ``#!``."""
    start = data.removeprefix(_BYTE_ORDER_MARK)
    if start.startswith(b"MZ"):
        return b"\x00" in start[:64]
    return start.startswith(_PROGRAMS)


def is_script_name(extension: str) -> bool:
    """Whether text under a name with this extension (lower case, no dot) is run when somebody opens it."""
    return extension in _SCRIPT_EXTENSIONS


def holds_page(piece: bytes) -> bool:
    """Whether ``piece`` holds a mark of a web page or of a script in one."""
    lowered = piece.lower()
    return any(mark in lowered for mark in _PAGES)


def holds_second_format(piece: bytes, kind: Kind) -> bool:
    """Whether ``piece`` of a file of ``kind`` holds the mark of a PDF, an archive or a web page besides."""
    lowered = piece.lower()
    if kind is Kind.PDF:
        lowered = lowered.removeprefix(_PDF)
    return _PDF in lowered or _ARCHIVE in lowered or holds_page(lowered)


def trailer_program(stream: BinaryIO, end: int) -> bool:
    """Whether what follows the end of the format at offset ``end`` is a program."""
    stream.seek(end)
    return is_program(stream.read(CHUNK).lstrip(_FILLING))


def trailer_second_format(stream: BinaryIO, end: int, size: int, kind: Kind) -> bool:
    """Whether what follows the end of the format is, or ends as, another format."""
    stream.seek(end)
    if holds_second_format(stream.read(CHUNK), kind):
        return True
    stream.seek(max(end, size - CHUNK))
    return _ARCHIVE_END in stream.read(CHUNK)


__all__ = [
    "holds_page",
    "holds_second_format",
    "is_program",
    "is_script_name",
    "trailer_program",
    "trailer_second_format",
]
