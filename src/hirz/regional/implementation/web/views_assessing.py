"""Putting a word of a source on record, and moving a contribution to another layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import (
    StaffRequest,
    open_to_contributors,
    refusals_shown_in,
    requires,
    visible_or_404,
)
from hirz.regional.implementation.actions import assessing, sharing
from hirz.regional.implementation.contributing import owns
from hirz.regional.implementation.models import Assessment, Evidence, Measure, Plan, Update
from hirz.regional.implementation.web.asking import Page, ask, contributed_state, library
from hirz.regional.implementation.web.forms import AssessmentForm, LayerForm
from hirz.regional.recommendations.models import Recommendation

_SHARED: Final[Mapping[str, tuple[Any, str]]] = {
    "plan": (Plan, "implementation:plan"),
    "measure": (Measure, "implementation:measure"),
    "update": (Update, "implementation:update"),
    "evidence": (Evidence, "implementation:evidence"),
    "assessment": (Assessment, "implementation:recommendation"),
}


@requires(None)
@open_to_contributors
def assess(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(Recommendation.objects.visible_to(request.user), pk=pk)
    contributed_state(request, found.state_code)
    form = AssessmentForm(
        request.POST or None, user=request.user, recommendation=found, evidence=library(request, found.state_code)
    )
    if form.is_valid():
        with refusals_shown_in(form):
            given = dict(form.cleaned_data)
            layer = given.pop("layer")
            assessing.assess(recommendation=found, said=assessing.Said(**given), layer=layer, by=request.user)
        if form.is_valid():
            messages.success(request, _("The assessment stands beside the others."))
            return redirect("implementation:recommendation", pk=pk)
    page = Page(
        _("Record an assessment"), _("Put on record"), reverse("implementation:recommendation", args=[pk]),
        _("It is never changed. A later word of the same source follows it."),
    )  # fmt: skip
    return ask(request, form, page)


@requires(None)
@open_to_contributors
def share(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    """Who may see a contribution of one's own from now on."""
    if kind not in _SHARED:
        raise Http404
    model, name = _SHARED[kind]
    row = visible_or_404(model.objects.visible_to(request.user), pk=pk)
    if not owns(request.user, row):
        raise Http404
    back = reverse(name, args=[row.recommendation_id if kind == "assessment" else pk])
    form = LayerForm(request.POST or None, user=request.user, initial={"layer": row.layer})
    if form.is_valid():
        with refusals_shown_in(form):
            sharing.share(row=row, layer=form.cleaned_data["layer"], by=request.user)
        if form.is_valid():
            messages.success(request, _("It is shared as you said."))
            return redirect(back)
    return ask(request, form, Page(_("Who may see it"), _("Share it so"), back))
