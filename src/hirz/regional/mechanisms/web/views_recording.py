"""Putting facts of a State on record, taking them off, settling an obligation by hand, and importing a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hirz.foundation.accounts.doors import StaffRequest, refusals_shown_in, requires, visible_or_404
from hirz.foundation.questions import StaffForm, state_name
from hirz.regional.mechanisms import actions
from hirz.regional.mechanisms.importing import Plan, import_treaties
from hirz.regional.mechanisms.models import MechanismEvent, TreatyAction
from hirz.regional.mechanisms.permissions import MechanismPermission, may_for_state
from hirz.regional.mechanisms.web.forms import ActionForm, EventForm, ImportForm, SettleForm
from hirz.regional.mechanisms.web.gathering import known_state, one_obligation
from hirz.regional.mechanisms.web.taking_in import preview_of, taken_in


@requires(MechanismPermission.TREATY_RECORD)
def add_action(request: StaffRequest, code: str) -> HttpResponse:
    known = _allowed(request, code, MechanismPermission.TREATY_RECORD)
    form = ActionForm(request.POST or None, state_code=known)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.record_treaty_action(state_code=known, by=request.user, **_given(form))
        if form.is_valid():
            messages.success(request, _("The act is on record."))
            return redirect("mechanisms:state", code=known)
    return render(request, "mechanisms/add_action.html", _shown(known, form))


@requires(MechanismPermission.TREATY_RECORD)
def add_event(request: StaffRequest, code: str) -> HttpResponse:
    known = _allowed(request, code, MechanismPermission.TREATY_RECORD)
    form = EventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.record_event(state_code=known, by=request.user, **_given(form))
        if form.is_valid():
            messages.success(request, _("The event is on record."))
            return redirect("mechanisms:calendar", code=known)
    return render(request, "mechanisms/add_event.html", _shown(known, form))


@requires(MechanismPermission.TREATY_RECORD)
def remove_action(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = visible_or_404(TreatyAction.objects.visible_to(request.user), pk=pk)
    return _remove(request, row, lambda: actions.remove_treaty_action(treaty_action=row, by=request.user))


@requires(MechanismPermission.TREATY_RECORD)
def remove_event(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = visible_or_404(MechanismEvent.objects.visible_to(request.user), pk=pk)
    return _remove(request, row, lambda: actions.remove_event(event=row, by=request.user))


@requires(MechanismPermission.OBLIGATION_OVERRIDE)
def settle(request: StaffRequest, code: str) -> HttpResponse:
    """Put a computed obligation aside, with a reason. Which one, the address says: its key names no person."""
    known = _allowed(request, code, MechanismPermission.OBLIGATION_OVERRIDE)
    row = one_obligation(known, request.GET.get("key", ""), request.user, timezone.localdate())
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.settle_obligation(state_code=known, key=row.one.key, settlement=form.settlement(), by=request.user)
        if form.is_valid():
            messages.success(request, _("The obligation is settled."))
            return redirect("mechanisms:calendar", code=known)
    return render(request, "mechanisms/settle.html", {**_shown(known, form), "row": row})


@requires(MechanismPermission.TREATY_RECORD)
def import_file(request: StaffRequest) -> HttpResponse:
    """First what the file would do, row by row; then, when somebody says so, it is done."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    plan: Plan | None = None
    if form.is_valid():
        plan, form = taken_in(request, form)
        if plan is not None and "confirmed" in request.POST and not plan.problems:
            with refusals_shown_in(form):
                _say_imported(request, import_treaties(plan=plan, by=request.user))
            if form.is_valid():
                return redirect("mechanisms:states")
    return render(request, "mechanisms/import.html", {"form": form, **preview_of(plan)})


def _say_imported(request: StaffRequest, count: int) -> None:
    words = ngettext("%(count)s change was taken over.", "%(count)s changes were taken over.", count)
    messages.success(request, words % {"count": count})


def _allowed(request: StaffRequest, code: str, permission: MechanismPermission) -> str:
    known = known_state(code)
    if not may_for_state(request.user, permission, known):
        raise Http404
    return known


def _given(form: StaffForm) -> dict[str, Any]:
    """What the form says; a field that stayed empty is left to what the model takes for nothing."""
    return {name: value for name, value in form.cleaned_data.items() if value not in ("", None)}


def _shown(code: str, form: StaffForm) -> dict[str, Any]:
    return {"code": code, "name": state_name(code), "form": form}


def _remove(request: StaffRequest, row: TreatyAction | MechanismEvent, act: Any) -> HttpResponse:
    _allowed(request, row.state_code, MechanismPermission.TREATY_RECORD)
    if request.method == "POST":
        form = StaffForm({})
        with refusals_shown_in(form):
            act()
        for refusal in form.non_field_errors():
            messages.error(request, str(refusal))
        if form.is_valid():
            messages.success(request, _("It is off the record. The history keeps that it was there."))
    return redirect("mechanisms:records", code=row.state_code)
