"""Visits of special procedures and standing invitations, as whoever may know of them reads them."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, requires, visible_or_404
from hirz.foundation.keyset import page_of
from hirz.foundation.questions import state_name
from hirz.regional.organisations.permissions import EDIT, may_edit, may_view
from hirz.regional.reviews.models import StandingInvitation
from hirz.regional.reviews.reading import note_meetings_read
from hirz.regional.reviews.web.forms import StateFilterForm
from hirz.regional.reviews.web.gathering import visit_page, visit_words, visits_seen


@open_to_contributors
@requires(None)
def listed(request: StaffRequest) -> HttpResponse:
    form = StateFilterForm(request.GET or None)
    visits, invitations = visits_seen(request.user), StandingInvitation.objects.visible_to(request.user)
    if state := form.chosen():
        visits, invitations = visits.filter(state_code=state), invitations.filter(state_code=state)
    page = page_of(visits, keys=["state_code", "id"], asked=request.GET)
    shown = {
        "form": form,
        "page": page,
        "rows": [(visit, state_name(visit.state_code), visit_words(visit), visit.facts.stage) for visit in page.rows],
        "invitations": [(one, state_name(one.state_code)) for one in invitations],
        "may_record": has_permission(request.user, EDIT),
    }
    return render(request, "reviews/visits.html", shown)


@open_to_contributors
@requires(None)
@transaction.atomic
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    visit = visible_or_404(visits_seen(request.user), pk=pk)
    shown = {**visit_page(visit, request.user, request.GET), "is_office": may_view(request.user, visit.state_code)}
    if shown["meetings"]:
        note_meetings_read(visit=visit, by=request.user)
    shown["may_record"] = may_edit(request.user, visit.state_code)
    return render(request, "reviews/visit.html", shown)
