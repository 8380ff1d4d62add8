"""The tables of a cycle: out, and in again in two steps."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.doors import StaffRequest, requires, visible_or_404
from hirz.foundation.vocabularies.registry import label
from hirz.regional.organisations.permissions import EDIT
from hirz.regional.organisations.web.sheets import SheetPlace, table_as_file, take_in_page
from hirz.regional.programme.models import Cycle
from hirz.regional.programme.sheets import SHEETS, table_in, table_out

NAMES: Final = {
    "activities": _("Activities"), "values": _("Values of indicators"), "participants": _("Participants, counted"),
}  # fmt: skip


@requires(EDIT)
def tables(request: StaffRequest, pk: UUID) -> HttpResponse:
    cycle = _cycle(request, pk)
    return render(request, "programme/tables.html", {"cycle": cycle, "tables": NAMES.items()})


@requires(EDIT)
def table(request: StaffRequest, pk: UUID, kind: str) -> FileResponse:
    cycle = _cycle(request, pk)
    return table_as_file(table_out(kind=_known(kind), cycle=cycle, by=request.user), name=kind)


@requires(EDIT)
def take_in(request: StaffRequest, pk: UUID, kind: str) -> HttpResponse:
    cycle = _cycle(request, pk)
    place = SheetPlace(
        heading=_now("Take in a table: %(table)s") % {"table": NAMES[_known(kind)]},
        eyebrow=label("pillar_set", cycle.pillar_set), back_url=reverse("programme:tables", args=[pk]),
    )  # fmt: skip
    return take_in_page(
        request, SHEETS[kind](cycle, request.user), place,
        lambda data, decided: table_in(kind=kind, cycle=cycle, data=data, decided=decided, by=request.user),
    )  # fmt: skip


def _cycle(request: StaffRequest, pk: UUID) -> Cycle:
    return visible_or_404(Cycle.objects.visible_to(request.user), pk=pk)


def _known(kind: str) -> str:
    if kind not in SHEETS:
        raise Http404
    return kind
