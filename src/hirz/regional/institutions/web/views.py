"""National institutions as of any day: the list, one as a history, its assessments; and exchanges between them.

Each page shows what the person may know: staff who follow the State see every layer, everybody else what is public.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, requires, visible_or_404
from hirz.foundation.accounts.models import User
from hirz.foundation.keyset import page_of
from hirz.foundation.questions import state_name
from hirz.regional.institutions.contributing import may_contribute
from hirz.regional.institutions.reading import note_read
from hirz.regional.institutions.verbs import InstitutionVerb
from hirz.regional.institutions.web.gathering import (
    EXCHANGES_SHOWN,
    LATEST_FIRST,
    exchanges_of,
    institutions_of,
    list_page,
    matrix_page,
    one_page,
    waiting_exchanges,
)
from hirz.regional.mechanisms.web.forms import AsOfForm
from hirz.regional.organisations.permissions import EDIT, may_edit
from hirz.regional.organisations.telling import contributors_named


def as_of(request: StaffRequest) -> dict[str, Any]:
    """The day for which a page is shown, and the form that asks for another."""
    today: date = timezone.localdate()
    form = AsOfForm(request.GET if "day" in request.GET else None, initial={"day": today})
    return {"form": form, "day": form.chosen(today), "today": today}


def rights(user: User, state_code: str) -> dict[str, bool]:
    """What the person may do on a page about something of this State."""
    return {"may_edit": may_edit(user, state_code), "may_contribute": may_contribute(user, state_code)}


@requires(None)
@open_to_contributors
def listed(request: StaffRequest) -> HttpResponse:
    asked = as_of(request)
    return render(request, "institutions/list.html", {**asked, **list_page(request.user, asked["day"])})


@requires(None)
@open_to_contributors
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(institutions_of(request.user), pk=pk)
    asked = as_of(request)
    shown = one_page(found, request.user, asked["day"], request.GET)
    if any(each.follow_up for _decision, asked_for in shown["decisions"] for each in asked_for):
        note_read(InstitutionVerb.READ_INSTITUTION, found, by=request.user)
    may = rights(request.user, found.state_code)
    return render(request, "institutions/one.html", {**asked, **shown, **may, "institution": found})


@requires(None)
@open_to_contributors
def observations(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(institutions_of(request.user), pk=pk)
    asked = as_of(request)
    shown = matrix_page(found, request.user, asked["day"])
    if shown["assessments"]:
        note_read(InstitutionVerb.READ_OBSERVATIONS, found, by=request.user)
    may = rights(request.user, found.state_code)
    return render(request, "institutions/observations.html", {**asked, **shown, **may, "institution": found})


@requires(None)
@open_to_contributors
def exchanges(request: StaffRequest) -> HttpResponse:
    """All, the latest first; or, where that is asked for, those that are to be looked at again."""
    waiting, only_waiting = waiting_exchanges(request.user), "waiting" in request.GET
    rows, keys = (waiting, ("follow_up_date", "id")) if only_waiting else (exchanges_of(request.user), LATEST_FIRST)
    shown = {
        "page": page_of(rows, keys=keys, asked=request.GET),
        "waiting": [] if only_waiting else list(waiting[:EXCHANGES_SHOWN]),
        "waiting_count": waiting.count(),
        "today": timezone.localdate(),
        "may_add": has_permission(request.user, EDIT),
    }
    return render(request, "institutions/exchanges.html", shown)


@requires(None)
@open_to_contributors
def exchange(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(exchanges_of(request.user), pk=pk)
    note_read(InstitutionVerb.READ_EXCHANGE, found, by=request.user)
    shown = {
        "exchange": found,
        "state": state_name(found.state_code),
        "author": contributors_named([found], user=request.user)[found.pk],
        "may_edit": may_edit(request.user, found.state_code),
    }
    return render(request, "institutions/exchange.html", shown)
