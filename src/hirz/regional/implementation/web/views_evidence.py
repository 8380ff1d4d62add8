"""The library of evidence: each entry once, with where it is used, and its file for who sees the entry."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl
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
from hirz.foundation.keyset import page_of
from hirz.foundation.questions import state_name
from hirz.regional.implementation.actions.evidence import enter_evidence
from hirz.regional.implementation.contributing import may_contribute, owns
from hirz.regional.implementation.library import Question, found
from hirz.regional.implementation.models import Evidence
from hirz.regional.implementation.reading import evidence_read
from hirz.regional.implementation.uses import uses_of
from hirz.regional.implementation.web.asking import Page, ask, contributed_state
from hirz.regional.implementation.web.forms import EvidenceForm
from hirz.regional.implementation.web.forms_library import LibraryForm
from hirz.regional.implementation.web.gathering import known_state
from hirz.regional.organisations.telling import contributors_named
from hirz.regional.organisations.viewpoints import membership_of
from hirz.regional.organisations.web.files import LookedInto, to_be_saved


@requires(None)
@open_to_contributors
def listed(request: StaffRequest, code: str) -> HttpResponse:
    return _library(request, known_state(code))


@requires(None)
@open_to_contributors
def library(request: StaffRequest) -> HttpResponse:
    """Of all States at once; a contributor has one State."""
    membership = membership_of(request.user)
    if membership is not None and membership.organisation.state_code:
        return redirect("implementation:evidence_list", code=membership.organisation.state_code)
    return _library(request, "")


def _library(request: StaffRequest, code: str) -> HttpResponse:
    """Page by page; what is asked for travels in the body of the request, from page to page too."""
    posted = request.POST if request.method == "POST" else None
    form = LibraryForm(posted, user=request.user, state_code=code)
    question = form.question()
    answer = found(question, request.user)
    page = page_of(answer.rows, keys=["-entered_at", "id"], asked=posted or request.GET)
    shown = {
        "code": code,
        "name": state_name(code),
        "form": form,
        "is_filtered": question != Question(state_code=code),
        "count": answer.rows.count(),
        "only_newest": answer.only_newest,
        "previous": _carried(page.previous_url),
        "next": _carried(page.next_url),
        "rows": _rows(page.rows, request),
        "is_of_office": not request.user.is_contributor,
        "may_contribute": bool(code) and may_contribute(request.user, code),
    }
    return render(request, "implementation/evidence_list.html", shown)


def _rows(rows: Sequence[Evidence], request: StaffRequest) -> list[tuple[Evidence, str, str]]:
    owners = contributors_named(rows, user=request.user)
    return [(row, owners[row.pk], state_name(row.state_code)) for row in rows]


def _carried(address: str) -> list[tuple[str, str]]:
    """The parameters of the address of another page, to be posted instead; none where there is no such page."""
    return [pair for pair in parse_qsl(address.removeprefix("?")) if pair[0] != "csrfmiddlewaretoken"]


@requires(None)
@open_to_contributors
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = visible_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    evidence_read(row, by=request.user)
    shown = {
        "evidence": row,
        "state": state_name(row.state_code),
        "owner": contributors_named([row], user=request.user)[row.pk],
        "uses": uses_of(row, request.user),
        "may_share": owns(request.user, row),
    }
    return render(request, "implementation/evidence.html", shown)


@requires(None)
@open_to_contributors
def file(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    found = visible_or_404(Evidence.objects.visible_to(request.user).exclude(blob_id=None), pk=pk)
    evidence_read(found, by=request.user)
    return to_be_saved(request, found, back_url=reverse("implementation:evidence", args=[pk]))


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
