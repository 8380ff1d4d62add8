"""Who does what where, and the cooperation frameworks that it serves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, requires, visible_or_404
from hirz.foundation.accounts.models import User
from hirz.foundation.keyset import page_of
from hirz.foundation.questions import state_name
from hirz.regional.institutions.contributing import may_remove, offered
from hirz.regional.institutions.web.recording import Sheet, Text, put_on_record
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.permissions import EDIT, VIEW, may_edit
from hirz.regional.organisations.viewpoints import membership_of, organisation_id_of
from hirz.regional.partners.actions import coordination as acts
from hirz.regional.partners.doing import untouched
from hirz.regional.partners.models import Framework, FrameworkResult, ResultRecommendation, UnActivity
from hirz.regional.partners.web.forms import ActivityForm, FrameworkForm, MappingForm, MatrixForm, ResultForm
from hirz.regional.partners.web.matrix import matrix_page

WHO_DOES_WHAT: Text = _("Who does what where")


@requires(VIEW)
@open_to_contributors
def matrix(request: StaffRequest) -> HttpResponse:
    """Entities or States × themes or outcomes, from what this person may know; a gap is a gap for them."""
    form = MatrixForm(request.GET or None)
    asked = form.asked() if form.is_bound else MatrixForm({}).asked()
    shown: dict[str, Any] = matrix_page(request.user, **asked)
    shown["activities"] = [
        (one, state, who, one.own is not None and may_remove(one.own, request.user))
        for one, state, who in shown["activities"]
    ]
    if asked["state"]:
        rows = untouched(request.user, asked["state"]).prefetch_related("texts")
        shown["untouched"] = page_of(rows, keys=["place", "id"], asked=request.GET)
    shown |= {"form": form, "may_add": _may_add(request.user), "is_office": not request.user.is_contributor}
    return render(request, "partners/matrix.html", shown)


@requires(EDIT)
@open_to_contributors
def add_activity(request: StaffRequest) -> HttpResponse:
    """The office records what any entity does; a contributor what their own does."""
    if not _may_add(request.user):
        raise Http404
    form = ActivityForm(
        request.POST or None, entities=_entities(request.user), results=_results(request.user),
        layers=offered(request.user),
    )  # fmt: skip
    sheet = _sheet(_("Record an activity"), _("Who does what where, for which outcome and on which recommendations."))
    return put_on_record(request, form, sheet, lambda given: acts.record_activity(by=request.user, **given))


@requires(EDIT)
@open_to_contributors
def remove_activity(request: StaffRequest, pk: UUID) -> HttpResponse:
    activity = visible_or_404(UnActivity.objects.visible_to(request.user), pk=pk)
    if not may_remove(activity, request.user):
        raise Http404
    if request.method == "POST":
        acts.remove_activity(activity=activity, by=request.user)
        messages.success(request, _now("It is off the record. The history keeps that it was there."))
    return redirect("partners:matrix")


@requires(VIEW)
@open_to_contributors
def frameworks(request: StaffRequest) -> HttpResponse:
    rows = [(one, state_name(one.state_code)) for one in Framework.objects.visible_to(request.user)]
    return render(request, "partners/frameworks.html", {"rows": rows, "may_add": has_permission(request.user, EDIT)})


@requires(VIEW)
@open_to_contributors
def framework(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Outcomes with their outputs, the targets they serve and the recommendations they answer; what has no activity."""
    found = visible_or_404(Framework.objects.visible_to(request.user), pk=pk)
    answers: QuerySet[ResultRecommendation] = ResultRecommendation.objects.select_related("recommendation")
    activities: QuerySet[UnActivity] = UnActivity.objects.visible_to(request.user)
    results = FrameworkResult.objects.filter(framework=found).prefetch_related(
        Prefetch("recommendations", answers), Prefetch("activities", activities, to_attr="known_activities")
    )
    shown = {
        "framework": found,
        "state": state_name(found.state_code),
        "results": list(results),
        "may_edit": may_edit(request.user, found.state_code),
    }
    return render(request, "partners/framework.html", shown)


@requires(EDIT)
def add_framework(request: StaffRequest) -> HttpResponse:
    sheet = _sheet(_("Record a cooperation framework"), _("As it was signed: it is public."), "frameworks")
    return put_on_record(
        request, FrameworkForm(request.POST or None), sheet,
        lambda given: acts.record_framework(by=request.user, **given),
    )  # fmt: skip


@requires(EDIT)
def add_result(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _editable(request, pk)
    form = ResultForm(request.POST or None, outcomes=found.results.filter(outcome__isnull=True))
    sheet = _sheet(_("Add an outcome or output"), _("With the targets that it serves."), "framework", pk, found.title)
    return put_on_record(request, form, sheet, lambda given: acts.add_result(framework=found, by=request.user, **given))


@requires(EDIT)
def map_result(request: StaffRequest, pk: UUID) -> HttpResponse:
    visible = FrameworkResult.objects.filter(framework__in=Framework.objects.visible_to(request.user))
    result = visible_or_404(visible.select_related("framework"), pk=pk)
    found = _editable(request, result.framework_id)
    sheet = _sheet(_("Tie to recommendations"), result.text, "framework", found.pk, found.title)
    return put_on_record(
        request, MappingForm(request.POST or None), sheet,
        lambda given: acts.map_result(result=result, by=request.user, **given),
    )  # fmt: skip


def _may_add(user: User) -> bool:
    """The office, and whoever speaks for an entity of the United Nations."""
    membership = membership_of(user)
    return membership.organisation.kind == acts.ENTITY if membership else has_permission(user, EDIT)


def _entities(user: User) -> list[Organisation]:
    own = organisation_id_of(user)
    seen = Organisation.objects.visible_to(user).filter(kind=acts.ENTITY)
    return list(seen.filter(pk=own) if own else seen)


def _results(user: User) -> Any:
    results = FrameworkResult.objects.filter(framework__in=Framework.objects.visible_to(user))
    return results.select_related("framework").order_by("framework", "number")


def _sheet(
    heading: Text, lead: Text, back: str = "matrix", pk: UUID | None = None, about: Text = WHO_DOES_WHAT
) -> Sheet:
    return Sheet(
        heading=heading, lead=lead, about=about, back_url=reverse(f"partners:{back}", args=[pk] if pk else []),
        button=_("Put on record"), done=_("It is on record."),
    )  # fmt: skip


def _editable(request: StaffRequest, pk: UUID) -> Framework:
    found = visible_or_404(Framework.objects.visible_to(request.user), pk=pk)
    if not may_edit(request.user, found.state_code):
        raise Http404
    return found
