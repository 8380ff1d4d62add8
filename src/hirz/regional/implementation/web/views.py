"""Implementation as it is read: a State, a recommendation, a plan, a measure, an update, and what awaits validation."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, requires, visible_or_404
from hirz.foundation.keyset import page_of
from hirz.foundation.questions import state_name
from hirz.regional.implementation.contributing import may_contribute, owns
from hirz.regional.implementation.models import Measure, Plan, Reminder, Update
from hirz.regional.implementation.queries import Group, in_group, numbers_of
from hirz.regional.implementation.reading import note_read
from hirz.regional.implementation.rows import RemindedQuerySet
from hirz.regional.implementation.verbs import ImplementationVerb as Verb
from hirz.regional.implementation.waiting import in_the_house, owed_by, to_validate, told_the_office
from hirz.regional.implementation.web.gathering import GROUPS, follow_ups, known_state, one_page, states_listed
from hirz.regional.implementation.web.gathering_measures import measure_page, told, update_page
from hirz.regional.organisations.telling import contributors_named
from hirz.regional.organisations.viewpoints import membership_of
from hirz.regional.recommendations.models import Recommendation
from hirz.regional.recommendations.web.gathering import whole


@requires(None)
@open_to_contributors
def overview(request: StaffRequest) -> HttpResponse:
    """The States, with the measures that are seen of each; a contributor has one State."""
    membership = membership_of(request.user)
    if membership is not None and membership.organisation.state_code:
        return redirect("implementation:state", code=membership.organisation.state_code)
    return render(request, "implementation/overview.html", {"rows": states_listed(request.user)})


@requires(None)
@open_to_contributors
def state(request: StaffRequest, code: str) -> HttpResponse:
    """Numbers that each open the list they count, and the recommendations behind them."""
    known = known_state(code)
    group = next((one for one in Group if one.value == request.GET.get("group")), None)
    page = page_of(whole(in_group(request.user, known, group)), keys=["state_code", "place", "id"], asked=request.GET)
    numbers = numbers_of(request.user, known)
    shown = {
        "code": known,
        "name": state_name(known),
        "numbers": numbers,
        "groups": [(one.value, words, numbers.groups[one], one is group) for one, words in GROUPS.items()],
        "group": group.value if group else "",
        "page": page,
        "rows": follow_ups(page.rows, request.user),
        "plans": Plan.objects.visible_to(request.user).filter(state_code=known),
        "may_contribute": may_contribute(request.user, known),
    }
    return render(request, "implementation/state.html", shown)


@requires(None)
@open_to_contributors
def recommendation(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(whole(Recommendation.objects.visible_to(request.user)), pk=pk)
    shown = one_page(found, request.user)
    note_read(Verb.READ_ASSESSMENTS, subject=found, by=request.user)
    shown |= {
        "may_contribute": may_contribute(request.user, found.state_code),
        "back": reverse("implementation:state", args=[found.state_code]),
    }
    return render(request, "implementation/recommendation.html", shown)


@requires(None)
@open_to_contributors
def plan(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(Plan.objects.visible_to(request.user), pk=pk)
    shown = {
        "plan": found,
        "state": state_name(found.state_code),
        "owner": contributors_named([found], user=request.user)[found.pk],
        "measures": Measure.objects.visible_to(request.user).filter(plan=found),
        "may_change": owns(request.user, found),
    }
    return render(request, "implementation/plan.html", shown)


@requires(None)
@open_to_contributors
def measure(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(Measure.objects.visible_to(request.user), pk=pk)
    shown = measure_page(found, request.user)
    note_read(Verb.READ_UPDATE, subject=found, by=request.user)
    shown |= {
        "state": state_name(found.state_code),
        "plan": Plan.objects.visible_to(request.user).filter(pk=found.plan_id).first() if found.plan_id else None,
        "may_report": may_contribute(request.user, found.state_code),
    }
    return render(request, "implementation/measure.html", shown)


@requires(None)
@open_to_contributors
def update(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(Update.objects.visible_to(request.user).select_related("measure"), pk=pk)
    note_read(Verb.READ_UPDATE, subject=found, by=request.user)
    return render(request, "implementation/update.html", update_page(found, request.user))


@requires(None)
@open_to_contributors
def queue(request: StaffRequest) -> HttpResponse:
    """For the office what awaits validation; for an organisation what awaits its authority or came back to it."""
    is_of_office = not request.user.is_contributor
    rows = to_validate(request.user) if is_of_office else in_the_house(request.user)
    page = page_of(rows, keys=["entered_at", "id"], asked=request.GET)
    shown = {
        "page": page,
        "count": rows.count(),
        "rows": [(one, state_name(one.update.state_code)) for one in told(page.rows, request.user)],
        "reminders": _reminders(request).count(),
        "is_of_office": is_of_office,
    }
    return render(request, "implementation/queue.html", shown)


@requires(None)
@open_to_contributors
def reminders(request: StaffRequest) -> HttpResponse:
    """For the office who did not answer, although everybody was reminded; for a contributor what is owed."""
    rows = _reminders(request)
    shown = {
        "page": page_of(rows, keys=["for_date", "id"], asked=request.GET),
        "count": rows.count(),
        "is_of_office": not request.user.is_contributor,
    }
    return render(request, "implementation/reminders.html", shown)


def _reminders(request: StaffRequest) -> RemindedQuerySet[Reminder]:
    return owed_by(request.user) if request.user.is_contributor else told_the_office(request.user)
