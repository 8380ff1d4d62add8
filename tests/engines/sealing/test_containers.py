"""What is sealed opens for its recipients, whatever its length and however it was written."""

from __future__ import annotations

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.sealing import (
    CHUNK_BYTES,
    ContainerReader,
    ContainerWriter,
    KeyNotUsable,
    KeyPair,
    LengthDiffers,
    NotForThisKey,
    NotWritten,
    PublicKey,
    WriterClosed,
    seal_container,
    verify_container,
)
from tests.engines.sealing.fixed import DESK, RECOVERY, STRANGER, Pipe, sealed, sealed_through_pipe

LENGTHS = (0, 1, 17, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 3 * CHUNK_BYTES + 5)


def opened(container: bytes, *pairs: KeyPair) -> bytes:
    return b"".join(ContainerReader(io.BytesIO(container), *pairs).chunks())


def content_of(length: int) -> bytes:
    return (bytes(range(251)) * (length // 251 + 1))[:length]


class Dribble:
    """A source that gives fewer bytes than it is asked for, as sockets do."""

    def __init__(self, data: bytes) -> None:
        self.source = io.BytesIO(data)

    def read(self, size: int, /) -> bytes:
        return self.source.read(min(size, 1000))


class FullDisk:
    """A sink that fails at its second write."""

    def __init__(self) -> None:
        self.writes = 0

    def write(self, data: bytes, /) -> None:
        self.writes += 1
        if self.writes > 1:
            raise OSError


class AlmostFullDisk:
    """A sink that takes a thousand bytes at a time, as a raw file may."""

    def write(self, data: bytes, /) -> int:
        return min(len(data), 1000)


@pytest.mark.parametrize("length", LENGTHS)
def test_content_comes_back_for_each_recipient(length: int) -> None:
    container = sealed(content_of(length), DESK.public_key, RECOVERY.public_key)
    assert opened(container, DESK) == opened(container, RECOVERY) == content_of(length)


@pytest.mark.parametrize("length", LENGTHS)
def test_length_is_declared_when_sink_seeks_or_length_is_known(length: int) -> None:
    known = sealed_through_pipe(content_of(length), length=length)
    for container in (sealed(content_of(length)), known):
        assert ContainerReader(io.BytesIO(container), DESK).length == length
        assert opened(container, DESK) == content_of(length)


@pytest.mark.parametrize("length", LENGTHS)
def test_container_through_pipe_opens_without_declared_length(length: int) -> None:
    container = sealed_through_pipe(content_of(length))
    assert ContainerReader(io.BytesIO(container), DESK).length is None
    assert opened(container, DESK) == content_of(length)


@given(pieces=st.lists(st.integers(0, 2 * CHUNK_BYTES), max_size=6))
def test_pieces_in_which_content_is_written_do_not_matter(pieces: list[int]) -> None:
    sink, content = io.BytesIO(), content_of(sum(pieces))
    writer, start = ContainerWriter(sink, [DESK.public_key]), 0
    for piece in pieces:
        writer.write(content[start : start + piece])
        start += piece
    result = writer.finish()
    assert (result.length, result.size) == (len(content), len(sink.getvalue()))
    assert len(sink.getvalue()) == len(sealed(content))
    assert opened(sink.getvalue(), DESK) == content


def test_container_may_begin_in_the_middle_of_a_file() -> None:
    sink = io.BytesIO(b"before")
    sink.seek(0, io.SEEK_END)
    seal_container(io.BytesIO(b"content"), sink, [DESK.public_key])
    assert sink.getvalue().startswith(b"beforeHIRZ")
    assert sink.tell() == len(sink.getvalue())
    sink.seek(6)
    assert verify_container(sink, DESK) == 7


def test_source_that_dribbles_is_read_whole() -> None:
    content = content_of(2 * CHUNK_BYTES + 9)
    sink = io.BytesIO()
    seal_container(Dribble(content), sink, [DESK.public_key])
    assert verify_container(Dribble(sink.getvalue()), STRANGER, DESK) == len(content)


def test_same_content_never_gives_the_same_bytes() -> None:
    first, second = sealed(b"content" * 9), sealed(b"content" * 9)
    assert first[14:] != second[14:]
    assert b"content" not in first


def test_key_of_nobody_concerned_is_refused() -> None:
    with pytest.raises(NotForThisKey):
        opened(sealed(b"content"), STRANGER)


def test_other_length_than_announced_is_refused() -> None:
    for length in (6, 8):
        with pytest.raises(LengthDiffers):
            sealed(b"content", length=length)


@pytest.mark.parametrize("recipients", [[], [DESK.public_key] * 2, [PublicKey(bytes([n]) * 32) for n in range(3, 20)]])
def test_recipients_must_be_one_to_sixteen_different(recipients: list[PublicKey]) -> None:
    with pytest.raises(KeyNotUsable):
        ContainerWriter(io.BytesIO(), recipients)


def test_public_key_that_anybody_can_open_is_refused() -> None:
    with pytest.raises(KeyNotUsable):
        ContainerWriter(io.BytesIO(), [PublicKey(bytes(32))])


def test_writer_stays_closed_after_its_end() -> None:
    writer = ContainerWriter(io.BytesIO(), [DESK.public_key])
    writer.finish()
    with pytest.raises(WriterClosed):
        writer.write(b"more")
    with pytest.raises(WriterClosed):
        writer.finish()


def test_writer_stays_closed_after_its_sink_failed() -> None:
    writer = ContainerWriter(FullDisk(), [DESK.public_key])
    with pytest.raises(OSError):  # noqa: PT011 - the sink's own
        writer.write(bytes(2 * CHUNK_BYTES))
    with pytest.raises(WriterClosed):
        writer.finish()


def test_sink_that_takes_only_a_part_is_noticed() -> None:
    writer = ContainerWriter(AlmostFullDisk(), [DESK.public_key])
    with pytest.raises(NotWritten):
        writer.write(bytes(2 * CHUNK_BYTES))
    with pytest.raises(WriterClosed):
        writer.finish()


def test_memory_does_not_grow_with_the_stream() -> None:
    piece, pieces = bytes(2**20), 64
    read_end = _SealedZeros(piece, pieces)
    tracemalloc.start()
    try:
        assert verify_container(read_end, DESK) == pieces * len(piece)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3 * 2**20


class _SealedZeros:
    """Seals pieces as they are read: writer and reader at work at once, nothing kept between them."""

    def __init__(self, piece: bytes, pieces: int) -> None:
        self.pipe = Pipe()
        self.writer = ContainerWriter(self.pipe, [DESK.public_key])
        self.piece, self.left = piece, pieces

    def read(self, size: int, /) -> bytes:
        while len(self.pipe.data) < size and self.left >= 0:
            if self.left:
                self.writer.write(self.piece)
            else:
                self.writer.finish()
            self.left -= 1
        data = bytes(self.pipe.data[:size])
        del self.pipe.data[:size]
        return data
