"""What was recorded once verifies for ever: the published ledger is made again, and verifies by itself."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from hirz.engines.ledger import (
    ConsistencyProof,
    Cosignature,
    InclusionProof,
    Note,
    StoredEntry,
    TreeHead,
    Verifier,
    audit,
    cosignatures,
    open_checkpoint,
    verify_consistency,
    verify_inclusion,
)
from tests.engines.ledger.published import FILE, ORIGIN, published

VECTORS: Any = json.loads(FILE.read_text(encoding="utf-8"))
ENTRIES = [
    StoredEntry(bytes.fromhex(each["hash"]), each["entry"].encode(), bytes.fromhex(each["salt"]))
    for each in VECTORS["entries"]
]
ROOTS = [bytes.fromhex(root) for root in VECTORS["roots"]]


def test_recording_again_gives_the_published_ledger() -> None:
    assert json.loads(json.dumps(published())) == VECTORS


def test_published_hashes_are_those_of_the_format() -> None:
    for entry in ENTRIES:
        assert entry.salt is not None
        assert entry.data is not None
        assert entry.leaf_hash == sha256(b"\x00" + entry.salt + entry.data).digest()


def test_published_checkpoint_is_that_of_the_entries() -> None:
    note = Note.parse(VECTORS["checkpoint"])
    checkpoint = open_checkpoint(note, log=Verifier.from_encoded(VECTORS["log_key"]), origin=ORIGIN)
    assert audit(ENTRIES, checkpoints=[checkpoint]).root() == ROOTS[-1]
    witness = Verifier.from_encoded(VECTORS["witness_key"])
    assert cosignatures(note, [witness]) == (
        Cosignature(witness.name, datetime.fromisoformat(VECTORS["witnessed_at"])),
    )


def test_published_proofs_hold() -> None:
    inclusion = InclusionProof.from_json(VECTORS["inclusion"])
    consistency = ConsistencyProof.from_json(VECTORS["consistency"])
    verify_inclusion(inclusion, ENTRIES[inclusion.index].leaf_hash, head(inclusion.size))
    verify_consistency(consistency, head(consistency.old_size), head(consistency.new_size))


def head(size: int) -> TreeHead:
    return TreeHead(size, ROOTS[size])
