"""Putting on record what is known of an institution and of exchanges, and taking off what never was."""

from __future__ import annotations

from typing import Final, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.doors import (
    StaffRequest,
    open_to_contributors,
    refusals_shown_in,
    requires,
    visible_or_404,
)
from hirz.foundation.questions import StaffForm
from hirz.regional.institutions import actions, models
from hirz.regional.institutions.contributing import may_contribute, may_remove, offered
from hirz.regional.institutions.web.forms import (
    AssessmentForm,
    DecisionForm,
    EditionForm,
    EndForm,
    ExchangeFollowUpForm,
    ExchangeForm,
    FollowUpForm,
    ProvisionForm,
    RecommendationsForm,
)
from hirz.regional.institutions.web.gathering import institutions_of
from hirz.regional.institutions.web.recording import Sheet, Text, put_on_record
from hirz.regional.organisations.layered import Layered
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.permissions import RegionalPermission, may_edit

RowT = TypeVar("RowT", bound=Layered)
RECORD: Text = _("Put on record")
DONE: Text = _("It is on record.")
REMOVABLE: Final[dict[str, type[Layered]]] = {
    "provision": models.LegalProvision,
    "decision": models.AccreditationDecision,
    "recommendation": models.ScaRecommendation,
    "follow-up": models.ScaFollowUp,
    "assessment": models.NhriFinding,
    "exchange": models.Exchange,
    "description": models.MechanismDescription,
    "member": models.MechanismMember,
    "capacity": models.CapacityLevel,
}


@requires(RegionalPermission.REGIONAL_EDIT)
def add_provision(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk)
    sheet = _sheet(found, _("Record a legal provision"), _("What a text says about one aspect, as long as it holds."))
    return put_on_record(
        request, ProvisionForm(request.POST or None), sheet,
        lambda given: actions.record_provision(institution=found, by=request.user, **given),
    )  # fmt: skip


@requires(RegionalPermission.REGIONAL_EDIT)
def end_provision(request: StaffRequest, pk: UUID) -> HttpResponse:
    provision = _editable(request, models.LegalProvision, pk)
    found = _allowed(request, provision.institution_id)
    sheet = _sheet(found, _("End a legal provision"), _("What follows it is a provision of its own."))
    return put_on_record(
        request, EndForm(request.POST or None), sheet,
        lambda given: actions.end_provision(provision=provision, by=request.user, **given),
    )  # fmt: skip


@requires(RegionalPermission.REGIONAL_EDIT)
def add_decision(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk)
    lead = _("With a class, the next accreditation enters the calendar of the State.")
    return put_on_record(
        request, DecisionForm(request.POST or None), _sheet(found, _("Record a decision on accreditation"), lead),
        lambda given: actions.record_decision(institution=found, by=request.user, **given),
    )  # fmt: skip


@requires(RegionalPermission.REGIONAL_EDIT)
def add_recommendations(request: StaffRequest, pk: UUID) -> HttpResponse:
    decision = _editable(request, models.AccreditationDecision, pk)
    found = _allowed(request, decision.institution_id)
    form = RecommendationsForm(request.POST or None)
    lead = _("What the Sub-Committee on Accreditation recommended with this decision.")
    return put_on_record(
        request, form, _sheet(found, _("Record recommendations on accreditation"), lead),
        lambda given: actions.record_recommendations(
            decision=decision, texts=form.lines(), observation=given.get("observation", ""), by=request.user
        ),
    )  # fmt: skip


@requires(RegionalPermission.REGIONAL_EDIT)
@open_to_contributors
def add_follow_up(request: StaffRequest, pk: UUID) -> HttpResponse:
    recommendation = visible_or_404(models.ScaRecommendation.objects.visible_to(request.user), pk=pk)
    found = _open(request, recommendation.decision.institution_id)
    sheet = _sheet(found, _("Record follow-up"), recommendation.text)
    return put_on_record(
        request, FollowUpForm(request.POST or None, layers=offered(request.user)), sheet,
        lambda given: actions.record_follow_up(recommendation=recommendation, by=request.user, **given),
    )  # fmt: skip


