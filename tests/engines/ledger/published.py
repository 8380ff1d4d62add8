"""The test vectors of the ledger, made anew. ``python -m tests.engines.ledger.published`` writes the file."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from hirz.engines.canonical import Json
from hirz.engines.ledger import (
    Checkpoint,
    Frontier,
    MemoryStore,
    SignatureType,
    Signer,
    cosign,
    empty_checkpoint,
    entry_bytes,
    hash_entry,
    prove_consistency,
    prove_inclusion,
    root_of,
)

FILE: Final = Path(__file__).parent / "vectors" / "ledger.json"
ORIGIN: Final = "ledger.example/hirz"
SIZE: Final = 7
LOG: Final = Signer(ORIGIN, sha256(b"log").digest())
WITNESS: Final = Signer("witness.example/w1", sha256(b"witness").digest(), SignatureType.COSIGNATURE)
NOON: Final = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def published() -> dict[str, Json]:
    entries = [_entry(number) for number in range(SIZE)]
    store = MemoryStore()
    frontier, nodes = Frontier().append(bytes.fromhex(entry["hash"]) for entry in entries)
    store.put(nodes)
    note = cosign(
        Checkpoint(ORIGIN, SIZE, frontier.root()).signed(LOG),
        log=LOG.verifier,
        seen=empty_checkpoint(ORIGIN),
        proof=prove_consistency(store, 0, SIZE),
        witness=WITNESS,
        at=NOON,
    )
    return {
        "entries": entries,
        "roots": [root_of(store, size).hex() for size in range(SIZE + 1)],
        "inclusion": prove_inclusion(store, 4, SIZE).as_json(),
        "consistency": prove_consistency(store, 3, SIZE).as_json(),
        "log_key": LOG.verifier.encoded,
        "witness_key": WITNESS.verifier.encoded,
        "witnessed_at": NOON.isoformat(),
        "checkpoint": note.encoded(),
    }


def _entry(number: int) -> dict[str, str]:
    data, salt = entry_bytes({"by": 17, "case": number, "verb": "CASE_READ"}), sha256(b"salt %d" % number).digest()
    return {"entry": data.decode(), "salt": salt.hex(), "hash": hash_entry(data, salt).hex()}


def main() -> None:
    FILE.write_text(json.dumps(published(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
