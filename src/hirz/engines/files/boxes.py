"""HEIC, MP4, QuickTime, M4A and 3GP by their boxes (ISO/IEC 14496-12 and 23008-12)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from hirz.engines.files.findings import Findings, Limits, Refusal, Refused
from hirz.engines.files.kinds import Kind
from hirz.engines.files.reading import exactly

_PICTURE_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AUDIO_BRANDS: Final = frozenset({b"M4A ", b"M4B "})
_VIDEO_BRANDS: Final = frozenset(
    {b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8", b"iso9", b"mp41", b"mp42"}
    | {b"avc1", b"M4V ", b"M4VH", b"M4VP", b"MSNV", b"dash", b"cmfc", b"XAVC", b"mmp4"}
)
_MAX_META: Final = 4 * 2**20
_MAX_BOXES: Final = 100_000


@dataclass(frozen=True, slots=True)
class Box:
    """``start`` is the offset of the header, ``body`` of what follows it, ``end`` of the next box."""

    name: bytes
    start: int
    body: int
    end: int


def kind_by_brand(head: bytes) -> Kind | None:
    """Kind told by the first box, which has to be ``ftyp``: its major brand, or else its compatible brands."""
    if head[4:8] != b"ftyp":
        return None
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(len(head), _length(head)), 4))]
    return next((kind for brand in brands if (kind := _kind_of(brand))), None)


def _length(head: bytes) -> int:
    return int.from_bytes(head[:4], "big")


def _kind_of(brand: bytes) -> Kind | None:
    if brand in _PICTURE_BRANDS:
        return Kind.HEIC
    if brand in _AUDIO_BRANDS:
        return Kind.M4A
    if brand in _VIDEO_BRANDS:
        return Kind.MP4
    if brand == b"qt  ":
        return Kind.QUICKTIME
    return Kind.THREE_GP if brand.startswith((b"3gp", b"3g2")) else None


def boxes(stream: BinaryIO, size: int) -> Iterator[Box]:
    """Outermost boxes in order; stops where something else than a box follows.

    Raises :class:`Refused` (DAMAGED) when a box reaches beyond ``size`` or there are more than a hundred thousand.
    """
    position = 0
    for _ in range(_MAX_BOXES):
        box = _box_at(stream, position, size)
        if box is None:
            return
        yield box
        position = box.end
    raise Refused(Refusal.DAMAGED)


def _box_at(stream: BinaryIO, position: int, size: int) -> Box | None:
    if position + 8 > size:
        return None
    stream.seek(position)
    length, name = struct.unpack(">I4s", exactly(stream, 8))
    if not name.replace(b" ", b"").isalnum():
        return None
    header = 8
    if length == 1:
        (length,) = struct.unpack(">Q", exactly(stream, 8))
        header = 16
    end = position + length if length else size
    if length and length < header:
        return None
    if end > size:
        raise Refused(Refusal.DAMAGED)
    return Box(name, position, position + header, end)


def _contents(stream: BinaryIO, size: int) -> tuple[dict[bytes, Box], int]:
    """The last box of each name, and where the boxes end."""
    found = {box.name: box for box in boxes(stream, size)}
    return found, max((box.end for box in found.values()), default=0)


def examine_film(kind: Kind, stream: BinaryIO, size: int) -> Findings:
    """End of a film or sound: it needs its index (``moov``) and its data, in one piece or in fragments."""
    found, end = _contents(stream, size)
    if b"moov" not in found or not found.keys() & {b"mdat", b"moof"}:
        raise Refused(Refusal.DAMAGED)
    return Findings(kind, end=end)


def examine_heic(stream: BinaryIO, size: int, limits: Limits) -> Findings:
    """Measures of the largest picture in a HEIC, read from its ``ispe`` properties."""
    found, end = _contents(stream, size)
    meta = found.get(b"meta")
    if meta is None or meta.end - meta.body > _MAX_META:
        raise Refused(Refusal.DAMAGED)
    stream.seek(meta.body)
    width, height = max(_extents(exactly(stream, meta.end - meta.body)), key=_area, default=(0, 0))
    if not width or not height:
        raise Refused(Refusal.DAMAGED)
    return Findings(Kind.HEIC, width=width, height=height, end=end)


def _extents(meta: bytes) -> Iterator[tuple[int, int]]:
    at = meta.find(b"ispe")
    while 0 <= at <= len(meta) - 16:
        yield struct.unpack(">II", meta[at + 8 : at + 16])
        at = meta.find(b"ispe", at + 4)


def _area(extent: tuple[int, int]) -> int:
    return extent[0] * extent[1]


__all__ = ["Box", "boxes", "examine_film", "examine_heic", "kind_by_brand"]
