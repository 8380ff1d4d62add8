"""The numbers of a period, as a report keeps them: codes and exact numbers, no words of any language.

An activity belongs to the period in which it ends, with all who took part and all it cost, so that no two reports count
it. It ended when somebody reported it as done; where its last day passed without that word, just that is told. What is
kept are plain records: numbers as text, so that a cleared report says for ever what it said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hirz.foundation.accounts.models import User
from hirz.regional.programme.dimensions import overlapping
from hirz.regional.programme.facts import changes_of, money_of, participations_of, with_values
from hirz.regional.programme.models import (
    Activity,
    ActivityFollowUp,
    Cycle,
    Indicator,
    IndicatorValue,
    ServedRecommendation,
)
from hirz.rules.counting import ReportingPeriod
from hirz.rules.disaggregation import Breakdown, Disaggregated, Kind
from hirz.rules.programme_results import FollowUpState, follow_ups, holds_small_group, together

NOT_SENSITIVE: Final = frozenset({"sex", "age_group"})
"""Dimensions by which groups of any size are told. Of all others a small group is never told."""
Record = dict[str, Any]


def numbers_of(cycle: Cycle, states: Sequence[str], period: ReportingPeriod, user: User, *, today: date) -> Record:
    """Everything that a report of this period counts, from what the person may see; nothing that is still to come.

    ``today`` is the day of the office whose report it is.
    """
    until = min(period.end, today)
    to_end = Activity.objects.visible_to(user).filter(
        result__cycle=cycle, state_code__in=states, until_date__range=(period.start, until)
    )
    rows = list(to_end.exclude(state=Activity.State.CANCELLED).order_by("until_date", "id"))
    activities = [one for one in rows if one.state == Activity.State.DONE]
    taking_part = together(participations_of(activities, user).values())
    return {
        "activities": _by_kind(activities),
        "not_reported": _by_kind(one for one in rows if one.state != Activity.State.DONE),
        "participations": as_record(taking_part),
        "served": _served(activities),
        "tests": _tests(activities, user),
        "money": {
            currency: [str(sums.planned), str(sums.committed), str(sums.spent)]
            for currency, sums in money_of(activities, user).items()
        },
        "follow_ups": _follow_ups(cycle, states, period, user, until),
        "indicators": _indicators(cycle, states, period, user),
    }


def as_record(number: Disaggregated) -> Record:
    parts = {one.dimension: {part: str(value) for part, value in one.parts.items()} for one in number.breakdowns}
    return {"total": str(number.total), "parts": parts, "kind": number.kind.value}


def of_record(kept: Mapping[str, Any]) -> Disaggregated:
    """The number that ``as_record`` kept."""
    divided = tuple(
        Breakdown(name, {part: Decimal(value) for part, value in parts.items()}, name in overlapping())
        for name, parts in sorted(kept["parts"].items())
    )
    return Disaggregated(Decimal(kept["total"]), divided, Kind(kept["kind"]))


def is_withheld(breakdown: Breakdown) -> bool:
    """Whether a division of people stays unsaid, because it could point at somebody."""
    return breakdown.dimension not in NOT_SENSITIVE and holds_small_group(breakdown)


def _by_kind(activities: Iterable[Activity]) -> list[list[str | int]]:
    return [[kind, number] for kind, number in sorted(Counter(one.kind for one in activities).items())]


def _served(activities: Sequence[Activity]) -> int:
    """How many recommendations were served, each once."""
    rows = ServedRecommendation.objects.filter(activity__in=activities)
    return rows.values("recommendation").distinct().count()


def _tests(activities: Sequence[Activity], user: User) -> list[Record]:
    titles = {one.pk: one for one in activities}
    return [
        {
            "title": titles[pk].title,
            "language": titles[pk].language,
            "paired": found.paired,
            "only_before": found.only_before,
            "only_after": found.only_after,
            "before": _text(found.mean_before),
            "after": _text(found.mean_after),
            "difference": _text(found.difference),
        }
        for pk, found in changes_of(activities, user).items()
    ]


def _follow_ups(cycle: Cycle, states: Sequence[str], period: ReportingPeriod, user: User, until: date) -> Record:
    """What was asked in the period, and what is due by the last day of which anything can be told and was not asked."""
    rows = ActivityFollowUp.objects.visible_to(user).filter(activity__result__cycle=cycle, state_code__in=states)
    done = [row for row in rows if period.covers(row.on_date)]
    by_activity: dict[Any, set[int]] = {}
    for row in rows:
        by_activity.setdefault(row.activity_id, set()).add(row.months)
    ended = Activity.objects.visible_to(user).filter(
        result__cycle=cycle, state_code__in=states, state=Activity.State.DONE, kind__in=FOLLOWED_UP
    )
    due = sum(
        one.state is FollowUpState.DUE
        for activity in ended
        for one in follow_ups(activity.until_date, by_activity.get(activity.pk, ()), until)
    )
    sums = {name: sum(getattr(row, name) for row in done) for name in ("asked", "answered", "applied")}
    return {"done": len(done), "due": due, **sums}


FOLLOWED_UP: Final = ("training", "workshop")
"""Kinds of activities after which people are asked what they applied."""


def _indicators(cycle: Cycle, states: Sequence[str], period: ReportingPeriod, user: User) -> list[Record]:
    rows = Indicator.objects.visible_to(user).filter(result__cycle=cycle, state_code__in=states)
    indicators = list(rows.select_related("result").order_by("result__pillar", "state_code", "entered_at", "id"))
    values = with_values(indicators)
    return [
        {
            "id": str(one.pk),
            "pillar": one.result.pillar,
            "title": one.title,
            "language": one.language,
            "state": one.state_code,
            "baseline": _text(one.baseline),
            "target": _text(one.target),
            "values": [value_record(value) for value in values[one.pk] if period.covers(value.until_date)],
        }
        for one in indicators
    ]


def value_record(value: IndicatorValue) -> Record:
    days = {"from": value.from_date.isoformat(), "until": value.until_date.isoformat()}
    return {**days, **as_record(value.disaggregated)}


def day(text: str) -> date:
    return date.fromisoformat(text)


def _text(value: Decimal | None) -> str:
    return "" if value is None else str(value)
