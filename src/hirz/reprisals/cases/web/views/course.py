"""Pages on the course of a case: who works on it, how it moves, what is told to whom, how it ends."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.doors import StaffRequest, requires
from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.cases.actions import moving, opening
from hirz.reprisals.cases.facts import case_facts
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.web.forms import course as forms
from hirz.reprisals.cases.web.forms.asking import CaseForm
from hirz.reprisals.cases.web.labels import EVENTS, MISSING
from hirz.reprisals.cases.web.remedies import OWN_PAGES, needs
from hirz.reprisals.cases.web.views.answering import Page, answer, case_for, posted
from hirz.rules.case_needs import MissingCode
from hirz.rules.lifecycle import CaseEvent, offers

ASSIGN = Page(
    title=_("Who works on the case"),
    lead=_("Every clock needs somebody who answers for it, and somebody who stands in."),
    button=_("Assign"),
    said=_("The case was assigned."),
)
SUMMARY = Page(title=_("Summary of the case"), button=_("Keep the summary"), said=_("The summary was kept."))
WISHES = Page(
    title=_("Wishes of the person affected"),
    lead=_("Nothing is done that they do not want."),
    button=_("Keep the wishes"),
    said=_("The wishes were kept."),
)
OUTCOME = Page(title=_("Record the outcome"), button=_("Keep the outcome"), said=_("The outcome was kept."))
SETTLE = Page(
    title=_("Settle the withdrawal"),
    lead=_("Consent was taken back. Work that rests on it stays stopped until you say how the case goes on."),
    button=_("Let the case go on"),
    said=_("The withdrawal was settled."),
    template="cases/settle.html",
)
OUT_OF_SCOPE = Page(
    title=_("Rule the case out of scope"),
    lead=_("It is counted with protection, and the person is told where else to turn."),
    button=_("Rule it out of scope"),
    said=_("The case was ruled out of scope."),
)
MERGE = Page(
    title=_("Merge into another case"),
    lead=_("This case ends here and points to the one that remains."),
    button=_("Merge"),
    said=_("The case was merged."),
)
REOPEN = Page(title=_("Reopen the case"), button=_("Reopen it"), said=_("The case was reopened."))

NOTES: Final = {
    "acknowledged": Page(
        title=_("Was receipt acknowledged?"),
        lead=_("A message through the inbox counts by itself. Note here what was said in another way."),
        button=_("Keep the answer"),
        said=_("The answer was kept."),
    ),
    "submitter_told": Page(
        title=_("Was the person who wrote to us told?"),
        lead=_("Where it is safe, they learn what came of what they told us."),
        button=_("Keep the answer"),
        said=_("The answer was kept."),
    ),
    "victim_informed": Page(
        title=_("Was the person affected informed?"),
        lead=_("Where it is safe, nobody learns of the end of their case from elsewhere."),
        button=_("Keep the answer"),
        said=_("The answer was kept."),
    ),
}
REVIEW = Page(
    title=_("Review the situation"),
    lead=_("You looked at how the people of this case are. Add a development first if something changed."),
    button=_("I have reviewed it"),
    said=_("The review is on record."),
)
UNSAFE: Final = {
    "acknowledged": "unsafe_to_tell_submitter",
    "submitter_told": "unsafe_to_tell_submitter",
    "victim_informed": "unsafe_to_inform_victim",
}


@requires(CasePermission.CASE_ASSIGN)
def assign(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk, CasePermission.CASE_ASSIGN)
    initial = {"owner": str(case.owner_id or ""), "substitute": str(case.substitute_id or "")}
    form = forms.AssignForm(posted(request), case=case, user=request.user, initial=initial)
    return answer(
        request, case=case, form=form, page=ASSIGN,
        act=lambda: opening.assign(case=case, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@requires(CasePermission.CASE_EDIT)
def describe(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _describe(request, pk, forms.SummaryForm, SUMMARY)


@requires(CasePermission.CASE_EDIT)
def wishes(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _describe(request, pk, forms.WishesForm, WISHES)


@requires(CasePermission.CASE_EDIT)
def outcome(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _describe(request, pk, forms.OutcomeForm, OUTCOME)


def _describe(request: StaffRequest, pk: UUID, form_class: type[CaseForm], page: Page) -> HttpResponse:
    case = case_for(request, pk)
    initial = {name: getattr(case, name) for name in form_class.base_fields}
    form = form_class(posted(request), case=case, user=request.user, initial=initial)
    return answer(
        request, case=case, form=form, page=page,
        act=lambda: moving.describe(case=case, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@requires(CasePermission.CASE_EDIT)
def note(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk)
    fact = request.GET.get("fact", "")
    if fact == "reviewed":
        form: CaseForm = forms.ReviewForm(posted(request), case=case, user=request.user)
        return answer(request, case=case, form=form, page=REVIEW, act=lambda: _note(case, fact, "", request.user))
    if fact not in NOTES:
        raise Http404
    form = forms.NoteForm(posted(request), case=case, user=request.user)
    return answer(
        request, case=case, form=form, page=NOTES[fact],
        act=lambda: _note(case, fact, form.cleaned_data["answer"], request.user),
    )  # fmt: skip


def _note(case: Case, fact: str, told: str, by: User) -> None:
    if told == forms.NoteForm.UNSAFE:
        moving.describe(case=case, by=by, **{UNSAFE[fact]: True})
    else:
        moving.note_done(case=case, fact=fact, by=by)


@requires(CasePermission.CASE_EDIT)
def settle(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk)
    form = forms.SettleForm(posted(request), case=case, user=request.user)
    page = replace(SETTLE, more={"scopes": [label("consent_scope", scope) for scope in case.frozen_scopes]})
    return answer(
        request, case=case, form=form, page=page,
        act=lambda: moving.settle_withdrawal(case=case, note=form.cleaned_data["note"], by=request.user),
    )  # fmt: skip


@requires(CasePermission.CASE_EDIT)
def out_of_scope(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk)
    form = forms.OutOfScopeForm(posted(request), case=case, user=request.user)
    return answer(
        request, case=case, form=form, page=OUT_OF_SCOPE,
        act=lambda: moving.rule_out_of_scope(case=case, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@requires(CasePermission.CASE_EDIT)
def merge(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk)
    form = forms.MergeForm(posted(request), case=case, user=request.user)
    return answer(
        request, case=case, form=form, page=MERGE,
        act=lambda: moving.merge(case=case, into=form.cleaned_data["reference"], by=request.user),
    )  # fmt: skip


@requires(CasePermission.CASE_VIEW)
def move(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take a step, or say what it lacks. Who may take which step is for the action to say."""
    case = case_for(request, pk, CasePermission.CASE_VIEW)
    asked = request.POST.get("event") or request.GET.get("event", "")
    offer = next((o for o in offers(case_facts(case)) if o.event == asked and o.event not in OWN_PAGES), None)
    if offer is None:
        messages.warning(request, str(MISSING[MissingCode.STEP_NOT_FORESEEN]))
        return redirect("staff:case", pk=case.pk)
    form = forms.MoveForm(posted(request), case=case, user=request.user, initial={"event": asked})
    page = Page(
        title=EVENTS[offer.event],
        button=EVENTS[offer.event],
        said=_("The case has moved on."),
        template="cases/move.html",
        more={"target": label("case_state", offer.target), "needs": needs(offer.missing, case, request.user)},
    )
    return answer(
        request, case=case, form=form, page=page,
        act=lambda: moving.move(case=case, event=offer.event, by=request.user),
    )  # fmt: skip


@requires(CasePermission.CASE_CLOSE)
def reopen(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk, CasePermission.CASE_CLOSE)
    form = forms.ReopenForm(posted(request), case=case, user=request.user)
    return answer(
        request, case=case, form=form, page=REOPEN,
        act=lambda: moving.move(
            case=case, event=CaseEvent.REOPEN, by=request.user, reason=form.cleaned_data["reason"]
        ),
    )  # fmt: skip
