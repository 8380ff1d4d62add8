"""States under the treaties as of any day, and the calendar of what they owe.

Everybody on the staff reads them of every State, contributors of the State of their organisation.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, requires
from hirz.foundation.downloads import attached_bytes
from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.registry import vocabulary
from hirz.regional.mechanisms.facts import fact_of_action
from hirz.regional.mechanisms.feed import feed_of
from hirz.regional.mechanisms.models import MechanismEvent, TreatyAction
from hirz.regional.mechanisms.permissions import MechanismPermission, held_for_state
from hirz.regional.mechanisms.web.forms import AsOfForm
from hirz.regional.mechanisms.web.gathering import calendar_page, state_read_by, state_rows, status_page
from hirz.regional.mechanisms.words import act_words
from hirz.regional.organisations.viewpoints import membership_of


@requires(None)
@open_to_contributors
def states(request: StaffRequest) -> HttpResponse:
    """The States that offices cover; a contributor has one State."""
    membership = membership_of(request.user)
    if membership is not None and membership.organisation.state_code:
        return redirect("mechanisms:state", code=membership.organisation.state_code)
    today = timezone.localdate()
    shown = {
        "rows": state_rows(request.user, today),
        "treaties": len(vocabulary("treaty").codes),
        "may_import": has_permission(request.user, MechanismPermission.TREATY_RECORD),
    }
    return render(request, "mechanisms/states.html", shown)


@requires(None)
@open_to_contributors
def state(request: StaffRequest, code: str) -> HttpResponse:
    """Where a State stands under each treaty, on the day that is asked for."""
    known = state_read_by(request.user, code)
    today = timezone.localdate()
    form = AsOfForm(request.GET or None, initial={"day": today})
    day = form.chosen(today)
    shown = {**_head(request, known), **status_page(known, request.user, day), "form": form, "day": day}
    return render(request, "mechanisms/state.html", shown)


@requires(None)
@open_to_contributors
def calendar(request: StaffRequest, code: str) -> HttpResponse:
    """What a State owes, from what could be known on the day that is asked for."""
    known = state_read_by(request.user, code)
    today = timezone.localdate()
    form = AsOfForm(request.GET or None, initial={"day": today})
    day = form.chosen(today)
    head = _head(request, known)
    shown = {
        **head,
        **calendar_page(known, request.user, day),
        "may_settle": head["may_settle"] and day == today,
        "form": form,
        "day": day,
    }
    return render(request, "mechanisms/calendar.html", shown)


@requires(None)
@open_to_contributors
def records(request: StaffRequest, code: str) -> HttpResponse:
    """What is on record of a State, with its sources."""
    known = state_read_by(request.user, code)
    actions = TreatyAction.objects.visible_to(request.user).filter(state_code=known).order_by("-on_date", "id")
    shown = {
        **_head(request, known),
        "actions": [(row, act_words(fact_of_action(row))) for row in actions],
        "events": MechanismEvent.objects.visible_to(request.user).filter(state_code=known).order_by("-on_date", "id"),
    }
    return render(request, "mechanisms/records.html", shown)


@requires(None)
@open_to_contributors
def feed(request: StaffRequest, code: str) -> HttpResponseBase:
    """The calendar of a State as a file for other programs: obligations and their rules, all of them public."""
    known = state_read_by(request.user, code)
    content = feed_of([known], user=request.user, now=timezone.now())
    return attached_bytes(content, name=f"{_('obligations')}-{known}.ics", media_type="text/calendar; charset=utf-8")


def _head(request: StaffRequest, code: str) -> dict[str, Any]:
    held = held_for_state(request.user, code)
    return {
        "code": code,
        "name": state_name(code),
        "is_staff": not request.user.is_contributor,
        "may_record": MechanismPermission.TREATY_RECORD in held,
        "may_settle": MechanismPermission.OBLIGATION_OVERRIDE in held,
    }
