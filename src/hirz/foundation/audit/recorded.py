"""Whether entries are what they were when they were written, and where they stand in the ledger; and their proofs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from hirz.engines.ledger import InclusionProof, Note, hash_entry
from hirz.foundation.audit.checkpoints import make_checkpoint, whole_note
from hirz.foundation.audit.leaves import leaf_bytes, told_by
from hirz.foundation.audit.models import Entry, LedgerLeaf
from hirz.foundation.audit.proving import inclusion
from hirz.foundation.walls.standing import beyond_the_wall


@dataclass(frozen=True, slots=True)
class Recorded:
    """``is_whole``: entry, its hash and its leaf say the same. ``index`` is its place; None while it waits for one."""

    is_whole: bool
    index: int | None


def recorded(entries: Sequence[Entry]) -> dict[int, Recorded]:
    """How each entry stands, by its id. One question, however many there are."""
    with beyond_the_wall():
        leaves = {leaf.entry_id: leaf for leaf in LedgerLeaf.objects.filter(entry__in=[entry.pk for entry in entries])}
    return {entry.pk: _standing(entry, leaves.get(entry.pk)) for entry in entries}


def proven(entry_ids: Sequence[int]) -> tuple[Note, dict[int, InclusionProof]]:
    """A checkpoint over all of these committed entries, and for each the proof that it is in it."""
    with transaction.atomic(), beyond_the_wall():
        checkpoint = make_checkpoint()
        places = LedgerLeaf.objects.filter(entry__in=entry_ids).values_list("entry_id", "index")
        proofs = {entry: inclusion(index, checkpoint.size) for entry, index in places}
        return whole_note(checkpoint), proofs


def _standing(entry: Entry, leaf: LedgerLeaf | None) -> Recorded:
    kept = bytes(entry.leaf_hash)
    whole = entry.salt is None or hash_entry(leaf_bytes(told_by(entry)), bytes(entry.salt)) == kept
    in_place = leaf is None or bytes(leaf.hash) == kept
    return Recorded(whole and in_place, leaf.index if leaf else None)
