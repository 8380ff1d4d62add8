"""Entering plans and measures, and what hangs on a measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import (
    StaffRequest,
    open_to_contributors,
    refusals_shown_in,
    requires,
    visible_or_404,
)
from hirz.foundation.questions import StaffForm
from hirz.regional.implementation.actions import planning
from hirz.regional.implementation.contributing import owns
from hirz.regional.implementation.models import BudgetLine, Measure, MeasureIndicator, Plan, Responsibility, Tie
from hirz.regional.implementation.web.asking import Page, ask, contributed_state, own_measure
from hirz.regional.implementation.web.forms import (
    BudgetForm,
    IndicatorForm,
    MeasureForm,
    PlanForm,
    ResponsibilityForm,
    TieForm,
)
from hirz.regional.organisations.models import Organisation
from hirz.regional.recommendations.models import Recommendation

_REMOVED: Final[Mapping[str, tuple[Any, Callable[..., None], str]]] = {
    "tie": (Tie, planning.untie, "row"),
    "responsibility": (Responsibility, planning.release, "row"),
    "indicator": (MeasureIndicator, planning.remove_indicator, "indicator"),
    "budget": (BudgetLine, planning.remove_budget_line, "line"),
}


@requires(None)
@open_to_contributors
def add_plan(request: StaffRequest, code: str) -> HttpResponse:
    known = contributed_state(request, code)
    form = PlanForm(request.POST or None, user=request.user)
    if form.is_valid():
        with refusals_shown_in(form):
            added = planning.add_plan(state_code=known, by=request.user, **form.cleaned_data)
            return redirect("implementation:plan", pk=added.pk)
    page = Page(_("Add a plan"), _("Put on record"), reverse("implementation:state", args=[known]))
    return ask(request, form, page)


@requires(None)
@open_to_contributors
def edit_plan(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(Plan.objects.visible_to(request.user), pk=pk)
    if not owns(request.user, found):
        raise Http404
    form = PlanForm(request.POST or None, user=request.user, initial=_initial(PlanForm, found))
    del form.fields["layer"]
    if form.is_valid():
        with refusals_shown_in(form):
            planning.change_plan(plan=found, by=request.user, **form.cleaned_data)
            return redirect("implementation:plan", pk=pk)
    return ask(
        request, form, Page(_("Change the plan"), _("Keep the change"), reverse("implementation:plan", args=[pk]))
    )


@requires(None)
@open_to_contributors
def add_measure(request: StaffRequest, code: str) -> HttpResponse:
    """A measure; coming from a recommendation, it is tied to it at once."""
    known = contributed_state(request, code)
    form = MeasureForm(request.POST or None, user=request.user, plans=_own_plans(request, known))
    wanted = request.GET.get("recommendation")
    rows = Recommendation.objects.visible_to(request.user).filter(state_code=known)
    found = visible_or_404(rows, pk=wanted) if wanted else None
    if form.is_valid():
        with refusals_shown_in(form):
            added = planning.add_measure(state_code=known, by=request.user, **form.cleaned_data)
            if found is not None:
                planning.tie(measure=added, recommendation=found, by=request.user)
            return redirect("implementation:measure", pk=added.pk)
    page = Page(_("Add a measure"), _("Put on record"), reverse("implementation:state", args=[known]))
    return ask(request, form, page)


@requires(None)
@open_to_contributors
def edit_measure(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = own_measure(request, pk)
    plans = _own_plans(request, found.state_code)
    initial = {**_initial(MeasureForm, found), "plan": str(found.plan_id or "")}
    form = MeasureForm(request.POST or None, user=request.user, plans=plans, initial=initial)
    del form.fields["layer"]
    if form.is_valid():
        with refusals_shown_in(form):
            planning.change_measure(measure=found, by=request.user, **form.cleaned_data)
            return redirect("implementation:measure", pk=pk)
    return ask(request, form, _on_measure(pk, _("Change the measure"), _("Keep the change")))


@requires(None)
@open_to_contributors
def tie(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One of one's own measures is for this recommendation, or for a part of it."""
    found = visible_or_404(Recommendation.objects.visible_to(request.user), pk=pk)
    contributed_state(request, found.state_code)
    measures = Measure.objects.visible_to(request.user).filter(state_code=found.state_code)
    own = [row for row in measures if owns(request.user, row)]
    form = TieForm(request.POST or None, measures=own, parts=found.parts.all())
    if form.is_valid():
        with refusals_shown_in(form):
            planning.tie(recommendation=found, by=request.user, **form.cleaned_data)
        if form.is_valid():
            return redirect("implementation:recommendation", pk=pk)
    back = reverse("implementation:recommendation", args=[pk])
    return ask(request, form, Page(_("A measure for this recommendation"), _("Put on record"), back))


@requires(None)
@open_to_contributors
def make_responsible(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = own_measure(request, pk)
    organisations = Organisation.objects.visible_to(request.user).filter(state_code=found.state_code)
    form = ResponsibilityForm(request.POST or None, organisations=organisations)
    if form.is_valid():
        with refusals_shown_in(form):
            planning.make_responsible(measure=found, by=request.user, **form.cleaned_data)
            return redirect("implementation:measure", pk=pk)
    lead = _("Who leads is asked for updates: first the main focal point, then the alternate, at last the office.")
    return ask(request, form, _on_measure(pk, _("Who answers for the measure"), _("Put on record"), lead))


@requires(None)
@open_to_contributors
def add_indicator(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = own_measure(request, pk)
    form = IndicatorForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            planning.add_indicator(measure=found, by=request.user, **form.cleaned_data)
        if form.is_valid():
            return redirect("implementation:measure", pk=pk)
    return ask(request, form, _on_measure(pk, _("Add an indicator"), _("Put on record")))


@requires(None)
@open_to_contributors
def add_budget_line(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = own_measure(request, pk)
    form = BudgetForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            planning.add_budget_line(measure=found, by=request.user, **form.cleaned_data)
        if form.is_valid():
            return redirect("implementation:measure", pk=pk)
    return ask(request, form, _on_measure(pk, _("Add a budget line"), _("Put on record")))


@requires(None)
@open_to_contributors
def remove(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    """What hangs on one's own measure goes; the history keeps that it was there."""
    if kind not in _REMOVED:
        raise Http404
    model, action, name = _REMOVED[kind]
    row = visible_or_404(model.objects.visible_to(request.user).select_related("measure"), pk=pk)
    if request.method != "POST" or not owns(request.user, row.measure):
        raise Http404
    form = StaffForm({})
    with refusals_shown_in(form):
        action(by=request.user, **{name: row})
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return redirect("implementation:measure", pk=row.measure_id)


def _on_measure(pk: UUID, title: str, button: str, lead: str = "") -> Page:
    return Page(title, button, reverse("implementation:measure", args=[pk]), lead)


def _own_plans(request: StaffRequest, state_code: str) -> list[Plan]:
    plans = Plan.objects.visible_to(request.user).filter(state_code=state_code)
    return [plan for plan in plans if owns(request.user, plan)]


def _initial(form: type[StaffForm], row: Plan | Measure) -> dict[str, Any]:
    return {name: getattr(row, name) for name in form.base_fields if name != "plan"}
