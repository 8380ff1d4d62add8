"""Entropy that is the same each time, for test vectors only."""

from __future__ import annotations

import hashlib
import io
from itertools import count

from nacl.bindings import crypto_box_easy, crypto_box_seed_keypair

from hirz.engines.sealing import Entropy, KeyName, KeyPair, PublicKey, SecretKey, seal_container


def fixed_entropy(label: str) -> Entropy:
    """The bytes asked for are those of SHAKE-256 over the label and a running number."""
    numbers = count()

    def random_bytes(size: int) -> bytes:
        return hashlib.shake_256(f"{label} {next(numbers)}".encode()).digest(size)

    def seal_box(secret: bytes, public: bytes) -> bytes:
        # What libsodium documents crypto_box_seal to do, with an ephemeral pair that is not random.
        ephemeral_public, ephemeral_private = crypto_box_seed_keypair(random_bytes(32))
        nonce = hashlib.blake2b(ephemeral_public + public, digest_size=24).digest()
        return ephemeral_public + crypto_box_easy(secret, nonce, public, ephemeral_private)

    return Entropy(random_bytes, seal_box)


def fixed_pair(label: str) -> KeyPair:
    return KeyPair(fixed_entropy(label).random_bytes(32))


def fixed_key(kind: str = "unit", key_id: str = "person-17", version: int = 1) -> SecretKey:
    return SecretKey(KeyName(kind, key_id, version), fixed_entropy(f"{kind} {key_id} {version}").random_bytes(32))


DESK, RECOVERY, STRANGER = fixed_pair("desk"), fixed_pair("recovery"), fixed_pair("stranger")


class Pipe:
    """A sink that takes bytes and cannot go back."""

    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes, /) -> None:
        self.data += data


def sealed(content: bytes, *recipients: PublicKey, length: int | None = None) -> bytes:
    """``content`` in a container that declares its length."""
    sink = io.BytesIO()
    seal_container(io.BytesIO(content), sink, recipients or [DESK.public_key], length=length)
    return sink.getvalue()


def sealed_through_pipe(content: bytes, *, length: int | None = None) -> bytes:
    """``content`` in a container whose length is declared only when it is given."""
    sink = Pipe()
    seal_container(io.BytesIO(content), sink, [DESK.public_key], length=length)
    return bytes(sink.data)
