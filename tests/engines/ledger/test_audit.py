"""Whatever is changed in a stored ledger, recounting it says where."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.ledger import (
    Checkpoint,
    EntryAltered,
    Frontier,
    LedgerBroken,
    MemoryStore,
    NodeAltered,
    RootDiffers,
    StoredEntry,
    Truncated,
    audit,
    hash_entry,
)
from tests.engines.ledger.trees import stored_entries

COUNT = 100
ENTRIES = stored_entries(COUNT)
FRONTIER, NODES = Frontier().append(entry.leaf_hash for entry in ENTRIES)
INDEX = st.integers(0, COUNT - 1)


def store() -> MemoryStore:
    kept = MemoryStore()
    kept.put(NODES)
    return kept


def checkpoint(size: int) -> Checkpoint:
    frontier, _ = Frontier().append(entry.leaf_hash for entry in ENTRIES[:size])
    return Checkpoint("ledger.example", size, frontier.root())


CHECKPOINTS = [checkpoint(size) for size in (0, 64, 30, COUNT)]


def rewritten(index: int) -> list[StoredEntry]:
    """The ledger of one who changed an entry and its hash, and left nothing inconsistent in the row."""
    entry = ENTRIES[index]
    assert entry.salt is not None
    forged = StoredEntry(hash_entry(b"rewritten", entry.salt), b"rewritten", entry.salt)
    return [*ENTRIES[:index], forged, *ENTRIES[index + 1 :]]


def test_sound_ledger_gives_its_root() -> None:
    assert audit(ENTRIES, store=store(), checkpoints=CHECKPOINTS) == FRONTIER
    assert audit([]) == Frontier()


@given(index=INDEX, data=st.data())
def test_changed_byte_of_an_entry_names_its_index(index: int, data: st.DataObject) -> None:
    entry = ENTRIES[index]
    assert entry.data is not None
    altered = bytearray(entry.data)
    altered[data.draw(st.integers(0, len(altered) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    for change in (replace(entry, data=bytes(altered)), replace(entry, salt=bytes(32)), replace(entry, salt=b"short")):
        with pytest.raises(EntryAltered) as caught:
            audit([*ENTRIES[:index], change, *ENTRIES[index + 1 :]])
        assert (caught.value.first, caught.value.last) == (index, index)


@given(INDEX)
def test_entry_rewritten_with_its_hash_is_found_by_the_stored_tree(index: int) -> None:
    with pytest.raises(EntryAltered) as caught:
        audit(rewritten(index), store=store())
    assert caught.value.first == index


@given(INDEX)
def test_entry_rewritten_with_everything_stored_is_found_by_a_checkpoint(index: int) -> None:
    forged = rewritten(index)
    tampered = MemoryStore()
    tampered.put(Frontier().append(entry.leaf_hash for entry in forged)[1])
    with pytest.raises(RootDiffers) as caught:
        audit(forged, store=tampered, checkpoints=CHECKPOINTS)
    assert caught.value.first <= index <= caught.value.last
    assert caught.value.last - caught.value.first < 36


@given(st.sampled_from(NODES))
def test_changed_node_names_the_entries_under_it(node: tuple[int, int, bytes]) -> None:
    level, position, _ = node
    tampered = store()
    tampered.hashes[level, position] = bytes(32)
    with pytest.raises((NodeAltered, EntryAltered)) as caught:
        audit(ENTRIES, store=tampered)
    assert caught.value.last - caught.value.first + 1 == 1 << level
    assert caught.value.first == position << level


def test_missing_node_is_found() -> None:
    tampered = store()
    del tampered.hashes[3, 2]
    with pytest.raises(NodeAltered) as caught:
        audit(ENTRIES, store=tampered)
    assert (caught.value.first, caught.value.last) == (16, 23)


@given(INDEX)
def test_cut_end_is_found_by_a_checkpoint(left: int) -> None:
    with pytest.raises(Truncated) as caught:
        audit(ENTRIES[:left], store=store(), checkpoints=CHECKPOINTS)
    assert caught.value.first == left


@given(INDEX)
def test_removed_entry_is_found(index: int) -> None:
    left = [*ENTRIES[:index], *ENTRIES[index + 1 :]]
    with pytest.raises(LedgerBroken):
        audit(left, checkpoints=CHECKPOINTS)
    if index < COUNT - 1:
        with pytest.raises(EntryAltered) as caught:
            audit(left, store=store())
        assert caught.value.first == index


@given(INDEX, INDEX)
def test_exchanged_entries_are_found(first: int, second: int) -> None:
    exchanged = list(ENTRIES)
    exchanged[first], exchanged[second] = exchanged[second], exchanged[first]
    if first == second:
        assert audit(exchanged, store=store(), checkpoints=CHECKPOINTS) == FRONTIER
    else:
        with pytest.raises(EntryAltered) as caught:
            audit(exchanged, store=store())
        assert caught.value.first == min(first, second)


@pytest.mark.parametrize("data", [ENTRIES[40].data, None])
def test_shredded_entry_still_verifies(data: bytes | None) -> None:
    shredded = [*ENTRIES[:40], replace(ENTRIES[40], data=data, salt=None), *ENTRIES[41:]]
    assert audit(shredded, store=store(), checkpoints=CHECKPOINTS) == FRONTIER


def test_shredded_entry_cannot_be_replaced() -> None:
    forged = StoredEntry(bytes(32), None, None)
    with pytest.raises(EntryAltered):
        audit([*ENTRIES[:40], forged, *ENTRIES[41:]], store=store())


def test_entries_after_the_last_checkpoint_are_counted() -> None:
    assert audit(iter(ENTRIES), store=store(), checkpoints=[checkpoint(64)]) == FRONTIER


def test_error_names_places_and_nothing_else() -> None:
    with pytest.raises(EntryAltered) as caught:
        audit(rewritten(7), store=store())
    assert str(caught.value) == "a stored hash does not follow from the entries (7)"
