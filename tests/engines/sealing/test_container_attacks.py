"""A container that is not exactly what was sealed does not open."""

from __future__ import annotations

import io

import pytest

from hirz.engines.sealing import (
    CHUNK_BYTES,
    Altered,
    Appended,
    ContainerReader,
    Cut,
    KeyPair,
    NotForThisKey,
    NotSealed,
    SealingError,
    UnknownSuite,
    verify_container,
)
from tests.engines.sealing.fixed import DESK, RECOVERY, STRANGER, sealed, sealed_through_pipe

SEALED_CHUNK = CHUNK_BYTES + 17
HEADER = 14 + 96 + 24
CONTENT = bytes(range(256)) * 1024
WHOLE = sealed(CONTENT)
PIPED = sealed_through_pipe(CONTENT)
BOUNDARIES = range(HEADER + SEALED_CHUNK, len(WHOLE), SEALED_CHUNK)


def verify(container: bytes, *pairs: KeyPair) -> int:
    return verify_container(io.BytesIO(container), *(pairs or (DESK,)))


def chunk(container: bytes, number: int) -> bytes:
    start = HEADER + number * SEALED_CHUNK
    return container[start : start + SEALED_CHUNK]


def test_content_has_several_chunk_boundaries() -> None:
    assert len(BOUNDARIES) == 3
    assert verify(WHOLE) == verify(PIPED) == len(CONTENT)


@pytest.mark.parametrize("container", [WHOLE, PIPED], ids=["declared", "undeclared"])
@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_cut_at_a_chunk_boundary_is_refused_as_cut(container: bytes, boundary: int) -> None:
    with pytest.raises(Cut):
        verify(container[:boundary])


@pytest.mark.parametrize("container", [WHOLE, PIPED], ids=["declared", "undeclared"])
@pytest.mark.parametrize("left", [1, 16, 17, 18, SEALED_CHUNK - 1, SEALED_CHUNK + 1, len(WHOLE) - HEADER])
def test_cut_anywhere_else_is_refused(container: bytes, left: int) -> None:
    with pytest.raises(SealingError):
        verify(container[:-left])


def test_every_cut_of_a_small_container_is_refused() -> None:
    for container in (sealed(b"content"), sealed_through_pipe(b"content")):
        for length in range(len(container)):
            with pytest.raises(SealingError):
                verify(container[:length])


def test_every_flipped_bit_of_a_small_container_is_refused() -> None:
    for container in (sealed(b"content"), sealed_through_pipe(b"content"), sealed(b"")):
        for position in range(len(container) * 8):
            altered = bytearray(container)
            altered[position // 8] ^= 1 << position % 8
            with pytest.raises(SealingError):
                verify(bytes(altered))


def test_every_flipped_byte_of_the_other_recipient_is_refused() -> None:
    container = sealed(b"content", RECOVERY.public_key, DESK.public_key)
    for position in range(14, 14 + 96):
        altered = bytearray(container)
        altered[position] ^= 0xFF
        with pytest.raises(Altered):
            verify(bytes(altered))


@pytest.mark.parametrize("number", range(4))
def test_flipped_bit_in_any_chunk_is_refused(number: int) -> None:
    altered = bytearray(WHOLE)
    altered[HEADER + number * SEALED_CHUNK + 1000] ^= 1
    with pytest.raises(Altered):
        verify(bytes(altered))


@pytest.mark.parametrize("appended", [b"\x00", b"\x00" * 17, b"\x00" * SEALED_CHUNK, chunk(WHOLE, 0), WHOLE])
def test_appended_bytes_are_refused_as_appended(appended: bytes) -> None:
    with pytest.raises(Appended):
        verify(WHOLE + appended)
    with pytest.raises(Appended):
        verify(sealed(b"content") + appended)


@pytest.mark.parametrize("appended", [b"\x00", chunk(PIPED, 0), PIPED])
def test_appended_bytes_are_refused_without_declared_length(appended: bytes) -> None:
    with pytest.raises(SealingError):
        verify(PIPED + appended)


@pytest.mark.parametrize("order", [(1, 0, 2, 3), (0, 0, 2, 3), (0, 2, 1, 3), (0, 1, 3, 2), (3, 1, 2, 0)])
def test_chunks_in_another_order_are_refused(order: tuple[int, ...]) -> None:
    with pytest.raises(Altered):
        verify(WHOLE[:HEADER] + b"".join(chunk(WHOLE, number) for number in order))


def test_removed_chunk_is_refused() -> None:
    for container in (WHOLE, PIPED):
        with pytest.raises(SealingError):
            verify(container[:HEADER] + container[HEADER + SEALED_CHUNK :])


def test_chunk_of_another_container_is_refused() -> None:
    with pytest.raises(Altered):
        verify(WHOLE[:HEADER] + chunk(PIPED, 0) + WHOLE[HEADER + SEALED_CHUNK :])


def test_length_cannot_be_hidden_shown_or_changed() -> None:
    hidden = WHOLE[:6] + b"\xff" * 8 + WHOLE[14:]
    shown = PIPED[:6] + len(CONTENT).to_bytes(8, "big") + PIPED[14:]
    for container in (hidden, shown):
        with pytest.raises(Altered):
            verify(container)
    for length in (0, len(CONTENT) - 1, len(CONTENT) + 1, 2**63):
        with pytest.raises((Cut, Appended)):
            verify(WHOLE[:6] + length.to_bytes(8, "big") + WHOLE[14:])


def test_recipients_cannot_be_removed_or_reordered() -> None:
    container = sealed(b"content", DESK.public_key, RECOVERY.public_key)
    first, second, rest = container[14:110], container[110:206], container[206:]
    for altered in (
        container[:5] + b"\x01" + container[6:14] + first + rest,
        container[:14] + second + first + rest,
        container[:5] + b"\x03" + container[6:206] + STRANGER.public_key.id + second[16:] + rest,
    ):
        with pytest.raises(Altered):
            verify(altered)


def test_sealed_key_of_another_container_is_refused() -> None:
    with pytest.raises(Altered):
        verify(WHOLE[:14] + sealed(b"content")[14:110] + WHOLE[110:])


def test_stranger_who_claims_a_recipients_id_is_refused() -> None:
    altered = WHOLE[:14] + STRANGER.public_key.id + WHOLE[30:]
    with pytest.raises(Altered):
        verify(altered, STRANGER)
    with pytest.raises(NotForThisKey):
        verify(altered, DESK)


def test_unknown_suite_and_other_files_are_told_apart() -> None:
    with pytest.raises(UnknownSuite):
        verify(WHOLE[:4] + b"\x02" + WHOLE[5:])
    with pytest.raises(NotSealed):
        verify(b"%PDF-1.7" + bytes(200))
    with pytest.raises(NotSealed):
        verify(WHOLE[:5] + b"\x00" + WHOLE[6:])


def test_pieces_before_the_damage_are_genuine() -> None:
    chunks = ContainerReader(io.BytesIO(PIPED[: BOUNDARIES[1]]), DESK).chunks()
    assert next(chunks) == CONTENT[:CHUNK_BYTES]
    with pytest.raises(Cut):
        next(chunks)
