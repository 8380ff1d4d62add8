"""The queue: what waits first, the urgent on top, then the oldest; what is settled after it, the newest first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal

from babel.dates import format_timedelta
from django.db.models import (
    Case,
    DecimalField,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Extract

from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import page_language
from hirz.reprisals.intake.models import Message, Submission

KEYS: Final = ("rank", "turn", "id")
URGENT, WAITING, SETTLED = range(3)
_UNITS: Final[tuple[tuple[Literal["day", "hour", "minute"], timedelta], ...]] = (
    ("day", timedelta(days=1)),
    ("hour", timedelta(hours=1)),
    ("minute", timedelta(minutes=1)),
)
_NO_LARGER_UNIT: Final = float("inf")
_WAITS: Final = Q(state=Submission.State.RECEIVED)
_URGENT: Final = Q(life_at_risk=True)


def age_in_words(arrived_at: datetime, now: datetime) -> str:
    """How long ago something arrived, in the largest unit of which there are two or more: "9 days ago".

    Less than a minute is one minute: nothing that has arrived is told as still to come.
    """
    age = now - arrived_at
    name, unit = next((pair for pair in _UNITS if age >= 2 * pair[1]), _UNITS[-1])
    whole = -max(age // unit, 1) * unit
    return format_timedelta(whole, granularity=name, threshold=_NO_LARGER_UNIT, add_direction=True, locale=_locale())


def _locale() -> str:
    language = page_language()
    return "en_GB" if language == "en" else language


def queue_for(user: User) -> QuerySet[Submission]:
    """Every submission the person may see, with ``rank`` and ``turn`` to order by and the direction of the last word.

    The answers themselves, which may be long, stay in the database; ``is_urgent`` is all the list needs of them.
    """
    visible = Submission.objects.visible_to(user).values("pk")
    last_word = Message.objects.filter(submission=OuterRef("pk")).order_by("-sent_at", "-id").values("direction")[:1]
    return (
        Submission.objects.filter(pk__in=visible)
        .defer("answers")
        .select_related("office")
        .annotate(
            rank=_rank(),
            turn=_turn(),
            is_urgent=Case(When(_URGENT, then=Value(True)), default=Value(False)),
            last_word=Subquery(last_word),
        )
    )


def _rank() -> Case:
    return Case(
        When(_WAITS & _URGENT, then=Value(URGENT)),
        When(_WAITS, then=Value(WAITING)),
        default=Value(SETTLED),
        output_field=IntegerField(),
    )


def _turn() -> Case:
    """Seconds, so that those who wait longest and those who came last can stand in one rising order."""
    arrived = Extract("arrived_at", "epoch", output_field=DecimalField())
    return Case(
        When(_WAITS, then=arrived),
        default=ExpressionWrapper(-1 * arrived, output_field=DecimalField()),
        output_field=DecimalField(),
    )
