"""The tree as it grows: a frontier of a few hashes, and perfect subtrees in a store.

A perfect subtree is named by its level and its position on that level: (level, position) covers the leaves from
``position * 2**level`` up to, but not with, ``(position + 1) * 2**level``. Once complete it never changes, so a store
only ever gains hashes: n leaves give fewer than 2n. Source: RFC 6962, section 2.1; the coordinates are those of
R. Cox, "Transparent Logs for Skeptical Clients" (2019).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from typing import NamedTuple, Protocol

from hirz.engines.ledger.errors import OutOfTree
from hirz.engines.ledger.hashing import EMPTY_ROOT, hash_children


class Subtree(NamedTuple):
    """Coordinates of a perfect subtree."""

    level: int
    position: int

    @property
    def first(self) -> int:
        """Its first leaf."""
        return self.position << self.level

    @property
    def last(self) -> int:
        """Its last leaf."""
        return ((self.position + 1) << self.level) - 1


class Node(NamedTuple):
    """A perfect subtree that has become complete, with its hash (32 bytes): one row of a store."""

    level: int
    position: int
    hash: bytes

    @property
    def subtree(self) -> Subtree:
        return Subtree(self.level, self.position)


class TreeHead(NamedTuple):
    """How many leaves a tree has, and its root (32 bytes): each says little without the other."""

    size: int
    root: bytes


class HashStore(Protocol):
    """Where the hashes of perfect subtrees are kept."""

    def get(self, level: int, position: int) -> bytes:
        """The 32 bytes of a subtree that is complete; OutOfTree for any other."""
        ...


@dataclass(slots=True)
class MemoryStore:
    """Hashes in memory: for tests, for a tool that has read them from a file, or for the few that a proof needs."""

    hashes: dict[tuple[int, int], bytes] = field(default_factory=dict)

    def get(self, level: int, position: int) -> bytes:
        try:
            return self.hashes[level, position]
        except KeyError:
            raise OutOfTree("that part of the tree is not stored") from None

    def put(self, nodes: Iterable[Node]) -> None:
        self.hashes.update(((level, position), hashed) for level, position, hashed in nodes)


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that appending needs: the number of leaves, and the hash of each perfect subtree at the right edge.

    ``peaks`` come largest first, one for each 1 in ``size`` written in binary: twenty or so hashes at a million leaves.

    Raises:
        OutOfTree: when the peaks are not as many as the size asks for.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count():
            raise OutOfTree("the frontier does not fit its size")

    @classmethod
    def from_store(cls, store: HashStore, size: int) -> Frontier:
        """The frontier of the first ``size`` leaves of a stored tree."""
        return cls(size, tuple(store.get(*subtree) for subtree in cover(0, size)))

    def append(self, leaf_hashes: Iterable[bytes]) -> tuple[Frontier, list[Node]]:
        """The frontier with more leaves, and every subtree that became complete, leaves among them, to be stored.

        A leaf costs two hashes on average and as many as there are levels at most.
        """
        size, peaks, nodes = self.size, list(self.peaks), list[Node]()
        for leaf in leaf_hashes:
            nodes.append(Node(0, size, leaf))
            size += 1
            level, hashed = 0, leaf
            while not size >> level & 1:
                level += 1
                hashed = hash_children(peaks.pop(), hashed)
                nodes.append(Node(level, (size >> level) - 1, hashed))
            peaks.append(hashed)
        return Frontier(size, tuple(peaks)), nodes

    def root(self) -> bytes:
        """The Merkle tree hash of all leaves (32 bytes)."""
        return folded(self.peaks) if self.peaks else EMPTY_ROOT

    def head(self) -> TreeHead:
        return TreeHead(self.size, self.root())


def cover(start: int, stop: int) -> Iterator[Subtree]:
    """The fewest perfect subtrees, from left to right, over the leaves from ``start`` up to, but not with, ``stop``."""
    while start < stop:
        level = (stop - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        yield Subtree(level, start >> level)
        start += 1 << level


def folded(hashes: Iterable[bytes]) -> bytes:
    """The hash over neighbouring subtrees that shrink to the right, as :func:`cover` gives them from a split point."""
    *left, last = hashes
    return reduce(lambda right, hashed: hash_children(hashed, right), reversed(left), last)


def root_of(store: HashStore, size: int) -> bytes:
    """The root of the first ``size`` leaves of a stored tree; raises OutOfTree when they are not all stored."""
    return Frontier.from_store(store, size).root()
