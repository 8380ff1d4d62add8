"""Recording who took part, what they learned, and what they applied."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import StaffRequest, confirmed, requires, visible_or_404
from hirz.regional.organisations.permissions import EDIT
from hirz.regional.programme.actions import people
from hirz.regional.programme.models import Participant
from hirz.regional.programme.web.forms_doing import CountedForm, FollowUpForm, ParticipantForm, ScoresForm
from hirz.regional.programme.web.page_of_form import page_of_form
from hirz.regional.programme.web.views_doing import back_to, editable_activity


@requires(EDIT)
def add_participant(request: StaffRequest, pk: UUID) -> HttpResponse:
    activity, form = editable_activity(request, pk), ParticipantForm(request.POST or None)
    return page_of_form(
        request, form, lambda: people.add_participant(activity=activity, person=form.person(), by=request.user),
        title=_("Add a participant"), eyebrow=activity.title, back=back_to(activity),
        lead=_("Enter only what the person said of themselves. Leave open what they were not asked; never guess."),
        done=_("The participant is kept."),
    )  # fmt: skip


@requires(EDIT)
def count_participants(request: StaffRequest, pk: UUID) -> HttpResponse:
    activity, form = editable_activity(request, pk), CountedForm(request.POST or None)
    return page_of_form(
        request, form, lambda: people.count_participants(counted=form.row(activity), by=request.user),
        title=_("Count participants"), eyebrow=activity.title, back=back_to(activity),
        lead=_("For those who are not kept by name. Count each part as people placed themselves."),
        done=_("The numbers are on record."),
    )  # fmt: skip


@requires(EDIT)
def record_scores(request: StaffRequest, pk: UUID) -> HttpResponse:
    activity = editable_activity(request, pk)
    form = ScoresForm(request.POST or None, initial={"maximum": activity.test_maximum})
    return page_of_form(
        request, form, lambda: people.record_scores(activity=activity, by=request.user, **form.cleaned_data),
        title=_("Record scores of tests"), eyebrow=activity.title, back=back_to(activity),
        lead=_("They replace the scores that are on record."), done=_("The scores are on record."),
    )  # fmt: skip


@requires(EDIT)
def record_follow_up(request: StaffRequest, pk: UUID) -> HttpResponse:
    activity, form = editable_activity(request, pk), FollowUpForm(request.POST or None)
    return page_of_form(
        request, form, lambda: people.record_follow_up(follow_up=form.row(activity), by=request.user),
        title=_("Record what was applied"), eyebrow=activity.title, back=back_to(activity),
        done=_("The follow-up is on record."),
    )  # fmt: skip


@requires(EDIT)
@confirmed()
def erase_participant(request: StaffRequest, pk: UUID) -> HttpResponse:
    participant = visible_or_404(Participant.objects.visible_to(request.user).filter(erased_at=None), pk=pk)
    activity = editable_activity(request, participant.activity_id)
    if request.method == "POST":
        people.erase_participant(participant=participant, by=request.user)
        messages.success(
            request, _("What was known of the person is destroyed. That somebody took part stays counted.")
        )
    return redirect(back_to(activity))
