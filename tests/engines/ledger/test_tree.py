"""The tree grows by its right edge and is the tree of RFC 6962 at every size."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.canonical import NotCanonical
from hirz.engines.ledger import (
    EMPTY_ROOT,
    Frontier,
    MemoryStore,
    OutOfTree,
    Subtree,
    cover,
    entry_bytes,
    hash_entry,
    hash_leaf,
    root_of,
)
from tests.engines.ledger.trees import grown, leaves, merkle_tree_hash

# The leaves and roots that implementations of Certificate Transparency share as test data.
KNOWN_LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
KNOWN_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_roots_are_those_of_certificate_transparency() -> None:
    frontier = Frontier()
    for leaf, root in zip(KNOWN_LEAVES, KNOWN_ROOTS, strict=True):
        frontier, _ = frontier.append([hash_leaf(bytes.fromhex(leaf))])
        assert frontier.root().hex() == root


def test_empty_tree_has_the_root_of_nothing() -> None:
    assert Frontier().root() == EMPTY_ROOT == sha256(b"").digest() == merkle_tree_hash([])


@given(st.lists(st.binary(max_size=8), max_size=80))
def test_root_is_that_of_the_definition(data: list[bytes]) -> None:
    assert grown(data)[1].root() == merkle_tree_hash(data)


@given(batches=st.lists(st.integers(0, 30), max_size=6))
def test_batches_in_which_leaves_are_appended_do_not_matter(batches: list[int]) -> None:
    data, frontier, nodes = leaves(sum(batches)), Frontier(), []
    for batch in batches:
        frontier, more = frontier.append(map(hash_leaf, data[frontier.size : frontier.size + batch]))
        nodes += more
    whole, at_once = Frontier().append(map(hash_leaf, data))
    assert (frontier, nodes) == (whole, at_once)


@given(size=st.integers(0, 200), total=st.integers(0, 200))
def test_frontier_and_root_of_any_earlier_size_come_back_from_the_store(size: int, total: int) -> None:
    data = leaves(max(size, total))
    store, _ = grown(data)
    assert Frontier.from_store(store, size) == grown(data[:size])[1]
    assert root_of(store, size) == merkle_tree_hash(data[:size])


@given(st.integers(0, 300))
def test_every_complete_subtree_is_stored_once_and_right(count: int) -> None:
    data = leaves(count)
    _, nodes = Frontier().append(map(hash_leaf, data))
    assert len({node.subtree for node in nodes}) == len(nodes) == 2 * count - count.bit_count()
    for node in nodes[-20:]:
        assert node.hash == merkle_tree_hash(data[node.subtree.first : node.subtree.last + 1])


@given(start=st.integers(0, 500), count=st.integers(0, 500))
def test_cover_is_gapless_and_made_of_whole_subtrees(start: int, count: int) -> None:
    at = start
    for subtree in cover(start, start + count):
        assert subtree.first == at
        at = subtree.last + 1
    assert at == start + count


def test_subtree_names_its_leaves() -> None:
    assert (Subtree(3, 2).first, Subtree(3, 2).last) == (16, 23)


def test_frontier_that_does_not_fit_its_size_is_refused() -> None:
    with pytest.raises(OutOfTree):
        Frontier(3, (EMPTY_ROOT,))


def test_part_that_is_not_stored_is_told() -> None:
    with pytest.raises(OutOfTree):
        root_of(MemoryStore(), 1)


def test_leaf_is_salt_then_entry() -> None:
    salt = bytes(range(32))
    data = entry_bytes({"verb": "CASE_READ", "by": 17})
    assert data == b'{"by":17,"verb":"CASE_READ"}'
    assert hash_entry(data, salt) == hash_leaf(salt + data) == sha256(b"\x00" + salt + data).digest()


@pytest.mark.parametrize("salt", [b"", bytes(31), bytes(33)])
def test_salt_of_another_length_is_refused(salt: bytes) -> None:
    with pytest.raises(OutOfTree):
        hash_entry(b"entry", salt)


def test_entry_without_canonical_form_is_refused() -> None:
    with pytest.raises(NotCanonical):
        entry_bytes({"number": 2**53})
