"""Recording the plan: cycles, results, indicators, their values, and whether they keep the six principles."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import StaffRequest, confirmed, requires, visible_or_404
from hirz.foundation.vocabularies.registry import label, vocabulary
from hirz.regional.organisations.permissions import EDIT, may_edit
from hirz.regional.programme.actions import planning
from hirz.regional.programme.models import Cycle, Indicator, Result
from hirz.regional.programme.web.forms_planning import (
    CheckForm,
    CycleForm,
    IndicatorForm,
    ResultForm,
    ShareForm,
    ValueForm,
)
from hirz.regional.programme.web.page_of_form import page_of_form


@requires(EDIT)
def add_cycle(request: StaffRequest) -> HttpResponse:
    form = CycleForm(request.POST or None)
    return page_of_form(
        request, form, lambda: planning.add_cycle(cycle=form.row(), by=request.user),
        title=_("Add a cycle"), back=reverse("programme:overview"), done=_("The cycle is on record."),
    )  # fmt: skip


@requires(EDIT)
def add_result(request: StaffRequest, pk: UUID) -> HttpResponse:
    cycle = visible_or_404(Cycle.objects.visible_to(request.user), pk=pk)
    form = ResultForm(request.POST or None, cycle=cycle)
    return page_of_form(
        request, form, lambda: planning.add_result(result=form.row(), by=request.user),
        title=_("Add a result"), back=reverse("programme:cycle", args=[pk]), done=_("The result is on record."),
    )  # fmt: skip


@requires(EDIT)
def add_indicator(request: StaffRequest, pk: UUID) -> HttpResponse:
    result = visible_or_404(Result.objects.visible_to(request.user), pk=pk)
    form = IndicatorForm(request.POST or None, result=result)
    return page_of_form(
        request, form, lambda: planning.add_indicator(indicator=form.row(), by=request.user),
        title=_("Add an indicator"), eyebrow=result.title, back=reverse("programme:result", args=[pk]),
        done=_("The indicator is on record."),
    )  # fmt: skip


@requires(EDIT)
def add_value(request: StaffRequest, pk: UUID) -> HttpResponse:
    indicator = _editable(request, pk)
    form = ValueForm(request.POST or None)
    return page_of_form(
        request, form, lambda: planning.record_value(indicator=indicator, said=form.said(), by=request.user),
        title=_("Record a value"), eyebrow=indicator.title, back=reverse("programme:indicator", args=[pk]),
        lead=_("A value of the same period is corrected. Leave every part open that nobody counted."),
        done=_("The value is on record."),
    )  # fmt: skip


@requires(EDIT)
def check_principle(request: StaffRequest, pk: UUID, code: str) -> HttpResponse:
    indicator = _editable(request, pk)
    if code not in vocabulary("data_principle").codes:
        raise Http404
    form = CheckForm(request.POST or None)
    return page_of_form(
        request, form,
        lambda: planning.check_principle(
            indicator=indicator, principle=code, is_met=form.cleaned_data["is_met"] == "yes",
            reason=form.cleaned_data["reason"], by=request.user,
        ),
        title=label("data_principle", code), eyebrow=indicator.title,
        back=reverse("programme:indicator", args=[pk]), done=_("The check is on record."),
    )  # fmt: skip


@requires(EDIT)
@confirmed()
def share_indicator(request: StaffRequest, pk: UUID) -> HttpResponse:
    indicator = _editable(request, pk)
    form = ShareForm(request.POST or None, initial={"layer": indicator.layer})
    return page_of_form(
        request, form, lambda: planning.share_indicator(indicator=indicator, layer=form.wanted(), by=request.user),
        title=_("Who may see this indicator"), eyebrow=indicator.title,
        back=reverse("programme:indicator", args=[pk]), done=_("It is shared as you chose."),
    )  # fmt: skip


def _editable(request: StaffRequest, pk: UUID) -> Indicator:
    found = visible_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    if not may_edit(request.user, found.state_code):
        raise Http404
    return found
