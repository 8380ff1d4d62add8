"""Requests for expertise, with earlier answers to be found again. What is looked for is posted, never in an address."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, requires, visible_or_404
from hirz.foundation.keyset import page_of
from hirz.foundation.questions import state_name
from hirz.regional.institutions.web.recording import Sheet, Text, put_on_record
from hirz.regional.organisations.permissions import EDIT, VIEW, may_edit
from hirz.regional.partners.actions import expertise as acts
from hirz.regional.partners.models import ExpertiseRequest
from hirz.regional.partners.reading import note_read
from hirz.regional.partners.verbs import PartnerVerb
from hirz.regional.partners.web.forms import AnswerForm, HandOverForm, RequestForm, SearchForm
from hirz.regional.partners.web.gathering import organisations_of, owners_beside


@requires(VIEW)
def requests(request: StaffRequest) -> HttpResponse:
    """Open requests by day; answered ones, or those in which the words occur that were asked for."""
    rows = ExpertiseRequest.objects.visible_to(request.user).select_related("asked_by", "owner")
    form = SearchForm(request.POST or None)
    found = acts.earlier_answers(words=form.cleaned_data["words"], by=request.user) if form.is_valid() else None
    page = page_of(rows.filter(answered_date__isnull=False), keys=["-answered_date", "id"], asked=request.GET)
    shown = {
        "form": form,
        "open": rows.filter(answered_date__isnull=True),
        "found": found,
        "page": page,
        "today": timezone.localdate(),
        "may_add": has_permission(request.user, EDIT),
    }
    return render(request, "partners/requests.html", shown)


@requires(VIEW)
def request_page(request: StaffRequest, pk: UUID) -> HttpResponse:
    rows = ExpertiseRequest.objects.visible_to(request.user).select_related("asked_by", "owner")
    found = visible_or_404(rows, pk=pk)
    note_read(PartnerVerb.READ_EXPERTISE, found, by=request.user)
    shown = {
        "asked": found,
        "state": state_name(found.state_code),
        "today": timezone.localdate(),
        "may_edit": may_edit(request.user, found.state_code),
    }
    return render(request, "partners/request.html", shown)


@requires(EDIT)
def add_request(request: StaffRequest) -> HttpResponse:
    form = RequestForm(request.POST or None, among=organisations_of(request.user), owners=owners_beside(request.user))
    sheet = Sheet(
        heading=_("Record a request"), lead=_("Look for an earlier answer first: it may serve again."),
        about=_("Requests for expertise"), back_url=reverse("partners:requests"),
        button=_("Put on record"), done=_("It is on record."),
    )  # fmt: skip
    return put_on_record(request, form, sheet, lambda given: acts.record_request(by=request.user, **given))


@requires(EDIT)
def answer(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk)
    return put_on_record(
        request, AnswerForm(request.POST or None), _sheet(found, _("Answer a request")),
        lambda given: acts.answer_request(request=found, by=request.user, **given),
    )  # fmt: skip


@requires(EDIT)
def hand_over(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk)
    form = HandOverForm(request.POST or None, owners=owners_beside(request.user), initial={"owner": found.owner_id})
    return put_on_record(
        request, form, _sheet(found, _("Hand a request over")),
        lambda given: acts.hand_over(request=found, by=request.user, **given),
    )  # fmt: skip


def _sheet(found: ExpertiseRequest, heading: Text) -> Sheet:
    return Sheet(
        heading=heading, lead=found.question, about=found.subject,
        back_url=reverse("partners:request", args=[found.pk]), button=_("Put on record"), done=_("It is on record."),
    )  # fmt: skip


def _allowed(request: StaffRequest, pk: UUID) -> ExpertiseRequest:
    found = visible_or_404(ExpertiseRequest.objects.visible_to(request.user), pk=pk)
    if not may_edit(request.user, found.state_code):
        raise Http404
    note_read(PartnerVerb.READ_EXPERTISE, found, by=request.user)
    return found
