"""Rings turn, and what earlier versions wrapped still opens until that version is forgotten."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hirz.engines.sealing import (
    Altered,
    KeyName,
    KeyNotUsable,
    KeyRing,
    LocalRing,
    NotSealed,
    ServiceRing,
    UnknownSuite,
    WrongKeyVersion,
    needs_rewrap,
    new_ring,
    rewrap,
)
from tests.engines.sealing.fixed import fixed_key

KEY = fixed_key("compartment", "geneva")


class Service:
    """A key management service in memory."""

    def __init__(self) -> None:
        self.secrets = {version: AESGCM(bytes([version]) * 32) for version in (1, 2)}

    def encrypt(self, *, version: int, plaintext: bytes, context: bytes) -> bytes:
        return self.secrets[version].encrypt(bytes(12), plaintext, context)

    def decrypt(self, *, version: int, ciphertext: bytes, context: bytes) -> bytes:
        try:
            return self.secrets[version].decrypt(bytes(12), ciphertext, context)
        except Exception:
            raise Altered("the service refuses") from None


def local(version: int = 1) -> KeyRing:
    ring = LocalRing("hirz", 1, {1: b"1" * 32})
    return ring if version == 1 else LocalRing("hirz", 2, {1: b"1" * 32, 2: b"2" * 32})


def service(version: int = 1) -> KeyRing:
    return ServiceRing("hirz", version, tuple(range(1, version + 1)), Service())


RINGS = pytest.mark.parametrize("make", [local, service])


@RINGS
def test_key_comes_back(make: type) -> None:
    ring: KeyRing = make()
    assert ring.unwrap(ring.wrap(KEY), KEY.name) == KEY


@RINGS
def test_turned_ring_reads_old_and_writes_new(make: type) -> None:
    old, new = make(1), make(2)
    wrapped = old.wrap(KEY)
    assert new.unwrap(wrapped, KEY.name) == KEY
    assert needs_rewrap(wrapped, new)
    again = rewrap(wrapped, KEY.name, new)
    assert new.wrapped_version(again) == 2
    assert new.unwrap(again, KEY.name) == KEY
    assert rewrap(again, KEY.name, new) == again


@RINGS
def test_version_that_is_gone_is_told(make: type) -> None:
    with pytest.raises(WrongKeyVersion):
        make(1).unwrap(make(2).wrap(KEY), KEY.name)


@RINGS
def test_key_under_another_name_is_refused(make: type) -> None:
    with pytest.raises(Altered):
        make().unwrap(make().wrap(KEY), KeyName("compartment", "bangkok", 1))


@RINGS
def test_every_flipped_byte_is_refused(make: type) -> None:
    wrapped = make().wrap(KEY)
    for position in range(len(wrapped)):
        altered = bytearray(wrapped)
        altered[position] ^= 1
        with pytest.raises((Altered, NotSealed, UnknownSuite, WrongKeyVersion)):
            make().unwrap(bytes(altered), KEY.name)


def test_ring_of_another_office_does_not_open() -> None:
    other = LocalRing("other", 1, {1: b"1" * 32})
    with pytest.raises(Altered):
        other.unwrap(local().wrap(KEY), KEY.name)


def test_rotation_adds_a_version_and_keeps_the_rest() -> None:
    ring = new_ring("hirz")
    turned = ring.rotated().rotated()
    assert turned.versions == (1, 2, 3)
    assert turned.active_version == 3
    assert turned.unwrap(ring.wrap(KEY), KEY.name) == KEY
    assert len(set(turned.secrets.values())) == 3


def test_forgotten_version_opens_nothing() -> None:
    ring = new_ring("hirz")
    wrapped = ring.wrap(KEY)
    with pytest.raises(WrongKeyVersion):
        ring.rotated().without(1).unwrap(wrapped, KEY.name)


def test_active_version_cannot_be_forgotten() -> None:
    with pytest.raises(KeyNotUsable):
        new_ring("hirz").without(1)


def test_secrets_do_not_show() -> None:
    assert "secrets" not in repr(new_ring("hirz"))
