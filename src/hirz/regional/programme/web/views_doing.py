"""Recording activities and what belongs to them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import StaffRequest, confirmed, refusals_shown_in, requires, visible_or_404
from hirz.foundation.questions import StaffForm, state_name
from hirz.regional.organisations.permissions import EDIT, may_edit
from hirz.regional.programme.actions import doing
from hirz.regional.programme.models import Activity, BudgetLine, ProgrammeRisk, Result, ServedRecommendation
from hirz.regional.programme.web.forms_doing import (
    ActivityForm,
    AmountsForm,
    BudgetLineForm,
    DocumentForm,
    NoteForm,
    PartnerForm,
    RiskForm,
)
from hirz.regional.programme.web.forms_planning import ShareForm
from hirz.regional.programme.web.page_of_form import page_of_form
from hirz.regional.recommendations.models import Recommendation
from hirz.regional.recommendations.web.gathering import row_of, whole

MOST_FOUND = 20


@requires(EDIT)
def add_activity(request: StaffRequest, pk: UUID) -> HttpResponse:
    result = visible_or_404(Result.objects.visible_to(request.user), pk=pk)
    form = ActivityForm(request.POST or None)
    return page_of_form(
        request, form, lambda: doing.add_activity(activity=form.row(result, request.user), by=request.user),
        title=_("Add an activity"), eyebrow=result.title, back=reverse("programme:result", args=[pk]),
        done=_("The activity is on record."),
    )  # fmt: skip


@requires(EDIT)
def change_activity(request: StaffRequest, pk: UUID) -> HttpResponse:
    activity = editable_activity(request, pk)
    names = ("title", "language", "kind", "purpose", "place", "from_date", "until_date", "state")
    form = ActivityForm(request.POST or None, initial={name: getattr(activity, name) for name in names})
    del form.fields["state_code"]
    return page_of_form(
        request, form, lambda: doing.change_activity(activity=form.put_into(activity), by=request.user),
        title=_("Edit the activity"), eyebrow=state_name(activity.state_code), back=back_to(activity),
        done=_("The change is kept."),
    )  # fmt: skip


@requires(EDIT)
@confirmed()
def share_activity(request: StaffRequest, pk: UUID) -> HttpResponse:
    activity = editable_activity(request, pk)
    form = ShareForm(request.POST or None, initial={"layer": activity.layer})
    return page_of_form(
        request, form, lambda: doing.share_activity(activity=activity, layer=form.wanted(), by=request.user),
        title=_("Who may see this activity"), eyebrow=activity.title, back=back_to(activity),
        lead=_("Who took part, tests, notes and risks stay in the office whatever you choose."),
        done=_("It is shared as you chose."),
    )  # fmt: skip


@requires(EDIT)
def add_note(request: StaffRequest, pk: UUID) -> HttpResponse:
    activity, form = editable_activity(request, pk), NoteForm(request.POST or None)
    return page_of_form(
        request, form, lambda: doing.add_note(activity=activity, text=form.cleaned_data["text"], by=request.user),
        title=_("Add a note"), eyebrow=activity.title, back=back_to(activity), done=_("The note is kept."),
    )  # fmt: skip


@requires(EDIT)
def add_partner(request: StaffRequest, pk: UUID) -> HttpResponse:
    activity = editable_activity(request, pk)
    form = PartnerForm(request.POST or None, activity=activity, user=request.user)
    return page_of_form(
        request, form, lambda: doing.add_partner(activity=activity, by=request.user, **form.cleaned_data),
        title=_("Add a partner"), eyebrow=activity.title, back=back_to(activity), done=_("The partner is on record."),
    )  # fmt: skip


@requires(EDIT)
def add_budget_line(request: StaffRequest, pk: UUID) -> HttpResponse:
    activity, form = editable_activity(request, pk), BudgetLineForm(request.POST or None)
    return page_of_form(
        request, form, lambda: doing.add_budget_line(line=form.row(activity), by=request.user),
        title=_("Add a budget line"), eyebrow=activity.title, back=back_to(activity), done=_("The line is on record."),
    )  # fmt: skip


@requires(EDIT)
def change_amounts(request: StaffRequest, pk: UUID) -> HttpResponse:
    line = visible_or_404(BudgetLine.objects.visible_to(request.user), pk=pk)
    line.activity = editable_activity(request, line.activity_id)
    first = {"planned": line.planned, "committed": line.committed, "spent": line.spent}
    form = AmountsForm(request.POST or None, initial=first)
    return page_of_form(
        request, form, lambda: doing.change_amounts(line=line, amounts=form.amounts(), by=request.user),
        title=_("Change the amounts"), eyebrow=f"{line.title} · {line.currency}", back=back_to(line.activity),
        done=_("The amounts are on record."),
    )  # fmt: skip


@requires(EDIT)
def add_document(request: StaffRequest, pk: UUID) -> HttpResponse:
    activity, form = editable_activity(request, pk), DocumentForm(request.POST or None)
    return page_of_form(
        request, form, lambda: doing.add_document(document=form.row(activity), by=request.user),
        title=_("Add a published document"), eyebrow=activity.title, back=back_to(activity),
        done=_("The document is on record."),
    )  # fmt: skip


@requires(EDIT)
def add_risk(request: StaffRequest, pk: UUID) -> HttpResponse:
    activity, form = editable_activity(request, pk), RiskForm(request.POST or None)
    return page_of_form(
        request, form, lambda: doing.add_risk(risk=form.row(activity, request.user), by=request.user),
        title=_("Add a risk"), eyebrow=activity.title, back=back_to(activity), done=_("The risk is on record."),
    )  # fmt: skip


@requires(EDIT)
def end_risk(request: StaffRequest, pk: UUID) -> HttpResponse:
    risk = visible_or_404(ProgrammeRisk.objects.visible_to(request.user).filter(ended_date=None), pk=pk)
    activity = editable_activity(request, risk.activity_id)
    if request.method == "POST":
        doing.end_risk(risk=risk, by=request.user)
        messages.success(request, _("The risk has ended."))
    return redirect(back_to(activity))


@requires(EDIT)
def serve(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Look for recommendations to the State by their words, and tie the activity to one of them."""
    activity = editable_activity(request, pk)
    rows = Recommendation.objects.visible_to(request.user)
    if activity.state_code:
        rows = rows.filter(state_code=activity.state_code)
    if request.method == "POST":
        found = visible_or_404(rows, pk=request.POST.get("recommendation", ""))
        form = StaffForm(request.POST)
        with refusals_shown_in(form):
            doing.serve_recommendation(activity=activity, recommendation=found, by=request.user)
        for refusal in form.non_field_errors():
            messages.error(request, str(refusal))
        return redirect(back_to(activity))
    words = request.GET.get("words", "").strip()[:200]
    asked = whole(rows.saying(words).order_by("state_code", "place")[:MOST_FOUND])
    found_rows = [row_of(one) for one in asked] if words else []
    shown = {"activity": activity, "back": back_to(activity), "words": words, "rows": found_rows}
    return render(request, "programme/serve.html", shown)


@requires(EDIT)
def stop_serving(request: StaffRequest, pk: UUID) -> HttpResponse:
    served = visible_or_404(ServedRecommendation.objects.visible_to(request.user), pk=pk)
    served.activity = editable_activity(request, served.activity_id)
    if request.method == "POST":
        doing.stop_serving(served=served, by=request.user)
        messages.success(request, _("The activity is no longer tied to it."))
    return redirect(back_to(served.activity))


def editable_activity(request: StaffRequest, pk: UUID) -> Activity:
    found = visible_or_404(Activity.objects.visible_to(request.user), pk=pk)
    if not may_edit(request.user, found.state_code):
        raise Http404
    return found


def back_to(activity: Activity) -> str:
    return reverse("programme:activity", args=[activity.pk])
