"""Appending to, proving from and recounting a ledger. Run: ``python -m benchmarks.ledger``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from hashlib import sha256

from benchmarks.measuring import Result, best_of_both, best_seconds, report
from hirz.engines.ledger import (
    Frontier,
    MemoryStore,
    StoredEntry,
    audit,
    entry_bytes,
    hash_entry,
    hash_leaf,
    prove_consistency,
    prove_inclusion,
    verify_inclusion,
)

MILLION = 1_000_000
RECOUNTED = 200_000


def stored_tree() -> tuple[MemoryStore, Frontier]:
    store = MemoryStore()
    frontier, nodes = Frontier().append(hash_leaf(b"%d" % number) for number in range(MILLION))
    store.put(nodes)
    return store, frontier


def appends() -> Result:
    def act() -> None:
        frontier = Frontier()
        for number in range(20_000):
            leaf = hash_entry(entry_bytes({"verb": "CASE_READ", "case": number, "by": 17}), os.urandom(32))
            frontier, _ = frontier.append([leaf])

    rate = 20_000 / best_seconds(act, rounds=3)
    return Result("entries appended one by one", f"{rate:,.0f}/s", ">= 1,000/s", rate >= 1_000)


def proof(store: MemoryStore, frontier: Frontier) -> Result:
    indexes = range(0, MILLION, 997)
    head = frontier.head()

    def act() -> None:
        for index in indexes:
            verify_inclusion(prove_inclusion(store, index, MILLION), hash_leaf(b"%d" % index), head)

    milliseconds = best_seconds(act) * 1000 / len(indexes)
    name = "inclusion proof at a million, made and checked"
    return Result(name, f"{milliseconds:.3f} ms", "< 5 ms", milliseconds < 5)


def consistency(store: MemoryStore) -> Result:
    sizes = range(1, MILLION, 997)
    milliseconds = best_seconds(lambda: [prove_consistency(store, size, MILLION) for size in sizes]) * 1000 / len(sizes)
    return Result("consistency proof to a million", f"{milliseconds:.3f} ms", "< 5 ms", milliseconds < 5)


def recount() -> tuple[Result, Result]:
    data = [entry_bytes({"verb": "CASE_READ", "case": number, "by": 17}) for number in range(RECOUNTED)]
    salts = [sha256(b"%d" % number).digest() for number in range(RECOUNTED)]
    stored = [StoredEntry(hash_entry(each, salt), each, salt) for each, salt in zip(data, salts, strict=True)]
    store = MemoryStore()
    store.put(Frontier().append(entry.leaf_hash for entry in stored)[1])
    alone, beside = best_of_both(lambda: audit(stored), lambda: audit(stored, store=store), rounds=3)
    rate, share = RECOUNTED / alone, alone / beside
    name = "rate of the same with every stored node compared"
    return (
        Result("full verification", f"{rate:,.0f} entries/s", ">= 100,000/s", rate >= 100_000),
        Result(name, f"{share:.0%} of that", ">= 40 %", share >= 0.4),
    )


def results() -> Iterator[Result]:
    yield appends()
    yield from recount()
    store, frontier = stored_tree()
    yield proof(store, frontier)
    yield consistency(store)


if __name__ == "__main__":
    sys.exit(report(*results()))
