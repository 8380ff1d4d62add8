"""RIFF, the container of WEBP and WAV: chunks of a four-letter name, a little-endian length and a body."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from hirz.engines.files.findings import Refusal, Refused
from hirz.engines.files.reading import exactly

HEADER: Final = 12
UNKNOWN_LENGTH: Final = (0, 0xFFFFFFFF)  # left by recorders that stopped before writing the length


@dataclass(frozen=True, slots=True)
class RiffChunk:
    """``start`` is the offset of the body, ``length`` its size without padding."""

    name: bytes
    start: int
    length: int


def riff_end(stream: BinaryIO, size: int) -> int:
    """Offset at which the RIFF form ends. Raises :class:`Refused` (DAMAGED) when the file is shorter than it says."""
    stream.seek(4)
    (length,) = struct.unpack("<I", exactly(stream, 4))
    if length in UNKNOWN_LENGTH:
        return size
    end = 8 + int(length)
    if end > size:
        raise Refused(Refusal.DAMAGED)
    return end


def riff_chunks(stream: BinaryIO, end: int) -> Iterator[RiffChunk]:
    """Chunks up to ``end``, in order. Raises :class:`Refused` (DAMAGED) when one reaches beyond it."""
    position = HEADER
    while position + 8 <= end:
        stream.seek(position)
        name, length = struct.unpack("<4sI", exactly(stream, 8))
        start = position + 8
        if length == UNKNOWN_LENGTH[1]:
            length = end - start
        if start + length > end:
            raise Refused(Refusal.DAMAGED)
        yield RiffChunk(name, start, length)
        position = start + length + length % 2


__all__ = ["RiffChunk", "riff_chunks", "riff_end"]
