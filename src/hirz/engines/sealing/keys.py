"""Secret keys with their names, key pairs of those who may open what arrives, and where randomness comes from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from nacl.bindings import crypto_box_seal, crypto_box_seal_open, crypto_scalarmult_base
from nacl.exceptions import CryptoError

from hirz.engines.sealing.errors import Altered, KeyNotUsable

SECRET_BYTES: Final = 32
KEY_ID_BYTES: Final = 16
SEALED_KEY_BYTES: Final = SECRET_BYTES + 48
MAX_VERSION: Final = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Entropy:
    """The two things that are never the same twice; tests put fixed ones in their place to write test vectors.

    ``random_bytes(n)`` gives ``n`` bytes nobody can guess; ``seal_box(secret, public)`` is libsodium's sealed box.
    """

    random_bytes: Callable[[int], bytes] = os.urandom
    seal_box: Callable[[bytes, bytes], bytes] = crypto_box_seal


SYSTEM_ENTROPY: Final = Entropy()


@dataclass(frozen=True, slots=True)
class KeyName:
    """Which key: its ``kind`` (``unit``, ``compartment``, ``ring`` ...), the ``id`` of what it is for, and its version.

    Raises:
        KeyNotUsable: for an empty kind or id, or a version outside 1 to 2**32 - 1.
    """

    kind: str
    id: str
    version: int

    def __post_init__(self) -> None:
        if not self.kind or not self.id or not 1 <= self.version <= MAX_VERSION:
            raise KeyNotUsable("a key needs a kind, an id and a version from 1")


@dataclass(frozen=True, slots=True)
class SecretKey:
    """A named secret of 32 bytes. Its secret never shows in a log or an error page."""

    name: KeyName
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != SECRET_BYTES:
            raise KeyNotUsable("a secret key has 32 bytes")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An X25519 public key of 32 bytes. Whoever holds it can seal, and cannot open."""

    public: bytes

    def __post_init__(self) -> None:
        if len(self.public) != SECRET_BYTES:
            raise KeyNotUsable("a public key has 32 bytes")

    @property
    def id(self) -> bytes:
        """16 bytes that tell keys apart without telling whose they are."""
        return hashlib.sha256(b"hirz key id 1\x00" + self.public).digest()[:KEY_ID_BYTES]

    def seal(self, secret: bytes, *, entropy: Entropy = SYSTEM_ENTROPY) -> bytes:
        """``secret`` (32 bytes) in a sealed box of 80 bytes (libsodium ``crypto_box_seal``).

        Raises:
            KeyNotUsable: when the public key is a point of small order, to which anybody could open.
        """
        try:
            return entropy.seal_box(secret, self.public)
        except CryptoError:
            raise KeyNotUsable("the public key is not sound") from None


@dataclass(frozen=True, slots=True)
class KeyPair:
    """An X25519 private key of 32 bytes, with the public key that follows from it."""

    private: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.private) != SECRET_BYTES:
            raise KeyNotUsable("a private key has 32 bytes")

    @property
    def public_key(self) -> PublicKey:
        return PublicKey(crypto_scalarmult_base(self.private))

    def open(self, sealed: bytes) -> bytes:
        """The secret of a sealed box.

        Raises:
            Altered: when the box was not sealed to this pair, or was changed.
        """
        try:
            return crypto_box_seal_open(sealed, self.public_key.public, self.private)
        except CryptoError:
            raise Altered("the sealed key does not open") from None


def new_secret(name: KeyName, *, entropy: Entropy = SYSTEM_ENTROPY) -> SecretKey:
    """A fresh secret under ``name``."""
    return SecretKey(name, entropy.random_bytes(SECRET_BYTES))


def new_key_pair(*, entropy: Entropy = SYSTEM_ENTROPY) -> KeyPair:
    """A fresh pair, for a desk or for recovery."""
    return KeyPair(entropy.random_bytes(SECRET_BYTES))
