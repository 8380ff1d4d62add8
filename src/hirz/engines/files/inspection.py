"""Look into one file by its content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final

import puremagic

from hirz.engines.files import boxes, recordings
from hirz.engines.files.display_names import extension_of
from hirz.engines.files.findings import Caution, Findings, Inspection, Limits, Refusal, Refused
from hirz.engines.files.foreign import (
    holds_second_format,
    is_program,
    is_script_name,
    trailer_program,
    trailer_second_format,
)
from hirz.engines.files.jpeg import examine_jpeg
from hirz.engines.files.kinds import EXTENSIONS, MEDIA_TYPES, Kind
from hirz.engines.files.office import LOCAL_HEADER, examine_office
from hirz.engines.files.pdf import examine_pdf, is_pdf
from hirz.engines.files.pictures import examine_gif, examine_png, examine_webp
from hirz.engines.files.reading import last_position, opened, size_of
from hirz.engines.files.text import examine_text

Examiner = Callable[[BinaryIO, int, Limits], Findings]

UNKNOWN_MEDIA_TYPE: Final = "application/octet-stream"
_SIGNATURES: Final = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"OggS", Kind.OGG),
    (b"ID3", Kind.MP3),
)
_RIFF_FORMS: Final = {b"WAVE": Kind.WAV, b"WEBP": Kind.WEBP}
_ARCHIVES: Final = frozenset({Kind.DOCX, Kind.XLSX, Kind.ODT})
_HEAD_SEARCHED: Final = 8 * 1024
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_OFFICE: Final = "EncryptedPackage".encode("utf-16-le")


def _film(kind: Kind) -> Examiner:
    def examine(stream: BinaryIO, size: int, limits: Limits) -> Findings:
        return boxes.examine_film(kind, stream, size)

    return examine


_EXAMINERS: Final[Mapping[Kind, Examiner]] = MappingProxyType(
    {
        Kind.JPEG: examine_jpeg,
        Kind.PNG: examine_png,
        Kind.GIF: examine_gif,
        Kind.WEBP: examine_webp,
        Kind.HEIC: boxes.examine_heic,
        Kind.PDF: examine_pdf,
        Kind.MP3: recordings.examine_mp3,
        Kind.OGG: recordings.examine_ogg,
        Kind.WAV: recordings.examine_wav,
        Kind.WEBM: recordings.examine_webm,
        **{kind: _film(kind) for kind in (Kind.M4A, Kind.MP4, Kind.QUICKTIME, Kind.THREE_GP)},
    }
)


def inspect(head: bytes, full: BinaryIO | Path, declared_name: str, limits: Limits | None = None) -> Inspection:
    """What kind of file this is by its content, and whether it may be taken in.

    ``head`` is the first bytes of the file (eight kibibytes, or all of a shorter one), ``full`` the file itself as a
    seekable stream or a path. ``declared_name`` decides nothing about the kind: it is only compared with it, and
    text under the name of a script is refused. Nothing raises for a bad file; whatever is wrong is a refusal.
    Source: design, "Evidence".
    """
    bounds = limits or Limits()
    with opened(full) as stream:
        size = size_of(stream)
        if not size:
            return _refused(Refusal.EMPTY)
        if size > bounds.bytes:
            return _refused(Refusal.TOO_LARGE)
        if is_program(head):
            return _refused(Refusal.EXECUTABLE)
        findings = _examined(head, stream, size, bounds)
        return _inspection(_suspected(findings, head, stream, size), head, extension_of(declared_name), bounds)


def _refused(refusal: Refusal) -> Inspection:
    return Inspection(None, UNKNOWN_MEDIA_TYPE, (refusal,))


def recognise(head: bytes) -> Kind | None:
    """Kind told by the first bytes alone; ``None`` for an archive, a text or anything else."""
    by_signature = next((kind for mark, kind in _SIGNATURES if head.startswith(mark)), None)
    if by_signature:
        return by_signature
    if head.startswith(b"RIFF"):
        return _RIFF_FORMS.get(head[8:12])
    if recordings.is_webm(head):
        return Kind.WEBM
    if kind := boxes.kind_by_brand(head):
        return kind
    if is_pdf(head):
        return Kind.PDF
    return Kind.MP3 if recordings.mp3_frame_length(head[:4]) else None


def _examined(head: bytes, stream: BinaryIO, size: int, limits: Limits) -> Findings:
    kind = recognise(head)
    try:
        if kind is not None:
            return _EXAMINERS[kind](stream, size, limits)
        if head.startswith(LOCAL_HEADER):
            return examine_office(stream, size, limits)
    except Refused as refused:
        return Findings(kind, refusals=(refused.refusal,))
    return examine_text(head, stream) or Findings(None, refusals=(_unknown(head, stream, size),))


def _unknown(head: bytes, stream: BinaryIO, size: int) -> Refusal:
    """A locked office document is packed in an old compound file; its owner can be told to remove the password."""
    is_locked = head.startswith(_COMPOUND) and last_position(stream, _LOCKED_OFFICE, size) is not None
    return Refusal.ENCRYPTED if is_locked else Refusal.TYPE_NOT_ACCEPTED


def _suspected(findings: Findings, head: bytes, stream: BinaryIO, size: int) -> Findings:
    """Add what else the file may be read as, before its own format begins, in it, or after it ends."""
    kind = findings.kind
    if kind is None or kind is Kind.TEXT or findings.refusals:
        return findings
    end = size if findings.end is None else findings.end
    if trailer_program(stream, end):
        return replace(findings, refusals=(Refusal.EXECUTABLE,))
    archive = kind in _ARCHIVES
    if (not archive and holds_second_format(head[:_HEAD_SEARCHED], kind)) or trailer_second_format(
        stream, end, size, kind
    ):
        return replace(findings, cautions=findings.cautions | {Caution.POLYGLOT})
    return findings


def _inspection(findings: Findings, head: bytes, extension: str, limits: Limits) -> Inspection:
    refusals, cautions = list(findings.refusals), set(findings.cautions)
    if findings.kind is Kind.TEXT and is_script_name(extension):
        refusals.append(Refusal.EXECUTABLE)
    if (findings.width or 0) * (findings.height or 0) > limits.pixels:
        refusals.append(Refusal.PIXEL_FLOOD)
    if findings.kind and extension not in EXTENSIONS[findings.kind]:
        cautions.add(Caution.NAME_MISMATCH)
    return Inspection(
        kind=findings.kind,
        media_type=_media_type(findings, head),
        refusals=tuple(refusals),
        cautions=tuple(sorted(cautions)),
        width=findings.width,
        height=findings.height,
        pages=findings.pages,
    )


def _media_type(findings: Findings, head: bytes) -> str:
    if findings.kind is None:
        return _guess(head)
    media_type = MEDIA_TYPES[findings.kind]
    return f"{media_type}; charset={findings.charset}" if findings.charset else media_type


def _guess(head: bytes) -> str:
    """A name for what is not accepted, so that the person can be told what they sent."""
    try:
        matches = puremagic.magic_string(head)
    except puremagic.PureError:
        return UNKNOWN_MEDIA_TYPE
    return str(matches[0].mime_type) or UNKNOWN_MEDIA_TYPE


__all__ = ["inspect", "recognise"]
