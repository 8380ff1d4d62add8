"""Checkpoints of the log, and what witnesses put under them."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hirz.engines.ledger import (
    EMPTY_ROOT,
    Checkpoint,
    ConsistencyProof,
    Cosignature,
    LedgerError,
    Note,
    NoteMalformed,
    NotSigned,
    OtherLog,
    ProofInvalid,
    Signature,
    SignatureType,
    Signer,
    cosign,
    cosignatures,
    empty_checkpoint,
    open_checkpoint,
    prove_consistency,
)
from tests.engines.ledger.trees import grown, leaves, merkle_tree_hash

ORIGIN = "ledger.example/hirz"
LOG = Signer(ORIGIN, b"a" * 32)
WITNESS = Signer("witness.example/w1", b"w" * 32, SignatureType.COSIGNATURE)
OTHER_WITNESS = Signer("witness.example/w2", b"v" * 32, SignatureType.COSIGNATURE)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
STORE, _ = grown(leaves(20))


def checkpoint(size: int) -> Checkpoint:
    return Checkpoint(ORIGIN, size, merkle_tree_hash(leaves(size)))


def cosigned(seen: Checkpoint, size: int, *, at: datetime = NOON, witness: Signer = WITNESS) -> Note:
    proof = prove_consistency(STORE, seen.size, size)
    return cosign(checkpoint(size).signed(LOG), log=LOG.verifier, seen=seen, proof=proof, witness=witness, at=at)


def test_checkpoint_has_the_three_lines_of_the_specification() -> None:
    root = base64.b64encode(merkle_tree_hash(leaves(12))).decode()
    encoded = checkpoint(12).signed(LOG).encoded()
    assert encoded.startswith(f"{ORIGIN}\n12\n{root}\n\n— {ORIGIN} ")
    assert open_checkpoint(Note.parse(encoded), log=LOG.verifier, origin=ORIGIN) == checkpoint(12)


def test_checkpoint_of_another_key_or_log_is_refused() -> None:
    forged = checkpoint(12).signed(Signer(ORIGIN, b"f" * 32))
    with pytest.raises(NotSigned):
        open_checkpoint(forged, log=LOG.verifier, origin=ORIGIN)
    with pytest.raises(OtherLog):
        open_checkpoint(checkpoint(12).signed(LOG), log=LOG.verifier, origin="ledger.example/other")


@pytest.mark.parametrize(
    "text",
    [
        "\n",
        f"{ORIGIN}\n12\n",
        f"{ORIGIN}\n012\n{{root}}\n",
        f"{ORIGIN}\n-1\n{{root}}\n",
        f"{ORIGIN}\n+1\n{{root}}\n",
        f"{ORIGIN}\n١٢\n{{root}}\n",
        f"{ORIGIN}\n12 \n{{root}}\n",
        f"{ORIGIN}\n{'9' * 30}\n{{root}}\n",
        "\n12\n{root}\n",
        f"{ORIGIN}\n12\nAAAA\n",
        f"{ORIGIN}\n12\n!\n",
        f"{ORIGIN}\n0\n{{root}}\n",
        f"{ORIGIN}\n12\n{{root}}\nmore\n",
    ],
)
def test_text_that_is_no_checkpoint_is_refused(text: str) -> None:
    root = base64.b64encode(merkle_tree_hash(leaves(12))).decode()
    with pytest.raises(NoteMalformed):
        Checkpoint.from_text(text.format(root=root))


def test_witness_signs_what_continues_what_it_has_seen() -> None:
    note = cosigned(empty_checkpoint(ORIGIN), 7)
    assert cosignatures(Note.parse(note.encoded()), [WITNESS.verifier]) == (Cosignature(WITNESS.name, NOON),)
    later = cosigned(checkpoint(7), 20)
    assert open_checkpoint(later, log=LOG.verifier, origin=ORIGIN).size == 20


def test_cosignature_is_laid_out_as_specified() -> None:
    note = cosigned(empty_checkpoint(ORIGIN), 7)
    value = note.signatures[-1].value
    assert len(value) == 8 + 64
    assert int.from_bytes(value[:8], "big") == int(NOON.timestamp())
    message = f"cosignature/v1\ntime {int(NOON.timestamp())}\n{checkpoint(7).text()}"
    WITNESS.verifier.check(message.encode(), value[8:])


def test_witness_refuses_a_fork() -> None:
    forked = leaves(20)
    forked[3] = b"rewritten"
    store, frontier = grown(forked)
    note = Checkpoint(ORIGIN, 20, frontier.root()).signed(LOG)
    for proof in (prove_consistency(store, 7, 20), prove_consistency(STORE, 7, 20)):
        with pytest.raises(ProofInvalid):
            cosign(note, log=LOG.verifier, seen=checkpoint(7), proof=proof, witness=WITNESS, at=NOON)


def test_witness_refuses_an_older_checkpoint_and_a_proof_for_other_sizes() -> None:
    for proof in (ConsistencyProof(7, 5, ()), ConsistencyProof(5, 5, ()), prove_consistency(STORE, 4, 5)):
        with pytest.raises(ProofInvalid):
            cosign(
                checkpoint(5).signed(LOG), log=LOG.verifier, seen=checkpoint(7), proof=proof, witness=WITNESS, at=NOON
            )


def test_witness_refuses_what_the_log_did_not_sign() -> None:
    proof = prove_consistency(STORE, 0, 5)
    note = checkpoint(5).signed(Signer(ORIGIN, b"f" * 32))
    with pytest.raises(NotSigned):
        cosign(note, log=LOG.verifier, seen=empty_checkpoint(ORIGIN), proof=proof, witness=WITNESS, at=NOON)


def test_log_key_does_not_pass_for_a_witness() -> None:
    with pytest.raises(NotSigned):
        cosigned(empty_checkpoint(ORIGIN), 7, witness=LOG)
    with pytest.raises(NotSigned):
        cosignatures(checkpoint(7).signed(LOG), [LOG.verifier])


def test_every_flipped_bit_of_a_cosignature_is_noticed() -> None:
    note = cosigned(empty_checkpoint(ORIGIN), 7)
    *others, last = note.signatures
    for position in range(len(last.value) * 8):
        altered = bytearray(last.value)
        altered[position // 8] ^= 1 << position % 8
        with pytest.raises(NotSigned):
            cosignatures(replace(note, signatures=(*others, replace(last, value=bytes(altered)))), [WITNESS.verifier])


def test_cosignature_does_not_fit_another_checkpoint() -> None:
    moved = replace(checkpoint(9).signed(LOG), signatures=cosigned(empty_checkpoint(ORIGIN), 7).signatures)
    with pytest.raises(NotSigned):
        cosignatures(moved, [WITNESS.verifier])


def test_cosignature_that_is_too_short_is_refused() -> None:
    note = checkpoint(7).signed(LOG).with_signature(Signature(WITNESS.name, WITNESS.verifier.key_id, b"\x00"))
    with pytest.raises(LedgerError):
        cosignatures(note, [WITNESS.verifier])


def test_each_witness_counts_once_and_strangers_not_at_all() -> None:
    note = cosigned(empty_checkpoint(ORIGIN), 7)
    later = NOON.replace(hour=13)
    for witness, at in ((WITNESS, later), (OTHER_WITNESS, NOON)):
        note = note.with_signature(cosigned(empty_checkpoint(ORIGIN), 7, at=at, witness=witness).signatures[-1])
    assert cosignatures(note, [WITNESS.verifier]) == (Cosignature(WITNESS.name, later),)
    assert len(cosignatures(note, [WITNESS.verifier, OTHER_WITNESS.verifier])) == 2


def test_empty_log_has_one_checkpoint() -> None:
    assert empty_checkpoint(ORIGIN) == Checkpoint(ORIGIN, 0, EMPTY_ROOT) == checkpoint(0)
