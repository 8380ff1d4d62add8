"""Who belongs together: agglomeration over all the evidence, under constraints that nothing overrules.

Connected components would put two people into one cluster for a single wrong link. Here two clusters are joined only
if what is known of the pairs between them speaks for it as a whole; never across a cannot-link. The order is that of
the weight, then of the records: the same input gives the same clusters.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.compiling import compiled

Edge = tuple[int, int, float]
"""Two records and the logarithm to the base 2 of the odds that both are one person's."""


class Agglomeration:
    """Clusters that grow. ``apart`` tells of two records whether they can never be one person's."""

    def __init__(self, members: Iterable[int], edges: Iterable[Edge], apart: Callable[[int, int], bool]) -> None:
        self._members = {record: [record] for record in members}
        self._first = {record: record for record in self._members}
        self._between: dict[int, dict[int, tuple[float, int]]] = {record: {} for record in self._members}
        self._apart = apart
        for a, b, bits in edges:
            self._between[a][b] = self._between[b][a] = (bits, 1)

    def clusters(self) -> Iterator[list[int]]:
        """Each cluster in order."""
        for first in sorted(self._members):
            yield sorted(self._members[first])

    def run(self, threshold: float) -> None:
        """Join the two clusters with the highest mean of bits, until no mean reaches the threshold."""
        waiting = [
            (-total / count, a, b)
            for a, others in self._between.items()
            for b, (total, count) in others.items()
            if a < b and total >= threshold * count
        ]
        heapq.heapify(waiting)
        while waiting:
            weight, a, b = heapq.heappop(waiting)
            total, count = self._between.get(a, {}).get(b, (0.0, 0))
            if not count or -total / count != weight or self._kept_apart(a, b):
                continue
            joined = self.join(a, b)
            for other, (total, count) in self._between[joined].items():
                if total >= threshold * count:
                    heapq.heappush(waiting, (-total / count, min(joined, other), max(joined, other)))

    def join(self, a: int, b: int) -> int:
        """Put the clusters of two records together; the first record of both, which names the cluster."""
        a, b = sorted((self._first[a], self._first[b]))
        if a == b:
            return a
        moved = self._members.pop(b)
        self._members[a] += moved
        self._first.update(dict.fromkeys(moved, a))
        ours, theirs = self._between[a], self._between.pop(b)
        ours.pop(b, None)
        theirs.pop(a, None)
        for other, (total, count) in theirs.items():
            before, counted = ours.get(other, (0.0, 0))
            ours[other] = self._between[other][a] = (before + total, counted + count)
            del self._between[other][b]
        return a

    def _kept_apart(self, a: int, b: int) -> bool:
        return any(self._apart(one, other) for one in self._members[a] for other in self._members[b])


def agglomerated(
    edges: Sequence[Edge], ties: Sequence[tuple[int, int]], apart: Callable[[int, int], bool], threshold: float
) -> Iterator[list[int]]:
    """The clusters among the records of some pairs. ``ties`` are together in any case; others are joined while the mean
    of what is known between two clusters is at least ``threshold`` bits."""
    growing = Agglomeration({record for a, b, _ in edges for record in (a, b)}, edges, apart)
    for a, b in ties:
        growing.join(a, b)
    growing.run(threshold)
    return growing.clusters()


def components(records: int, left: NDArray[np.int32], right: NDArray[np.int32]) -> NDArray[np.int32]:
    """For each record the first record that it is connected with over pairs ``left[k]``, ``right[k]``."""
    return _components(records, left, right)


@compiled
def _components(records: int, left: NDArray[np.int32], right: NDArray[np.int32]) -> NDArray[np.int32]:
    parent = np.arange(records).astype(np.int32)
    for k in range(len(left)):
        a, b = left[k], right[k]
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        while parent[b] != b:
            parent[b] = parent[parent[b]]
            b = parent[b]
        parent[max(a, b)] = min(a, b)
    for record in range(records):
        parent[record] = parent[parent[record]]
    return parent


def two_steps(
    left: NDArray[np.int32], right: NDArray[np.int32], bits: NDArray[np.float64], most: int
) -> NDArray[np.int64]:
    """Pairs of records that are both linked with a third, as `candidates.Pairs`; of each record its ``most`` best links
    count."""
    ends = np.concatenate([left, right])
    others = np.concatenate([right, left]).astype(np.int64)
    order = np.lexsort((others, -np.concatenate([bits, bits]), ends))
    ends, others = ends[order], others[order]
    begins = np.flatnonzero(np.append(True, ends[1:] != ends[:-1])) if len(ends) else np.zeros(0, np.int64)
    rank = np.arange(len(ends)) - np.repeat(begins, np.diff(np.append(begins, len(ends))))
    ends, others, rank = ends[rank < most], others[rank < most], rank[rank < most]
    found = []
    for step in range(1, most):
        near = np.flatnonzero(rank >= step)
        a, b = others[near], others[near - step]
        found.append((np.minimum(a, b) << 32) | np.maximum(a, b))
    return np.sort(np.concatenate([*found, np.zeros(0, np.int64)]))


def grouped(
    where: NDArray[np.int32], left: NDArray[np.int32], right: NDArray[np.int32], bits: NDArray[np.float64]
) -> Iterator[list[Edge]]:
    """The pairs of each component, component by component."""
    order = np.argsort(where[left], kind="stable")
    home = where[left][order]
    cuts = np.flatnonzero(np.append(True, home[1:] != home[:-1])) if len(home) else np.zeros(0, np.int64)
    rows: list[Edge] = list(zip(left[order].tolist(), right[order].tolist(), bits[order].tolist(), strict=True))
    for begin, end in pairwise([*cuts.tolist(), len(home)]):
        yield rows[begin:end]
