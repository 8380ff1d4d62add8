"""The header of a container: suite, length of the content, and the data key sealed to each recipient."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from typing import Final, Protocol

from hirz.engines.sealing.errors import Cut, KeyNotUsable, NotForThisKey, NotSealed, UnknownSuite
from hirz.engines.sealing.keys import KEY_ID_BYTES, SEALED_KEY_BYTES, KeyPair

MAGIC: Final = b"HIRZ"
SUITE: Final = 1
MAX_RECIPIENTS: Final = 16
UNDECLARED: Final = 2**64 - 1
STREAM_HEADER_BYTES: Final = 24
LENGTH_OFFSET: Final = 6
_FIXED: Final = struct.Struct(">4sBBQ")
_RECIPIENT_BYTES: Final = KEY_ID_BYTES + SEALED_KEY_BYTES


class ByteSource(Protocol):
    """Whatever gives bytes from the front; fewer than asked for is allowed, none means the end."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Header:
    """``recipients`` are pairs of key id (16 bytes) and sealed data key (80 bytes); ``stream`` is secretstream's own.

    ``length`` is that of the content in bytes, None when the writer could not know it and could not go back.
    """

    recipients: tuple[tuple[bytes, bytes], ...]
    stream: bytes
    length: int | None

    def __post_init__(self) -> None:
        ids = {key_id for key_id, _ in self.recipients}
        if not 1 <= len(self.recipients) <= MAX_RECIPIENTS or len(ids) < len(self.recipients):
            raise KeyNotUsable("a container has 1 to 16 recipients, each once")
        if self.length is not None and not 0 <= self.length < UNDECLARED:
            raise KeyNotUsable("a container cannot be that long")

    def encoded(self) -> bytes:
        length = UNDECLARED if self.length is None else self.length
        fixed = _FIXED.pack(MAGIC, SUITE, len(self.recipients), length)
        return b"".join((fixed, *(key_id + sealed for key_id, sealed in self.recipients), self.stream))

    def with_length(self, length: int) -> Header:
        return replace(self, length=length)

    def data_key(self, pairs: tuple[KeyPair, ...]) -> bytes:
        """The data key, opened with whichever of ``pairs`` is a recipient.

        Raises:
            NotForThisKey: when none is. Altered: when the sealed key was changed.
        """
        by_id = {pair.public_key.id: pair for pair in pairs}
        for key_id, sealed in self.recipients:
            if key_id in by_id:
                return by_id[key_id].open(sealed)
        raise NotForThisKey("none of the keys at hand is a recipient")


def read_header(source: ByteSource) -> Header:
    """The header at the front of ``source``, which stands at the first chunk afterwards. Nothing in it is proven yet.

    Raises:
        NotSealed, UnknownSuite, Cut: when there is no sound header.
    """
    magic, suite, count, length = _FIXED.unpack(_read_all(source, _FIXED.size))
    if magic != MAGIC:
        raise NotSealed("this is no container")
    if suite != SUITE:
        raise UnknownSuite("sealed by algorithms this version does not know")
    recipients = tuple(_read_recipient(source) for _ in range(count))
    stream = _read_all(source, STREAM_HEADER_BYTES)
    try:
        return Header(recipients, stream, None if length == UNDECLARED else length)
    except KeyNotUsable:
        raise NotSealed("this is no sound header") from None


def read_up_to(source: ByteSource, size: int) -> bytes:
    """``size`` bytes, fewer only at the end of ``source``."""
    parts: list[bytes] = []
    while size > 0 and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _read_recipient(source: ByteSource) -> tuple[bytes, bytes]:
    data = _read_all(source, _RECIPIENT_BYTES)
    return data[:KEY_ID_BYTES], data[KEY_ID_BYTES:]


def _read_all(source: ByteSource, size: int) -> bytes:
    data = read_up_to(source, size)
    if len(data) < size:
        raise Cut("the container ends within its header")
    return data
