"""Fields at rest: a value sealed to its place, and keys wrapped by keys.

The chain: a data key for each consent unit (a person, the narrative of a case, an item of evidence), wrapped by the
key of its compartment, wrapped by the key ring. Destroying the wrapped data key destroys every value under it.
Formats, byte by byte: docs/reference/formats.md. Source of the design: "At rest" in the design of confidentiality;
binding a ciphertext to its row and column follows Hush Line's decision record on sealed fields.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from hirz.engines.canonical import Json, canonical_json, parsed_json
from hirz.engines.sealing.associated import joined
from hirz.engines.sealing.errors import Altered, NotSealed, UnknownSuite, WrongKeyVersion
from hirz.engines.sealing.gcm import NONCE_BYTES, TAG_BYTES, gcm_open, gcm_seal
from hirz.engines.sealing.keys import SECRET_BYTES, SYSTEM_ENTROPY, Entropy, KeyName, SecretKey

SUITE: Final = 1
_TEXT: Final = ord("T")
_JSON: Final = ord("J")
_KEY: Final = ord("K")
_HEAD: Final = struct.Struct(">BBI")
_LEAST: Final = _HEAD.size + NONCE_BYTES + TAG_BYTES


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value lives: table, column and row id (as text). A value opens in its own place only."""

    table: str
    column: str
    row: str

    def associated(self, head: bytes) -> bytes:
        return joined("hirz field", head, self.table, self.column, self.row)


def seal_text(text: str, *, key: SecretKey, place: Place, entropy: Entropy = SYSTEM_ENTROPY) -> bytes:
    """``text`` sealed under ``key`` for ``place``: 34 bytes longer than its UTF-8.

    Raises:
        NotSealed: when the text holds a lone surrogate and so has no UTF-8.
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        raise NotSealed("text with a lone surrogate has no bytes to seal") from None
    return _seal(_TEXT, data, key, place, entropy)


def open_text(sealed: bytes, *, key: SecretKey, place: Place) -> str:
    """The text that :func:`seal_text` sealed.

    Raises:
        NotSealed, UnknownSuite: when the bytes are no sealed text.
        WrongKeyVersion: when another version of the key sealed it (see :func:`key_version`).
        Altered: when bytes, key or place differ by a single bit.
    """
    return _open(_TEXT, sealed, key, place).decode("utf-8")


def seal_json(value: Json, *, key: SecretKey, place: Place, entropy: Entropy = SYSTEM_ENTROPY) -> bytes:
    """The canonical bytes of ``value``, sealed under ``key`` for ``place``.

    Raises:
        NotCanonical: when the value has no canonical form (a float, for one).
    """
    return _seal(_JSON, canonical_json(value), key, place, entropy)


def open_json(sealed: bytes, *, key: SecretKey, place: Place) -> Json:
    """The value that :func:`seal_json` sealed; raises as :func:`open_text` does."""
    return parsed_json(_open(_JSON, sealed, key, place))


def key_version(sealed: bytes) -> int:
    """Version of the key that sealed a value, or wrapped a key: which key to fetch, and whether it is an old one.

    Raises:
        NotSealed, UnknownSuite: when the bytes are neither.
    """
    _, version = _read_head(sealed)
    return version


def wrap(key: SecretKey, *, under: SecretKey, entropy: Entropy = SYSTEM_ENTROPY) -> bytes:
    """``key`` sealed under another, 66 bytes, bound to kind, id and version of both."""
    head = _HEAD.pack(SUITE, _KEY, under.name.version)
    nonce = entropy.random_bytes(NONCE_BYTES)
    return head + nonce + gcm_seal(under.secret, nonce, key.secret, wrap_context(head, key.name, under.name))


def unwrap(wrapped: bytes, *, name: KeyName, under: SecretKey) -> SecretKey:
    """The key ``name`` out of what :func:`wrap` gave; raises as :func:`open_text` does."""
    head, nonce, ciphertext = _split(_KEY, wrapped, under.name.version)
    secret = gcm_open(under.secret, nonce, ciphertext, wrap_context(head, name, under.name))
    if len(secret) != SECRET_BYTES:
        raise Altered("a wrapped key has another length")
    return SecretKey(name, secret)


def wrap_context(head: bytes, name: KeyName, under: KeyName) -> bytes:
    """The associated data of a wrapped key."""
    return joined("hirz key", head, name.kind, name.id, name.version, under.kind, under.id, under.version)


def _seal(kind: int, data: bytes, key: SecretKey, place: Place, entropy: Entropy) -> bytes:
    head = _HEAD.pack(SUITE, kind, key.name.version)
    nonce = entropy.random_bytes(NONCE_BYTES)
    return head + nonce + gcm_seal(key.secret, nonce, data, place.associated(head))


def _open(kind: int, sealed: bytes, key: SecretKey, place: Place) -> bytes:
    head, nonce, ciphertext = _split(kind, sealed, key.name.version)
    return gcm_open(key.secret, nonce, ciphertext, place.associated(head))


def _split(kind: int, sealed: bytes, version: int) -> tuple[bytes, bytes, bytes]:
    found, sealed_version = _read_head(sealed)
    if found != kind:
        raise NotSealed("the sealed bytes are of another kind")
    if sealed_version != version:
        raise WrongKeyVersion("sealed under another version of the key")
    body = _HEAD.size + NONCE_BYTES
    return sealed[: _HEAD.size], sealed[_HEAD.size : body], sealed[body:]


def _read_head(sealed: bytes) -> tuple[int, int]:
    if len(sealed) < _LEAST:
        raise NotSealed("too short to be sealed")
    suite, kind, version = _HEAD.unpack_from(sealed)
    if suite != SUITE:
        raise UnknownSuite("sealed by algorithms this version does not know")
    if kind not in (_TEXT, _JSON, _KEY):
        raise NotSealed("the sealed bytes are of no known kind")
    return kind, version
