"""Checkpoints: the size and the root of the ledger at one moment, signed by it and countersigned by witnesses.

Sources: C2SP, tlog-checkpoint and tlog-cosignature (Ed25519, "cosignature/v1"); what a witness looks at before it
signs follows tlog-witness. All at c2sp.org.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from hirz.engines.ledger.errors import NoteMalformed, NotSigned, OtherLog
from hirz.engines.ledger.hashing import EMPTY_ROOT, HASH_BYTES
from hirz.engines.ledger.notes import Note, Signature, SignatureType, Signer, Verifier
from hirz.engines.ledger.proofs import ConsistencyProof, verify_consistency
from hirz.engines.ledger.tree import TreeHead

_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,18}")
_TIME_BYTES: Final = 8


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """``origin`` names the log, ``size`` counts its leaves, ``root`` is their Merkle tree hash (32 bytes).

    Raises:
        NoteMalformed: for an origin that is empty or has more than one line, a root of another length, a root of
        nothing that is not that of nothing.
    """

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not self.origin or "\n" in self.origin or self.size < 0 or len(self.root) != HASH_BYTES:
            raise NoteMalformed("this is no checkpoint")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise NoteMalformed("the root of an empty ledger is known")

    @property
    def head(self) -> TreeHead:
        return TreeHead(self.size, self.root)

    def text(self) -> str:
        """The text of the note: three lines."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode('ascii')}\n"

    def signed(self, signer: Signer) -> Note:
        """The checkpoint as a note with the log's own signature."""
        return Note(self.text()).signed_by(signer)

    @classmethod
    def from_text(cls, text: str) -> Checkpoint:
        """The checkpoint of a note's text. Lines after the third are refused: we write none, and none is auditable.

        Raises:
            NoteMalformed: for any other text.
        """
        origin, size, root = [*text.split("\n"), "", "", ""][:3]
        if not _SIZE.fullmatch(size):
            raise NoteMalformed("the size of a checkpoint is a plain number")
        try:
            checkpoint = cls(origin, int(size), base64.b64decode(root, validate=True))
        except ValueError:
            raise NoteMalformed("this is no checkpoint") from None
        if checkpoint.text() != text:
            raise NoteMalformed("this is no checkpoint in its one form")
        return checkpoint


@dataclass(frozen=True, slots=True)
class Cosignature:
    """That a witness saw the checkpoint at a moment, and nothing of the same log that contradicts it."""

    witness: str
    at: datetime


def open_checkpoint(note: Note, *, log: Verifier, origin: str) -> Checkpoint:
    """The checkpoint of a note, once the log's signature is checked.

    Raises:
        NotSigned, NoteMalformed, OtherLog: when it is not a checkpoint of that log.
    """
    note.require_signature(log)
    checkpoint = Checkpoint.from_text(note.text)
    if checkpoint.origin != origin:
        raise OtherLog("the checkpoint is of another log")
    return checkpoint


def cosign(
    note: Note,
    *,
    log: Verifier,
    seen: Checkpoint,
    proof: ConsistencyProof,
    witness: Signer,
    at: datetime,
) -> Note:
    """The note with the witness's cosignature, after it was found to continue what the witness has ``seen``.

    A witness starts with the empty checkpoint of the log, keeps the one it signed last, and passes it next time.
    ``proof`` leads from ``seen`` to the note; ``at`` is an aware moment.

    Raises:
        NotSigned, NoteMalformed, OtherLog: as :func:`open_checkpoint`; NotSigned also for a key of another type.
        ProofInvalid: when the checkpoint is older, forks, or the proof is for other trees.
    """
    checkpoint = open_checkpoint(note, log=log, origin=seen.origin)
    verify_consistency(proof, seen.head, checkpoint.head)
    return note.with_signature(_cosignature(note, witness, at))


def empty_checkpoint(origin: str) -> Checkpoint:
    """What a witness has seen of a log before it has seen anything."""
    return Checkpoint(origin, 0, EMPTY_ROOT)


def cosignatures(note: Note, witnesses: Iterable[Verifier]) -> tuple[Cosignature, ...]:
    """Who of ``witnesses`` (type 0x04) cosigned the note, and when; each counts once, with its latest moment.

    Raises:
        NotSigned: when a signature that names one of them is wrong.
    """
    found: dict[str, Cosignature] = {}
    for witness in witnesses:
        times = [_checked(note, witness, signature) for signature in note.signatures if witness.made(signature)]
        if times:
            found[witness.name] = Cosignature(witness.name, max(times))
    return tuple(found.values())


def _cosignature(note: Note, witness: Signer, at: datetime) -> Signature:
    if witness.type is not SignatureType.COSIGNATURE:
        raise NotSigned("a witness signs with a key of its own type")
    seconds = int(at.timestamp())
    return witness.signature(_cosigned(note, seconds), prefix=seconds.to_bytes(_TIME_BYTES, "big"))


def _checked(note: Note, witness: Verifier, signature: Signature) -> datetime:
    seconds = int.from_bytes(signature.value[:_TIME_BYTES], "big")
    if witness.type is not SignatureType.COSIGNATURE:
        raise NotSigned("a witness signs with a key of its own type")
    witness.check(_cosigned(note, seconds), signature.value[_TIME_BYTES:])
    return _moment(seconds)


def _moment(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise NotSigned("the time of a cosignature is no time") from None


def _cosigned(note: Note, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{note.text}".encode()
