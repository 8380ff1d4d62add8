"""The kinds of file that are taken in. What is not listed here is refused."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Kind(StrEnum):
    """A kind of file, known by its content and never by its name."""

    JPEG = "JPEG"
    PNG = "PNG"
    GIF = "GIF"
    WEBP = "WEBP"
    HEIC = "HEIC"
    PDF = "PDF"
    DOCX = "DOCX"
    XLSX = "XLSX"
    ODT = "ODT"
    TEXT = "TEXT"
    MP3 = "MP3"
    M4A = "M4A"
    OGG = "OGG"
    WAV = "WAV"
    MP4 = "MP4"
    QUICKTIME = "QUICKTIME"
    WEBM = "WEBM"
    THREE_GP = "THREE_GP"


MEDIA_TYPES: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.JPEG: "image/jpeg",
        Kind.PNG: "image/png",
        Kind.GIF: "image/gif",
        Kind.WEBP: "image/webp",
        Kind.HEIC: "image/heic",
        Kind.PDF: "application/pdf",
        Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Kind.ODT: "application/vnd.oasis.opendocument.text",
        Kind.TEXT: "text/plain",
        Kind.MP3: "audio/mpeg",
        Kind.M4A: "audio/mp4",
        Kind.OGG: "audio/ogg",
        Kind.WAV: "audio/wav",
        Kind.MP4: "video/mp4",
        Kind.QUICKTIME: "video/quicktime",
        Kind.WEBM: "video/webm",
        Kind.THREE_GP: "video/3gpp",
    }
)

EXTENSIONS: Final[Mapping[Kind, frozenset[str]]] = MappingProxyType(
    {
        Kind.JPEG: frozenset({"jpg", "jpeg", "jpe", "jfif"}),
        Kind.PNG: frozenset({"png"}),
        Kind.GIF: frozenset({"gif"}),
        Kind.WEBP: frozenset({"webp"}),
        Kind.HEIC: frozenset({"heic", "heif"}),
        Kind.PDF: frozenset({"pdf"}),
        Kind.DOCX: frozenset({"docx"}),
        Kind.XLSX: frozenset({"xlsx"}),
        Kind.ODT: frozenset({"odt"}),
        Kind.TEXT: frozenset({"txt", "text", "csv", "tsv", "md", "log", "eml", "vcf", "srt"}),
        Kind.MP3: frozenset({"mp3"}),
        Kind.M4A: frozenset({"m4a", "m4b", "mp4"}),
        Kind.OGG: frozenset({"ogg", "oga", "ogv", "opus"}),
        Kind.WAV: frozenset({"wav"}),
        Kind.MP4: frozenset({"mp4", "m4v", "m4a", "mov"}),
        Kind.QUICKTIME: frozenset({"mov", "qt", "mp4"}),
        Kind.WEBM: frozenset({"webm"}),
        Kind.THREE_GP: frozenset({"3gp", "3g2", "3gpp"}),
    }
)

__all__ = ["EXTENSIONS", "MEDIA_TYPES", "Kind"]
