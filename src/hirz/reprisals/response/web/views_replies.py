"""What States answer and promise."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import StaffRequest, allowed_or_404, refusals_shown_in, requires, visible_or_404
from hirz.reprisals.people.web.fields import StaffForm, state_name
from hirz.reprisals.response import actions
from hirz.reprisals.response.models import Communication, Reply
from hirz.reprisals.response.permissions import ResponsePermission
from hirz.reprisals.response.reading import note_read
from hirz.reprisals.response.web.forms import AssessForm, PromiseForm, ReplyForm


@requires(ResponsePermission.REPLY_RECORD)
def reply(request: StaffRequest, pk: UUID) -> HttpResponse:
    letter = _letter(request, pk)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            recorded = actions.record_reply(letter=letter, by=request.user, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, _("The reply is on record. Assess it next."))
            return redirect("response:assess", pk=recorded.pk)
    note_read(letter=letter, by=request.user)
    return render(request, "response/reply.html", {"letter": letter, "form": form, **_addressed(letter)})


@requires(ResponsePermission.REPLY_RECORD)
def assess(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _reply(request, pk)
    letter = about.communication
    form = AssessForm(request.POST or None, initial=_assessed(about))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.assess_reply(reply=about, assessment=form.given(), by=request.user)
        if form.is_valid():
            messages.success(request, _("The assessment was saved."))
            return redirect("response:letter", pk=letter.pk)
    note_read(letter=letter, by=request.user)
    return render(
        request, "response/assess.html", {"reply": about, "letter": letter, "form": form, **_addressed(letter)}
    )


@requires(ResponsePermission.REPLY_RECORD)
def no_reply(request: StaffRequest, pk: UUID) -> HttpResponse:
    letter = _letter(request, pk)
    form = StaffForm({})
    if request.method == "POST":
        with refusals_shown_in(form):
            actions.log_no_reply(letter=letter, by=request.user)
        for refusal in form.non_field_errors():
            messages.error(request, str(refusal))
        if form.is_valid():
            messages.success(request, _("It is on record that no reply came."))
    return redirect("response:letter", pk=letter.pk)


@requires(ResponsePermission.REPLY_RECORD)
def promise(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What became of a promise."""
    about = _reply(request, pk)
    letter = about.communication
    form = PromiseForm(request.POST or None, initial={"outcome": about.promise_outcome})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.settle_promise(reply=about, by=request.user, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, _("It is on record what became of the promise."))
            return redirect("response:letter", pk=letter.pk)
    note_read(letter=letter, by=request.user)
    shown = {"reply": about, "letter": letter, "form": form, **_addressed(letter)}
    return render(request, "response/promise.html", shown)


def _reply(request: StaffRequest, pk: UUID) -> Reply:
    visible = Communication.objects.visible_to(request.user)
    found = Reply.objects.filter(communication__in=visible).select_related("communication__case__office")
    about = visible_or_404(found, pk=pk)
    allowed_or_404(request.user, ResponsePermission.REPLY_RECORD, about.communication.case.office_id)
    return about


def _letter(request: StaffRequest, pk: UUID) -> Communication:
    letter = visible_or_404(Communication.objects.visible_to(request.user).select_related("case__office"), pk=pk)
    allowed_or_404(request.user, ResponsePermission.REPLY_RECORD, letter.case.office_id)
    return letter


def _addressed(letter: Communication) -> dict[str, str]:
    return {"recipient": state_name(letter.recipient_state)}


def _assessed(reply: Reply) -> dict[str, object]:
    substantive = {None: "", True: "yes", False: "no"}[reply.substantive]
    return {
        "kind": reply.kind,
        "substantive": substantive,
        "assessment": reply.assessment,
        "promises": reply.promises,
        "promise_due_date": reply.promise_due_date,
    }
