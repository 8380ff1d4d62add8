"""What the pages about one measure, one update and the library of evidence show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext

from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import vocabulary
from hirz.regional.implementation.contributing import owns, standing_of
from hirz.regional.implementation.models import (
    OPEN,
    BudgetLine,
    Measure,
    MeasureIndicator,
    ReportedValue,
    Responsibility,
    Stamp,
    Tie,
    Update,
    UpdateCitation,
)
from hirz.regional.implementation.reminders import owed_on
from hirz.regional.implementation.telling import exact_words, finding_words
from hirz.regional.organisations.models import Contributor, Organisation
from hirz.regional.organisations.telling import contributors_named
from hirz.regional.recommendations.models import Recommendation
from hirz.regional.recommendations.web.gathering import row_of, whole
from hirz.rules.disaggregation import Breakdown, Disaggregated, Finding, Kind
from hirz.rules.follow_up import UpdateState, offers


@dataclass(frozen=True)
class Divided:
    """A value by one dimension: its parts, and what is said of them beside the whole."""

    dimension: str
    parts: Sequence[tuple[str, str]]
    words: str
    holds: bool


@dataclass(frozen=True)
class Reported:
    """A value of an indicator for a period, by whom, and divided by every dimension that was asked for."""

    value: ReportedValue
    number: str
    owner: str
    by: Sequence[Divided]


@dataclass(frozen=True)
class Measured:
    """An indicator with everything that was reported on it; nothing reported is no response."""

    indicator: MeasureIndicator
    baseline: str
    target: str
    reported: Sequence[Reported]


@dataclass(frozen=True)
class Responsible:
    """An organisation that answers for a measure, under its name where the reader may know it, and its people."""

    row: Responsibility
    name: str
    people: Sequence[Contributor]


@dataclass(frozen=True)
class Told:
    """An update with whose it is, who moved it, and on what it rests."""

    update: Update
    owner: str
    stamps: Sequence[tuple[Stamp, str]]
    citations: Sequence[UpdateCitation]


def measure_page(measure: Measure, user: User) -> dict[str, Any]:
    updates = list(Update.objects.visible_to(user).filter(measure=measure))
    owners = contributors_named([measure, *updates], user=user)
    ties = list(Tie.objects.visible_to(user).filter(measure=measure).select_related("part"))
    budget = list(BudgetLine.objects.visible_to(user).filter(measure=measure))
    return {
        "measure": measure,
        "owner": owners[measure.pk],
        "owed": owed_on(measure, timezone.localdate()),
        "ties": _tied(ties, user),
        "responsible": _responsible(measure, user),
        "measured": _measured(measure, updates, owners, user),
        "budget": budget,
        "sums": budget_sums(budget),
        "told": told(updates, user, owners),
        "may_change": owns(user, measure),
        "own_draft": next((row for row in updates if row.state in OPEN and owns(user, row)), None),
    }


def told(updates: Sequence[Update], user: User, owners: Mapping[UUID, str] | None = None) -> list[Told]:
    """Updates with their stamps and citations. A few questions however many there are."""
    named = owners or contributors_named(updates, user=user)
    stamps: defaultdict[UUID, list[Stamp]] = defaultdict(list)
    for stamp in Stamp.objects.visible_to(user).filter(update__in=updates):
        stamps[stamp.update_id].append(stamp)
    people = _names({stamp.by_id for of in stamps.values() for stamp in of}, user)
    citations: defaultdict[UUID, list[UpdateCitation]] = defaultdict(list)
    for cited in UpdateCitation.objects.visible_to(user).filter(update__in=updates).select_related("evidence"):
        citations[cited.update_id].append(cited)
    return [
        Told(
            row, named[row.pk],
            [(stamp, people.get(stamp.by_id) or _whose(stamp, named[row.pk])) for stamp in stamps[row.pk]],
            citations[row.pk],
        )
        for row in updates
    ]  # fmt: skip


def update_page(update: Update, user: User) -> dict[str, Any]:
    values = ReportedValue.objects.visible_to(user).filter(update=update).select_related("indicator")
    (one,) = told([update], user)
    steps = offers(UpdateState(update.state), standing_of(user, update))
    return {
        "one": one,
        "update": update,
        "measure": update.measure,
        "reported": [_reported(value, value.indicator, one.owner) for value in values.prefetch_related("parts")],
        "steps": [step.value for step in steps],
        "may_write": owns(user, update) and update.state in OPEN,
        "may_share": owns(user, update),
    }


def budget_sums(lines: Iterable[BudgetLine]) -> list[tuple[str, str, Decimal]]:
    """Kind, currency and sum. Currencies are never mixed, and what is planned is not added to what is spent."""
    sums: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for line in lines:
        sums[line.kind, line.currency] += line.amount
    return [(kind, currency, amount) for (kind, currency), amount in sorted(sums.items())]


def disaggregated(value: ReportedValue, indicator: MeasureIndicator) -> Disaggregated:
    """A reported value as the rule weighs it."""
    dimensions = {term.code: str(term.family) for term in vocabulary("disaggregation_category")}
    overlapping = {
        term.code for term in vocabulary("disaggregation_dimension") if term.facts.get("parts") == "overlapping"
    }
    parts: defaultdict[str, dict[str, Decimal]] = defaultdict(dict)
    for part in value.parts.all():
        parts[dimensions[part.category]][part.category] = part.number
    breakdowns = tuple(Breakdown(name, of, name in overlapping) for name, of in parts.items())
    return Disaggregated(total=value.value, breakdowns=breakdowns, kind=Kind(indicator.number_kind))


def _tied(ties: Sequence[Tie], user: User) -> list[tuple[Tie, Any]]:
    rows = whole(Recommendation.objects.visible_to(user).filter(pk__in=[tie.recommendation_id for tie in ties]))
    found = {row.pk: row_of(row) for row in rows}
    return [(tie, found[tie.recommendation_id]) for tie in ties if tie.recommendation_id in found]


def _responsible(measure: Measure, user: User) -> list[Responsible]:
    rows = list(Responsibility.objects.visible_to(user).filter(measure=measure))
    ids = [row.organisation_id for row in rows]
    names = {one.pk: one.name for one in Organisation.objects.visible_to(user).filter(pk__in=ids)}
    people: defaultdict[UUID, list[Contributor]] = defaultdict(list)
    speaking = Contributor.objects.visible_to(user).today().filter(organisation__in=ids)
    for person in speaking.exclude(part=Contributor.Part.CONTRIBUTOR).select_related("user"):
        people[person.organisation_id].append(person)
    hidden = pgettext("who contributed", "An organisation")
    return [Responsible(row, names.get(row.organisation_id, hidden), people[row.organisation_id]) for row in rows]


def _measured(measure: Measure, updates: Sequence[Update], owners: Mapping[UUID, str], user: User) -> list[Measured]:
    seen = {update.pk: update for update in updates}
    found: defaultdict[UUID, list[ReportedValue]] = defaultdict(list)
    values = ReportedValue.objects.visible_to(user).filter(update__in=seen).prefetch_related("parts")
    for value in values:
        value.update = seen[value.update_id]
        found[value.indicator_id].append(value)
    return [
        Measured(
            indicator, _optional(indicator.baseline), _optional(indicator.target),
            [_reported(value, indicator, owners[value.update_id]) for value in found[indicator.pk]],
        )
        for indicator in MeasureIndicator.objects.visible_to(user).filter(measure=measure)
    ]  # fmt: skip


def _reported(value: ReportedValue, indicator: MeasureIndicator, owner: str) -> Reported:
    divided = disaggregated(value, indicator)
    parts = {one.dimension: one.parts for one in divided.breakdowns}
    wanted = [*indicator.dimensions, *(name for name in parts if name not in indicator.dimensions)]
    findings = divided.findings(wanted)
    return Reported(
        value, exact_words(value.value), owner,
        [_divided(name, parts.get(name, {}), found) for name, found in findings.items()],
    )  # fmt: skip


def _divided(dimension: str, parts: Mapping[str, Decimal], found: Finding) -> Divided:
    shown = [(category, exact_words(number)) for category, number in parts.items()]
    return Divided(dimension, shown, finding_words(found), found.holds)


def _optional(value: Decimal | None) -> str:
    return "" if value is None else exact_words(value)


def _names(people: set[UUID], reader: User) -> dict[UUID, str]:
    """Names of those whom the reader may know: staff each other, contributors their colleagues, and who follows the
    State those who contribute there."""
    speaking = Contributor.objects.visible_to(reader).filter(user__in=people).values("user")
    known = Q(pk__in=speaking) if reader.is_contributor else Q(pk__in=speaking) | Q(is_contributor=False)
    return {user.pk: user.display_name for user in User.objects.filter(known, pk__in=people)}


def _whose(stamp: Stamp, owner: str) -> str:
    return owner if stamp.for_organisation_id else pgettext("who contributed", "The office")
