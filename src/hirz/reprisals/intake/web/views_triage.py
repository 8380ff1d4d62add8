"""What becomes of a submission: a case, part of a case, or a matter for somebody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hirz.foundation.accounts.access import holders
from hirz.foundation.accounts.doors import StaffRequest, allowed_or_404, refusals_shown_in, requires, visible_or_404
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import page_language
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.intake import triage as actions
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.intake.permissions import IntakePermission
from hirz.reprisals.intake.reading import note_read
from hirz.reprisals.intake.web.duplicates import candidates
from hirz.reprisals.intake.web.forms import JoinForm, OutOfScopeForm, TriageForm
from hirz.reprisals.intake.web.gathering import as_arrived
from hirz.reprisals.people.web.fields import StaffForm, definitions


@requires(IntakePermission.SUBMISSION_TRIAGE)
def triage(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk)
    people = sort_for_people(holders(CasePermission.CASE_EDIT, about.office), str, page_language())
    suggested = {"owner": str(request.user.pk)}
    form = TriageForm(request.POST or None, submission=about, people=people, user=request.user, initial=suggested)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            case = actions.triage(submission=about, decision=form.decision(), by=request.user)
        if form.is_valid():
            messages.success(request, _("The case %(reference)s is open.") % {"reference": case.reference})
            return redirect("staff:case", pk=case.pk)
    return _ask(
        request, about, form, "intake/triage.html",
        candidates=candidates(about, request.user),
        categories=definitions("protected_category"), levels=definitions("risk_level"),
    )  # fmt: skip


@requires(IntakePermission.SUBMISSION_TRIAGE)
def out_of_scope(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk)
    form = OutOfScopeForm(request.POST or None, submission=about)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.triage_out_of_scope(submission=about, by=request.user, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, _("The submission is kept as outside resolution 12/2, with its referral."))
            return redirect("intake:submission", pk=about.pk)
    return _ask(request, about, form, "intake/out_of_scope.html")


@requires(IntakePermission.SUBMISSION_TRIAGE)
def join(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk)
    form = JoinForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        case = form.cleaned_data["reference"]
        with refusals_shown_in(form):
            actions.join_case(submission=about, case=case, by=request.user)
        if form.is_valid():
            messages.success(request, _("The submission is now part of %(reference)s.") % {"reference": case.reference})
            return redirect("staff:case", pk=case.pk)
    return _ask(request, about, form, "intake/join.html", candidates=candidates(about, request.user))


def _allowed(request: StaffRequest, pk: UUID) -> Submission:
    """A submission that the person may triage. One that is triaged already is shown: the action says so in words."""
    visible = Submission.objects.visible_to(request.user).values("pk")
    about = visible_or_404(Submission.objects.filter(pk__in=visible).select_related("office"), pk=pk)
    allowed_or_404(request.user, IntakePermission.SUBMISSION_TRIAGE, about.office_id)
    return about


def _ask(request: StaffRequest, about: Submission, form: StaffForm, template: str, **more: Any) -> HttpResponse:
    note_read(submission=about, by=request.user)
    return render(request, template, {**as_arrived(about), "form": form, **more})
