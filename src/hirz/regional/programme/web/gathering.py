"""What the pages of the programme show, put together from the records: a few questions however much there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.registry import label, vocabulary
from hirz.regional.organisations.permissions import may_edit, may_view
from hirz.regional.organisations.web.files import addresses_of_files
from hirz.regional.programme.actions.planning import obstacles_of
from hirz.regional.programme.facts import ResultLine, lines_of, participations_of, with_values
from hirz.regional.programme.findings import plain, words_for_finding
from hirz.regional.programme.models import (
    Activity,
    ActivityFile,
    ActivityPartner,
    Cycle,
    Indicator,
    IndicatorValue,
    Participant,
)
from hirz.regional.programme.numbers import FOLLOWED_UP
from hirz.regional.programme.tables import breakdown_rows, disaggregation_words
from hirz.regional.programme.wording import words_for_obstacle
from hirz.regional.recommendations.models import Recommendation
from hirz.regional.recommendations.web.gathering import row_of, whole
from hirz.rules.disaggregation import Kind
from hirz.rules.programme_results import Obstacle, by_currency, change, follow_ups, way_covered


@dataclass(frozen=True)
class ShownIndicator:
    """An indicator with its latest value, what is said of its parts, and how far it came."""

    indicator: Indicator
    state: str
    value: str
    period: IndicatorValue | None
    disaggregation: str
    baseline: str
    target: str
    way: str

    @property
    def measure_sign(self) -> str:
        return "%" if self.indicator.measure == Kind.RATE else ""


@dataclass(frozen=True)
class InTheWay:
    """What keeps an indicator from being published, and the page on which it is put right."""

    text: str
    action: str = ""
    url: str = ""


def shown_indicator(one: Indicator, values: Sequence[IndicatorValue]) -> ShownIndicator:
    latest = values[0] if values else None
    return ShownIndicator(
        indicator=one,
        state=state_name(one.state_code),
        value=plain(latest.number) if latest else "",
        period=latest,
        disaggregation=disaggregation_words(latest.disaggregated) if latest else "",
        baseline=plain(one.baseline) if one.baseline is not None else "",
        target=plain(one.target) if one.target is not None else "",
        way=_way(one, latest),
    )


def of_cycle(cycle: Cycle, user: User) -> list[tuple[str, list[tuple[ResultLine, list[ShownIndicator]]]]]:
    """The priorities of the cycle that have results, each with its results and their indicators."""
    lines = lines_of(cycle, user)
    values = with_values([one for line in lines for one in line.indicators])
    order = {code: place for place, code in enumerate(vocabulary("pillar").codes)}
    lines.sort(key=lambda line: order[line.result.pillar])
    return [
        (pillar, [(line, [shown_indicator(one, values[one.pk]) for one in line.indicators]) for line in several])
        for pillar, several in groupby(lines, key=lambda line: line.result.pillar)
    ]


def of_indicator(one: Indicator, user: User) -> dict[str, Any]:
    values = with_values([one])[one.pk]
    checks = {check.principle: check for check in one.checks.select_related("checked_by")}
    return {
        "indicator": one,
        "shown": shown_indicator(one, values),
        "values": [(value, plain(value.number), _findings(value)) for value in values],
        "checks": [
            (code, label("data_principle", code), checks.get(code)) for code in vocabulary("data_principle").codes
        ],
        "obstacles": [_in_the_way(one, found, may_edit(user, one.state_code)) for found in obstacles_of(one)],
        "may_edit": may_edit(user, one.state_code),
    }


def of_activity(one: Activity, user: User) -> dict[str, Any]:
    """What everybody sees who sees the activity; and what only the office sees, to those who follow the State."""
    return {**_for_all(one, user), **(_for_the_office(one, user) if may_view(user, one.state_code) else {})}


def _for_all(one: Activity, user: User) -> dict[str, Any]:
    lines = list(one.budget_lines.all())
    served = list(one.served.select_related("recommendation"))
    wanted = Recommendation.objects.visible_to(user).filter(pk__in=[row.recommendation_id for row in served])
    rows = {found.pk: row_of(found) for found in whole(wanted)}
    return {
        "activity": one,
        "state": state_name(one.state_code),
        "partners": list(ActivityPartner.objects.visible_to(user).filter(activity=one).select_related("organisation")),
        "served": [(row, rows[row.recommendation_id]) for row in served if row.recommendation_id in rows],
        "lines": [(line, *(plain(amount) for amount in (line.planned, line.committed, line.spent))) for line in lines],
        "sums": [
            (currency, plain(sums.planned), plain(sums.committed), plain(sums.spent))
            for currency, sums in by_currency((line.currency, line.amounts) for line in lines).items()
        ],
        "documents": list(one.documents.all()),
        "files": list(ActivityFile.objects.visible_to(user).filter(activity=one)),
        "file_urls": addresses_of_files("programme"),
        "may_edit": may_edit(user, one.state_code),
    }


def _for_the_office(one: Activity, user: User) -> dict[str, Any]:
    people = participations_of([one], user)[one.pk]
    followed = list(one.follow_ups.all())
    return {
        "is_office": True,
        "participations": plain(people.total),
        "divided": breakdown_rows(people),
        "not_divided": "" if people.breakdowns or not people.total else words_for_finding(people.finding("")),
        "participants": list(Participant.objects.visible_to(user).filter(activity=one)),
        "counted": list(one.counted.all()),
        "change": change(row.as_score for row in one.scores.all()),
        "followed": followed,
        "to_follow": _to_follow(one, [row.months for row in followed]),
        "notes": list(one.notes.select_related("entered_by")),
        "risks": list(one.risks.select_related("owner")),
    }


def _in_the_way(one: Indicator, found: Obstacle, is_editable: bool) -> InTheWay:
    text = words_for_obstacle(found)
    if not is_editable:
        return InTheWay(text)
    url = reverse("programme:check_principle", args=[one.pk, found.principle.value])
    return InTheWay(text, pgettext("verb", "Check"), url)


def _to_follow(one: Activity, done: Sequence[int]) -> list[Any]:
    if one.state != Activity.State.DONE or one.kind not in FOLLOWED_UP:
        return []
    return [found for found in follow_ups(one.until_date, done, timezone.localdate()) if found.months not in done]


def _findings(value: IndicatorValue) -> tuple[list[tuple[str, ...]], str]:
    """Rows of the parts of a value, or the words that there are none."""
    number = value.disaggregated
    rows = [
        (
            label("disaggregation_dimension", one.dimension),
            [(label("disaggregation_category", code), plain(part)) for code, part in one.parts.items()],
            words_for_finding(number.finding(one.dimension)),
        )
        for one in number.breakdowns
    ]
    return rows, "" if rows else words_for_finding(number.finding(""))  # type: ignore[return-value]


def _way(one: Indicator, latest: IndicatorValue | None) -> str:
    if latest is None or one.baseline is None or one.target is None:
        return ""
    covered = way_covered(one.baseline, one.target, latest.number)
    return "" if covered is None else plain(covered * 100)
