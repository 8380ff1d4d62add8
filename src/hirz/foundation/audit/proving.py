"""Proofs for those who hold a checkpoint: that an entry is in it, and that a later one contains an earlier one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from hirz.engines.ledger import (
    ConsistencyProof,
    InclusionProof,
    Note,
    OutOfTree,
    TreeHead,
    nodes_for_consistency,
    nodes_for_inclusion,
    prove_consistency,
    prove_inclusion,
)
from hirz.foundation.audit.checkpoints import last_checkpoint, make_checkpoint, whole_note
from hirz.foundation.audit.leaves import Told, told_by
from hirz.foundation.audit.models import Entry, LedgerLeaf
from hirz.foundation.audit.refusals import NoSuchEntry
from hirz.foundation.audit.sequencing import sequence
from hirz.foundation.audit.tree import StoredTree, size_of_tree
from hirz.foundation.walls.standing import beyond_the_wall


@dataclass(frozen=True, slots=True)
class ProofOfEntry:
    """All that somebody needs who has the public key of the log: they hash the entry, climb, and compare the root."""

    entry: Told | None
    salt: bytes | None
    leaf_hash: bytes
    proof: InclusionProof
    checkpoint: Note


def prove_entry(entry_id: int) -> ProofOfEntry:
    """That the entry is in the newest checkpoint, which is made when none contains it yet. A shredded one says nothing.

    Raises:
        NoSuchEntry: when there is none with this id.
    """
    with beyond_the_wall():
        entry = Entry.objects.filter(pk=entry_id).first()
    if entry is None:
        raise NoSuchEntry
    sequence(thorough=True)
    with transaction.atomic(), beyond_the_wall():
        leaf = LedgerLeaf.objects.get(entry=entry)
        last = last_checkpoint()
        if last is None or last.size <= leaf.index:
            last = make_checkpoint()
        whole = entry.salt is not None
        return ProofOfEntry(
            entry=told_by(entry) if whole else None,
            salt=bytes(entry.salt) if entry.salt else None,
            leaf_hash=bytes(leaf.hash),
            proof=inclusion(leaf.index, last.size),
            checkpoint=whole_note(last),
        )


def inclusion(index: int, size: int) -> InclusionProof:
    """That the leaf ``index`` is in the tree of the first ``size``; raises OutOfTree as the engine does."""
    return prove_inclusion(StoredTree(nodes_for_inclusion(index, size)), index, size)


def prove_growth(old_size: int, new_size: int) -> tuple[ConsistencyProof, TreeHead, TreeHead]:
    """That the first ``old_size`` entries are the beginning of the first ``new_size``, and the heads of both.

    Raises:
        OutOfTree: when the ledger is not that large.
    """
    sequence(thorough=True)
    with transaction.atomic(), beyond_the_wall():
        if new_size > size_of_tree():
            raise OutOfTree("the ledger is not that large")
        tree = StoredTree(nodes_for_consistency(old_size, new_size))
        proof = prove_consistency(tree, old_size, new_size)
        return proof, tree.head(old_size), tree.head(new_size)
