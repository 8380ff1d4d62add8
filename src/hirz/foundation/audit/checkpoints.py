"""Signed checkpoints of the ledger, and the cosignatures of witnesses who keep them where we cannot change them."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hirz.engines.ledger import (
    Checkpoint,
    Note,
    OutOfTree,
    Signature,
    Signer,
    Verifier,
    cosignatures,
    open_checkpoint,
)
from hirz.foundation.audit.models import LedgerCheckpoint, LedgerCosignature
from hirz.foundation.audit.refusals import LedgerForks, NoSuchCheckpoint, NotCosigned
from hirz.foundation.audit.sequencing import only_one_at_a_time, sequence
from hirz.foundation.audit.tree import StoredTree, size_of_tree
from hirz.foundation.keys import rings
from hirz.foundation.walls.standing import beyond_the_wall


def log_signer() -> Signer:
    return Signer(settings.HIRZ_LEDGER_ORIGIN, rings.secret(rings.LEDGER).secret)


def log_key() -> Verifier:
    """The public key of the log: what a witness, or anybody who checks a proof, has to be given once."""
    return log_signer().verifier


def trusted_witnesses() -> list[Verifier]:
    return [Verifier.from_encoded(key) for key in settings.HIRZ_LEDGER_WITNESSES]


def make_checkpoint() -> LedgerCheckpoint:
    """Sign the ledger as it stands; the last checkpoint when nothing was added since.

    Raises:
        LedgerForks: when the ledger no longer contains what was signed before. Nothing is signed then.
    """
    sequence(thorough=True)
    with transaction.atomic(), beyond_the_wall():
        only_one_at_a_time()
        size, tree, last = size_of_tree(), StoredTree(), last_checkpoint()
        if last is not None:
            _require_continued(last, tree, size)
            if last.size == size:
                return last
        made = Checkpoint(settings.HIRZ_LEDGER_ORIGIN, size, tree.head(size).root)
        note = made.signed(log_signer()).encoded()
        return LedgerCheckpoint.objects.create(size=size, note=note, at=timezone.now())


def last_checkpoint() -> LedgerCheckpoint | None:
    return LedgerCheckpoint.objects.order_by("-size").first()


def opened(row: LedgerCheckpoint, log: Verifier | None = None) -> Checkpoint:
    """What the note of a row says, once its signature is checked.

    Raises:
        NotSigned, NoteMalformed, OtherLog: of the engine.
    """
    return open_checkpoint(Note.parse(row.note), log=log or log_key(), origin=settings.HIRZ_LEDGER_ORIGIN)


def whole_note(row: LedgerCheckpoint) -> Note:
    """The note with every cosignature that came in for it."""
    note = Note.parse(row.note)
    for cosignature in row.cosignatures.all():
        note = note.with_signature(Signature.from_line(cosignature.line.removesuffix("\n")))
    return note


@transaction.atomic
def take_cosignatures(text: str) -> Sequence[str]:
    """Keep the cosignatures of trusted witnesses on a note that came back; returns the names of those witnesses.

    Raises:
        NoSuchCheckpoint: when it is not a checkpoint that was signed here.
        NotCosigned: when no trusted witness cosigned it.
        NotSigned, NoteMalformed, OtherLog: of the engine.
    """
    note, witnesses = Note.parse(text), trusted_witnesses()
    given = open_checkpoint(note, log=log_key(), origin=settings.HIRZ_LEDGER_ORIGIN)
    names = [cosignature.witness for cosignature in cosignatures(note, witnesses)]
    if not names:
        raise NotCosigned
    with beyond_the_wall():
        row = LedgerCheckpoint.objects.filter(size=given.size).first()
        if row is None or Note.parse(row.note).text != note.text:
            raise NoSuchCheckpoint
        lines = [s.line() for s in note.signatures if any(witness.made(s) for witness in witnesses)]
        new = [LedgerCosignature(checkpoint=row, line=line) for line in lines]
        LedgerCosignature.objects.bulk_create(new, ignore_conflicts=True)
    return names


def _require_continued(last: LedgerCheckpoint, tree: StoredTree, size: int) -> None:
    signed = opened(last)
    try:
        contained = signed.size <= size and tree.head(signed.size) == signed.head
    except OutOfTree:
        contained = False
    if not contained:
        raise LedgerForks
