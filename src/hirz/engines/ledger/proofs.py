"""Proofs that an entry is in the ledger, and that a later ledger contains an earlier one unchanged.

Making them: RFC 6962, sections 2.1.1 and 2.1.2. Checking them: RFC 9162, sections 2.1.3.2 and 2.1.4.2, which say the
same of the same tree step by step. A proof has about as many hashes as the tree has levels.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hirz.engines.canonical import Json
from hirz.engines.ledger.errors import OutOfTree, ProofInvalid
from hirz.engines.ledger.hashing import EMPTY_ROOT, HASH_BYTES, hash_children
from hirz.engines.ledger.tree import HashStore, Subtree, TreeHead, cover, folded

_MAX_HASHES = 128


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That the leaf ``index`` (from 0) is in the tree of the first ``size`` leaves."""

    index: int
    size: int
    hashes: tuple[bytes, ...]

    def as_json(self) -> dict[str, Json]:
        return {"index": self.index, "size": self.size, "hashes": _as_text(self.hashes)}

    @classmethod
    def from_json(cls, value: Json) -> InclusionProof:
        """Raises ProofInvalid for anything but what :meth:`as_json` gives."""
        described = _object(value)
        return cls(_count(described, "index"), _count(described, "size"), _hashes(described))


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """That the tree of ``old_size`` leaves is the beginning of the tree of ``new_size`` leaves."""

    old_size: int
    new_size: int
    hashes: tuple[bytes, ...]

    def as_json(self) -> dict[str, Json]:
        return {"old_size": self.old_size, "new_size": self.new_size, "hashes": _as_text(self.hashes)}

    @classmethod
    def from_json(cls, value: Json) -> ConsistencyProof:
        """Raises ProofInvalid for anything but what :meth:`as_json` gives."""
        described = _object(value)
        return cls(_count(described, "old_size"), _count(described, "new_size"), _hashes(described))


def prove_inclusion(store: HashStore, index: int, size: int) -> InclusionProof:
    """The proof for leaf ``index`` in the first ``size`` leaves of a stored tree.

    Raises:
        OutOfTree: when there is no such leaf, or a hash it needs is not stored.
    """
    return InclusionProof(index, size, _hashed(store, _inclusion_ranges(index, size)))


def prove_consistency(store: HashStore, old_size: int, new_size: int) -> ConsistencyProof:
    """The proof that ``old_size`` leaves are the beginning of ``new_size``; raises as :func:`prove_inclusion`."""
    return ConsistencyProof(old_size, new_size, _hashed(store, _consistency_ranges(old_size, new_size)))


def nodes_for_inclusion(index: int, size: int) -> list[Subtree]:
    """Every stored hash that :func:`prove_inclusion` will ask for, so that they can be fetched at once."""
    return [node for span in _inclusion_ranges(index, size) for node in cover(*span)]


def nodes_for_consistency(old_size: int, new_size: int) -> list[Subtree]:
    """Every stored hash that :func:`prove_consistency` will ask for, so that they can be fetched at once."""
    return [node for span in _consistency_ranges(old_size, new_size) for node in cover(*span)]


def verify_inclusion(proof: InclusionProof, leaf_hash: bytes, head: TreeHead) -> None:
    """Check that the leaf with ``leaf_hash`` stands where ``proof`` says in the tree of ``head`` (RFC 9162, 2.1.3.2).

    Compute the leaf hash from the entry, and take the head from a checkpoint whose signature was checked.

    Raises:
        ProofInvalid: when it does not, or the proof is for a tree of another size.
    """
    _require(proof.size == head.size)
    node, last, hashed = proof.index, proof.size - 1, leaf_hash
    _require(0 <= node <= last)
    for sibling in proof.hashes:
        _require(last > 0)
        if node & 1 or node == last:
            hashed = hash_children(sibling, hashed)
            node, last = _past_left_edges(node, last)
        else:
            hashed = hash_children(hashed, sibling)
        node, last = node >> 1, last >> 1
    _require(last == 0 and hashed == head.root)


