"""Recount the whole ledger: every entry, every stored hash, every checkpoint ever signed.

What is found names the entries concerned as narrowly as what is stored allows: an entry that no longer fits its hash,
two, four, eight ... entries under a node that does not follow from them, or all since the last checkpoint that holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from hirz.engines.ledger.checkpoints import Checkpoint
from hirz.engines.ledger.errors import EntryAltered, NodeAltered, OutOfTree, RootDiffers, Truncated
from hirz.engines.ledger.hashing import SALT_BYTES, hash_entry
from hirz.engines.ledger.tree import Frontier, HashStore, Node

_BATCH: Final = 4096


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry as it lies in the database: canonical bytes, salt, and the leaf hash made of them when it was written.

    A shredded entry has lost its salt, or its bytes too: its hash still counts, and cannot be recomputed.
    """

    leaf_hash: bytes
    data: bytes | None
    salt: bytes | None


def audit(
    entries: Iterable[StoredEntry],
    *,
    store: HashStore | None = None,
    checkpoints: Iterable[Checkpoint] = (),
) -> Frontier:
    """The frontier that all ``entries``, in their order, lead to; its root is that of the ledger.

    ``store`` holds the hashes of perfect subtrees, if they are to be compared; ``checkpoints`` are those of this
    ledger, their signatures checked before. Memory does not grow with the number of entries.

    Raises:
        EntryAltered, NodeAltered, RootDiffers, Truncated: with the first and the last entry concerned.
    """
    frontier, rest, proven = Frontier(), iter(entries), 0
    for checkpoint in sorted(checkpoints, key=lambda each: each.size):
        frontier = _recounted(frontier, islice(rest, checkpoint.size - frontier.size), store)
        _compare(frontier, checkpoint, proven)
        proven = checkpoint.size
    return _recounted(frontier, rest, store)


def _recounted(frontier: Frontier, entries: Iterator[StoredEntry], store: HashStore | None) -> Frontier:
    while batch := list(islice(entries, _BATCH)):
        frontier, nodes = frontier.append([_leaf(index, entry) for index, entry in enumerate(batch, frontier.size)])
        if store is not None:
            _compare_nodes(nodes, store)
    return frontier


def _leaf(index: int, entry: StoredEntry) -> bytes:
    if entry.data is None or entry.salt is None:
        return entry.leaf_hash
    if len(entry.salt) != SALT_BYTES or hash_entry(entry.data, entry.salt) != entry.leaf_hash:
        raise EntryAltered("an entry does not fit its hash", index, index)
    return entry.leaf_hash


def _compare_nodes(nodes: Sequence[Node], store: HashStore) -> None:
    for node in nodes:
        level, position, hashed = node
        try:
            stored = store.get(level, position)
        except OutOfTree:
            stored = b""
        if stored != hashed:
            kind = NodeAltered if level else EntryAltered
            raise kind("a stored hash does not follow from the entries", node.subtree.first, node.subtree.last)


def _compare(frontier: Frontier, checkpoint: Checkpoint, proven: int) -> None:
    if frontier.size < checkpoint.size:
        raise Truncated("entries that were signed are missing", frontier.size, checkpoint.size - 1)
    if frontier.root() != checkpoint.root:
        first = min(proven, checkpoint.size - 1)
        raise RootDiffers("the entries do not lead to the root that was signed", first, checkpoint.size - 1)
