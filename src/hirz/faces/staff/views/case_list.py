from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers

from hirz.faces.staff.case_list import CaseFilters, page_of_cases
from hirz.faces.staff.partial import HtmxStaffRequest
from hirz.foundation.accounts.doors import requires
from hirz.reprisals.cases.models import Case, Deadline
from hirz.reprisals.cases.reading import note_list_read
from hirz.reprisals.cases.web.labels import CLOCKS
from hirz.reprisals.people.web.fields import state_name
from hirz.rules.clock_targets import ClockKind


@dataclass(frozen=True)
class Row:
    """A case as the list tells it, with the clock that runs out first."""

    case: Case
    state: str
    clock: Deadline | None
    clock_label: str


@requires(None)
@vary_on_headers("HX-Request")
def cases(request: HtmxStaffRequest) -> HttpResponse:
    """The cases open to this person, the newest first."""
    filters = CaseFilters(request.GET, user=request.user)
    page = page_of_cases(filters, request.GET)
    note_list_read(cases=page.rows, by=request.user)
    content = {"filters": filters, "page": page, "rows": [_row(case) for case in page.rows]}
    return render(request, "staff/parts/cases.html" if request.htmx else "staff/case_list.html", content)


def _row(case: Case) -> Row:
    clock = min(case.deadlines.all(), key=lambda deadline: deadline.due_at, default=None)
    words = str(CLOCKS[ClockKind(clock.kind)]) if clock else ""
    return Row(case, state_name(case.state_concerned), clock, words)