def verify_consistency(proof: ConsistencyProof, old: TreeHead, new: TreeHead) -> None:
    """Check that the tree of ``new`` begins with the one of ``old`` (RFC 9162, 2.1.4.2).

    Raises:
        ProofInvalid: when it does not, or the proof is for trees of other sizes.
    """
    _require((proof.old_size, proof.new_size) == (old.size, new.size) and 0 <= old.size <= new.size)
    if old.size in (0, new.size):
        expected = EMPTY_ROOT if old.size == 0 else new.root
        _require(not proof.hashes and old.root == expected)
        return
    _require(bool(proof.hashes))
    path = proof.hashes if old.size & (old.size - 1) else (old.root, *proof.hashes)
    _require(_climbed(old.size - 1, new.size - 1, path) == (old.root, new.root))


def _climbed(node: int, last: int, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        _require(last > 0)
        if node & 1 or node == last:
            old, new = hash_children(sibling, old), hash_children(sibling, new)
            node, last = _past_left_edges(node, last)
        else:
            new = hash_children(new, sibling)
        node, last = node >> 1, last >> 1
    _require(last == 0)
    return old, new


def _past_left_edges(node: int, last: int) -> tuple[int, int]:
    # A node without a right neighbour rises unchanged until it is itself a right child.
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last


def _inclusion_ranges(index: int, size: int) -> Sequence[tuple[int, int]]:
    if not 0 <= index < size:
        raise OutOfTree("there is no such entry in a tree of that size")
    return list(_siblings(index, size))[::-1]


def _siblings(index: int, size: int) -> Iterator[tuple[int, int]]:
    start, stop = 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            yield middle, stop
            stop = middle
        else:
            yield start, middle
            start = middle


def _consistency_ranges(old_size: int, new_size: int) -> Sequence[tuple[int, int]]:
    if not 0 <= old_size <= new_size:
        raise OutOfTree("the earlier tree is not the smaller one")
    if old_size in (0, new_size):
        return []
    return list(_differences(old_size, new_size))[::-1]


def _differences(old_size: int, new_size: int) -> Iterator[tuple[int, int]]:
    start, stop = 0, new_size
    while stop != old_size:
        middle = start + _split(stop - start)
        if old_size <= middle:
            yield middle, stop
            stop = middle
        else:
            yield start, middle
            start = middle
    if start:
        yield start, stop


def _split(count: int) -> int:
    """The largest power of two below ``count``."""
    return 1 << (count - 1).bit_length() - 1


def _hashed(store: HashStore, ranges: Sequence[tuple[int, int]]) -> tuple[bytes, ...]:
    return tuple(folded(store.get(*node) for node in cover(*span)) for span in ranges)


def _require(holds: bool) -> None:
    if not holds:
        raise ProofInvalid("the proof does not lead to the root")


def _as_text(hashes: Sequence[bytes]) -> list[Json]:
    return [base64.b64encode(hashed).decode("ascii") for hashed in hashes]


def _object(value: Json) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise ProofInvalid("this is no proof")
    return value


def _count(described: Mapping[str, Json], name: str) -> int:
    value = described.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ProofInvalid("this is no proof")
    return value


def _hashes(described: Mapping[str, Json]) -> tuple[bytes, ...]:
    listed = described.get("hashes")
    if not isinstance(listed, list | tuple) or len(listed) > _MAX_HASHES:
        raise ProofInvalid("this is no proof")
    return tuple(_hash(item) for item in listed)


def _hash(item: Json) -> bytes:
    try:
        hashed = base64.b64decode(item, validate=True) if isinstance(item, str) else b""
    except ValueError:
        hashed = b""
    if len(hashed) != HASH_BYTES:
        raise ProofInvalid("this is no proof")
    return hashed
