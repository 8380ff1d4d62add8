"""The tables of partners: out, and in again in two steps."""

from __future__ import annotations

from typing import Final

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, requires
from hirz.regional.organisations.permissions import EDIT
from hirz.regional.organisations.web.sheets import SheetPlace, table_as_file, take_in_page
from hirz.regional.partners.sheets import SHEETS, DoingSheet, PromiseSheet, table_in, table_out, tables_for

NAMES: Final = {DoingSheet.name: _("Who does what where"), PromiseSheet.name: _("Promises and decisions")}


@requires(EDIT)
@open_to_contributors
def tables(request: StaffRequest) -> HttpResponse:
    offered = [(kind, NAMES[kind]) for kind in tables_for(request.user)]
    shown = {"tables": offered, "is_office": not request.user.is_contributor}
    return render(request, "partners/tables.html", shown)


@requires(EDIT)
@open_to_contributors
def table(request: StaffRequest, kind: str) -> FileResponse:
    return table_as_file(table_out(kind=_known(request, kind), by=request.user), name=kind)


@requires(EDIT)
@open_to_contributors
def take_in(request: StaffRequest, kind: str) -> HttpResponse:
    place = SheetPlace(
        heading=_now("Take in a table: %(table)s") % {"table": NAMES[_known(request, kind)]}, eyebrow=_("Partners"),
        back_url=reverse("partners:tables"),
    )  # fmt: skip
    return take_in_page(
        request, SHEETS[kind](request.user), place,
        lambda data, decided: table_in(kind=kind, data=data, decided=decided, by=request.user),
    )  # fmt: skip


def _known(request: StaffRequest, kind: str) -> str:
    if kind not in tables_for(request.user):
        raise Http404
    return kind
