from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hirz.faces.staff import regional_work, work
from hirz.faces.staff.history import lines
from hirz.faces.staff.submissions_due import submissions_due
from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, requires, visible_or_404
from hirz.reprisals.cases.deadlines import take_escalation
from hirz.reprisals.cases.models import Case, Escalation
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.web.labels import CLOCKS, ESCALATION_LEVELS, Words
from hirz.rules.clock_targets import ClockKind


@requires(None)
@open_to_contributors
def home(request: StaffRequest) -> HttpResponse:
    """Work, not a menu. Contributors begin on a page of their own."""
    if request.user.is_contributor:
        return redirect("organisations:contribute")
    now, today = timezone.now(), timezone.localdate()
    clocks = work.clocks_of(request.user, now, every="clocks" in request.GET)
    changes = work.changes_for(request.user, now)
    content = {
        "now": now,
        "clocks": clocks.cases,
        "more_clocks": clocks.more,
        "missed": _by_case(clocks.missed),
        "submissions": submissions_due(request.user, now),
        "obligations": regional_work.obligations_for(request.user, today),
        "has_cases": has_permission(request.user, CasePermission.CASE_VIEW),
        "waiting": [*work.waiting_for(request.user), *regional_work.waiting_for(request.user, today)],
        "frozen": work.frozen_cases(request.user),
        "changes": list(zip(lines(entry for entry, _case in changes), (case for _e, case in changes), strict=True)),
    }
    return render(request, "staff/home.html", content)


def _by_case(missed: Iterable[Escalation]) -> list[tuple[Case, list[tuple[Escalation, Words, Words]]]]:
    found: dict[Case, list[tuple[Escalation, Words, Words]]] = {}
    for miss in missed:
        told = (miss, CLOCKS[ClockKind(miss.kind)], ESCALATION_LEVELS[miss.level])
        found.setdefault(miss.case, []).append(told)
    return list(found.items())


@requires(None)
def take(request: StaffRequest, pk: int) -> HttpResponse:
    """Take up a missed clock that came up to this person."""
    if request.method != "POST":
        raise Http404
    escalation = visible_or_404(work.escalations_for(request.user), pk=pk)
    for raised in work.same_clock(escalation, request.user):
        take_escalation(escalation=raised, by=request.user)
    messages.success(request, _("You have taken it up. The clock runs until the work is done."))
    return redirect("staff:case", pk=escalation.case_id)
