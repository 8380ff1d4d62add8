"""Which cases an edition has to decide on: nothing reported in the period is left out silently."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import QuerySet

from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.cases.models import Case
from hirz.reprisals.reporting.models import Edition, ReportEntry
from hirz.rules.counting import ReportingPeriod
from hirz.rules.report_track import EntryState


def period_of(edition: Edition) -> ReportingPeriod:
    return ReportingPeriod(edition.period_start, edition.period_end)


def reported_date(case: Case) -> date:
    """The day on which we received it, where it was received."""
    return case.office.local_date(case.opened_at)


def cases_of_period(edition: Edition) -> Iterator[Case]:
    """Every case reported in the period: in scope or not, merged or not, seen by whom it may be."""
    period = period_of(edition)
    return (case for case in _around(period) if period.covers(reported_date(case)))


@beyond_the_wall()
def candidates(edition: Edition) -> dict[Case, ReportEntry.Annex]:
    """The cases the edition has to decide on, each with the annex it would stand in.

    What the edition before published comes back for Annex II; so does an earlier case into which one of this period
    was merged.
    """
    found = {_survivor(entry.case): ReportEntry.Annex.II for entry in _published_before(edition)}
    period = period_of(edition)
    for case in cases_of_period(edition):
        survivor = _survivor(case)
        new = period.covers(reported_date(survivor))
        found.setdefault(survivor, ReportEntry.Annex.I if new else ReportEntry.Annex.II)
    return found


def _around(period: ReportingPeriod) -> QuerySet[Case]:
    """A day more on either side: where it is already tomorrow, the period has other hours."""
    first = datetime.combine(period.start - timedelta(days=1), time.min, tzinfo=UTC)
    last = datetime.combine(period.end + timedelta(days=2), time.min, tzinfo=UTC)
    cases = Case.objects.filter(opened_at__gte=first, opened_at__lt=last)
    return cases.select_related("office", "merged_into__office").order_by("opened_at", "pk")


def _published_before(edition: Edition) -> QuerySet[ReportEntry]:
    before = Edition.objects.filter(year__lt=edition.year).order_by("-year").values("pk")[:1]
    published = ReportEntry.objects.filter(edition__in=before, track=EntryState.PUBLISHED)
    return published.select_related("case__office", "case__merged_into__office").order_by("pk")


def _survivor(case: Case) -> Case:
    current = case
    while current.merged_into is not None:
        current = current.merged_into
    return current
