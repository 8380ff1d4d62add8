"""No byte of a bundle can change unnoticed: each one is changed, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from hirz.engines.evidence import LEDGER, MANIFEST, LedgerPart, member_of, verify, written
from hirz.engines.ledger import Note, SignatureType, Signer
from tests.engines.evidence.bundles import LOG, ORIGINAL, REDACTED, archived, bundle, ledger, manifest, stream

WITNESS = Signer("witness.example/w1", bytes(32), SignatureType.COSIGNATURE)


def test_every_changed_byte_is_found() -> None:
    whole = bundle()
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= 1 << at % 8
        assert not verify(stream(bytes(changed)), LOG.verifier).holds, f"byte {at} changed and nobody noticed"


def test_every_changed_byte_of_a_document_is_found_even_when_the_archive_is_made_anew() -> None:
    """As somebody would who knows the format: the checksums of the archive fit what was changed."""
    whole = manifest()
    part = ledger(whole)
    documents = {MANIFEST: whole.encoded(), LEDGER: part.encoded()}
    for name, document in documents.items():
        for at in range(len(document)):
            changed = bytearray(document)
            changed[at] ^= 1 << at % 8
            data = packed({**documents, name: bytes(changed)})
            assert not verify(stream(data), LOG.verifier).holds, f"byte {at} of {name}"


def packed(documents: Mapping[str, bytes]) -> bytes:
    files = {"files/0001.txt": ORIGINAL, "files/0002.png": REDACTED}
    members = {MANIFEST: documents[MANIFEST], **files, LEDGER: documents[LEDGER]}
    return b"".join(written(member_of(name, data) for name, data in members.items()))


def test_only_the_line_of_an_unknown_witness_may_change_and_it_claims_nothing() -> None:
    whole = manifest()
    part = ledger(whole)
    note = Note.parse(part.checkpoint)
    seconds = int(datetime(2026, 11, 22, tzinfo=UTC).timestamp())
    signed = note.with_signature(WITNESS.signature(note.text.encode(), prefix=seconds.to_bytes(8, "big")))
    own = len(part.checkpoint.split("\n")) - 1
    lines = signed.encoded().split("\n")
    altered = [*lines[:own], lines[own].replace("A", "B", 1), *lines[own + 1 :]]
    assert altered != lines
    for checkpoint in (signed.encoded(), "\n".join(altered)):
        changed = LedgerPart(checkpoint, part.key, part.lines)
        verdict = verify(stream(archived(whole, changed)), LOG.verifier)
        assert verdict.holds
