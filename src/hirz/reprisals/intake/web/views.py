"""What arrived: the queue, one submission, the messages both ways, its files."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hirz.foundation.accounts.access import offices_with
from hirz.foundation.accounts.doors import StaffRequest, allowed_or_404, refusals_shown_in, requires, visible_or_404
from hirz.foundation.blobs.store import BlobMissing, BlobUnreadable
from hirz.foundation.downloads import NEUTRAL, attached, shown
from hirz.foundation.keyset import page_of
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.registry import label
from hirz.foundation.wording import words_for
from hirz.reprisals.intake import deadlines, triage
from hirz.reprisals.intake.files import open_original, open_working_copy
from hirz.reprisals.intake.models import ArrivedFile, Submission
from hirz.reprisals.intake.permissions import IntakePermission
from hirz.reprisals.intake.reading import note_file_read, note_read
from hirz.reprisals.intake.web.forms import MessageForm, QueueFilter, ShownStateForm
from hirz.reprisals.intake.web.gathering import whole
from hirz.reprisals.intake.web.queue import KEYS, age_in_words, queue_for
from hirz.reprisals.people.web.fields import state_name


@requires(IntakePermission.SUBMISSION_VIEW)
def queue(request: StaffRequest) -> HttpResponse:
    offices = list(Office.objects.filter(pk__in=offices_with(request.user, IntakePermission.SUBMISSION_VIEW)))
    form = QueueFilter(request.GET, offices=offices)
    page = page_of(queue_for(request.user).filter(**form.wanted()), keys=KEYS, asked=request.GET)
    rows = [_row(row) for row in page.rows]
    return render(request, "intake/queue.html", {"form": form, "page": page, "rows": rows, **_may_enter(request)})


@requires(None)
def submission(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Whoever may see one of its cases may read it, also without the queue."""
    return _show(request, visible_or_404(_visible(request), pk=pk))


@requires(IntakePermission.MESSAGE_SEND)
def message(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = visible_or_404(_visible(request), pk=pk)
    allowed_or_404(request.user, IntakePermission.MESSAGE_SEND, about.office_id)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            triage.send_message(submission=about, body=form.cleaned_data["body"], by=request.user)
        if form.is_valid():
            messages.success(request, _("The message is in the inbox of the person who wrote."))
            return redirect("intake:submission", pk=about.pk)
    return _show(request, about, message_form=form)


@requires(IntakePermission.MESSAGE_SEND)
def shown_state(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = visible_or_404(_visible(request), pk=pk)
    allowed_or_404(request.user, IntakePermission.MESSAGE_SEND, about.office_id)
    form = ShownStateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            triage.show_state(submission=about, state=form.cleaned_data["state"], by=request.user)
        if form.is_valid():
            messages.success(request, _("The person who wrote now reads this state in the inbox."))
            return redirect("intake:submission", pk=about.pk)
    return _show(request, about, state_form=form)


def _told_if_it_does_not_open(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Somebody who asked for a file that does not open comes back to its submission, and reads why."""

    @functools.wraps(view)
    def telling(request: StaffRequest, pk: UUID) -> HttpResponseBase:
        try:
            return view(request, pk)
        except (BlobMissing, BlobUnreadable) as error:
            messages.error(request, words_for(error))
            return redirect("intake:submission", pk=_file(request, pk).submission_id)

    return telling


@requires(None)
@_told_if_it_does_not_open
def file(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """The original as it arrived, to be saved and opened with care."""
    arrived = _file(request, pk)
    original = open_original(arrived)
    note_file_read(file=arrived, by=request.user, original=True)
    return attached(original, name=arrived.name)


@requires(None)
@_told_if_it_does_not_open
def working_copy(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """The copy without metadata: a picture inside the page, anything else to be saved."""
    arrived = _file(request, pk)
    copy = open_working_copy(arrived)
    if copy is None:
        raise Http404
    note_file_read(file=arrived, by=request.user, original=False)
    if arrived.media_type.startswith("image/"):
        return shown(copy, media_type=arrived.media_type)
    return attached(copy, name=arrived.name, media_type=NEUTRAL)


@requires(IntakePermission.SUBMISSION_VIEW)
def take_up(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take up a missed clock of a submission that came up to this person."""
    if request.method != "POST":
        raise Http404
    escalation = visible_or_404(deadlines.submission_escalations_for(request.user), pk=pk)
    for raised in deadlines.same_submission_clock(escalation, request.user):
        deadlines.take_submission_escalation(escalation=raised, by=request.user)
    messages.success(request, _("You have taken it up. The clock runs until the work is done."))
    return redirect("intake:submission", pk=escalation.submission_id)


def _row(row: Submission) -> dict[str, Any]:
    return {
        "submission": row,
        "state_concerned": state_name(row.state_concerned),
        "language": label("language_name", row.language),
        "stage": label("submission_state", row.state),
        "waits": row.state == Submission.State.RECEIVED,
        "age": age_in_words(row.arrived_at, timezone.now()),
    }


def _file(request: StaffRequest, pk: UUID) -> ArrivedFile:
    visible = Submission.objects.visible_to(request.user).values("pk")
    return visible_or_404(ArrivedFile.objects.filter(submission__in=visible).select_related("submission"), pk=pk)


def _visible(request: StaffRequest) -> QuerySet[Submission]:
    visible = Submission.objects.visible_to(request.user).values("pk")
    return Submission.objects.filter(pk__in=visible).select_related("office", "received_by", "triaged_by")


def _show(request: StaffRequest, about: Submission, **forms: Any) -> HttpResponse:
    """The page of a submission; a form that was refused comes back as it was filled in."""
    note_read(submission=about, by=request.user)
    given = {"message_form": MessageForm(), "state_form": ShownStateForm(initial={"state": about.state}), **forms}
    return render(request, "intake/submission.html", {**whole(about, request.user), **given})


def _may_enter(request: StaffRequest) -> dict[str, bool]:
    return {"may_enter": bool(offices_with(request.user, IntakePermission.SUBMISSION_IMPORT))}
