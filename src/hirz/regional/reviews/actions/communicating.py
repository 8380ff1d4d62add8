"""Communications of special procedures: sent, answered, published. Before that last step they stay with the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.vocabularies.registry import state as state_of
from hirz.regional.organisations.permissions import require_edit
from hirz.regional.reviews.models import Communication, Reply
from hirz.regional.reviews.telling import tell_letter, tell_reply
from hirz.regional.reviews.verbs import ReviewVerb
from hirz.rules.errors import BadInput, RefusedByRule
from hirz.rules.layers import Layer
from hirz.rules.sp_communications import Letter, LetterKind, read_reference


class ReferenceOfAnotherState(BadInput):
    """The letters of the State in the reference are those of another."""

    code: ClassVar[str] = "communication_of_another_state"


class PublishedBefore(RefusedByRule):
    """What was published once is not published again."""

    code: ClassVar[str] = "communication_published_before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What is kept of a communication: its public reference, mandates, subjects, a count, days, an address."""

    reference: str
    procedures: Sequence[str]
    sent_date: date
    themes: Sequence[str] = ()
    persons: int | None = None
    asked_date: date | None = None
    address: str = ""


@action
def record_communication(*, state_code: str, sent: Sent, by: User) -> Communication:
    """Put a communication on record. Raises ``BadReference``, ``ReferenceOfAnotherState``, ``BeforeItWasSent``."""
    require_edit(by, state_code)
    reference = read_reference(sent.reference)
    if reference.alpha_3 != state_of(state_code).alpha_3:
        raise ReferenceOfAnotherState
    Letter(kind=reference.kind, sent_date=sent.sent_date, asked_date=sent.asked_date)
    row = Communication(
        state_code=state_code, kind=LetterKind(reference.kind).value, reference=str(reference),
        procedures=list(sent.procedures), themes=list(sent.themes), persons=sent.persons, sent_date=sent.sent_date,
        asked_date=sent.asked_date, address=sent.address, layer=Layer.INTERNAL.value, entered_by=by,
    )  # fmt: skip
    row.full_clean()
    row.save(force_insert=True)
    record(ReviewVerb.SP_COMMUNICATION_RECORDED, by=by, subject=row, state=state_code, kind=row.kind)
    return row


@action
def record_reply(
    *, communication: Communication, on_date: date, kinds: Sequence[str], by: User, address: str = ""
) -> Reply:
    """Put a reply of the State on record, with what it comes to. Raises ``BeforeItWasSent``."""
    require_edit(by, communication.state_code)
    communication = _held(communication)
    Letter(kind=LetterKind(communication.kind), sent_date=communication.sent_date, replied_date=on_date)
    row = Reply(communication=communication, on_date=on_date, kinds=list(kinds), address=address, recorded_by=by)
    row.full_clean()
    row.save(force_insert=True)
    if communication.published_date is not None:
        tell_reply(row, by=by)
    record(ReviewVerb.SP_COMMUNICATION_ANSWERED, by=by, subject=communication, state=communication.state_code)
    return row


@action
def publish_communication(*, communication: Communication, on_date: date, by: User, address: str = "") -> Communication:
    """Say that the mandates published it, which makes it public here and tells the calendar."""
    require_edit(by, communication.state_code)
    communication = _held(communication)
    if communication.published_date is not None:
        raise PublishedBefore
    Letter(kind=LetterKind(communication.kind), sent_date=communication.sent_date, published_date=on_date)
    communication.published_date, communication.layer = on_date, Layer.PUBLIC.value
    communication.address = address or communication.address
    communication.full_clean()
    communication.save()
    tell_letter(communication, by=by)
    record(ReviewVerb.SP_COMMUNICATION_PUBLISHED, by=by, subject=communication, state=communication.state_code)
    return communication


def _held(communication: Communication) -> Communication:
    """As it is now: of a reply and a publication at once, each would leave it to the other to tell the calendar."""
    return Communication.objects.select_for_update().get(pk=communication.pk)
