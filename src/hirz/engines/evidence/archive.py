"""A ZIP archive in one form only, so that no byte of it is beyond notice.

Any program that reads ZIP opens it. Nothing in it is compressed, dated, linked or described: for given names and
contents there is exactly one archive, and whatever differs from it is refused before a content is looked at.
Source of the layout: PKWARE APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (end).
"""

from __future__ import annotations

import re
import stat
import struct
import zlib
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from hirz.engines.evidence.problems import Code, Found

CHUNK: Final = 64 * 1024
MAX_MEMBERS: Final = 2_000
MAX_BYTES: Final = 2**32 - 2**24
"""What plain ZIP can count, with room for the directory: about four gibibytes."""
_NAME: Final = re.compile(r"manifest\.json|ledger\.json|files/[0-9]{4}\.[a-z0-9]{1,8}")
_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_VERSION: Final = 20
_FIRST_DAY: Final = 0x0021  # 1 January 1980, the day before which ZIP knows none


@dataclass(frozen=True, slots=True)
class Member:
    """What goes in: its name, its length in bytes and CRC-32, and a way to read it in pieces."""

    name: str
    size: int
    crc: int
    pieces: Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a member's content lies in an archive: ``start`` is an offset, ``size`` a length, both in bytes."""

    name: str
    start: int
    size: int
    crc: int


def member_of(name: str, data: bytes) -> Member:
    """A member that is in memory already."""
    return Member(name, len(data), zlib.crc32(data), lambda: (data,))


def written(members: Iterable[Member]) -> Iterator[bytes]:
    """The archive in pieces. A member is asked for only when those before it are written.

    Raises:
        ValueError: for a name or a size that the one form does not have, and for content that is not what was said.
    """
    directory: list[bytes] = []
    offset = 0
    for member in members:
        _require_possible(member, offset, len(directory))
        header = _local_header(member.name, member.size, member.crc)
        yield header
        yield from _checked(member)
        directory.append(_central_header(member.name, member.size, member.crc, offset))
        offset += len(header) + member.size
    yield from directory
    yield _end(len(directory), sum(map(len, directory)), offset)


def places(stream: BinaryIO) -> list[Place]:
    """The members of an archive, in their order, once every byte around their contents was found to be as it must.

    Contents are not read; :func:`content` does.

    Raises:
        Found: with the code that says what is wrong, and the name concerned where there is one.
    """
    size = stream.seek(0, 2)
    count, directory = _directory(stream, size)
    found, offset, rebuilt = [], 0, bytearray()
    for name, length, crc in _entries(count, directory):
        place = Place(name, offset + _LOCAL.size + len(name), length, crc)
        _require_local(stream, place, offset)
        rebuilt += _central_header(name, length, crc, offset)
        offset = place.start + length
        found.append(place)
    if rebuilt != directory or offset + len(directory) + _END.size != size:
        raise Found(Code.CONTAINER_ALTERED)
    return found


def content(stream: BinaryIO, place: Place) -> Iterator[bytes]:
    """The content of a member in pieces.

    Raises:
        Found: FILE_CHANGED, after the last piece, when it is not what the archive says.
    """
    stream.seek(place.start)
    left, crc = place.size, 0
    while left:
        piece = stream.read(min(CHUNK, left))
        if not piece:
            raise Found(Code.FILE_CHANGED, place.name)
        crc, left = zlib.crc32(piece, crc), left - len(piece)
        yield piece
    if crc != place.crc:
        raise Found(Code.FILE_CHANGED, place.name)


def _require_possible(member: Member, offset: int, before: int) -> None:
    if not _NAME.fullmatch(member.name) or before >= MAX_MEMBERS or offset + member.size > MAX_BYTES:
        raise ValueError("this does not go into a bundle")


def _checked(member: Member) -> Iterator[bytes]:
    size = crc = 0
    for piece in member.pieces():
        size, crc = size + len(piece), zlib.crc32(piece, crc)
        yield piece
    if (size, crc) != (member.size, member.crc):
        raise ValueError("a file is not what it was when the bundle was begun")


def _local_header(name: str, size: int, crc: int) -> bytes:
    fields = (b"PK\x03\x04", _VERSION, 0, 0, 0, _FIRST_DAY, crc, size, size, len(name), 0)
    return _LOCAL.pack(*fields) + name.encode("ascii")


def _central_header(name: str, size: int, crc: int, offset: int) -> bytes:
    counted = (crc, size, size, len(name), 0, 0, 0, 0, 0, offset)
    return _CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, 0, 0, 0, _FIRST_DAY, *counted) + name.encode("ascii")


def _end(count: int, length: int, offset: int) -> bytes:
    return _END.pack(b"PK\x05\x06", 0, 0, count, count, length, offset, 0)


def _directory(stream: BinaryIO, size: int) -> tuple[int, bytes]:
    if size < _END.size:
        raise Found(Code.NOT_A_BUNDLE)
    stream.seek(size - _END.size)
    end = stream.read(_END.size)
    _, _, _, _, count, length, offset, _ = _END.unpack(end)
    if end[:4] != b"PK\x05\x06":
        raise Found(Code.NOT_A_BUNDLE)
    if end != _end(count, length, offset) or count > MAX_MEMBERS or offset + length + _END.size != size:
        raise Found(Code.CONTAINER_ALTERED)
    stream.seek(offset)
    return count, stream.read(length)


def _entries(count: int, directory: bytes) -> list[tuple[str, int, int]]:
    """Name, size and CRC-32 of each member, once none was found that only somebody with a purpose would put in."""
    found: dict[str, tuple[str, int, int]] = {}
    at = 0
    for _ in range(count):
        if at + _CENTRAL.size > len(directory):
            raise Found(Code.CONTAINER_ALTERED)
        fields = _CENTRAL.unpack_from(directory, at)
        method, crc, size, length, attributes = fields[4], fields[7], fields[9], fields[10], fields[15]
        at += _CENTRAL.size
        name = directory[at : at + length].decode("ascii", "replace")
        _require_harmless(name, found, method, attributes >> 16)
        found[name] = (name, size, crc)
        at += length + fields[11] + fields[12]
    return list(found.values())


def _require_harmless(name: str, seen: Container[str], method: int, mode: int) -> None:
    if not _NAME.fullmatch(name):
        raise Found(Code.NAME_NOT_ALLOWED)
    if name in seen:
        raise Found(Code.DUPLICATE_NAME, name)
    if method:
        raise Found(Code.COMPRESSED, name)
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise Found(Code.NOT_A_PLAIN_FILE, name)


def _require_local(stream: BinaryIO, place: Place, offset: int) -> None:
    expected = _local_header(place.name, place.size, place.crc)
    stream.seek(offset)
    if stream.read(len(expected)) != expected:
        raise Found(Code.CONTAINER_ALTERED, place.name)


__all__ = ["CHUNK", "MAX_BYTES", "Member", "Place", "content", "member_of", "places", "written"]
