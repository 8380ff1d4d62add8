"""The key ring: the top of the chain, which wraps compartment keys, private keys, the index key.

A ring has versions: one is active and wraps, all of them unwrap. :class:`KeyRing` is what the rest of the system
sees; the secrets lie in a file (:mod:`hirz.engines.sealing.ring_files`), or never leave a key management service.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from hirz.engines.sealing.envelopes import key_version, unwrap, wrap, wrap_context
from hirz.engines.sealing.errors import Altered, KeyNotUsable, NotSealed, UnknownSuite, WrongKeyVersion
from hirz.engines.sealing.keys import SECRET_BYTES, SYSTEM_ENTROPY, Entropy, KeyName, SecretKey

_RING_KIND: Final = "ring"
_KMS_SUITE: Final = 2
_KMS_HEAD_BYTES: Final = 5


class KeyRing(Protocol):
    """Wraps under the active version, unwraps what any version wrapped."""

    @property
    def active_version(self) -> int: ...

    @property
    def versions(self) -> tuple[int, ...]:
        """Every version that still unwraps, oldest first."""
        ...

    def wrap(self, key: SecretKey) -> bytes: ...

    def unwrap(self, wrapped: bytes, name: KeyName) -> SecretKey:
        """Raises WrongKeyVersion for a version that is gone; Altered for other bytes or another name."""
        ...

    def wrapped_version(self, wrapped: bytes) -> int:
        """The version of the ring that wrapped ``wrapped``."""
        ...


@dataclass(frozen=True, slots=True)
class LocalRing:
    """A ring whose secrets (32 bytes, by version) are in memory. ``id`` tells rings of several offices apart.

    Raises:
        KeyNotUsable: when the active version is not among the secrets, or a secret is not of 32 bytes.
    """

    id: str
    active_version: int
    secrets: Mapping[int, bytes] = field(repr=False)

    def __post_init__(self) -> None:
        if self.active_version not in self.secrets:
            raise KeyNotUsable("a ring needs the secret of its active version")
        for version in self.secrets:
            self._key(version)

    @property
    def versions(self) -> tuple[int, ...]:
        return tuple(sorted(self.secrets))

    def wrap(self, key: SecretKey, *, entropy: Entropy = SYSTEM_ENTROPY) -> bytes:
        return wrap(key, under=self._key(self.active_version), entropy=entropy)

    def unwrap(self, wrapped: bytes, name: KeyName) -> SecretKey:
        return unwrap(wrapped, name=name, under=self._key(key_version(wrapped)))

    def wrapped_version(self, wrapped: bytes) -> int:
        return key_version(wrapped)

    def rotated(self, *, entropy: Entropy = SYSTEM_ENTROPY) -> LocalRing:
        """A ring with one more version, now the active one; the others still unwrap."""
        version = max(self.secrets) + 1
        return LocalRing(self.id, version, {**self.secrets, version: entropy.random_bytes(SECRET_BYTES)})

    def without(self, version: int) -> LocalRing:
        """A ring that has forgotten ``version``: whatever is still wrapped under it is lost for good.

        Raises:
            KeyNotUsable: for the active version.
        """
        return LocalRing(self.id, self.active_version, {k: v for k, v in self.secrets.items() if k != version})

    def _key(self, version: int) -> SecretKey:
        if version not in self.secrets:
            raise WrongKeyVersion("the ring no longer has this version")
        return SecretKey(KeyName(_RING_KIND, self.id, version), self.secrets[version])


class KeyManagementService(Protocol):
    """What is asked of a KMS: seal 32 bytes under a version of a key it never hands out, bound to ``context``."""

    def encrypt(self, *, version: int, plaintext: bytes, context: bytes) -> bytes: ...

    def decrypt(self, *, version: int, ciphertext: bytes, context: bytes) -> bytes:
        """Raises Altered when ciphertext or context is not what was sealed."""
        ...


@dataclass(frozen=True, slots=True)
class ServiceRing:
    """A ring behind a key management service; ``id`` and the name of the wrapped key are the service's context."""

    id: str
    active_version: int
    versions: tuple[int, ...]
    service: KeyManagementService = field(repr=False)

    def __post_init__(self) -> None:
        if self.active_version not in self.versions:
            raise KeyNotUsable("a ring needs its active version")

    def wrap(self, key: SecretKey) -> bytes:
        version = self.active_version
        context = self._context(key.name, version)
        return self._head(version) + self.service.encrypt(version=version, plaintext=key.secret, context=context)

    def unwrap(self, wrapped: bytes, name: KeyName) -> SecretKey:
        version = self.wrapped_version(wrapped)
        if version not in self.versions:
            raise WrongKeyVersion("the ring no longer has this version")
        ciphertext, context = wrapped[_KMS_HEAD_BYTES:], self._context(name, version)
        secret = self.service.decrypt(version=version, ciphertext=ciphertext, context=context)
        if len(secret) != SECRET_BYTES:
            raise Altered("a wrapped key has another length")
        return SecretKey(name, secret)

    def wrapped_version(self, wrapped: bytes) -> int:
        if len(wrapped) < _KMS_HEAD_BYTES:
            raise NotSealed("too short to be a wrapped key")
        if wrapped[0] != _KMS_SUITE:
            raise UnknownSuite("not wrapped by a key management service")
        return int.from_bytes(wrapped[1:_KMS_HEAD_BYTES], "big")

    def _head(self, version: int) -> bytes:
        return bytes([_KMS_SUITE]) + version.to_bytes(4, "big")

    def _context(self, name: KeyName, version: int) -> bytes:
        return wrap_context(self._head(version), name, KeyName(_RING_KIND, self.id, version))


def new_ring(ring_id: str, *, entropy: Entropy = SYSTEM_ENTROPY) -> LocalRing:
    """A ring with one version, 1."""
    return LocalRing(ring_id, 1, {1: entropy.random_bytes(SECRET_BYTES)})


def needs_rewrap(wrapped: bytes, ring: KeyRing) -> bool:
    """Whether ``wrapped`` is under a version other than the active one."""
    return ring.wrapped_version(wrapped) != ring.active_version


def rewrap(wrapped: bytes, name: KeyName, ring: KeyRing) -> bytes:
    """The same key under the active version; the bytes themselves when they are already. Safe to repeat."""
    return ring.wrap(ring.unwrap(wrapped, name)) if needs_rewrap(wrapped, ring) else wrapped
