"""What a review tells the calendar of its State: events before the mechanisms, one for each day that matters.

Only what is public becomes an event, because everybody reads those.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Final
from uuid import UUID

from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import Actor
from hirz.regional.mechanisms.actions import record_event, remove_event
from hirz.regional.mechanisms.models import MechanismEvent
from hirz.regional.reviews.models import Communication, Reply, Review, ReviewDocument
from hirz.rules.errors import RefusedByRule
from hirz.rules.layers import Layer
from hirz.rules.mechanism_facts import EventKind
from hirz.rules.review_documents import HELD, Mechanism, part_of
from hirz.rules.sp_communications import REPLY

NAMED: Final = ("next_date", "follow_up_date")


class EventWithOtherDays(RefusedByRule):
    """The event is on record with other days named in it: somebody has to settle which are right."""

    code: ClassVar[str] = "review_event_with_other_days"


def tell_held(review: Review, *, by: Actor) -> UUID | None:
    """That the review was held, once its day has come."""
    if review.held_date is None or review.held_date > timezone.localdate():
        return None
    mechanism = Mechanism(review.mechanism)
    session = review.session if mechanism is Mechanism.UPR else None
    return _tell(review.state_code, HELD[mechanism], review.held_date, by, treaty=review.treaty, session=session,
                 source=review.source)  # fmt: skip


def take_back_held(review: Review, *, by: User) -> None:
    """That the review was held on a day on which it was not. That the calendar said so stays in the history.

    The event of that day stays where another review was held by it. Raises ``EventWithOtherDays`` where somebody
    entered in it days that the mechanism named: a review does not know them, and they are not dropped with it.
    """
    told, review.held_event_id = review.held_event_id, None
    if told is None or Review.objects.filter(held_event_id=told).exclude(pk=review.pk).exists():
        return
    event = MechanismEvent.objects.filter(pk=told).first()
    if event is None:
        return
    if any(getattr(event, name) for name in NAMED):
        raise EventWithOtherDays
    remove_event(event=event, by=by)


def tell_document(document: ReviewDocument, *, by: User, **named: date | None) -> UUID | None:
    """What the day of a public document means; ``named`` are days that the mechanism itself named in it."""
    review = document.review
    part, day = part_of(Mechanism(review.mechanism), document.kind), document.on_date
    if part is None or part.event is None or day is None or not _is_told(day, document.layer):
        return None
    return _tell(review.state_code, part.event, day, by, treaty=review.treaty, reference=document.symbol,
                 source=document.source, **named)  # fmt: skip


def tell_letter(communication: Communication, *, by: User) -> None:
    """That a published communication was sent, by when a reply was due, and each reply that came."""
    letter = communication.letter
    by_the_rule = letter.asked_date is None and letter.period is REPLY
    _tell(communication.state_code, EventKind.COMMUNICATION_SENT, communication.sent_date, by,
          reference=communication.reference, source=communication.reference,
          next_date=None if by_the_rule else letter.due_date)  # fmt: skip
    for reply in communication.replies.all():
        tell_reply(reply, by=by)


def tell_reply(reply: Reply, *, by: User) -> None:
    letter = reply.communication
    _tell(letter.state_code, EventKind.COMMUNICATION_ANSWERED, reply.on_date, by, reference=letter.reference,
          source=letter.reference)  # fmt: skip


def _is_told(day: date, layer: str) -> bool:
    return day <= timezone.localdate() and layer == Layer.PUBLIC


def _tell(state_code: str, kind: EventKind, on_date: date, by: Actor, **facts: Any) -> UUID:
    """The event that is on record already, whoever recorded it, or else a new one. Raises ``EventWithOtherDays``.

    What has no reference of its own is the event of that day, whatever reference that one has.
    """
    rows = MechanismEvent.objects.filter(
        state_code=state_code, kind=kind.value, treaty=facts.get("treaty", ""), on_date=on_date
    )
    if reference := facts.get("reference"):
        rows = rows.filter(reference__in=["", reference])
    if (found := rows.first()) is None:
        given = {name: value for name, value in facts.items() if value not in (None, "")}
        return record_event(state_code=state_code, by=by, kind=kind.value, on_date=on_date, **given).pk
    if any(facts.get(name) not in (None, getattr(found, name)) for name in NAMED):
        raise EventWithOtherDays
    return found.pk
