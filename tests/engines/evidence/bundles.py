"""A small bundle whose every key and salt is known: two files of two items, five lines, a ledger of nine entries."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from hirz.engines.canonical import Json
from hirz.engines.evidence import (
    LEDGER,
    MANIFEST,
    BundledFile,
    BundledItem,
    Event,
    LedgerPart,
    Line,
    Manifest,
    ProvenLine,
    member_of,
    opening,
    written,
)
from hirz.engines.ledger import (
    Checkpoint,
    Frontier,
    MemoryStore,
    Signer,
    entry_bytes,
    hash_entry,
    hash_leaf,
    prove_inclusion,
)

ORIGIN: Final = "ledger.example/hirz"
LOG: Final = Signer(ORIGIN, sha256(b"log").digest())
ORIGINAL: Final = b"a letter, as it was received\n"
REDACTED: Final = b"a photograph without faces\n"
ITEMS: Final = ("item-1", "item-2")
COPY: Final = "copy-2"
BEFORE: Final = 4
"""Entries of the ledger that are about something else."""


@dataclass(frozen=True)
class Told:
    """What one line of custody says, openings included."""

    event: Event
    item: str
    copy: str | None
    sha256: str
    reason: str
    shown: bool

    @property
    def secret(self) -> bytes:
        return sha256(f"{self.item} {self.event} {self.copy}".encode()).digest()

    def line(self) -> Line:
        hashed = opening(self.sha256, secret=self.secret, label="sha256")
        reason = opening(self.reason, secret=self.secret, label="reason")
        return Line(self.event, self.item, self.copy, hashed.commitment(), reason.commitment())


def hexed(data: bytes) -> str:
    return sha256(data).hexdigest()


TOLD: Final = (
    Told(Event.RECEIVED, ITEMS[0], None, hexed(ORIGINAL), "", shown=True),
    Told(Event.RECEIVED, ITEMS[1], None, hexed(b"a photograph of four people"), "", shown=False),
    Told(Event.REDACTED, ITEMS[1], COPY, hexed(REDACTED), "Faces of bystanders.", shown=True),
)


def manifest() -> Manifest:
    return Manifest(
        disclosure="disclosure-1",
        made_at="2026-11-22T12:00:00+00:00",
        purpose="SHARE_MECHANISM",
        recipient="special_procedures",
        log=ORIGIN,
        note="Two files.",
        items=tuple(BundledItem(item, "2026-05", _digests(item)) for item in ITEMS),
        files=(
            BundledFile("files/0001.txt", ITEMS[0], None, "text/plain", len(ORIGINAL), hexed(ORIGINAL)),
            BundledFile("files/0002.png", ITEMS[1], COPY, "image/png", len(REDACTED), hexed(REDACTED)),
        ),
    )


def _digests(item: str) -> tuple[str, ...]:
    return tuple(told.line().digest() for told in TOLD if told.item == item)


def left_in(whole: Manifest) -> list[Told]:
    """The lines by which its files left."""
    hashed = hexed(whole.encoded())
    return [Told(Event.EXPORTED, file.item, file.copy, hashed, "For the mandate.", shown=True) for file in whole.files]


def ledger(
    whole: Manifest, lines: Sequence[Told] = TOLD, signer: Signer = LOG, left: Sequence[Told] | None = None
) -> LedgerPart:
    told = [*lines, *(left_in(whole) if left is None else left)]
    entries: list[Json] = [_entry(one) for one in told]
    salts = [sha256(b"salt %d" % number).digest() for number in range(len(entries))]
    hashes = [hash_leaf(b"of somebody else %d" % number) for number in range(BEFORE)]
    hashes += [hash_entry(entry_bytes(entry), salt) for entry, salt in zip(entries, salts, strict=True)]
    store = MemoryStore()
    frontier, nodes = Frontier().append(hashes)
    store.put(nodes)
    return LedgerPart(
        checkpoint=Checkpoint(ORIGIN, len(hashes), frontier.root()).signed(signer).encoded(),
        key=signer.verifier.encoded,
        lines=[
            ProvenLine(
                line=one.line(),
                sha256=opening(one.sha256, secret=one.secret, label="sha256") if one.shown else None,
                reason=opening(one.reason, secret=one.secret, label="reason") if one.event is Event.EXPORTED else None,
                entry=entry,
                salt=salt,
                proof=prove_inclusion(store, BEFORE + number, len(hashes)),
            )
            for number, (one, entry, salt) in enumerate(zip(told, entries, salts, strict=True))
        ],
    )


def _entry(told: Told) -> Json:
    return {
        "actor": "user-1",
        "at": 1_795_348_800_000_000,
        "detail": {"line": told.line().digest()},
        "subject": told.item,
        "verb": f"EVIDENCE_{told.event}",
    }


def archived(whole: Manifest, part: LedgerPart, files: Sequence[tuple[str, bytes]] | None = None) -> bytes:
    given = files if files is not None else [("files/0001.txt", ORIGINAL), ("files/0002.png", REDACTED)]
    documents = [(MANIFEST, whole.encoded()), *given, (LEDGER, part.encoded())]
    return b"".join(written(member_of(name, data) for name, data in documents))


def bundle() -> bytes:
    whole = manifest()
    return archived(whole, ledger(whole))


def with_files(whole: Manifest, *files: BundledFile) -> Manifest:
    return replace(whole, files=files)


def stream(data: bytes) -> io.BytesIO:
    return io.BytesIO(data)