@requires(RegionalPermission.REGIONAL_EDIT)
@open_to_contributors
def assess_observation(request: StaffRequest, pk: UUID) -> HttpResponse:
    """First the day is asked for, then the rest: the day says which edition of the General Observations holds."""
    found = _open(request, pk)
    first = EditionForm(request.POST or request.GET or None)
    if not first.is_valid() and request.method == "GET":
        return render(request, "institutions/assess_day.html", {"form": first, "institution": found})
    day = first.cleaned_data.get("on_date") or timezone.localdate()
    form = AssessmentForm(request.POST or None, day=day, layers=offered(request.user), initial={"on_date": day})
    sheet = _sheet(found, _("Assess under a General Observation"), _("Under the edition in force that day."))
    return put_on_record(
        request, form, sheet,
        lambda given: actions.assess_observation(institution=found, by=request.user, **given),
    )  # fmt: skip


@requires(RegionalPermission.REGIONAL_EDIT)
def add_exchange(request: StaffRequest) -> HttpResponse:
    form = ExchangeForm(request.POST or None, institutions=institutions_of(request.user))
    sheet = Sheet(
        heading=_("Record an exchange"), lead=_("Who met about what, and what was agreed."),
        about=_("Exchanges between institutions"), back_url=reverse("institutions:exchanges"), button=RECORD, done=DONE,
    )  # fmt: skip
    return put_on_record(
        request, form, sheet,
        lambda given: actions.record_exchange(**{"state_code": "", **given}, by=request.user),
    )  # fmt: skip


@requires(RegionalPermission.REGIONAL_EDIT)
def follow_up_exchange(request: StaffRequest, pk: UUID) -> HttpResponse:
    exchange = _editable(request, models.Exchange, pk)
    sheet = Sheet(
        heading=_("What became of it"), lead=_("It ends the reminder."), about=exchange.subject,
        back_url=reverse("institutions:exchange", args=[pk]), button=RECORD, done=DONE,
    )  # fmt: skip
    return put_on_record(
        request, ExchangeFollowUpForm(request.POST or None), sheet,
        lambda given: actions.follow_up_exchange(exchange=exchange, by=request.user, **given),
    )  # fmt: skip


@requires(RegionalPermission.REGIONAL_EDIT)
@open_to_contributors
def remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The office removes what it may edit, an organisation what it contributed itself."""
    model = REMOVABLE.get(request.POST.get("kind", ""))
    if model is None:
        raise Http404
    row = visible_or_404(model.objects.visible_to(request.user), pk=pk)
    if not may_remove(row, request.user):
        raise Http404
    back, form = _home_of(row), StaffForm({})
    with refusals_shown_in(form):
        actions.remove(row=row, by=request.user)
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    if form.is_valid():
        messages.success(request, _now("It is off the record. The history keeps that it was there."))
    return redirect(back)


def _home_of(row: Layered) -> str:
    """The page on which a row stands."""
    if isinstance(row, models.Exchange):
        return reverse("institutions:exchanges")
    if isinstance(row, models.MechanismDescription | models.MechanismMember | models.CapacityLevel):
        return reverse("institutions:mechanism", args=[row.mechanism_id])
    if isinstance(row, models.NhriFinding):
        return reverse("institutions:observations", args=[row.institution_id])
    return reverse("institutions:one", args=[_institution_of(row)])


def _institution_of(row: Layered) -> UUID:
    if isinstance(row, models.ScaFollowUp):
        row = row.recommendation
    if isinstance(row, models.ScaRecommendation):
        row = row.decision
    found: UUID = row.institution_id  # type: ignore[attr-defined]
    return found


def _sheet(found: Organisation, heading: Text, lead: Text) -> Sheet:
    return Sheet(
        heading=heading, lead=lead, about=found.name, back_url=reverse("institutions:one", args=[found.pk]),
        button=RECORD, done=DONE,
    )  # fmt: skip


def _open(request: StaffRequest, pk: UUID) -> Organisation:
    """An institution on which the person may have a view of their own."""
    found = visible_or_404(institutions_of(request.user), pk=pk)
    if not may_contribute(request.user, found.state_code):
        raise Http404
    return found


def _editable(request: StaffRequest, model: type[RowT], pk: UUID) -> RowT:
    row: RowT = visible_or_404(model.objects.visible_to(request.user), pk=pk)  # type: ignore[assignment]
    if not may_edit(request.user, row.state_code):
        raise Http404
    return row


def _allowed(request: StaffRequest, pk: UUID) -> Organisation:
    found = visible_or_404(institutions_of(request.user), pk=pk)
    if not may_edit(request.user, found.state_code):
        raise Http404
    return found
