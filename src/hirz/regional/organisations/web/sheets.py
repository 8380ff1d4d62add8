"""Taking a table in again, in two steps: first what it would do, row by row; then, if somebody says so, it is done."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from hirz.foundation.accounts.doors import StaffRequest, refusals_shown_in
from hirz.foundation.blobs.arrivals import arrived_files
from hirz.foundation.downloads import MEDIA_TYPES, attached_bytes
from hirz.foundation.questions import StaffForm
from hirz.foundation.sheet_files import MAX_BYTES
from hirz.foundation.sheets import Sheet, Weighed, weigh_sheet
from hirz.rules.returned_sheet import CellOutcome, ReturnedRow
from hirz.rules.sheet_columns import Fault

Text = str | Promise
DECIDED: Final = "decided-"
_FAULTS: Final[Mapping[str, Text]] = {
    "missing": _("is missing"),
    "date": _("is no day; write 2026-05-14"),
    "number": _("is no number that can be kept: zero or above, and whole where people are counted"),
    "code": _("is none of the values on the second sheet"),
    "too_long": _("is too long"),
    "fixed": _("stays as it is once the row is on record; add a new row"),
    "formula": _("holds a formula; write the value itself"),
    "order": _("lies before the first day"),
    "sums": _("is not what its parts add up to; count who did not say in the part for that"),
    "elsewhere": _("is of another State"),
    "settled": _("is settled, and stays"),
    "same": _("is the same organisation on both sides"),
    "twice": _("is on record for these days already; change that row"),
    "not_come": _("has not come yet"),
    "without": _("needs the other column of the pair"),
}


class SheetForm(StaffForm):
    """``content`` carries the file between the two steps."""

    file = forms.FileField(label=_("The table, filled in"), required=False)
    content = forms.CharField(widget=forms.HiddenInput, required=False)


@dataclass(frozen=True, kw_only=True)
class SheetPlace:
    """What the page is called, about what it is, and where it leads back to."""

    heading: Text
    eyebrow: Text
    back_url: str


def table_as_file(data: bytes, *, name: str) -> FileResponse:
    return attached_bytes(data, name=f"{name}-{timezone.localdate()}.xlsx", media_type=MEDIA_TYPES["xlsx"])


def take_in_page(
    request: StaffRequest, sheet: Sheet, place: SheetPlace, take_in: Callable[[bytes, Mapping[str, bool]], int]
) -> HttpResponse:
    form = SheetForm(request.POST if request.method == "POST" else None)
    weighed: Weighed | None = None
    data = _content(request, form) if form.is_bound and form.is_valid() else b""
    if data:
        with refusals_shown_in(form):
            if "confirmed" in request.POST:
                return _taken_in(request, place, take_in, data)
            weighed = weigh_sheet(sheet, data)
            sheet.note_read()
    content = base64.urlsafe_b64encode(data).decode() if weighed else ""
    shown = {"form": form, "place": place, "weighed": weighed, "content": content}
    return render(request, "organisations/take_in.html", shown | (_preview(sheet, weighed) if weighed else {}))


def _taken_in(
    request: StaffRequest, place: SheetPlace, take_in: Callable[[bytes, Mapping[str, bool]], int], data: bytes
) -> HttpResponse:
    decided = {name.removeprefix(DECIDED): True for name in request.POST if name.startswith(DECIDED)}
    count = take_in(data, decided)
    messages.success(request, _now("Rows taken over: %(count)s.") % {"count": count})
    return redirect(place.back_url)


def _preview(sheet: Sheet, weighed: Weighed) -> dict[str, Any]:
    told = _Told(sheet)
    both = (CellOutcome.CONFLICT, CellOutcome.CHANGED)
    return {
        "changed": [(row, told.title(row), list(told.changes(row, CellOutcome.CHANGED))) for row in weighed.changed],
        "conflicts": [(row, told.title(row), list(told.changes(row, *both))) for row in weighed.conflicts],
        "new": [(row, told.title(row)) for row in weighed.new],
        "unknown": [row.number + 1 for row in weighed.unknown],
        "faults": [(number + 1, [told.fault(one) for one in found]) for number, found in weighed.faults.items()],
    }


class _Told:
    """Rows of a table in words: what a column is called, what a value means."""

    def __init__(self, sheet: Sheet) -> None:
        self._labels = {column.name: str(column.label) for column in sheet.columns}
        self._words = {name: dict(pairs) for name, pairs in sheet.words().items()}

    def title(self, row: ReturnedRow) -> str:
        """The first column tells which row it is: as it stands here, or as it was added."""
        name = next(iter(row.cells))
        cell = row.cells[name]
        return self._value(name, cell.now or cell.returned)

    def changes(self, row: ReturnedRow, *outcomes: CellOutcome) -> Iterator[tuple[str, str, str]]:
        """Column, what stands here, what came back."""
        for outcome in outcomes:
            for name, cell in row.cells.items():
                if cell.outcome is outcome:
                    yield self._labels[name], self._value(name, cell.now), self._value(name, cell.returned)

    def fault(self, fault: Fault) -> str:
        told = {"column": self._labels[fault.column], "fault": _FAULTS[fault.code]}
        return pgettext("fault in a table", "%(column)s %(fault)s") % told

    def _value(self, name: str, value: str) -> str:
        known = self._words.get(name, {})
        return "\n".join(known.get(one, one) for one in value.splitlines()) or "—"


def _content(request: StaffRequest, form: SheetForm) -> bytes:
    """The file that came, or the one that the page carried; empty, with an error in the form, when there is none."""
    for file in arrived_files(request, "file"):
        if file.refusal is None:
            with file.open_reader() as stream:
                data = stream.read(MAX_BYTES + 1)
            if data and len(data) <= MAX_BYTES:
                return data
        form.add_error("file", _now("The file is empty, or too large to be one of these tables."))
        return b""
    try:
        carried = base64.urlsafe_b64decode(form.cleaned_data["content"])
    except (binascii.Error, ValueError):
        carried = b""
    if not carried:
        form.add_error("file", _now("Choose a file first."))
    return carried
