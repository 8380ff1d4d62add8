"""Letters to States: the list, the plan with what consent says of it, the letter itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import (
    Confirmed,
    StaffRequest,
    allowed_or_404,
    confirmed,
    refusals_shown_in,
    requires,
    visible_or_404,
)
from hirz.foundation.downloads import MEDIA_TYPES, attached
from hirz.foundation.keyset import page_of
from hirz.reprisals.cases.models import Case, Deadline
from hirz.reprisals.cases.reading import note_read as note_case_read
from hirz.reprisals.people.web.consent_words import consent_shown_in
from hirz.reprisals.people.web.fields import StaffForm, state_name
from hirz.reprisals.response import actions
from hirz.reprisals.response.files import open_file
from hirz.reprisals.response.models import Communication
from hirz.reprisals.response.permissions import ResponsePermission
from hirz.reprisals.response.reading import note_file_read, note_read
from hirz.reprisals.response.web.forms import DraftForm, LetterFilter, PlanForm, ReasonForm
from hirz.reprisals.response.web.gathering import page_of_letter, would_lack
from hirz.rules.clock_targets import ClockKind

KEYS: Final = ("due_at", "-planned_at", "-id")
NEVER: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""Where a letter stands that no reply is due to: after all those that wait for one."""


@requires(None)
def letters(request: StaffRequest) -> HttpResponse:
    """Grants open single cases to people without a role that sees cases: the list shows what each may see."""
    form = LetterFilter(request.GET)
    page = page_of(_with_due(_visible(request)).filter(**form.wanted()), keys=KEYS, asked=request.GET)
    rows = [(row, state_name(row.recipient_state), row.due_at < NEVER) for row in page.rows]  # type: ignore[attr-defined]
    return render(request, "response/list.html", {"form": form, "page": page, "rows": rows})


@requires(ResponsePermission.RESPONSE_PLAN)
def plan(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = visible_or_404(Case.objects.visible_to(request.user).select_related("office"), pk=pk)
    allowed_or_404(request.user, ResponsePermission.RESPONSE_PLAN, case.office_id)
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            letter = actions.plan_communication(case=case, by=request.user, **form.cleaned_data)
        if form.is_valid():
            _say_planned(request, letter)
            return redirect("response:letter", pk=letter.pk)
    note_case_read(case=case, by=request.user)
    consent = {
        "unnamed": would_lack(case, request.user, named=False),
        "named": would_lack(case, request.user, named=True),
    }
    shown = {"case": case, "form": form, "recipient": state_name(case.state_concerned), **consent}
    return render(request, "response/plan.html", shown)


@requires(None)
def letter(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _show(request, visible_or_404(_visible(request), pk=pk))


@requires(ResponsePermission.COMMUNICATION_DRAFT)
def draft(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Save what was written, or draft from the facts when that is asked for."""
    about = _allowed(request, pk, ResponsePermission.COMMUNICATION_DRAFT)
    if request.method != "POST":
        return redirect("response:letter", pk=about.pk)
    if "from_facts" in request.POST:
        form: StaffForm = StaffForm({})
        written = {"subject": "", "body": ""}
    else:
        form = DraftForm(request.POST, letter=about)
        form.is_valid()
        written = {name: form.cleaned_data.get(name, "") for name in ("subject", "body")}
    if form.is_valid():
        with refusals_shown_in(form):
            actions.draft_communication(letter=about, by=request.user, **written)
        if form.is_valid():
            messages.success(request, _("The letter was saved."))
            return redirect("response:letter", pk=about.pk)
    return _show(request, _fresh(request, pk), **_shown_as(form))


@requires(ResponsePermission.COMMUNICATION_SEND)
@confirmed()
def send(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk, ResponsePermission.COMMUNICATION_SEND)
    if request.method != "POST":
        return redirect("response:letter", pk=about.pk)
    form = StaffForm({})
    with consent_shown_in(form, user=request.user):
        sent = actions.send_communication(letter=about, by=request.user)
    if form.is_valid():
        messages.success(request, _("The letter %(reference)s is sent.") % {"reference": sent.reference})
        return redirect("response:letter", pk=about.pk)
    return _show(request, _fresh(request, pk), step_form=form)


@requires(ResponsePermission.RESPONSE_PLAN)
def resume(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk, ResponsePermission.RESPONSE_PLAN)
    if request.method != "POST":
        return redirect("response:letter", pk=about.pk)
    form = StaffForm({})
    with refusals_shown_in(form):
        actions.resume_communication(letter=about, by=request.user)
    if form.is_valid():
        messages.success(request, _("Work on the letter goes on."))
        return redirect("response:letter", pk=about.pk)
    return _show(request, _fresh(request, pk), step_form=form)


@requires(ResponsePermission.RESPONSE_PLAN)
def cancel(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk, ResponsePermission.RESPONSE_PLAN)
    if request.method != "POST":
        return redirect("response:letter", pk=about.pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.cancel_communication(letter=about, by=request.user, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, _("The letter is given up. Its text is kept."))
            return redirect("response:letter", pk=about.pk)
    return _show(request, _fresh(request, pk), cancel_form=form)


@requires(None)
@confirmed(Confirmed.READING)
def download(request: StaffRequest, pk: UUID, format: str) -> HttpResponseBase:
    """The letter as it left: only what was sent has a file."""
    about = visible_or_404(_visible(request).filter(state=Communication.State.SENT), pk=pk)
    file = open_file(about, format)
    if file is None:
        raise Http404
    note_file_read(letter=about, by=request.user, format=format)
    name = f"{(about.reference or 'letter').replace('/', '-')}.{format}"
    return attached(file, name=name, media_type=MEDIA_TYPES[format])


def _visible(request: StaffRequest) -> QuerySet[Communication]:
    people = ("planned_by", "drafted_by", "sent_by")
    return Communication.objects.visible_to(request.user).select_related("case__office", *people)


def _with_due(rows: QuerySet[Communication]) -> QuerySet[Communication]:
    due = Deadline.objects.filter(kind=ClockKind.STATE_REPLY, subject_id=OuterRef("pk")).values("due_at")[:1]
    return rows.annotate(due_at=Coalesce(Subquery(due), Value(NEVER), output_field=DateTimeField()))


def _allowed(request: StaffRequest, pk: UUID, permission: ResponsePermission) -> Communication:
    about = visible_or_404(_visible(request), pk=pk)
    allowed_or_404(request.user, permission, about.case.office_id)
    return about


def _fresh(request: StaffRequest, pk: UUID) -> Communication:
    """The letter as it is on record after an act that was refused."""
    return visible_or_404(_visible(request), pk=pk)


def _shown_as(form: StaffForm) -> dict[str, StaffForm]:
    return {"draft_form" if isinstance(form, DraftForm) else "step_form": form}


def _show(request: StaffRequest, about: Communication, **forms: Any) -> HttpResponse:
    """The page of a letter; a form that was refused comes back as it was filled in."""
    note_read(letter=about, by=request.user)
    given = {"draft_form": DraftForm(letter=about), "cancel_form": ReasonForm(), "step_form": StaffForm(), **forms}
    return render(request, "response/letter.html", {**page_of_letter(about, request.user), **given})


def _say_planned(request: StaffRequest, planned: Communication) -> None:
    if planned.state == Communication.State.FROZEN:
        messages.warning(request, _("The letter is planned but frozen: consent does not cover it."))
    else:
        messages.success(request, _("The letter is planned."))
