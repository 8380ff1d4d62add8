"""Recounting the ledger from its rows: every entry, every leaf, every kept hash, every checkpoint and cosignature.

Nothing is believed but the key of the log and the checkpoints that are given from elsewhere. What is found wrong is
named by the index of the entries concerned. The engine's own ``audit`` wants every hash of the tree; one level in four
is kept here, so the walk is ours and the hashing the engine's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, TypeAlias

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count

from hirz.engines.canonical import NotCanonical
from hirz.engines.ledger import (
    Checkpoint,
    EntryAltered,
    Frontier,
    LedgerError,
    Node,
    NodeAltered,
    Note,
    RootDiffers,
    Truncated,
    Verifier,
    cosignatures,
    hash_entry,
    open_checkpoint,
)
from hirz.foundation.audit import checkpoints
from hirz.foundation.audit.leaves import Told, leaf_bytes, microseconds
from hirz.foundation.audit.models import Entry, LedgerCheckpoint, LedgerNode
from hirz.foundation.audit.refusals import LedgerFails, ledger_problems_in_words
from hirz.foundation.audit.sequencing import sequence
from hirz.foundation.audit.tree import KEPT_EVERY, hashes_between, size_of_tree
from hirz.foundation.audit.verbs import LedgerVerb
from hirz.foundation.walls.standing import beyond_the_wall

Row: TypeAlias = tuple[Any, ...]
Each: TypeAlias = Callable[[Iterable[Sequence[Row]]], Iterable[Sequence[Row]]]

BATCH: Final = 4_096
BACKDATED: Final = timedelta(days=1) // timedelta(microseconds=1)
"""By how much an entry may say it is older than a checkpoint before it: a clock may be a day off, an act take long."""
_TOLD_FROM: Final = 6
_AT: Final = Told._fields.index("at")
_DETAIL: Final = Told._fields.index("detail")
_ROWS: Final = """
    select l.index, e.id, l.hash = e.leaf_hash, e.leaf_hash, e.salt, e.verb = %s and e.actor_kind <> %s,
        e.actor_id::text, e.actor_kind, (extract(epoch from e.at) * 1000000)::bigint, e.case_id::text, e.detail::text,
        e.office_id::text, e.subject_id::text, e.subject_type, e.verb
    from audit_ledgerleaf l left join audit_entry e on e.id = l.entry_id
    order by l.index
"""


@dataclass(frozen=True, slots=True)
class Recounted:
    """What was found to hold."""

    entries: int
    root: bytes
    checkpoints: int
    cosignatures: int
    shredded: int


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint to hold the entries against; what comes after it is hardly older than ``at`` (microseconds)."""

    checkpoint: Checkpoint
    at: int


def recount(*, kept_elsewhere: Iterable[Note] = (), each: Each = iter) -> Recounted:
    """Recount the whole ledger as it is at this moment, and hold it against checkpoints that were kept elsewhere.

    ``each`` hands on one batch after the other, and may tell how far it is.

    Raises:
        LedgerFails: with the first and the last entry concerned.
        LedgerInput: when a checkpoint from elsewhere is not one of this ledger.
    """
    sequence(thorough=True)
    with ledger_problems_in_words(), _one_moment():
        log = checkpoints.log_key()
        rows = list(LedgerCheckpoint.objects.prefetch_related("cosignatures"))
        signed = [Signed(_opened(row, log), microseconds(row.at)) for row in rows]
        walk = _Walk([*signed, *_from_elsewhere(kept_elsewhere, log)])
        for batch in each(_batches()):
            walk.pass_by(batch)
        walk.end()
        confirmed = sum(_cosigned(row) for row in rows)
    return Recounted(walk.frontier.size, walk.frontier.root(), len(rows), confirmed, len(walk.shredded))


