"""The chain of custody: every line goes through the ledger in the transaction of the act, and is held against it."""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from hirz.engines.evidence import SALT_BYTES, Event, Line, Opening, opening
from hirz.foundation.audit.history import Actor, record
from hirz.foundation.audit.models import Entry
from hirz.foundation.audit.recorded import Recorded, recorded
from hirz.foundation.keys.sealed import Unreadable
from hirz.reprisals.evidence.models import CustodyLine, EvidenceItem, WorkingCopy
from hirz.reprisals.evidence.verbs import VERB_OF
from hirz.rules.errors import BadInput

REASON_LIMIT: Final = 1_000
_NEEDS_REASON: Final = frozenset({Event.SAVED, Event.REDACTED, Event.DISCARDED, Event.EXPORTED})


class ReasonMissing(BadInput):
    """Nobody copies, redacts or exports evidence without saying why."""

    code: ClassVar[str] = "custody_reason_missing"


class ReasonTooLong(BadInput):
    code: ClassVar[str] = "custody_reason_too_long"


class Standing(StrEnum):
    """How a line of custody stands to the ledger."""

    RECORDED = "RECORDED"
    WAITING = "WAITING"
    SHREDDED = "SHREDDED"
    UNREADABLE = "UNREADABLE"
    ALTERED = "ALTERED"


@dataclass(frozen=True, slots=True)
class Checked:
    """A line with what the ledger says of it; ``index`` is its place there, when it has one."""

    line: CustodyLine
    standing: Standing
    index: int | None


def note(
    *, item: EvidenceItem, event: Event, sha256: str, by: Actor, reason: str = "", copy: WorkingCopy | None = None
) -> CustodyLine:
    """Write one line, with its entry of the history. ``sha256`` is of what was handled, in hexadecimal.

    Raises:
        ReasonMissing, ReasonTooLong: where a reason has to be typed.
    """
    written = CustodyLine(
        item=item,
        copy=copy,
        event=event.value,
        reason=_checked(event, reason),
        sha256=sha256,
        secret=b64encode(secrets.token_bytes(SALT_BYTES)).decode(),
    )
    written.entry = record(
        VERB_OF[event], by=by, subject=item, case_id=item.case_id, office_id=item.office_id,
        line=committed(written).digest(),
    )  # fmt: skip
    written.save(force_insert=True)
    return written


def committed(line: CustodyLine) -> Line:
    """The line as the ledger knows it: hash and reason as commitments."""
    return Line(
        event=line.event,
        item=str(line.item_id),
        copy=str(line.copy_id) if line.copy_id else None,
        sha256=opened_hash(line).commitment(),
        reason=opened_reason(line).commitment(),
    )


def opened_hash(line: CustodyLine) -> Opening:
    return opening(line.sha256, secret=b64decode(line.secret), label="sha256")


def opened_reason(line: CustodyLine) -> Opening:
    return opening(line.reason, secret=b64decode(line.secret), label="reason")


def chain(item: EvidenceItem) -> list[CustodyLine]:
    """Every line of the item, in the order of the ledger's entries."""
    return list(item.custody.select_related("entry__actor", "copy").order_by("entry_id"))


def checked(lines: Sequence[CustodyLine]) -> list[Checked]:
    """Hold each line against its entry, and the entry against the ledger."""
    found = recorded([line.entry for line in lines])
    return [_held_against(line, found[line.entry_id]) for line in lines]


def _held_against(line: CustodyLine, entry: Recorded) -> Checked:
    if not entry.is_whole:
        standing = Standing.ALTERED
    elif line.entry.salt is None:
        standing = Standing.SHREDDED
    elif is_unreadable(line):
        standing = Standing.UNREADABLE
    elif not _is_the_one(line, line.entry):
        standing = Standing.ALTERED
    else:
        standing = Standing.WAITING if entry.index is None else Standing.RECORDED
    return Checked(line, standing, entry.index)


def is_unreadable(line: CustodyLine) -> bool:
    return any(isinstance(value, Unreadable) for value in (line.reason, line.sha256, line.secret))


def _is_the_one(line: CustodyLine, entry: Entry) -> bool:
    try:
        digest = committed(line).digest()
    except ValueError:
        return False
    return entry.subject_id == line.item_id and entry.detail.get("line") == digest


def _checked(event: Event, reason: str) -> str:
    said = reason.strip()
    if event in _NEEDS_REASON and not said:
        raise ReasonMissing
    if len(said) > REASON_LIMIT:
        raise ReasonTooLong
    return said
