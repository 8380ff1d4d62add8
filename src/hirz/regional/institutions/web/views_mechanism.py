"""A national mechanism for implementation, reporting and follow-up: what it is, who belongs to it, what it can do."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, requires, visible_or_404
from hirz.foundation.questions import StaffForm
from hirz.regional.institutions import actions
from hirz.regional.institutions.contributing import may_contribute, offered
from hirz.regional.institutions.models import MechanismMember
from hirz.regional.institutions.reading import note_read
from hirz.regional.institutions.verbs import InstitutionVerb
from hirz.regional.institutions.web.forms import CapacityForm, DescriptionForm, EndForm, MemberForm
from hirz.regional.institutions.web.gathering import mechanisms_of, others_of
from hirz.regional.institutions.web.mechanism import mechanism_page
from hirz.regional.institutions.web.recording import Sheet, Text, put_on_record
from hirz.regional.institutions.web.views import as_of, rights
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.permissions import RegionalPermission, may_edit

RECORD: Text = _("Put on record")


@requires(None)
@open_to_contributors
def mechanism(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(mechanisms_of(request.user), pk=pk)
    asked = as_of(request)
    shown = mechanism_page(found, request.user, asked["day"])
    if shown["assessments"]:
        note_read(InstitutionVerb.READ_CAPACITIES, found, by=request.user)
    return render(
        request, "institutions/mechanism.html",
        {**asked, **shown, **rights(request.user, found.state_code), "mechanism": found},
    )  # fmt: skip


@requires(RegionalPermission.REGIONAL_EDIT)
def describe(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk)
    sheet = _sheet(found, _("Describe the mechanism"), _("A later description follows an earlier one; both stay."))
    return put_on_record(
        request, DescriptionForm(request.POST or None), sheet,
        lambda given: actions.describe_mechanism(mechanism=found, by=request.user, **given),
    )  # fmt: skip


@requires(RegionalPermission.REGIONAL_EDIT)
def add_member(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk)
    form = MemberForm(request.POST or None, among=others_of(request.user, found))
    sheet = _sheet(found, _("Add a member"), _("Ministries, agencies and others that belong to the mechanism."))
    return put_on_record(
        request, form, sheet, lambda given: actions.add_member(mechanism=found, by=request.user, **given)
    )


@requires(RegionalPermission.REGIONAL_EDIT)
def end_membership(request: StaffRequest, pk: UUID) -> HttpResponse:
    member = visible_or_404(MechanismMember.objects.visible_to(request.user), pk=pk)
    found = _allowed(request, member.mechanism_id)
    form: StaffForm = EndForm(request.POST or None)
    sheet = _sheet(found, _("End a membership"), _("That it was a member until then stays on record."))
    return put_on_record(
        request, form, sheet, lambda given: actions.end_membership(membership=member, by=request.user, **given)
    )


@requires(RegionalPermission.REGIONAL_EDIT)
@open_to_contributors
def assess(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(mechanisms_of(request.user), pk=pk)
    if not may_contribute(request.user, found.state_code):
        raise Http404
    lead = pgettext_lazy("of a mechanism", "One capacity as of one day, with the reasons. Earlier assessments stay.")
    form = CapacityForm(request.POST or None, layers=offered(request.user))
    return put_on_record(
        request, form, _sheet(found, _("Assess a capacity"), lead),
        lambda given: actions.assess_capacity(mechanism=found, by=request.user, **given),
    )  # fmt: skip


def _sheet(found: Organisation, heading: Text, lead: Text) -> Sheet:
    return Sheet(
        heading=heading, lead=lead, about=found.name, back_url=reverse("institutions:mechanism", args=[found.pk]),
        button=RECORD, done=_("It is on record."),
    )  # fmt: skip


def _allowed(request: StaffRequest, pk: UUID) -> Organisation:
    found = visible_or_404(mechanisms_of(request.user), pk=pk)
    if not may_edit(request.user, found.state_code):
        raise Http404
    return found
