"""The programme as it is read: cycles, results, indicators, activities. Who follows no State sees what is public."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, requires, visible_or_404
from hirz.foundation.keyset import page_of
from hirz.foundation.questions import state_choices, state_name
from hirz.regional.organisations.permissions import EDIT, VIEW, may_edit
from hirz.regional.programme.facts import follows_any, money_of, with_values
from hirz.regional.programme.findings import plain
from hirz.regional.programme.models import Activity, Cycle, Indicator, Result
from hirz.regional.programme.reading import note_read
from hirz.regional.programme.verbs import ProgrammeVerb
from hirz.regional.programme.web.gathering import of_activity, of_cycle, of_indicator, shown_indicator
from hirz.rules.layers import INTERNATIONAL


@requires(None)
def overview(request: StaffRequest) -> HttpResponse:
    cycles = Cycle.objects.visible_to(request.user).annotate(number=Count("results"))
    shown = {"cycles": cycles, "may_edit": may_edit(request.user, INTERNATIONAL), "may_export": follows(request)}
    return render(request, "programme/overview.html", shown)


@requires(None)
def cycle(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(Cycle.objects.visible_to(request.user), pk=pk)
    shown = {
        "cycle": found,
        "pillars": of_cycle(found, request.user),
        "may_edit": may_edit(request.user, INTERNATIONAL),
        "follows": follows_any(request.user),
        "may_fill": has_permission(request.user, EDIT),
    }
    return render(request, "programme/cycle.html", shown)


@requires(None)
def result(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(Result.objects.visible_to(request.user).select_related("cycle"), pk=pk)
    indicators = list(Indicator.objects.visible_to(request.user).filter(result=found))
    values = with_values(indicators)
    activities = Activity.objects.visible_to(request.user).filter(result=found)
    page = page_of(activities, keys=["-from_date", "-id"], asked=request.GET)
    money = money_of(activities, request.user)
    shown = {
        "result": found,
        "indicators": [shown_indicator(one, values[one.pk]) for one in indicators],
        "page": page,
        "rows": [(one, state_name(one.state_code)) for one in page.rows],
        "sums": [(code, plain(one.planned), plain(one.committed), plain(one.spent)) for code, one in money.items()],
        "may_edit": has_permission(request.user, EDIT),
    }
    return render(request, "programme/result.html", shown)


@requires(None)
def indicator(request: StaffRequest, pk: UUID) -> HttpResponse:
    rows = Indicator.objects.visible_to(request.user).select_related("result__cycle")
    found = visible_or_404(rows, pk=pk)
    return render(request, "programme/indicator.html", of_indicator(found, request.user))


@requires(None)
@open_to_contributors
def activities(request: StaffRequest) -> HttpResponse:
    rows = Activity.objects.visible_to(request.user)
    asked = request.GET.get("state", "")
    known = dict(state_choices())
    if asked in known:
        rows = rows.filter(state_code=asked)
    page = page_of(rows, keys=["-from_date", "-id"], asked=request.GET)
    shown = {
        "page": page,
        "rows": [(one, state_name(one.state_code)) for one in page.rows],
        "state": known.get(asked, ""),
        "is_staff": not request.user.is_contributor,
    }
    return render(request, "programme/activities.html", shown)


@requires(None)
@open_to_contributors
def activity(request: StaffRequest, pk: UUID) -> HttpResponse:
    """To contributors neither the plan nor a name of the staff is told: behind the wall they could not be read."""
    rows = Activity.objects.visible_to(request.user)
    is_staff = not request.user.is_contributor
    found = visible_or_404(rows.select_related("result", "owner") if is_staff else rows, pk=pk)
    shown = {**of_activity(found, request.user), "is_staff": is_staff}
    if shown.get("participants"):
        note_read(ProgrammeVerb.READ_PARTICIPANTS, found, by=request.user)
    if any(shown.get(sealed) for sealed in ("notes", "risks", "followed")):
        note_read(ProgrammeVerb.READ_ACTIVITY, found, by=request.user)
    return render(request, "programme/activity.html", shown)


def follows(request: StaffRequest) -> bool:
    return has_permission(request.user, VIEW)
