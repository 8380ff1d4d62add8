"""Reminding those who owe an update, every night: from who leads, who is focal point, what came in and what was sent.

It runs as the worker and reminds nobody of a measure that their organisation does not see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from hirz.foundation.audit.history import SYSTEM, action, record
from hirz.regional.implementation.models import Measure, Reminder, Responsibility, Update
from hirz.regional.implementation.verbs import ImplementationVerb as Verb
from hirz.regional.organisations.models import Contributor, Organisation
from hirz.rules.layers import Layer, Side, Viewpoint, may_see
from hirz.rules.reminding import Level, Next, Owed, Person, Sent, days_owed, due_on, open_on, opening

_LEAD: Final = "lead"
_REPORTED_ON: Final = Q(due_date__isnull=False) | Q(every_months__isnull=False)
_PARTS: Final = {
    Contributor.Part.MAIN_FOCAL_POINT.value: Level.FOCAL_POINT,
    Contributor.Part.ALTERNATE.value: Level.ALTERNATE,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rule is asked about, of all measures at once."""

    people: Mapping[UUID, Mapping[Level, Person]]
    sent: Mapping[tuple[UUID, UUID, date], tuple[Sent, ...]]
    answered: Mapping[tuple[UUID, UUID], date]


def owed_on(measure: Measure, today: date) -> tuple[date, date | None] | None:
    """The day for which an update on the measure can be handed in, and when the next one opens."""
    if opening(measure.starts_date) > today:
        return None
    far = today + timedelta(days=366 * 2 + 31 * (measure.every_months or 0))
    days = days_owed(
        starts=measure.starts_date, due=measure.due_date, every_months=measure.every_months, until=far
    )  # fmt: skip
    return open_on(days, today)


def states_with_duties() -> list[str]:
    """States where updates on a measure can be owed."""
    return list(Measure.objects.filter(_REPORTED_ON).order_by().values_list("state_code", flat=True).distinct())


@action
def send_reminders(*, states: Collection[str], today: date) -> list[Reminder]:
    """Send what is due today in these States. Run twice on one day, it sends nothing the second time."""
    leading = list(_leading(states, today))
    facts = _facts([(row.measure_id, row.organisation_id) for row, _owed in leading])
    sent = []
    for row, (for_date, ends) in leading:
        found = due_on(_owed(row, for_date, ends, facts), today)
        if found is not None:
            sent.append(_send(row, for_date, found, today))
    return sent


def _leading(states: Collection[str], today: date) -> Iterator[tuple[Responsibility, tuple[date, date | None]]]:
    """Who leads a measure that they see, where an update is owed."""
    measures = Measure.objects.filter(_REPORTED_ON, state_code__in=states)
    rows = Responsibility.objects.filter(measure__in=measures, role=_LEAD).select_related("measure", "organisation")
    for row in rows.order_by("id"):
        owed = owed_on(row.measure, today)
        if owed is not None and _sees(row.organisation, row.measure):
            yield row, owed


def _sees(organisation: Organisation, measure: Measure) -> bool:
    viewpoint = Viewpoint(
        side=Side(organisation.side), states=frozenset({organisation.state_code}), organisation=organisation.pk
    )
    return may_see(
        Layer(measure.layer), state_code=measure.state_code, contributed_by=measure.contributed_by_id,
        viewpoint=viewpoint,
    )  # fmt: skip


def _facts(pairs: Iterable[tuple[UUID, UUID]]) -> Facts:
    measures = {measure for measure, _organisation in pairs}
    organisations = {organisation for _measure, organisation in pairs}
    return Facts(_people(organisations), _sent(measures), _answered(measures))


def _people(organisations: set[UUID]) -> Mapping[UUID, Mapping[Level, Person]]:
    found: defaultdict[UUID, dict[Level, Person]] = defaultdict(dict)
    rows = Contributor.objects.today().filter(organisation__in=organisations, part__in=_PARTS, user__is_active=True)
    for row in rows.order_by("from_date", "entered_at"):
        found[row.organisation_id][_PARTS[row.part]] = Person(id=str(row.user_id), since=row.from_date)
    return found


def _sent(measures: set[UUID]) -> Mapping[tuple[UUID, UUID, date], tuple[Sent, ...]]:
    found: defaultdict[tuple[UUID, UUID, date], list[Sent]] = defaultdict(list)
    for row in Reminder.objects.filter(measure__in=measures).order_by("on_date", "id"):
        sent = Sent(level=Level(row.level), on_date=row.on_date, to=str(row.to_id) if row.to_id else "")
        found[row.measure_id, row.organisation_id, row.for_date].append(sent)
    return {key: tuple(rows) for key, rows in found.items()}


def _answered(measures: set[UUID]) -> Mapping[tuple[UUID, UUID], date]:
    """The latest day for which each organisation handed something in."""
    rows = Update.objects.handed_in().filter(measure__in=measures, contributed_by__isnull=False)
    found = rows.order_by("for_date").values_list("measure_id", "contributed_by_id", "for_date")
    return {(measure, organisation): for_date for measure, organisation, for_date in found if organisation}


def _owed(row: Responsibility, for_date: date, ends: date | None, facts: Facts) -> Owed:
    people = facts.people.get(row.organisation_id, {})
    answered = facts.answered.get((row.measure_id, row.organisation_id))
    return Owed(
        for_date=for_date, ends=ends,
        focal_point=people.get(Level.FOCAL_POINT), alternate=people.get(Level.ALTERNATE),
        sent=facts.sent.get((row.measure_id, row.organisation_id, for_date), ()),
        is_answered=answered is not None and answered >= opening(for_date),
    )  # fmt: skip


def _send(row: Responsibility, for_date: date, found: Next, today: date) -> Reminder:
    reminder = Reminder.objects.create(
        measure=row.measure, organisation=row.organisation, for_date=for_date, level=found.level,
        to_id=UUID(found.to) if found.to else None, number=found.number, on_date=today,
    )  # fmt: skip
    record(Verb.REMINDER_SENT, by=SYSTEM, subject=reminder, measure=str(row.measure_id), level=found.level.value)
    return reminder
