"""The page on which evidence leaves in a custody bundle, once the person showed again who they are."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from hirz.foundation.accounts.doors import StaffRequest, confirmed, refusals_shown_in, requires
from hirz.foundation.downloads import attached_pieces
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence import bundling, reading
from hirz.reprisals.evidence.permissions import EvidencePermission
from hirz.reprisals.evidence.seeing import sights
from hirz.reprisals.evidence.web.doors import case_for
from hirz.reprisals.evidence.web.forms import ExportForm
from hirz.reprisals.evidence.web.gathering import items_of


@requires(EvidencePermission.EVIDENCE_EXPORT)
@confirmed()
def export(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    case = case_for(request, pk, EvidencePermission.EVIDENCE_EXPORT)
    form = ExportForm(
        request.POST if request.method == "POST" else None, sights=sights(items_of(case, request.user), request.user)
    )
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            left = _left(case, form, request)
        if form.is_valid():
            return attached_pieces(left, name=f"{case.reference}.zip", media_type="application/zip")
    return _ask(request, case, form)


def _left(case: Case, form: ExportForm, request: StaffRequest) -> Iterator[bytes]:
    told = form.cleaned_data
    export = bundling.export(
        case=case, chosen=form.chosen, purpose=form.purpose, recipient=form.receiver, reason=told["reason"],
        note=told["note"], by=request.user,
    )  # fmt: skip
    return bundling.render_bundle(export.cleared, export.lines)


def _ask(request: StaffRequest, case: Case, form: ExportForm) -> HttpResponse:
    if not form.fields["versions"].choices:  # type: ignore[attr-defined]
        return redirect("evidence:list", pk=case.pk)
    reading.note_looked_through(case=case, by=request.user)
    return render(request, "evidence/export.html", {"case": case, "form": form})
