"""JPEG by its segments, without decoding a pixel (ITU-T T.81, annex B)."""

from __future__ import annotations

import io
import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from hirz.engines.files.findings import Findings, Limits, Refusal, Refused
from hirz.engines.files.kinds import Kind
from hirz.engines.files.reading import CHUNK, exactly

_SCAN, _END = 0xDA, 0xD9
_STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BASELINE: Final = frozenset({0xC0, 0xC1})
_ADOBE_COLOUR: Final = 0xEE
_METADATA: Final = (frozenset(range(0xE0, 0xF0)) - {_ADOBE_COLOUR}) | {0xFE}
_NEXT_MARKER: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Segment:
    """``start`` and ``end`` are offsets of the whole segment, marker included; a scan carries its coded data."""

    marker: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class JpegShape:
    """Width and height in pixels, offset after the end marker, and whether a decoder must hold all of it at once."""

    width: int
    height: int
    end: int
    is_progressive: bool


def segments(stream: BinaryIO) -> Iterator[Segment]:
    """Segments after the start marker, up to the end marker or, in a file that was cut, the end of its coded data.

    Raises :class:`Refused` (DAMAGED) when the file leaves the format.
    """
    stream.seek(2)
    while True:
        start = stream.tell()
        marker = _marker(stream)
        if marker not in _STANDALONE and marker != _END:
            _skip_body(stream)
        is_last = marker == _END or (marker == _SCAN and not _skip_scan(stream))
        end = stream.tell()
        yield Segment(marker, start, end)
        if is_last:
            return
        stream.seek(end)


def _marker(stream: BinaryIO) -> int:
    if exactly(stream, 1) != b"\xff":
        raise Refused(Refusal.DAMAGED)
    code = exactly(stream, 1)
    while code == b"\xff":
        code = exactly(stream, 1)
    return code[0]


def _skip_body(stream: BinaryIO) -> None:
    (length,) = struct.unpack(">H", exactly(stream, 2))
    if length < 2:
        raise Refused(Refusal.DAMAGED)
    exactly(stream, length - 2)


def _skip_scan(stream: BinaryIO) -> bool:
    """Stand before the marker that ends the coded data, or at the end of the file and return false.

    Stuffed bytes and restart markers belong to the data.
    """
    carry = b""
    while piece := stream.read(CHUNK):
        block = carry + piece
        if found := _NEXT_MARKER.search(block):
            stream.seek(found.start() - len(block), os.SEEK_CUR)
            return True
        carry = block[-1:]
    return False


def jpeg_shape(stream: BinaryIO) -> JpegShape:
    """Measures of a JPEG. Raises :class:`Refused` (DAMAGED) when there is no frame, no scan or no end."""
    width = height = 0
    seen: set[int] = set()
    end = 0
    for segment in segments(stream):
        seen.add(segment.marker)
        end = segment.end
        if segment.marker in _FRAMES:
            stream.seek(segment.start)
            frame_height, frame_width = _frame_size(stream)
            width, height = max(width, frame_width), max(height, frame_height)
    if not {_SCAN, _END} <= seen or not width or not height:
        raise Refused(Refusal.DAMAGED)
    return JpegShape(width, height, end, is_progressive=not (seen & _FRAMES) <= _BASELINE)


def _frame_size(stream: BinaryIO) -> tuple[int, int]:
    _marker(stream)
    height, width = struct.unpack(">3xHH", exactly(stream, 7))
    return int(height), int(width)


def without_metadata(data: bytes) -> bytes:
    """The JPEG without EXIF, XMP, IPTC, comments and what follows the end marker; its coded picture is not touched.

    The Adobe segment stays, because it says how the colours are to be read.
    Raises :class:`Refused` (DAMAGED) when ``data`` is not a whole JPEG.
    """
    if not data.startswith(b"\xff\xd8"):
        raise Refused(Refusal.DAMAGED)
    kept = [data[s.start : s.end] for s in segments(io.BytesIO(data)) if s.marker not in _METADATA]
    return b"\xff\xd8" + b"".join(kept)


def examine_jpeg(stream: BinaryIO, size: int, limits: Limits) -> Findings:
    """Measures and end of a JPEG, its structure walked to the end marker."""
    shape = jpeg_shape(stream)
    return Findings(Kind.JPEG, width=shape.width, height=shape.height, end=shape.end)


__all__ = ["JpegShape", "examine_jpeg", "jpeg_shape", "segments", "without_metadata"]
