"""Reports under the treaties: which fall due when, and which are fulfilled by what was submitted.

The series of a treaty starts with its entry into force for the State and goes on at the interval of the treaty, until
the committee sets another day: from then on that day is the start of the series. Sources: ``reporting_law``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count, pairwise
from typing import Final

from hirz.rules.mechanism_facts import EventFact, EventKind, Obligation, StateFacts
from hirz.rules.reporting_law import REPORTS, SET_BY_COMMITTEE, SIMPLIFIED_REPORT, ReportingLaw, Rule
from hirz.rules.treaty_law import months_after
from hirz.rules.treaty_status import TreatyStanding, standing_on

EARLY_MONTHS: Final = 12
"""A report that comes so much before its day, when none is due, is that report and not an extra one."""


@dataclass(frozen=True)
class _Series:
    """Reports from ``first_date`` on, as they are asked for from ``from_date`` on.

    ``starts_with`` is the number of its first report; a series that a committee starts has a ``name`` instead.
    """

    rule: Rule
    from_date: date
    first_date: date
    every_months: int
    starts_with: int = 1
    name: str = ""

    def due_before(self, end: date, until: date) -> Iterator[tuple[int, date]]:
        """Number and day of each report that falls due before ``end``, and not after ``until``."""
        for place in count():
            due = months_after(self.first_date, place * self.every_months)
            if due >= end or due > until:
                return
            yield self.starts_with + place, due
            if not self.every_months:
                return


def treaty_reports(facts: StateFacts, *, until: date) -> Iterator[Obligation]:
    """Reports of one State that fall due by ``until``, treaty by treaty, each with the day on which it came.

    A submission fulfils all reports that are due by then (they are combined), or the next one if none is. Concluding
    observations close what was due before them, whatever came.
    """
    for treaty, law in REPORTS.items():
        standing = standing_on(until, treaty, facts.actions)
        if standing.since_date is not None:
            ordered = _all_series(facts, law, treaty, standing.since_date)
            owed = list(_owed(facts, ordered, standing, until))
            yield from _with_what_came(owed, facts, treaty)


def _owed(facts: StateFacts, ordered: Sequence[_Series], standing: TreatyStanding, until: date) -> Iterator[Obligation]:
    treaty, last_day = standing.treaty, min(until, standing.end_date or until)
    ends = [following.from_date for _this, following in pairwise(ordered)] + [date.max]
    for series, end in zip(ordered, ends, strict=True):
        for number, due in series.due_before(end, last_day):
            yield Obligation(
                key=":".join(filter(None, (facts.state, series.rule.code, treaty, series.name, str(number)))),
                rule=series.rule,
                state=facts.state,
                due_date=due,
                from_date=series.from_date,
                treaty=treaty,
                number=None if series.name else number,
                is_approximate=series.rule.expected or (standing.is_approximate and not series.name),
            )


def _all_series(facts: StateFacts, law: ReportingLaw, treaty: str, start: date) -> list[_Series]:
    """The initial report, the series of the treaty, and one for each day set by the committee, in order."""
    initial_date = months_after(start, law.initial.months)
    ordered = [_Series(law.initial, start, initial_date, 0)]
    if law.periodic is not None:
        every = law.periodic.every_months
        # It is asked for from the day after the initial report on: a series ends where the next one begins.
        asked_from, first = initial_date + timedelta(days=1), months_after(initial_date, every)
        ordered.append(_Series(law.periodic, asked_from, first, every, starts_with=2))
    kinds = (EventKind.CONCLUDING_OBSERVATIONS, EventKind.LIST_OF_ISSUES_PRIOR)
    for event in facts.events_of(*kinds, treaty=treaty):
        if event.on_date >= start and (asked := _asked_by(event, law)) is not None:
            ordered = [series for series in ordered if series.from_date < asked.from_date]
            ordered.append(asked)
    return ordered


def _asked_by(event: EventFact, law: ReportingLaw) -> _Series | None:
    """The series that a committee starts: the day it names, else what its rule says, else none."""
    every = law.periodic.every_months if law.periodic else 0
    if event.kind is EventKind.LIST_OF_ISSUES_PRIOR:
        due = event.next_date or months_after(event.on_date, SIMPLIFIED_REPORT.months)
        return _Series(SIMPLIFIED_REPORT, event.on_date, due, every, name=event.id)
    if event.next_date is not None:
        return _Series(SET_BY_COMMITTEE, event.on_date, event.next_date, every, name=event.id)
    if law.after_review is not None:
        due = months_after(event.on_date, law.after_review.months)
        return _Series(law.after_review, event.on_date, due, 0, name=event.id)
    return None


def _with_what_came(owed: Sequence[Obligation], facts: StateFacts, treaty: str) -> list[Obligation]:
    closed: dict[str, date] = {}
    for event in facts.events_of(EventKind.REPORT_SUBMITTED, EventKind.CONCLUDING_OBSERVATIONS, treaty=treaty):
        waiting = [one for one in owed if one.key not in closed and one.from_date <= event.on_date]
        for one in _fulfilled_by(event, waiting):
            closed[one.key] = event.on_date
    return [replace(one, fulfilled_date=closed.get(one.key)) for one in owed]


def _fulfilled_by(event: EventFact, waiting: Sequence[Obligation]) -> Sequence[Obligation]:
    due = [one for one in waiting if one.due_date <= event.on_date]
    if due or event.kind is not EventKind.REPORT_SUBMITTED:
        return due
    coming = [one for one in waiting if one.due_date <= months_after(event.on_date, EARLY_MONTHS)]
    return coming[:1]
