"""The numbers of the programme, each from rows that the person may see: never more than their own list would count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Sum

from hirz.foundation.accounts.models import User
from hirz.regional.organisations.permissions import VIEW, states_with
from hirz.regional.programme.dimensions import overlapping
from hirz.regional.programme.models import (
    Activity,
    BudgetLine,
    CountedParticipants,
    Cycle,
    Indicator,
    IndicatorValue,
    PairedScore,
    Participant,
    Result,
    ValuePart,
)
from hirz.rules.disaggregation import Disaggregated
from hirz.rules.programme_results import Amounts, Change, CountedGroup, by_currency, change, participation


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A result with its indicators, how many activities there are for it, and how many took part in them.

    ``participations`` is there only for those who follow a State: to others, who took part is not told.
    """

    result: Result
    indicators: Sequence[Indicator]
    activities: int
    participations: int | None


def participations_of(activities: Iterable[Activity], user: User) -> dict[UUID, Disaggregated]:
    """Who took part in each activity. Three questions, however many activities there are."""
    wanted = [activity.pk for activity in activities]
    people: dict[UUID, list[Mapping[str, Sequence[str]]]] = defaultdict(list)
    for one in Participant.objects.visible_to(user).filter(activity__in=wanted):
        people[one.activity_id].append({} if one.erased_at else one.said_of_self)
    groups: dict[UUID, list[CountedGroup]] = defaultdict(list)
    for counted in CountedParticipants.objects.visible_to(user).filter(activity__in=wanted):
        groups[counted.activity_id].append(counted.as_group)
    return {pk: participation(people[pk], groups[pk], overlapping=overlapping()) for pk in wanted}


def changes_of(activities: Iterable[Activity], user: User) -> dict[UUID, Change]:
    """What the tests of each activity say; activities without tests are not there."""
    rows = PairedScore.objects.visible_to(user).filter(activity__in=[activity.pk for activity in activities])
    scores: dict[UUID, list[PairedScore]] = defaultdict(list)
    for row in rows:
        scores[row.activity_id].append(row)
    return {pk: change(row.as_score for row in several) for pk, several in scores.items()}


def money_of(activities: Iterable[Activity], user: User) -> dict[str, Amounts]:
    """What activities cost, in each currency by itself."""
    lines = BudgetLine.objects.visible_to(user).filter(activity__in=[activity.pk for activity in activities])
    return by_currency((line.currency, line.amounts) for line in lines)


def with_values(indicators: Iterable[Indicator]) -> dict[UUID, list[IndicatorValue]]:
    """The values of indicators that were visible, latest first, with their parts. Two questions."""
    known = {indicator.pk: indicator for indicator in indicators}
    rows = IndicatorValue.objects.filter(indicator__in=known).order_by("-until_date", "-from_date")
    found: dict[UUID, list[IndicatorValue]] = {pk: [] for pk in known}
    for row in rows.prefetch_related(Prefetch("parts", queryset=ValuePart.objects.all())):
        row.indicator = known[row.indicator_id]
        found[row.indicator_id].append(row)
    return found


def lines_of(cycle: Cycle, user: User) -> list[ResultLine]:
    """The results of a cycle in the order of its priorities. Five questions, however long the plan is."""
    results = list(cycle.results.all())
    indicators: dict[UUID, list[Indicator]] = defaultdict(list)
    for indicator in Indicator.objects.visible_to(user).filter(result__in=results):
        indicators[indicator.result_id].append(indicator)
    activities = _counts(Activity.objects.visible_to(user).filter(result__in=results), "result")
    people = _people_by_result(results, user)
    return [
        ResultLine(
            result, indicators[result.pk], activities.get(result.pk, 0), None if people is None else people[result.pk]
        )
        for result in results
    ]


def follows_any(user: User) -> bool:
    states, everywhere = states_with(user, VIEW)
    return everywhere or bool(states)


def _people_by_result(results: Sequence[Result], user: User) -> dict[UUID, int] | None:
    if not follows_any(user):
        return None
    named = _counts(Participant.objects.visible_to(user).filter(activity__result__in=results), "activity__result")
    counted = CountedParticipants.objects.visible_to(user).filter(activity__result__in=results)
    sums = counted.order_by().values("activity__result").annotate(number=Sum("total"))
    for row in sums:
        named[row["activity__result"]] = named.get(row["activity__result"], 0) + row["number"]
    return {result.pk: named.get(result.pk, 0) for result in results}


def _counts(rows: object, by: str) -> dict[UUID, int]:
    return {row[by]: row["number"] for row in rows.order_by().values(by).annotate(number=Count("pk"))}  # type: ignore[attr-defined]
