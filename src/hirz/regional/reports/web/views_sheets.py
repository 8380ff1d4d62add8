"""Tables of measures: out, and in again in two steps."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, requires
from hirz.foundation.questions import state_choices, state_name
from hirz.foundation.vocabularies.registry import label, vocabulary
from hirz.regional.organisations.permissions import EDIT, VIEW, may_edit, states_with
from hirz.regional.organisations.viewpoints import membership_of
from hirz.regional.organisations.web.sheets import SheetPlace, table_as_file, take_in_page
from hirz.regional.reports.sheets import MeasureSheet, own_measures, sheet_out, states_of_measures, take_in_sheet


@requires(VIEW)
@open_to_contributors
def sheets(request: StaffRequest) -> HttpResponse:
    """The States of which somebody has measures of their own to fill in."""
    return render(request, "reports/sheets.html", {"states": [(code, state_name(code)) for code in _states(request)]})


@requires(VIEW)
@open_to_contributors
def sheet(request: StaffRequest, code: str) -> FileResponse:
    _require(request, code)
    data = sheet_out(state_code=code, by=request.user)
    return table_as_file(data, name=f"{code}-measures")


@requires(VIEW)
@open_to_contributors
def take_in(request: StaffRequest, code: str) -> HttpResponse:
    _require(request, code)
    place = SheetPlace(
        heading=_("Take in a table of measures"), eyebrow=state_name(code), back_url=reverse("reports:sheets")
    )
    return take_in_page(
        request, MeasureSheet(code, request.user), place,
        lambda data, decided: take_in_sheet(data=data, state_code=code, decided=decided, by=request.user),
    )  # fmt: skip


@requires(VIEW)
@open_to_contributors
def paper(request: StaffRequest, code: str) -> HttpResponse:
    """The same questions to be printed, for where there is no machine at all."""
    _require(request, code)
    measures = own_measures(code, request.user)
    steps = [label("implementation_progress", term.code) for term in vocabulary("implementation_progress")]
    return render(request, "reports/paper.html", {"measures": measures, "steps": steps, "state": state_name(code)})


def _states(request: StaffRequest) -> list[str]:
    membership = membership_of(request.user)
    if request.user.is_contributor:
        return [code] if membership and (code := membership.organisation.state_code) else []
    states, everywhere = states_with(request.user, EDIT)
    return states_of_measures(request.user) if everywhere else sorted(states)


def _require(request: StaffRequest, code: str) -> None:
    """One's own State, for a contributor; for the office those whose work it records."""
    may = not request.user.is_contributor and code in dict(state_choices()) and may_edit(request.user, code)
    if not may and code not in _states(request):
        raise Http404
