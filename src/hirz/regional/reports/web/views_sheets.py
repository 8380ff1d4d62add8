"""Tables of measures: out, and in again in two steps."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, refusals_shown_in, requires
from hirz.foundation.blobs.arrivals import arrived_files
from hirz.foundation.downloads import MEDIA_TYPES, attached_bytes
from hirz.foundation.questions import StaffForm, state_name
from hirz.foundation.vocabularies.registry import label, vocabulary
from hirz.regional.organisations.permissions import EDIT, VIEW, may_edit, states_with
from hirz.regional.organisations.viewpoints import membership_of
from hirz.regional.reports.sheets import MAX_BYTES, Weighed, own_measures, sheet_out, take_in_sheet, weigh_sheet
from hirz.regional.reports.wording import COLUMNS, words_for_fault
from hirz.rules.returned_sheet import CellOutcome, ReturnedRow

DECIDED: Final = "decided-"


class SheetForm(StaffForm):
    """``content`` carries the file between the two steps."""

    file = forms.FileField(label=gettext_lazy("The table, filled in"), required=False)
    content = forms.CharField(widget=forms.HiddenInput, required=False)


@requires(VIEW)
@open_to_contributors
def sheets(request: StaffRequest) -> HttpResponse:
    """The States of which somebody has measures of their own to fill in."""
    return render(request, "reports/sheets.html", {"states": [(code, state_name(code)) for code in _states(request)]})


@requires(VIEW)
@open_to_contributors
def sheet(request: StaffRequest, code: str) -> FileResponse:
    _require(request, code)
    data = sheet_out(state_code=code, by=request.user)
    return attached_bytes(data, name=f"{code}-measures-{timezone.localdate()}.xlsx", media_type=MEDIA_TYPES["xlsx"])


@requires(VIEW)
@open_to_contributors
def take_in(request: StaffRequest, code: str) -> HttpResponse:
    """First what the table would do, row by row; then, when somebody says so, it is done."""
    _require(request, code)
    form = SheetForm(request.POST if request.method == "POST" else None)
    weighed: Weighed | None = None
    data = _content(request, form) if form.is_bound and form.is_valid() else b""
    if data:
        with refusals_shown_in(form):
            if "confirmed" in request.POST:
                return _taken_in(request, code, data)
            weighed = weigh_sheet(data, state_code=code, user=request.user)
    content = base64.urlsafe_b64encode(data).decode() if weighed else ""
    shown = {"code": code, "state": state_name(code), "form": form, "weighed": weighed, "content": content}
    return render(request, "reports/take_in.html", shown | (_preview(weighed) if weighed else {}))


@requires(VIEW)
@open_to_contributors
def paper(request: StaffRequest, code: str) -> HttpResponse:
    """The same questions to be printed, for where there is no machine at all."""
    _require(request, code)
    measures = own_measures(code, request.user)
    steps = [label("implementation_progress", term.code) for term in vocabulary("implementation_progress")]
    return render(request, "reports/paper.html", {"measures": measures, "steps": steps, "state": state_name(code)})


def _taken_in(request: StaffRequest, code: str, data: bytes) -> HttpResponse:
    decided = {name.removeprefix(DECIDED): True for name in request.POST if name.startswith(DECIDED)}
    count = take_in_sheet(data=data, state_code=code, decided=decided, by=request.user)
    messages.success(request, _("Rows taken over: %(count)s.") % {"count": count})
    return redirect("reports:sheets")


def _preview(weighed: Weighed) -> dict[str, Any]:
    return {
        "changed": [(row, list(_changes(row, CellOutcome.CHANGED))) for row in weighed.changed],
        "conflicts": [
            (row, [*_changes(row, CellOutcome.CONFLICT), *_changes(row, CellOutcome.CHANGED)])
            for row in weighed.conflicts
        ],
        "new": [(row, row.cells["title"].returned) for row in weighed.new],
        "unknown": [row.number + 1 for row in weighed.unknown],
        "faults": [
            (number + 1, [words_for_fault(*fault) for fault in faults]) for number, faults in weighed.faults.items()
        ],
    }


def _changes(row: ReturnedRow, outcome: CellOutcome) -> Iterator[tuple[object, str, str]]:
    """Column, what stands here, what came back."""
    for name, cell in row.cells.items():
        if cell.outcome is outcome:
            yield COLUMNS[name], _words(name, cell.now), _words(name, cell.returned)


def _words(name: str, value: str) -> str:
    if not value:
        return "—"
    return label("implementation_progress", value) if name == "progress" else value


def _content(request: StaffRequest, form: SheetForm) -> bytes:
    """The file that came, or the one that the page carried; empty, with an error in the form, when there is none."""
    for file in arrived_files(request, "file"):
        if file.refusal is None:
            with file.open_reader() as stream:
                data = stream.read(MAX_BYTES + 1)
            if data and len(data) <= MAX_BYTES:
                return data
        form.add_error("file", _("The file is empty, or too large to be one of these tables."))
        return b""
    try:
        carried = base64.urlsafe_b64decode(form.cleaned_data["content"])
    except (binascii.Error, ValueError):
        carried = b""
    if not carried:
        form.add_error("file", _("Choose a file first."))
    return carried


def _states(request: StaffRequest) -> list[str]:
    membership = membership_of(request.user)
    if request.user.is_contributor:
        return [code] if membership and (code := membership.organisation.state_code) else []
    return sorted(states_with(request.user, EDIT)[0])


def _require(request: StaffRequest, code: str) -> None:
    """One's own State, for a contributor; for the office those whose work it records."""
    if not (code in _states(request) or (not request.user.is_contributor and may_edit(request.user, code))):
        raise Http404