def batches_to_recount() -> int:
    with beyond_the_wall():
        return -(-size_of_tree() // BATCH)


class _Walk:
    """Past all entries in their order."""

    def __init__(self, signed: Iterable[Signed]) -> None:
        self.frontier = Frontier()
        self.shredded: dict[int, int] = {}
        self._said_shredded: set[int] = set()
        self._ahead = sorted(signed, key=lambda each: each.checkpoint.size, reverse=True)
        self._proven, self._oldest = 0, 0
        self._completed, self._compared = list[Node](), 0

    def pass_by(self, rows: Sequence[Row]) -> None:
        while rows:
            self._hold_against_due()
            until = self._ahead[-1].checkpoint.size - self.frontier.size if self._ahead else len(rows)
            part, rows = rows[:until], rows[until:]
            self.frontier, completed = self.frontier.append(self._leaves(part))
            self._completed += [node for node in completed if node[0] and not node[0] % KEPT_EVERY]
        self._compare_kept()

    def end(self) -> None:
        self._hold_against_due()
        if self._ahead:
            raise Truncated(
                "entries that were signed are missing", self.frontier.size, self._ahead[0].checkpoint.size - 1
            )
        _require_no_more_nodes(self.frontier.size)
        for entry, index in self.shredded.items():
            if entry not in self._said_shredded:
                raise LedgerFails("ledger_shredded_silently", index, index)

    def _hold_against_due(self) -> None:
        while self._ahead and self._ahead[-1].checkpoint.size == self.frontier.size:
            signed = self._ahead.pop()
            if signed.checkpoint.root != self.frontier.root():
                self._compare_kept()  # which may name fewer entries
                first, last = min(self._proven, self.frontier.size - 1), self.frontier.size - 1
                raise RootDiffers("the entries do not lead to the root that was signed", max(first, 0), max(last, 0))
            self._proven, self._oldest = self.frontier.size, max(self._oldest, signed.at - BACKDATED)

    def _leaves(self, rows: Sequence[Row]) -> Iterator[bytes]:
        oldest = self._oldest
        try:
            for index, row in enumerate(rows, self.frontier.size):
                place, entry, same, hashed, salt, says_shredded = row[:_TOLD_FROM]
                told = row[_TOLD_FROM:]
                if place != index or not same:
                    raise EntryAltered("an entry has lost its place, or its hash", index, index)
                if salt is None:
                    self.shredded[entry] = index
                elif hash_entry(leaf_bytes(told), salt) != hashed:
                    raise EntryAltered("an entry does not fit its hash", index, index)
                elif says_shredded:
                    self._said_shredded.update(_entries_named(told))
                if told[_AT] < oldest:
                    raise LedgerFails("ledger_backdated", index, index)
                yield hashed
        except NotCanonical:
            raise EntryAltered("an entry says what none can say", index, index) from None

    def _compare_kept(self) -> None:
        """Each kept hash above the entries passed by since the last time with the one that follows from them."""
        before, after = self._compared, self.frontier.size
        for level in range(KEPT_EVERY, after.bit_length(), KEPT_EVERY):
            stored = hashes_between(level, before >> level, after >> level)
            for node in self._completed:
                if node.level == level and stored.get(node.position) != node.hash:
                    subtree = node.subtree
                    raise NodeAltered("a stored hash does not follow from the entries", subtree.first, subtree.last)
        self._completed, self._compared = [], after


def _entries_named(told: Row) -> list[int]:
    named: list[int] = json.loads(told[_DETAIL])["entries"]
    return named


def _batches() -> Iterator[Sequence[Row]]:
    with connection.chunked_cursor() as cursor:
        # The public process can sign for those who write, whatever it says: nothing is shredded on its word.
        cursor.execute(_ROWS, [LedgerVerb.ENTRIES_SHREDDED, Entry.Actor.SUBMITTER])
        while rows := cursor.fetchmany(BATCH):
            yield rows


@contextmanager
def _one_moment() -> Iterator[None]:
    """Everything is read as it was at one moment, while others go on writing."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
        with beyond_the_wall():
            yield


def _from_elsewhere(notes: Iterable[Note], log: Verifier) -> Iterator[Signed]:
    for note in notes:
        yield Signed(open_checkpoint(note, log=log, origin=settings.HIRZ_LEDGER_ORIGIN), 0)


def _opened(row: LedgerCheckpoint, log: Verifier) -> Checkpoint:
    try:
        checkpoint = checkpoints.opened(row, log)
    except LedgerError as error:
        raise _altered(row) from error
    if checkpoint.size != row.size:
        raise _altered(row)
    return checkpoint


def _cosigned(row: LedgerCheckpoint) -> int:
    try:
        return len(cosignatures(checkpoints.whole_note(row), checkpoints.trusted_witnesses()))
    except LedgerError as error:
        raise _altered(row) from error


def _altered(row: LedgerCheckpoint) -> LedgerFails:
    return LedgerFails("ledger_checkpoint_altered", 0, max(row.size - 1, 0))


def _require_no_more_nodes(size: int) -> None:
    for level, count in LedgerNode.objects.values_list("level").annotate(count=Count("position")):
        if level % KEPT_EVERY or count != size >> level:
            raise NodeAltered("there are hashes of entries that are not there", size, size)
