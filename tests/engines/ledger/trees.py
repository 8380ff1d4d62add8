"""RFC 6962 word for word: slow, recursive, and what everything here is held against."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from hirz.engines.ledger import Frontier, MemoryStore, StoredEntry, hash_entry, hash_leaf


def leaves(count: int) -> list[bytes]:
    return [b"entry %d" % number for number in range(count)]


def merkle_tree_hash(data: Sequence[bytes]) -> bytes:
    """Section 2.1."""
    if len(data) < 2:
        return sha256(b"\x00" + data[0]).digest() if data else sha256(b"").digest()
    middle = largest_power_below(len(data))
    return sha256(b"\x01" + merkle_tree_hash(data[:middle]) + merkle_tree_hash(data[middle:])).digest()


def audit_path(index: int, data: Sequence[bytes]) -> list[bytes]:
    """Section 2.1.1."""
    if len(data) == 1:
        return []
    middle = largest_power_below(len(data))
    if index < middle:
        return [*audit_path(index, data[:middle]), merkle_tree_hash(data[middle:])]
    return [*audit_path(index - middle, data[middle:]), merkle_tree_hash(data[:middle])]


def consistency_path(old: int, data: Sequence[bytes]) -> list[bytes]:
    """Section 2.1.2."""
    return _subproof(old, data, True) if 0 < old < len(data) else []


def largest_power_below(count: int) -> int:
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def grown(data: Sequence[bytes]) -> tuple[MemoryStore, Frontier]:
    """The tree of these leaves as the engine stores it."""
    store = MemoryStore()
    frontier, nodes = Frontier().append(map(hash_leaf, data))
    store.put(nodes)
    return store, frontier


def stored_entries(count: int) -> list[StoredEntry]:
    made = []
    for data in leaves(count):
        salt = sha256(data).digest()
        made.append(StoredEntry(hash_entry(data, salt), data, salt))
    return made


def _subproof(old: int, data: Sequence[bytes], is_root_known: bool) -> list[bytes]:
    if old == len(data):
        return [] if is_root_known else [merkle_tree_hash(data)]
    middle = largest_power_below(len(data))
    if old <= middle:
        return [*_subproof(old, data[:middle], is_root_known), merkle_tree_hash(data[middle:])]
    return [*_subproof(old - middle, data[middle:], False), merkle_tree_hash(data[:middle])]
