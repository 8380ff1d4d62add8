"""Organisations as the staff read them, and the first page of whoever contributes for one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, requires, visible_or_404
from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import page_language
from hirz.regional.organisations.contributions import areas, waiting_for
from hirz.regional.organisations.models import Contributor, Organisation
from hirz.regional.organisations.permissions import CONTRIBUTE, EDIT, VIEW, states_with
from hirz.regional.organisations.reading import organisation_read
from hirz.regional.organisations.viewpoints import require_membership
from hirz.regional.organisations.web.forms import FilterForm
from hirz.regional.organisations.web.gathering import People, by_name, one_page


@requires(None)
def listed(request: StaffRequest) -> HttpResponse:
    """Those of one State: names are sealed, and are put in order here."""
    form = FilterForm(request.GET or None, initial={"state": _first_state(request)})
    asked = form.cleaned_data if form.is_valid() else {"state": _first_state(request), "kind": ""}
    rows = Organisation.objects.visible_to(request.user).filter(state_code=asked["state"])
    rows = rows.filter(kind=asked["kind"]) if asked["kind"] else rows
    shown = {
        "form": form,
        "state": state_name(asked["state"]),
        "rows": by_name(rows),
        "may_edit": has_permission(request.user, EDIT),
    }
    return render(request, "organisations/list.html", shown)


@requires(None)
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    organisation = visible_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    shown = one_page(organisation, request.user)
    if shown["people"] is not None:
        organisation_read(organisation, by=request.user)
    return render(request, "organisations/one.html", shown)


@requires(CONTRIBUTE)
@open_to_contributors
def contribute(request: StaffRequest) -> HttpResponse:
    """Where a contributor begins: what waits for their organisation, and who else speaks for it."""
    membership = require_membership(request.user)
    rows = Contributor.objects.visible_to(request.user).today().select_related("user")
    shown = {
        "membership": membership,
        "organisation": membership.organisation,
        "state": state_name(membership.organisation.state_code),
        "waiting": waiting_for(request.user),
        "areas": [(one.label, reverse(one.url_name)) for one in areas()],
        "people": People.of(list(rows), timezone.localdate()).current,
    }
    return render(request, "organisations/contribute.html", shown)


def _first_state(request: StaffRequest) -> str:
    states, _everywhere = states_with(request.user, VIEW)
    return next(iter(sort_for_people(states, state_name, page_language())), "")
