"""Putting visits, their steps, preparation and meetings on record."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.foundation.accounts.doors import StaffRequest, requires, visible_or_404
from hirz.regional.organisations.permissions import EDIT
from hirz.regional.reviews.actions import visiting
from hirz.regional.reviews.models import StandingInvitation, Visit
from hirz.regional.reviews.web.answering import Asking, answered, pressed
from hirz.regional.reviews.web.forms import (
    EndForm,
    InvitationForm,
    MeetingForm,
    PreparationForm,
    StepForm,
    VisitChangeForm,
    VisitForm,
)
from hirz.regional.reviews.web.gathering import visit_words, visits_seen
from hirz.regional.reviews.web.views_recording import require_mine
from hirz.rules.layers import Layer


@requires(EDIT)
def add(request: StaffRequest) -> HttpResponse:
    form = VisitForm(request.POST or None)

    def act() -> Visit:
        said = form.cleaned_data
        facts = {"procedures": said["procedures"], "source": said["source"]}
        return visiting.record_visit(
            state_code=said["state_code"], first=form.first(), layer=Layer(said["layer"]), by=request.user, **facts
        )

    lead = _("A visit begins with a request, or with an invitation that nobody had asked for.")
    asking = _of_list(_("Record a visit"), lead)
    return answered(request, form, asking, act=act, done=_("The visit is on record."))


@requires(EDIT)
def add_invitation(request: StaffRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None)
    return answered(
        request, form, _of_list(_("Record a standing invitation")),
        act=lambda: visiting.record_invitation(by=request.user, **form.cleaned_data),
        done=_("The standing invitation is on record."),
    )  # fmt: skip


@requires(EDIT)
def end_invitation(request: StaffRequest, pk: UUID) -> HttpResponse:
    invitation = visible_or_404(StandingInvitation.objects.visible_to(request.user), pk=pk)
    require_mine(request, invitation.state_code)
    form = EndForm(request.POST or None)
    return answered(
        request, form, _of_list(_("End a standing invitation")),
        act=lambda: visiting.end_invitation(
            invitation=invitation, until_date=form.cleaned_data["until_date"], by=request.user
        ),
        done=_("The end is on record."),
    )  # fmt: skip


@requires(EDIT)
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    visit = _visit(request, pk)
    names = ("first_date", "last_date", "report_symbol", "layer")
    form = VisitChangeForm(request.POST or None, initial={name: getattr(visit, name) for name in names})

    def act() -> Visit:
        said = {name: form.cleaned_data[name] for name in names[:3]}
        return visiting.change_visit(visit=visit, by=request.user, layer=Layer(form.cleaned_data["layer"]), **said)

    return answered(
        request, form, _of_visit(visit, _("Days, report and layer")), act=act, done=_("The visit is changed.")
    )


@requires(EDIT)
def step(request: StaffRequest, pk: UUID) -> HttpResponse:
    visit = _visit(request, pk)
    form = StepForm(request.POST or None, visit=visit)

    def act() -> object:
        return visiting.take_step(visit=visit, step=form.step(), source=form.cleaned_data["source"], by=request.user)

    lead = _("Only what can come next is offered.")
    return answered(
        request, form, _of_visit(visit, _("What happened next"), lead), act=act, done=_("The step is on record.")
    )


@requires(EDIT)
def step_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    visit = _visit(request, pk)
    return pressed(
        request, act=lambda: visiting.take_back_step(visit=visit, by=request.user),
        done=_("It is off the record. The history keeps that it was there."), goes_to=_page_of(visit),
    )  # fmt: skip


@requires(EDIT)
def prepare(request: StaffRequest, pk: UUID) -> HttpResponse:
    visit = _visit(request, pk)
    form = PreparationForm(request.POST or None, initial={"kind": request.GET.get("kind", "")})
    return answered(
        request, form, _of_visit(visit, _("Prepare the visit")),
        act=lambda: visiting.note_preparation(visit=visit, by=request.user, **form.cleaned_data),
        done=_("The preparation is noted."),
    )  # fmt: skip


@requires(EDIT)
def add_meeting(request: StaffRequest, pk: UUID) -> HttpResponse:
    visit = _visit(request, pk)
    form = MeetingForm(request.POST or None, visit=visit, user=request.user)

    def act() -> object:
        said = form.cleaned_data
        met = visiting.Met(
            on_date=said["on_date"], organisations=[UUID(one) for one in said["organisations"]], notes=said["notes"]
        )
        return visiting.record_meeting(visit=visit, met=met, by=request.user)

    return answered(
        request, form, _of_visit(visit, _("Record a meeting")), act=act, done=_("The meeting is on record.")
    )


def _visit(request: StaffRequest, pk: UUID) -> Visit:
    visit = visible_or_404(visits_seen(request.user), pk=pk)
    require_mine(request, visit.state_code)
    return visit


def _page_of(visit: Visit) -> str:
    return reverse("reviews:visit", args=[visit.pk])


def _of_list(heading: str, lead: str = "") -> Asking:
    return Asking(
        heading=heading, button=_("Put on record"), back_url=reverse("reviews:visits"), back_label=_("Visits"),
        lead=lead,
    )  # fmt: skip


def _of_visit(visit: Visit, heading: str, lead: str = "") -> Asking:
    return Asking(
        heading=heading, button=pgettext("a form", "Save"), back_url=_page_of(visit), back_label=visit_words(visit),
        lead=lead,
    )  # fmt: skip
