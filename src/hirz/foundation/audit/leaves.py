"""What the ledger says of an entry: the canonical bytes that are hashed, and the hash.

The bytes are the canonical JSON of nine fields. Writing them and recounting them later go through the same function,
which is quicker than the general one because a recount passes over every entry there ever was.
"""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple

from hirz.engines.canonical import canonical_json
from hirz.engines.ledger import SALT_BYTES, hash_entry
from hirz.foundation.audit.models import Entry

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_REMEMBERED: Final = 16_384


class Told(NamedTuple):
    """What an entry tells: ids as text, the moment in microseconds since 1970, the detail as JSON text of any form."""

    actor: str | None
    actor_kind: str
    at: int
    case: str | None
    detail: str
    office: str | None
    subject: str
    subject_type: str
    verb: str


def told_by(entry: Entry) -> Told:
    return Told(
        actor=_id_text(entry.actor_id),
        actor_kind=str(entry.actor_kind),
        at=microseconds(entry.at),
        case=_id_text(entry.case_id),
        detail=json.dumps(entry.detail),
        office=_id_text(entry.office_id),
        subject=str(entry.subject_id),
        subject_type=entry.subject_type,
        verb=str(entry.verb),
    )


def leaf_bytes(told: tuple[Any, ...]) -> bytes:
    """The same as ``entry_bytes(as_object(told))``; any row with the fields of ``Told`` in their order will do.

    Raises:
        NotCanonical: for a detail without a canonical form.
    """
    actor, kind, at, case, detail, office, subject, subject_type, verb = told
    return (
        f'{{"actor":{_id(actor)},"actor_kind":{_text(kind)},"at":{at},"case":{_id(case)},"detail":{_detail(detail)},'
        f'"office":{_id(office)},"subject":{_id(subject)},"subject_type":{_text(subject_type)},"verb":{_text(verb)}}}'
    ).encode()


def as_object(told: Told) -> dict[str, object]:
    """The entry as it is shown to somebody who checks a proof."""
    return {**told._asdict(), "detail": json.loads(told.detail)}


def seal_leaf(entry: Entry) -> None:
    """Give the entry its salt and its leaf hash, before it is written."""
    entry.salt = secrets.token_bytes(SALT_BYTES)
    entry.leaf_hash = hash_entry(leaf_bytes(told_by(entry)), entry.salt)


def microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _id_text(id_: object) -> str | None:
    return None if id_ is None else str(id_)


def _id(text: str | None) -> str:
    return "null" if text is None else f'"{text}"'


@lru_cache(_REMEMBERED)
def _text(text: str) -> str:
    return canonical_json(text).decode()


@lru_cache(_REMEMBERED)
def _detail(text: str) -> str:
    return canonical_json(json.loads(text)).decode()
