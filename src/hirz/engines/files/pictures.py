"""PNG, GIF and WEBP by their structure, without decoding a pixel.

Sources: PNG (W3C, third edition), chapter 5; GIF89a specification; RFC 9649 (WebP).
"""

from __future__ import annotations

import struct
import zlib
from typing import BinaryIO, Final

from hirz.engines.files.findings import Findings, Limits, Refusal, Refused
from hirz.engines.files.kinds import Kind
from hirz.engines.files.reading import chunks, exactly
from hirz.engines.files.riff import RiffChunk, riff_chunks, riff_end

_PNG_SIGNATURE_LENGTH: Final = 8


def examine_png(stream: BinaryIO, size: int, limits: Limits) -> Findings:
    """Measures and end of a PNG; the checksum of every chunk is verified."""
    stream.seek(_PNG_SIGNATURE_LENGTH)
    name, body = _png_chunk(stream)
    if name != b"IHDR" or len(body) < 8:
        raise Refused(Refusal.DAMAGED)
    width, height = struct.unpack(">II", body[:8])
    seen: set[bytes] = set()
    while name != b"IEND":
        name, _ = _png_chunk(stream)
        seen.add(name)
    if b"IDAT" not in seen:
        raise Refused(Refusal.DAMAGED)
    return _measured(Kind.PNG, width, height, stream.tell())


def _png_chunk(stream: BinaryIO) -> tuple[bytes, bytes]:
    """Name and first piece of the body of the next chunk."""
    length, name = struct.unpack(">I4s", exactly(stream, 8))
    checksum, first = zlib.crc32(name), b""
    for piece in chunks(stream, length):
        checksum = zlib.crc32(piece, checksum)
        first = first or piece
    if exactly(stream, 4) != struct.pack(">I", checksum):
        raise Refused(Refusal.DAMAGED)
    return name, first


def examine_gif(stream: BinaryIO, size: int, limits: Limits) -> Findings:
    """Measures and end of a GIF, its blocks walked to the trailer."""
    stream.seek(6)
    width, height, flags = struct.unpack("<HHB2x", exactly(stream, 7))
    _skip_colours(stream, flags)
    images = 0
    while (block := exactly(stream, 1)) != b";":
        if block == b",":
            images += 1
            _skip_colours(stream, exactly(stream, 9)[8])
        elif block != b"!":
            raise Refused(Refusal.DAMAGED)
        exactly(stream, 1)  # code size of an image, label of an extension
        while length := exactly(stream, 1)[0]:
            exactly(stream, length)
    if not images:
        raise Refused(Refusal.DAMAGED)
    return _measured(Kind.GIF, width, height, stream.tell())


def _skip_colours(stream: BinaryIO, flags: int) -> None:
    if flags & 0x80:
        exactly(stream, 3 << ((flags & 7) + 1))


def examine_webp(stream: BinaryIO, size: int, limits: Limits) -> Findings:
    """Measures and end of a WEBP, its chunks walked to the end of the form."""
    end = riff_end(stream, size)
    found = list(riff_chunks(stream, end))
    if not any(chunk.name in (b"VP8 ", b"VP8L", b"ANMF") for chunk in found):
        raise Refused(Refusal.DAMAGED)
    width, height = _webp_size(stream, found[0])
    return _measured(Kind.WEBP, width, height, end)


def _webp_size(stream: BinaryIO, chunk: RiffChunk) -> tuple[int, int]:
    stream.seek(chunk.start)
    body = exactly(stream, 10) if chunk.length >= 10 else b""
    if chunk.name == b"VP8X" and body:
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if chunk.name == b"VP8L" and body[:1] == b"\x2f":
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if chunk.name == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    raise Refused(Refusal.DAMAGED)


def _measured(kind: Kind, width: int, height: int, end: int) -> Findings:
    if not width or not height:
        raise Refused(Refusal.DAMAGED)
    return Findings(kind, width=width, height=height, end=end)


__all__ = ["examine_gif", "examine_png", "examine_webp"]
