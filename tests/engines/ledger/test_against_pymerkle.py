"""The same tree, by an implementation that is not ours."""

from __future__ import annotations

from pymerkle import InmemoryTree  # type: ignore[import-untyped, unused-ignore]

from hirz.engines.ledger import Frontier, hash_leaf
from tests.engines.ledger.trees import leaves


def test_root_is_that_of_pymerkle_at_every_size() -> None:
    other, frontier = InmemoryTree(algorithm="sha256"), Frontier()
    for data in leaves(300):
        other.append_entry(data)
        frontier, _ = frontier.append([hash_leaf(data)])
        assert frontier.root() == other.get_root()
