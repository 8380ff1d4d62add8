"""A file becomes a law or the next version of one, in two steps: first what was recognised, then it is kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import StaffRequest, refusals_shown_in, requires, visible_or_404
from hirz.foundation.blobs.arrivals import arrived_files
from hirz.foundation.questions import state_name
from hirz.regional.legislation.importing import Recognised, add_law, recognised
from hirz.regional.legislation.importing import add_version as add
from hirz.regional.legislation.models import Law, Version
from hirz.regional.legislation.web.carrying import carry, content_of
from hirz.regional.legislation.web.forms import LawForm, TextForm
from hirz.regional.legislation.wording import words_for_remark
from hirz.regional.organisations.permissions import EDIT, may_edit

LISTED = 400
"""How many articles the page of the first step names; the count is of all."""


@requires(EDIT)
def import_law(request: StaffRequest) -> HttpResponse:
    form = LawForm(request.POST, request.FILES) if request.method == "POST" else LawForm()
    found: Recognised | None = None
    if form.is_valid() and (data := content_of(request, form)):
        with refusals_shown_in(form):
            found = recognised(data)
            if _is_confirmed(request):
                return _done(request, add_law(law=form.law(), text=form.text(), data=data, by=request.user))
        carry(form, data)
    return render(request, "legislation/import.html", {"form": form, **_preview(found)})


@requires(EDIT)
def add_version(request: StaffRequest, pk: UUID) -> HttpResponse:
    law = visible_or_404(Law.objects.visible_to(request.user), pk=pk)
    if not may_edit(request.user, law.state_code):
        raise Http404
    form = TextForm(request.POST, request.FILES) if request.method == "POST" else TextForm()
    found: Recognised | None = None
    if form.is_valid() and (data := content_of(request, form)):
        with refusals_shown_in(form):
            found = recognised(data)
            if _is_confirmed(request):
                return _done(request, add(law=law, text=form.text(), data=data, by=request.user))
        carry(form, data)
    shown = {"form": form, "law": law, "state": state_name(law.state_code), **_preview(found)}
    return render(request, "legislation/add_version.html", shown)


def _is_confirmed(request: StaffRequest) -> bool:
    """Only what was shown is taken in: a file that came with the second step is shown first."""
    return "confirmed" in request.POST and not arrived_files(request, "file")


def _done(request: StaffRequest, version: Version) -> HttpResponse:
    messages.success(request, _("The text is on record."))
    return redirect("legislation:version", pk=version.pk)


def _preview(found: Recognised | None) -> dict[str, Any]:
    if found is None:
        return {"found": None}
    return {
        "found": found,
        "articles": found.statute.articles[:LISTED],
        "article_count": len(found.statute.articles),
        "remarks": [words_for_remark((one.noticed.value, one.where, one.count)) for one in found.remarks],
    }
