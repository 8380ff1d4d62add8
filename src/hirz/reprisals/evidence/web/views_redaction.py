"""Pages on which something is blacked out, and on which the result is looked at before it counts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hirz.engines.evidence.grids import FINENESS
from hirz.engines.evidence.redacting import NotRedacted, page_count
from hirz.engines.files import Kind
from hirz.foundation.accounts.doors import StaffRequest, allowed_or_404, refusals_shown_in, requires
from hirz.reprisals.evidence import redaction
from hirz.reprisals.evidence.models import WorkingCopy
from hirz.reprisals.evidence.permissions import EvidencePermission
from hirz.reprisals.evidence.seeing import visible_copy
from hirz.reprisals.evidence.versions import REDACTABLE, Version
from hirz.reprisals.evidence.web.doors import told_if_it_does_not_open, version_for
from hirz.reprisals.evidence.web.forms import AreasForm, PhrasesForm, ReviewForm
from hirz.reprisals.evidence.web.views import words_of
from hirz.reprisals.evidence.web.words import version_words

_MIDDLE = FINENESS[1]


@requires(EvidencePermission.EVIDENCE_HANDLE)
@told_if_it_does_not_open
def redact(request: StaffRequest, pk: UUID, version: UUID) -> HttpResponseBase:
    wanted = version_for(request, pk, version, EvidencePermission.EVIDENCE_HANDLE)
    if wanted.kind not in REDACTABLE or wanted.item.quarantine:
        raise Http404
    return _phrases(request, wanted) if wanted.kind is Kind.TEXT else _areas(request, wanted)


@requires(EvidencePermission.EVIDENCE_HANDLE)
def review(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The result, page by page, and the two answers to it."""
    copy = visible_copy(pk, request.user)
    allowed_or_404(request.user, EvidencePermission.EVIDENCE_HANDLE, copy.item.office_id)
    if not copy.is_redacted:
        raise Http404
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            _settle(request, copy, form.cleaned_data["reason"])
        if form.is_valid():
            return redirect("evidence:item", pk=copy.item_id)
    version = Version(copy.item, copy)
    beside = {"form": form, "copy": copy, "made_from": version_words(copy.made_from), **_shown(request, version)}
    return render(request, "evidence/review.html", beside)


def _areas(request: StaffRequest, version: Version) -> HttpResponse:
    columns = _columns(request)
    form = AreasForm(request.POST if request.method == "POST" else None, initial={"columns": columns})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            told = form.cleaned_data
            copy = redaction.redact_areas(version=version, by=request.user, **told)
        if form.is_valid():
            return _made(request, copy)
    beside = {"form": form, "columns": columns, "finenesses": FINENESS, **_shown(request, version)}
    return render(request, "evidence/redact_areas.html", beside)


def _phrases(request: StaffRequest, version: Version) -> HttpResponse:
    form = PhrasesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            copy = redaction.redact_phrases(version=version, by=request.user, **form.cleaned_data)
        if form.is_valid():
            return _made(request, copy)
    return render(request, "evidence/redact_phrases.html", {"form": form, **_shown(request, version)})


def _shown(request: StaffRequest, version: Version) -> dict[str, Any]:
    is_text = version.kind is Kind.TEXT
    return {
        "item": version.item,
        "version": version,
        "words": version_words(version.copy),
        "text": words_of(version, request) if is_text else "",
        "pages": range(1, _count(version) + 1) if not is_text else (),
    }


def _count(version: Version) -> int:
    assert version.kind is not None  # noqa: S101 - required before
    try:
        return page_count(version.kind, version.read())
    except NotRedacted:
        raise Http404 from None


def _columns(request: StaffRequest) -> int:
    asked = request.POST.get("columns") or request.GET.get("columns", "")
    return int(asked) if asked in map(str, FINENESS) else _MIDDLE


def _made(request: StaffRequest, copy: WorkingCopy) -> HttpResponse:
    messages.success(request, _("The redacted copy was made. Look at it closely before you accept it."))
    return redirect("evidence:review", pk=copy.pk)


def _settle(request: StaffRequest, copy: WorkingCopy, reason: str) -> None:
    if request.POST.get("decision") == "accept":
        redaction.accept(copy=copy, by=request.user)
        messages.success(request, _("The redacted copy was accepted."))
    else:
        redaction.discard(copy=copy, reason=reason, by=request.user)
        messages.success(request, _("The redacted copy was discarded."))
