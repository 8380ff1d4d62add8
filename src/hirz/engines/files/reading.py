"""Reading from a file nobody vouches for: every short read is damage, nothing is read whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from hirz.engines.files.findings import Refusal, Refused

CHUNK: Final = 64 * 1024


@contextmanager
def opened(full: BinaryIO | Path) -> Iterator[BinaryIO]:
    """``full`` as a seekable stream at its beginning; a path is opened and closed, a stream is left open."""
    if isinstance(full, Path):
        with full.open("rb") as stream:
            yield stream
    else:
        full.seek(0)
        yield full


def size_of(stream: BinaryIO) -> int:
    """Length in bytes; leaves the stream at its beginning."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    return size


def exactly(stream: BinaryIO, count: int) -> bytes:
    """The next ``count`` bytes. Raises :class:`Refused` (DAMAGED) when the stream ends before."""
    data = stream.read(count)
    if len(data) != count:
        raise Refused(Refusal.DAMAGED)
    return data


def chunks(stream: BinaryIO, count: int) -> Iterator[bytes]:
    """The next ``count`` bytes in pieces. Raises :class:`Refused` (DAMAGED) when the stream ends before."""
    while count > 0:
        piece = exactly(stream, min(CHUNK, count))
        count -= len(piece)
        yield piece


def last_position(stream: BinaryIO, needle: bytes, size: int) -> int | None:
    """Offset of the last occurrence of ``needle`` in a stream of ``size`` bytes, or ``None``."""
    end = size
    while end > 0:
        start = max(0, end - CHUNK)
        stream.seek(start)
        found = stream.read(end - start + len(needle) - 1).rfind(needle)
        if found >= 0:
            return start + found
        end = start
    return None


__all__ = ["CHUNK", "chunks", "exactly", "last_position", "opened", "size_of"]
