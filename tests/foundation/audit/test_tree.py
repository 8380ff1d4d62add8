"""The tree as it lies in the database is the tree of RFC 6962, asked for by the engine and by an oracle."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree  # type: ignore[import-untyped, unused-ignore]

from hirz.engines.ledger import entry_bytes, verify_consistency, verify_inclusion
from hirz.foundation.audit.leaves import Told, as_object, leaf_bytes, told_by
from hirz.foundation.audit.models import LedgerLeaf
from hirz.foundation.audit.proving import prove_entry, prove_growth
from hirz.foundation.audit.sequencing import sequence
from hirz.foundation.audit.tree import StoredTree
from hirz.foundation.offices.models import Office
from tests.foundation.audit.acting import act

ids = st.none() | st.builds(lambda: str(uuid4()))
words = st.text(max_size=20)
details = st.dictionaries(
    words, st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | words | st.lists(words)
)


@given(
    told=st.builds(
        Told, actor=ids, actor_kind=words, at=st.integers(0, 2**52), case=ids, detail=details.map(json.dumps),
        office=ids, subject=ids.filter(bool), subject_type=words, verb=words,
    )
)  # fmt: skip
def test_leaf_is_the_canonical_form_of_what_the_entry_tells(told: Told) -> None:
    assert leaf_bytes(told) == entry_bytes(as_object(told))  # type: ignore[arg-type]


@pytest.fixture(params=[1, 2, 15, 16, 17, 50, 300])
def size(request: pytest.FixtureRequest, office: Office) -> int:
    count: int = request.param
    act(office, count)
    sequence()
    return count


def test_root_is_that_of_another_implementation(size: int) -> None:
    """Built from the entries themselves, as somebody would who was given them with their salts."""
    other = InmemoryTree(algorithm="sha256")
    for leaf in LedgerLeaf.objects.select_related("entry").order_by("index"):
        assert leaf.entry.salt is not None
        other.append_entry(bytes(leaf.entry.salt) + leaf_bytes(told_by(leaf.entry)))
    assert StoredTree().head(size).root == other.get_root()


def test_every_entry_is_proven(size: int) -> None:
    head = StoredTree().head(size)
    for leaf in LedgerLeaf.objects.all()[:: max(1, size // 7)]:
        proven = prove_entry(leaf.entry_id)
        assert (proven.proof.index, proven.proof.size) == (leaf.index, size)
        verify_inclusion(proven.proof, proven.leaf_hash, head)


def test_growth_is_proven(size: int) -> None:
    for old in {0, 1, size // 2, size - 1, size}:
        proof, before, after = prove_growth(old, size)
        verify_consistency(proof, before, after)
        assert after == StoredTree().head(size)
