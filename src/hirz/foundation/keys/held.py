"""Keys wrapped for what a person holds: the token in a browser, the secret of a receipt.

The database keeps the wrapped key; what opens it is never here but while the person is.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hirz.engines.sealing import KeyName, SecretKey, unwrap, wrap
from hirz.foundation.keys.units import unit_name

_BYTES: Final = 32
_FIRST: Final = 1


def wrapped_for(held: str, kind: str, unit_id: UUID, key: SecretKey) -> bytes:
    """The key of a unit for whoever holds ``held``: at least 90 random bits, since it is derived fast (RFC 5869)."""
    return wrap(key, under=_key_of(held, kind, unit_id))


def unwrapped_with(held: str, kind: str, unit_id: UUID, wrapped: bytes) -> SecretKey:
    """Raises a ``SealingError`` for another secret, another unit, or bytes that were changed."""
    return unwrap(wrapped, name=unit_name(unit_id), under=_key_of(held, kind, unit_id))


def _key_of(held: str, kind: str, unit_id: UUID) -> SecretKey:
    derived = HKDF(SHA256(), _BYTES, salt=unit_id.bytes, info=f"hirz {kind} key 1".encode()).derive(held.encode())
    return SecretKey(KeyName(kind, str(unit_id), _FIRST), derived)
