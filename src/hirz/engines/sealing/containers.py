"""Sealed containers: a file of any length, opened by a recipient's private key only, and only if it is whole.

libsodium's secretstream (XChaCha20-Poly1305) in chunks of 64 KiB. The last chunk carries the tag FINAL and, as
associated data, the whole header and the number of bytes sealed: a container that was cut, also exactly between two
chunks, continued, or given another header does not open. Memory stays at a few chunks whatever the length.
Format, byte by byte: docs/reference/formats.md. Sources: libsodium documentation, "Secret-key cryptography /
Encrypting a set of related messages" and "Public-key cryptography / Sealed boxes".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_ABYTES as OVERHEAD,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_init_pull as init_stream,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_pull as pull,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_push as push,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_state as StreamState,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_TAG_FINAL as FINAL,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_TAG_MESSAGE as MESSAGE,
)
from nacl.exceptions import CryptoError

from hirz.engines.sealing.associated import joined
from hirz.engines.sealing.errors import Altered, Appended, Cut, LengthDiffers, NotWritten, WriterClosed
from hirz.engines.sealing.header import (
    LENGTH_OFFSET,
    STREAM_HEADER_BYTES,
    ByteSource,
    Header,
    read_header,
    read_up_to,
)
from hirz.engines.sealing.keys import SECRET_BYTES, SYSTEM_ENTROPY, Entropy, KeyPair, PublicKey

CHUNK_BYTES: Final = 64 * 1024
SEALED_CHUNK_BYTES: Final = CHUNK_BYTES + OVERHEAD


class ByteSink(Protocol):
    """Whatever takes bytes: all it is given, or it raises, or it returns how few it took."""

    def write(self, data: bytes, /) -> object: ...


@runtime_checkable
class SeekableSink(Protocol):
    """A sink that can go back, as files and ``io.BytesIO`` can. Not a file opened for appending."""

    def write(self, data: bytes, /) -> object: ...
    def seekable(self) -> bool: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...
    def tell(self) -> int: ...


@dataclass(frozen=True, slots=True)
class SealedContainer:
    """What was written: ``length`` of the content and ``size`` of the container, in bytes."""

    length: int
    size: int


class ContainerWriter:
    """Seals what is written to it, chunk by chunk, into ``sink``.

    The length stands in the header. Say it as ``length`` if it is known. If not, a sink that can seek is patched at
    the end, and any other keeps the mark "not declared": the length is then proven by the last chunk alone.
    :meth:`finish` ends the container; without it, what lies in the sink never opens, and that is the point.

    Raises:
        KeyNotUsable: for no recipient, more than 16, the same twice, or an unsound public key.
    """

    def __init__(
        self,
        sink: ByteSink,
        recipients: Sequence[PublicKey],
        *,
        length: int | None = None,
        entropy: Entropy = SYSTEM_ENTROPY,
    ) -> None:
        data_key = entropy.random_bytes(SECRET_BYTES)
        sealed_keys = tuple((key.id, key.seal(data_key, entropy=entropy)) for key in recipients)
        self._header = Header(sealed_keys, entropy.random_bytes(STREAM_HEADER_BYTES), length)
        self._sink = sink
        self._patched: SeekableSink | None = None
        if length is None and isinstance(sink, SeekableSink) and sink.seekable():
            self._patched, self._start = sink, sink.tell()
        self._state = _stream(self._header, data_key)
        self._waiting = bytearray()
        self._length = 0
        self._size = 0
        self._open = True
        self._put(self._header.encoded())

    def write(self, data: bytes | bytearray | memoryview) -> int:
        """Seal ``data``; returns its length in bytes.

        Raises:
            NotWritten: when the sink took less than all. WriterClosed: after :meth:`finish`, or after the sink failed.
        """
        self._require_open()
        view = memoryview(data).cast("B")
        for start in range(0, len(view), CHUNK_BYTES):
            self._take(view[start : start + CHUNK_BYTES])
        return len(view)

    def finish(self) -> SealedContainer:
        """Seal the last chunk and write the length.

        Raises:
            LengthDiffers: when another length was announced. NotWritten, WriterClosed: as :meth:`write`.
        """
        self._require_open()
        self._open = False
        total = self._length + len(self._waiting)
        if self._patched is not None:
            self._header = self._header.with_length(total)
        elif self._header.length not in (None, total):
            raise LengthDiffers("the content is not as long as announced")
        self._seal_chunk(bytes(self._waiting), FINAL, _ending(self._header, total))
        self._patch_length()
        return SealedContainer(length=total, size=self._size)

    def _take(self, data: memoryview) -> None:
        # A full chunk waits until more comes: only then is it known not to be the last.
        room = CHUNK_BYTES - len(self._waiting)
        self._waiting += data[:room]
        if len(data) > room:
            self._seal_chunk(bytes(self._waiting), MESSAGE, None)
            self._waiting[:] = data[room:]

    def _seal_chunk(self, chunk: bytes, tag: int, associated: bytes | None) -> None:
        self._length += len(chunk)
        self._put(push(self._state, chunk, associated, tag))

    def _put(self, data: bytes) -> None:
        # A sink that failed may hold half of the data: the writer stays closed then.
        was_open, self._open = self._open, False
        _write(self._sink, data)
        self._open = was_open
        self._size += len(data)

    def _patch_length(self) -> None:
        if self._patched is None:
            return
        self._patched.seek(self._start + LENGTH_OFFSET)
        _write(self._patched, self._length.to_bytes(8, "big"))
        self._patched.seek(self._start + self._size)

    def _require_open(self) -> None:
        if not self._open:
            raise WriterClosed("the container is closed")


class ContainerReader:
    """Opens a container from the front; ``length`` is what the header announces, None if it was not declared.

    Raises:
        NotSealed, UnknownSuite, Cut: when no sound header is there.
        NotForThisKey: when no pair is a recipient. Altered: when the sealed data key was changed.
    """

    def __init__(self, source: ByteSource, *pairs: KeyPair) -> None:
        self._source = source
        self._header = read_header(source)
        self._state = _stream(self._header, self._header.data_key(pairs))

    @property
    def length(self) -> int | None:
        return self._header.length

    def chunks(self) -> Iterator[bytes]:
        """The content in pieces of up to 64 KiB, once, forwards.

        Each piece is genuine and in its place when it comes. That nothing is missing is known only when the iteration
        ends without an error: act on nothing before that, or call :func:`verify_container` first.

        Raises:
            Cut, Appended, Altered: what happened to the container.
        """
        sealed = read_up_to(self._source, SEALED_CHUNK_BYTES)
        count = 0
        while following := self._following(sealed):
            count += CHUNK_BYTES
            if self.length is not None and count >= self.length:
                raise Appended("the container goes on after the length it announces")
            yield self._open_chunk(sealed, MESSAGE, None)
            sealed = following
        last = self._open_last(sealed, count)
        if last:
            yield last

    def _following(self, sealed: bytes) -> bytes:
        return read_up_to(self._source, SEALED_CHUNK_BYTES) if len(sealed) == SEALED_CHUNK_BYTES else b""

    def _open_last(self, sealed: bytes, before: int) -> bytes:
        total = before + len(sealed) - OVERHEAD
        announced = total if self.length is None else self.length
        if len(sealed) < OVERHEAD or total < announced:
            raise Cut("the end of the container is missing")
        if total > announced:
            raise Appended("the container goes on after the length it announces")
        try:
            return self._open_chunk(sealed, FINAL, _ending(self._header, total))
        except Altered:
            self._refuse_if_cut(sealed)
            raise

    def _refuse_if_cut(self, sealed: bytes) -> None:
        # A failed pull leaves the state as it was, so the chunk can be tried as one from the middle.
        with suppress(Altered):
            self._open_chunk(sealed, MESSAGE, None)
            raise Cut("the end of the container is missing")

    def _open_chunk(self, sealed: bytes, expected: int, associated: bytes | None) -> bytes:
        try:
            chunk, tag = pull(self._state, sealed, associated)
        except CryptoError:
            raise Altered("a chunk does not open") from None
        if tag != expected:
            raise Altered("a chunk is not what its place asks for")
        return chunk


def seal_container(
    source: ByteSource,
    sink: ByteSink,
    recipients: Sequence[PublicKey],
    *,
    length: int | None = None,
    entropy: Entropy = SYSTEM_ENTROPY,
) -> SealedContainer:
    """Seal all that ``source`` gives into ``sink``; see :class:`ContainerWriter`."""
    writer = ContainerWriter(sink, recipients, length=length, entropy=entropy)
    while chunk := source.read(CHUNK_BYTES):
        writer.write(chunk)
    return writer.finish()


def verify_container(source: ByteSource, *pairs: KeyPair) -> int:
    """Length of the content in bytes, after every chunk and the end were proven; nothing of it is kept.

    Raises as :class:`ContainerReader` and its ``chunks`` do.
    """
    return sum(len(chunk) for chunk in ContainerReader(source, *pairs).chunks())


def _write(sink: ByteSink, data: bytes) -> None:
    taken = sink.write(data)
    if isinstance(taken, int) and taken != len(data):
        raise NotWritten("the sink took only a part")


def _stream(header: Header, data_key: bytes) -> StreamState:
    # libsodium derives the same state for writing and for reading from key and stream header; init_push differs only
    # in drawing the header itself, and here it comes from the writer's entropy.
    state = StreamState()
    init_stream(state, header.stream, data_key)
    return state


def _ending(header: Header, length: int) -> bytes:
    return joined("hirz container end", header.encoded(), length)
