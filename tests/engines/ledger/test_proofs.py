"""Proofs are those of RFC 6962; what is not so is refused, whatever was changed."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.canonical import Json
from hirz.engines.ledger import (
    ConsistencyProof,
    Frontier,
    InclusionProof,
    MemoryStore,
    OutOfTree,
    ProofInvalid,
    TreeHead,
    hash_leaf,
    nodes_for_consistency,
    nodes_for_inclusion,
    prove_consistency,
    prove_inclusion,
    verify_consistency,
    verify_inclusion,
)
from tests.engines.ledger.trees import audit_path, consistency_path, grown, leaves, merkle_tree_hash

MOST = 130
DATA = leaves(MOST)
STORE, _ = grown(DATA)


@cache
def head(size: int) -> TreeHead:
    return TreeHead(size, merkle_tree_hash(DATA[:size]))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[int, int]:
    size = draw(st.integers(1, MOST))
    return draw(st.integers(0, size - 1)), size


@given(pairs())
def test_inclusion_proof_is_the_audit_path_and_holds(pair: tuple[int, int]) -> None:
    index, size = pair
    proof = prove_inclusion(STORE, index, size)
    assert list(proof.hashes) == audit_path(index, DATA[:size])
    verify_inclusion(proof, hash_leaf(DATA[index]), head(size))


@given(pairs())
def test_consistency_proof_is_that_of_the_definition_and_holds(pair: tuple[int, int]) -> None:
    old, new = pair
    proof = prove_consistency(STORE, old, new)
    assert list(proof.hashes) == consistency_path(old, DATA[:new])
    verify_consistency(proof, head(old), head(new))


def test_every_proof_of_small_trees_holds() -> None:
    for size in range(1, 34):
        for index in range(size):
            verify_inclusion(prove_inclusion(STORE, index, size), hash_leaf(DATA[index]), head(size))
        for old in range(size + 1):
            verify_consistency(prove_consistency(STORE, old, size), head(old), head(size))


@given(pair=pairs(), data=st.data())
def test_inclusion_proof_of_anything_else_is_refused(pair: tuple[int, int], data: st.DataObject) -> None:
    index, size = pair
    proof = prove_inclusion(STORE, index, size)
    other_index = data.draw(st.integers(0, MOST).filter(lambda other: other != index))
    leaf = hash_leaf(DATA[index])
    refused_inclusion(replace(proof, index=other_index), leaf, head(size))
    refused_inclusion(proof, hash_leaf(b"never entered"), head(size))
    refused_inclusion(proof, leaf, TreeHead(size, head(size - 1).root))
    refused_inclusion(replace(proof, hashes=(*proof.hashes, leaf)), leaf, head(size))
    for position in range(len(proof.hashes)):
        refused_inclusion(replace(proof, hashes=without(proof.hashes, position)), leaf, head(size))
        refused_inclusion(replace(proof, hashes=changed(proof.hashes, position)), leaf, head(size))


@given(pairs())
def test_changed_consistency_proof_is_refused(pair: tuple[int, int]) -> None:
    old, new = pair
    proof = prove_consistency(STORE, old, new)
    refused_consistency(replace(proof, hashes=(*proof.hashes, head(1).root)), head(old), head(new))
    for position in range(len(proof.hashes)):
        refused_consistency(replace(proof, hashes=without(proof.hashes, position)), head(old), head(new))
        refused_consistency(replace(proof, hashes=changed(proof.hashes, position)), head(old), head(new))


@given(pair=pairs(), data=st.data())
def test_rewritten_history_has_no_consistency_proof(pair: tuple[int, int], data: st.DataObject) -> None:
    old, new = pair[0] + 1, pair[1] + 1
    rewritten = list(leaves(new))
    rewritten[data.draw(st.integers(0, old - 1))] = b"rewritten"
    store, frontier = grown(rewritten)
    proof = prove_consistency(store, old, new)
    refused_consistency(proof, TreeHead(old, merkle_tree_hash(leaves(old))), frontier.head())


def test_proof_for_a_tree_of_another_size_is_refused() -> None:
    # Leaf 0 has the same path in trees of five to eight leaves: only the head can tell them apart.
    refused_inclusion(replace(prove_inclusion(STORE, 0, 5), size=6), hash_leaf(DATA[0]), head(5))
    refused_consistency(replace(prove_consistency(STORE, 4, 7), new_size=8), head(4), head(7))


def test_node_does_not_pass_for_a_leaf() -> None:
    refused_inclusion(InclusionProof(0, 4, ()), head(4).root, head(4))
    refused_inclusion(InclusionProof(0, 4, audit_of_right_half()), head(2).root, head(4))


def test_path_longer_than_the_tree_is_refused() -> None:
    proof = replace(prove_inclusion(STORE, 3, 4), index=1, size=2)
    refused_inclusion(proof, hash_leaf(DATA[3]), TreeHead(2, head(4).root))


def test_path_that_ends_below_the_root_is_refused() -> None:
    pretended = TreeHead(7, head(3).root)
    refused_consistency(ConsistencyProof(3, 7, (head(3).root,)), head(3), pretended)


def test_tree_that_shrinks_is_refused() -> None:
    proof = prove_consistency(STORE, 5, 9)
    refused_consistency(ConsistencyProof(9, 5, proof.hashes), head(9), head(5))


def test_same_size_with_another_root_is_refused() -> None:
    verify_consistency(ConsistencyProof(9, 9, ()), head(9), head(9))
    refused_consistency(ConsistencyProof(9, 9, ()), head(9), TreeHead(9, head(8).root))
    refused_consistency(ConsistencyProof(9, 9, (head(9).root,)), head(9), head(9))


def test_nothing_is_the_beginning_of_everything_only_under_its_own_root() -> None:
    verify_consistency(ConsistencyProof(0, 9, ()), head(0), head(9))
    refused_consistency(ConsistencyProof(0, 9, ()), TreeHead(0, head(1).root), head(9))
    refused_consistency(ConsistencyProof(4, 9, ()), head(4), head(9))
    refused_consistency(ConsistencyProof(3, 9, ()), head(3), head(9))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (9, 9), (-1, 9), (0, MOST + 1)])
def test_proof_of_what_is_not_there_is_refused(index: int, size: int) -> None:
    with pytest.raises(OutOfTree):
        prove_inclusion(STORE, index, size)


@pytest.mark.parametrize(("old", "new"), [(-1, 9), (10, 9), (1, MOST + 1)])
def test_consistency_of_trees_that_are_not_there_is_refused(old: int, new: int) -> None:
    with pytest.raises(OutOfTree):
        prove_consistency(STORE, old, new)


@given(pairs())
def test_hashes_fetched_beforehand_are_enough(pair: tuple[int, int]) -> None:
    wanted = {*nodes_for_inclusion(*pair), *nodes_for_consistency(*pair)}
    fetched = MemoryStore({node: STORE.get(*node) for node in wanted})
    assert prove_inclusion(fetched, *pair) == prove_inclusion(STORE, *pair)
    assert prove_consistency(fetched, *pair) == prove_consistency(STORE, *pair)


def test_proof_at_a_million_asks_for_few_hashes() -> None:
    million = 1_000_000
    assert max(len(nodes_for_inclusion(index, million)) for index in range(0, million, 9_973)) < 40
    assert max(len(nodes_for_consistency(old, million)) for old in range(0, million, 9_973)) < 40


@given(pairs())
def test_proofs_survive_json(pair: tuple[int, int]) -> None:
    inclusion, consistency = prove_inclusion(STORE, *pair), prove_consistency(STORE, *pair)
    assert InclusionProof.from_json(json.loads(json.dumps(inclusion.as_json()))) == inclusion
    assert ConsistencyProof.from_json(json.loads(json.dumps(consistency.as_json()))) == consistency


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {"index": 0, "size": 1},
        {"index": "0", "size": 1, "hashes": []},
        {"index": True, "size": 1, "hashes": []},
        {"index": -1, "size": 1, "hashes": []},
        {"index": 0, "size": 1, "hashes": "AAAA"},
        {"index": 0, "size": 1, "hashes": ["AAAA"]},
        {"index": 0, "size": 1, "hashes": [7]},
        {"index": 0, "size": 1, "hashes": [""] * 1000},
    ],
)
def test_json_that_is_no_proof_is_refused(value: Json) -> None:
    with pytest.raises(ProofInvalid):
        InclusionProof.from_json(value)


def test_frontier_continues_a_proven_tree() -> None:
    frontier, nodes = Frontier.from_store(STORE, 77).append([hash_leaf(b"more")])
    store = MemoryStore(dict(STORE.hashes))
    store.put(nodes)
    verify_consistency(prove_consistency(store, 77, 78), head(77), frontier.head())


def audit_of_right_half() -> tuple[bytes, ...]:
    return (merkle_tree_hash(DATA[2:4]),)


def without(hashes: tuple[bytes, ...], position: int) -> tuple[bytes, ...]:
    return hashes[:position] + hashes[position + 1 :]


def changed(hashes: tuple[bytes, ...], position: int) -> tuple[bytes, ...]:
    hashed = bytearray(hashes[position])
    hashed[position % 32] ^= 1
    return (*hashes[:position], bytes(hashed), *hashes[position + 1 :])


def refused_inclusion(proof: InclusionProof, leaf: bytes, expected: TreeHead) -> None:
    with pytest.raises(ProofInvalid):
        verify_inclusion(proof, leaf, expected)


def refused_consistency(proof: ConsistencyProof, old: TreeHead, new: TreeHead) -> None:
    with pytest.raises(ProofInvalid):
        verify_consistency(proof, old, new)
