"""The two hashes of the tree, and what a leaf is made of.

Source: RFC 6962, section 2.1: a leaf is SHA-256(0x00 || data), a node SHA-256(0x01 || left || right), the root of no
leaves SHA-256 of nothing. The data of a leaf is a random salt of 32 bytes and the canonical bytes of the entry: who
sees hashes and proofs cannot try out what an entry may say, and an entry whose salt was destroyed is beyond guessing
while its hash still verifies.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from hirz.engines.canonical import Json, canonical_json
from hirz.engines.ledger.errors import OutOfTree

HASH_BYTES: Final = 32
SALT_BYTES: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()


def hash_leaf(data: bytes) -> bytes:
    """32 bytes for the data of a leaf, of any length."""
    return sha256(b"\x00" + data).digest()


def hash_children(left: bytes, right: bytes) -> bytes:
    """32 bytes for a node with these two children, 32 bytes each."""
    return sha256(b"\x01" + left + right).digest()


def hash_entry(entry: bytes, salt: bytes) -> bytes:
    """The leaf hash of an entry's canonical bytes (see :func:`entry_bytes`) with its salt of 32 bytes.

    Raises:
        OutOfTree: for a salt of another length; a shorter one would let bytes move between salt and entry.
    """
    if len(salt) != SALT_BYTES:
        raise OutOfTree("a salt has 32 bytes")
    return sha256(b"\x00" + salt + entry).digest()


def entry_bytes(entry: Json) -> bytes:
    """The canonical bytes of an entry; raises ``NotCanonical`` for what has none."""
    return canonical_json(entry)
