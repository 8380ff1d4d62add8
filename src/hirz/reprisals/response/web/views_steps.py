"""Steps other than letters: planned, done, and seen to where consent did not cover them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import StaffRequest, allowed_or_404, refusals_shown_in, requires, visible_or_404
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.reading import note_read as note_case_read
from hirz.reprisals.people.web.consent_words import Lack, consent_shown_in, lacks_of
from hirz.reprisals.people.web.fields import StaffForm
from hirz.reprisals.response import steps
from hirz.reprisals.response.models import Response
from hirz.reprisals.response.permissions import ResponsePermission
from hirz.reprisals.response.web.forms import StepDoneForm, StepForm


@requires(ResponsePermission.RESPONSE_PLAN)
def plan_step(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = visible_or_404(Case.objects.visible_to(request.user).select_related("office"), pk=pk)
    allowed_or_404(request.user, ResponsePermission.RESPONSE_PLAN, case.office_id)
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            step = steps.plan_response(case=case, by=request.user, **form.cleaned_data)
        if form.is_valid():
            return _say_planned(request, step)
    note_case_read(case=case, by=request.user)
    return render(request, "response/plan_step.html", {"case": case, "form": form})


@requires(ResponsePermission.RESPONSE_PLAN)
def step_done(request: StaffRequest, pk: UUID) -> HttpResponse:
    step = _step(request, pk)
    allowed_or_404(request.user, ResponsePermission.RESPONSE_PLAN, step.case.office_id)
    held = {"done_date": step.done_date, "result": step.result, "named": step.named}
    form = StepDoneForm(request.POST or None, initial=held)
    if request.method == "POST" and form.is_valid():
        with consent_shown_in(form, user=request.user):
            steps.note_response_done(response=step, by=request.user, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, _("The step is on record as done."))
            return redirect("staff:case", pk=step.case_id)
    note_case_read(case=step.case, by=request.user)
    shown = {"step": step, "case": step.case, "form": form, "lacks": _lacks(request, pk, form)}
    return render(request, "response/step_done.html", shown)


@requires(CasePermission.ESCALATION_HEAD)
def see_to_breach(request: StaffRequest, pk: UUID) -> HttpResponse:
    if request.method != "POST":
        raise Http404
    step = _step(request, pk)
    allowed_or_404(request.user, CasePermission.ESCALATION_HEAD, step.case.office_id)
    form = StaffForm({})
    with refusals_shown_in(form):
        steps.review_breach(response=step, by=request.user)
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    if form.is_valid():
        messages.success(request, _("It is on record that you saw to the step without consent."))
    return redirect("staff:case", pk=step.case_id)


def _step(request: StaffRequest, pk: UUID) -> Response:
    visible = Response.objects.filter(case__in=Case.objects.visible_to(request.user))
    return visible_or_404(visible.select_related("case__office"), pk=pk)


def _lacks(request: StaffRequest, pk: UUID, form: StepDoneForm) -> list[Lack]:
    """What consent lacks for the step as the form tells it."""
    named = form["named"].value() in (True, "on")
    return lacks_of(steps.lacking_if_done(_step(request, pk), named=named), user=request.user)


def _say_planned(request: StaffRequest, step: Response) -> HttpResponse:
    if step.lacking:
        messages.warning(request, _("The step is planned, but consent does not cover it."))
        return redirect("response:step_done", pk=step.pk)
    messages.success(request, _("The step is planned."))
    return redirect("staff:case", pk=step.case_id)
