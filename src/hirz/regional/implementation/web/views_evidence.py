"""The library of evidence of a State: each entry once, with where it is used, and its file for who sees the entry."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import (
    StaffRequest,
    open_to_contributors,
    refusals_shown_in,
    requires,
    visible_or_404,
)
from hirz.foundation.blobs.units import open_of_unit
from hirz.foundation.downloads import attached
from hirz.foundation.keyset import page_of
from hirz.foundation.questions import state_name
from hirz.regional.implementation.actions.evidence import enter_evidence
from hirz.regional.implementation.contributing import may_contribute, owns
from hirz.regional.implementation.models import Evidence
from hirz.regional.implementation.reading import evidence_read
from hirz.regional.implementation.uses import uses_of
from hirz.regional.implementation.web.asking import Page, ask, contributed_state
from hirz.regional.implementation.web.forms import EvidenceForm, LookedInto
from hirz.regional.implementation.web.gathering import known_state
from hirz.regional.organisations.telling import contributors_named


@requires(None)
@open_to_contributors
def listed(request: StaffRequest, code: str) -> HttpResponse:
    known = known_state(code)
    rows = Evidence.objects.visible_to(request.user).filter(state_code=known)
    page = page_of(rows, keys=["-entered_at", "id"], asked=request.GET)
    owners = contributors_named(page.rows, user=request.user)
    shown = {
        "code": known,
        "name": state_name(known),
        "page": page,
        "count": rows.count(),
        "rows": [(row, owners[row.pk]) for row in page.rows],
        "may_contribute": may_contribute(request.user, known),
    }
    return render(request, "implementation/evidence_list.html", shown)


@requires(None)
@open_to_contributors
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    evidence_read(found, by=request.user)
    shown = {
        "evidence": found,
        "state": state_name(found.state_code),
        "owner": contributors_named([found], user=request.user)[found.pk],
        "uses": uses_of(found, request.user),
        "may_share": owns(request.user, found),
    }
    return render(request, "implementation/evidence.html", shown)


@requires(None)
@open_to_contributors
def file(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    found = visible_or_404(Evidence.objects.visible_to(request.user).exclude(blob_id=None), pk=pk)
    evidence_read(found, by=request.user)
    stream = open_of_unit(found.blob_id or "", opens_with=found.opens_with, sha256=found.sha256)
    return attached(stream, name=found.file_name)


@requires(None)
@open_to_contributors
def add(request: StaffRequest, code: str) -> HttpResponse:
    known = contributed_state(request, code)
    posted = {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
    form = EvidenceForm(**posted, user=request.user)
    if form.is_valid():
        with refusals_shown_in(form):
            return redirect("implementation:evidence", pk=_entered(request, known, form).pk)
    page = Page(
        _("Enter evidence"), _("Put on record"), reverse("implementation:evidence_list", args=[known]),
        _("Once entered, it can be cited wherever it serves: in updates, assessments and reports."), multipart=True,
    )  # fmt: skip
    return ask(request, form, page)


def _entered(request: StaffRequest, state_code: str, form: EvidenceForm) -> Evidence:
    facts = {**form.cleaned_data}
    arrived: LookedInto | None = facts.pop("file")
    if arrived is None:
        return enter_evidence(state_code=state_code, by=request.user, **facts)[0]
    row, is_new = enter_evidence(
        state_code=state_code, by=request.user, blob=arrived.blob, name=arrived.file.declared_name,
        media_type=arrived.media_type, **facts,
    )  # fmt: skip
    if is_new:
        arrived.file.keep()
    else:
        messages.info(request, _("This file is in the library already: this is its entry."))
    return row
