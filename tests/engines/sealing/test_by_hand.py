"""Bytes put together from the description in docs/reference/formats.md, with the libraries alone, open here."""

from __future__ import annotations

import hashlib
import io
import os
import struct

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from nacl.bindings import (
    crypto_box_seal,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_init_push as init_push,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_push as push,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_state as State,
)

from hirz.engines.sealing import (
    Altered,
    ContainerReader,
    Place,
    open_json,
    open_text,
    unwrap,
    verify_container,
)
from tests.engines.sealing.fixed import DESK, fixed_key

MESSAGE, PUSH, REKEY, FINAL = range(4)


def lp(*parts: bytes) -> bytes:
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def container(content: bytes, *, tags: tuple[int, int] = (MESSAGE, FINAL)) -> bytes:
    state, data_key = State(), os.urandom(32)
    stream = init_push(state, data_key)
    key_id = hashlib.sha256(b"hirz key id 1\x00" + DESK.public_key.public).digest()[:16]
    sealed_key = crypto_box_seal(data_key, DESK.public_key.public)
    header = b"HIRZ\x01\x01" + struct.pack(">Q", len(content)) + key_id + sealed_key + stream
    pieces = [content[start : start + 65536] for start in range(0, len(content), 65536)] or [b""]
    end = lp(b"hirz container end", header, struct.pack(">Q", len(content)))
    chunks = [push(state, piece, None, tags[0]) for piece in pieces[:-1]]
    return b"".join((header, *chunks, push(state, pieces[-1], end, tags[1])))


@pytest.mark.parametrize("length", [0, 1, 65535, 65536, 65537, 200_000])
def test_container_by_hand_opens(length: int) -> None:
    content = os.urandom(length)
    assert b"".join(ContainerReader(io.BytesIO(container(content)), DESK).chunks()) == content


@pytest.mark.parametrize("tags", [(PUSH, FINAL), (REKEY, FINAL), (FINAL, FINAL), (MESSAGE, MESSAGE), (MESSAGE, PUSH)])
def test_container_with_other_tags_is_refused(tags: tuple[int, int]) -> None:
    with pytest.raises(Altered):
        verify_container(io.BytesIO(container(bytes(70_000), tags=tags)), DESK)


def test_fields_by_hand_open() -> None:
    key, place, nonce = fixed_key(version=7), Place("people_name", "text", "41"), os.urandom(12)
    for letter, data in ((b"T", "لمياء".encode()), (b"J", b'{"a":[1,null]}')):
        head = b"\x01" + letter + b"\x00\x00\x00\x07"
        associated = lp(b"hirz field", head, b"people_name", b"text", b"41")
        sealed = head + nonce + AESGCM(key.secret).encrypt(nonce, data, associated)
        if letter == b"T":
            assert open_text(sealed, key=key, place=place) == "لمياء"
        else:
            assert open_json(sealed, key=key, place=place) == {"a": [1, None]}


def test_wrapped_key_by_hand_opens() -> None:
    key, under, nonce = fixed_key(version=3), fixed_key("compartment", "geneva", 2), os.urandom(12)
    head = b"\x01K\x00\x00\x00\x02"
    names = (b"unit", b"person-17", struct.pack(">Q", 3), b"compartment", b"geneva", struct.pack(">Q", 2))
    sealed = AESGCM(under.secret).encrypt(nonce, key.secret, lp(b"hirz key", head, *names))
    assert unwrap(head + nonce + sealed, name=key.name, under=under) == key
