"""Contacts, meetings, promises and joint plans."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, requires, visible_or_404
from hirz.foundation.keyset import page_of
from hirz.foundation.questions import state_name
from hirz.regional.institutions.web.recording import Sheet, Text, put_on_record
from hirz.regional.organisations.permissions import EDIT, VIEW, may_edit, may_view
from hirz.regional.organisations.telling import contributors_named
from hirz.regional.partners.actions import meetings as acts
from hirz.regional.partners.models import (
    ExpertiseRequest,
    JointPlan,
    PartnerContact,
    PartnerMeeting,
    PartnerPromise,
    PlannedAction,
)
from hirz.regional.partners.reading import note_read
from hirz.regional.partners.verbs import PartnerVerb
from hirz.regional.partners.web.forms import (
    ContactForm,
    EndForm,
    MeetingForm,
    MoveForm,
    PlanForm,
    PlannedActionForm,
    PromiseForm,
    SettleForm,
)
from hirz.regional.partners.web.gathering import (
    SHOWN,
    PromiseRow,
    due_promises,
    meetings_of,
    names_of,
    organisations_of,
    promise_rows,
    settled_promises,
    waiting_promises,
)

PARTNERS: Text = _("Partners")


@requires(VIEW)
def overview(request: StaffRequest) -> HttpResponse:
    """What waits with partners: promises, requests, and the way to everything else."""
    today = timezone.localdate()
    due = due_promises(request.user, today)
    rows = _told(due[:SHOWN], request)
    _note(rows, request)
    open_requests = ExpertiseRequest.objects.visible_to(request.user).filter(answered_date__isnull=True)
    shown = {
        "promises": rows,
        "promise_count": due.count(),
        "requests": open_requests.select_related("asked_by", "owner")[:SHOWN],
        "request_count": open_requests.count(),
        "today": today,
        "may_add": has_permission(request.user, EDIT),
    }
    return render(request, "partners/overview.html", shown)


@requires(VIEW)
def contacts(request: StaffRequest) -> HttpResponse:
    rows = PartnerContact.objects.visible_to(request.user).filter(until_date__isnull=True)
    page = page_of(rows.select_related("organisation"), keys=["entered_at", "id"], asked=request.GET)
    if page.rows:
        note_read(PartnerVerb.READ_CONTACTS, request.user, by=request.user)
    return render(request, "partners/contacts.html", {"page": page, "may_add": has_permission(request.user, EDIT)})


@requires(EDIT)
def add_contact(request: StaffRequest) -> HttpResponse:
    form = ContactForm(request.POST or None, among=organisations_of(request.user))
    sheet = _sheet(_("Add a contact"), _("Only the office ever sees contacts. Everything here is sealed."), "contacts")
    return put_on_record(request, form, sheet, lambda given: acts.add_contact(by=request.user, **given))


@requires(EDIT)
def end_contact(request: StaffRequest, pk: UUID) -> HttpResponse:
    contact = visible_or_404(PartnerContact.objects.visible_to(request.user), pk=pk)
    _require(request, contact.state_code)
    sheet = _sheet(
        _("End a contact"),
        _("The name and how they are reached are destroyed. The history keeps that there was a contact."),
        "contacts",
    )
    return put_on_record(
        request, EndForm(request.POST or None), sheet,
        lambda given: acts.end_contact(contact=contact, by=request.user, **given),
    )  # fmt: skip


@requires(VIEW)
@open_to_contributors
def meetings(request: StaffRequest) -> HttpResponse:
    page = page_of(meetings_of(request.user), keys=["-on_date", "id"], asked=request.GET)
    return render(request, "partners/meetings.html", {"page": page, **_rights(request)})


@requires(VIEW)
@open_to_contributors
def meeting(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(meetings_of(request.user), pk=pk)
    note_read(PartnerVerb.READ_MEETING, found, by=request.user)
    promised = PartnerPromise.objects.visible_to(request.user).filter(meeting=found)
    shown = {
        "meeting": found,
        "state": state_name(found.state_code),
        "author": contributors_named([found], user=request.user)[found.pk],
        "promises": promise_rows(promised, request.user, timezone.localdate()),
        "may_edit": may_edit(request.user, found.state_code),
        "is_office": may_view(request.user, found.state_code),
    }
    return render(request, "partners/meeting.html", shown)


@requires(EDIT)
def add_meeting(request: StaffRequest) -> HttpResponse:
    form = MeetingForm(request.POST or None, among=organisations_of(request.user))
    sheet = _sheet(_("Record a meeting"), _("Agenda, names and decisions are sealed."), "meetings")
    return put_on_record(
        request, form, sheet, lambda given: acts.record_meeting(**{"organisations": (), **given}, by=request.user)
    )


@requires(VIEW)
@open_to_contributors
def promises(request: StaffRequest) -> HttpResponse:
    """Those that wait, the most pressing first, and what became of the latest; each sees what is shared with them."""
    rows, earlier = waiting_promises(request.user), settled_promises(request.user)
    page = page_of(rows, keys=["due_by", "id"], asked=request.GET)
    waiting, latest = _told(page.rows, request), _told(earlier[:SHOWN], request)
    _note([*waiting, *latest], request)
    shown = {
        "page": page, "waiting": waiting, "waiting_count": rows.count(), "settled": latest,
        "settled_count": earlier.count(), **_rights(request),
    }  # fmt: skip
    return render(request, "partners/promises.html", shown)


@requires(VIEW)
@open_to_contributors
def settled(request: StaffRequest) -> HttpResponse:
    """What became of all promises, the latest first."""
    rows = settled_promises(request.user)
    page = page_of(rows, keys=["-outcome_date", "id"], asked=request.GET)
    told = _told(page.rows, request)
    _note(told, request)
    return render(request, "partners/settled.html", {"page": page, "settled": told, "settled_count": rows.count()})


def _told(promises: Iterable[PartnerPromise], request: StaffRequest) -> list[PromiseRow]:
    return promise_rows(promises, request.user, timezone.localdate())


def _note(read: list[PromiseRow], request: StaffRequest) -> None:
    """That somebody read what was promised is on record, once for a page."""
    if read:
        note_read(PartnerVerb.READ_PROMISES, request.user, by=request.user)


@requires(EDIT)
def add_promise(request: StaffRequest) -> HttpResponse:
    form = PromiseForm(request.POST or None, among=organisations_of(request.user))
    sheet = _sheet(_("Record a promise"), _("Who promised what to whom, and by when."), "promises")
    return put_on_record(request, form, sheet, lambda given: acts.record_promise(by=request.user, **given))


@requires(EDIT)
def add_promise_of_meeting(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(PartnerMeeting.objects.visible_to(request.user), pk=pk)
    _require(request, found.state_code)
    first = {"made_date": found.on_date, "state_code": found.state_code, "layer": found.layer}
    form = PromiseForm(request.POST or None, among=organisations_of(request.user), initial=first)
    sheet = _sheet(_("Record a promise"), _("Who promised what to whom, and by when."), "meeting", pk, found.subject)
    return put_on_record(
        request, form, sheet, lambda given: acts.record_promise(meeting=found, by=request.user, **given)
    )


@requires(EDIT)
def settle_promise(request: StaffRequest, pk: UUID) -> HttpResponse:
    promise = visible_or_404(PartnerPromise.objects.visible_to(request.user), pk=pk)
    _require(request, promise.state_code)
    note_read(PartnerVerb.READ_PROMISES, request.user, by=request.user)
    sheet = _sheet(_("What became of a promise"), promise.text, "promises")
    return put_on_record(
        request, SettleForm(request.POST or None), sheet,
        lambda given: acts.settle_promise(promise=promise, by=request.user, **given),
    )  # fmt: skip


@requires(VIEW)
@open_to_contributors
def plans(request: StaffRequest) -> HttpResponse:
    rows = JointPlan.objects.visible_to(request.user).annotate(action_count=Count("actions"))
    page = page_of(rows, keys=["-from_date", "id"], asked=request.GET)
    return render(request, "partners/plans.html", {"page": page, **_rights(request)})


@requires(VIEW)
@open_to_contributors
def plan(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(JointPlan.objects.visible_to(request.user), pk=pk)
    planned = list(found.actions.all())
    if planned:
        note_read(PartnerVerb.READ_PLAN, found, by=request.user)
    names = names_of((one.lead_id for one in planned), request.user)
    shown: dict[str, Any] = {
        "plan": found,
        "state": state_name(found.state_code),
        "actions": [(one, names[one.lead_id]) for one in planned],
        "may_edit": may_edit(request.user, found.state_code),
    }
    return render(request, "partners/plan.html", shown)


@requires(EDIT)
def add_plan(request: StaffRequest) -> HttpResponse:
    sheet = _sheet(_("Make a joint plan"), _("What several organisations mean to do together."), "plans")
    return put_on_record(
        request, PlanForm(request.POST or None), sheet, lambda given: acts.make_plan(by=request.user, **given)
    )


@requires(EDIT)
def add_planned_action(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(JointPlan.objects.visible_to(request.user), pk=pk)
    _require(request, found.state_code)
    form = PlannedActionForm(request.POST or None, among=organisations_of(request.user))
    sheet = _sheet(_("Add an action"), _("Who does what, from when until when."), "plan", pk, found.title)
    return put_on_record(
        request, form, sheet, lambda given: acts.add_planned_action(plan=found, by=request.user, **given)
    )


@requires(EDIT)
def move_planned_action(request: StaffRequest, pk: UUID) -> HttpResponse:
    visible = JointPlan.objects.visible_to(request.user)
    planned = visible_or_404(PlannedAction.objects.filter(plan__in=visible).select_related("plan"), pk=pk)
    _require(request, planned.plan.state_code)
    note_read(PartnerVerb.READ_PLAN, planned.plan, by=request.user)
    sheet = _sheet(_("How far is it?"), planned.text, "plan", planned.plan_id, planned.plan.title)
    return put_on_record(
        request, MoveForm(request.POST or None, initial={"state": planned.state}), sheet,
        lambda given: acts.move_planned_action(planned=planned, by=request.user, **given),
    )  # fmt: skip


def _sheet(heading: Text, lead: Text, back: str, pk: UUID | None = None, about: Text = PARTNERS) -> Sheet:
    return Sheet(
        heading=heading, lead=lead, about=about, back_url=reverse(f"partners:{back}", args=[pk] if pk else []),
        button=_("Put on record"), done=_("It is on record."),
    )  # fmt: skip


def _rights(request: StaffRequest) -> dict[str, bool]:
    """What a list offers: to add to it, and the way back to what is the office's alone."""
    return {"may_add": has_permission(request.user, EDIT), "is_office": not request.user.is_contributor}


def _require(request: StaffRequest, state_code: str) -> None:
    if not may_edit(request.user, state_code):
        raise Http404
