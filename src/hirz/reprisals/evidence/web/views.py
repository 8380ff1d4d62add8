"""Pages of evidence: what a case has, one item with its chain, adding, seeing and saving."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hirz.engines.evidence.grids import FINENESS
from hirz.engines.evidence.redacting import NotRedacted, page_picture
from hirz.engines.files import Kind, inspect
from hirz.foundation.accounts.doors import StaffRequest, refusals_shown_in, requires, visible_or_404
from hirz.foundation.blobs.arrivals import ArrivedFile as Upload
from hirz.foundation.downloads import attached, shown
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence import reading, taking
from hirz.reprisals.evidence.models import EvidenceItem
from hirz.reprisals.evidence.permissions import EvidencePermission
from hirz.reprisals.evidence.versions import Version, as_stream
from hirz.reprisals.evidence.web.doors import case_for, item_for, told_if_it_does_not_open, version_for
from hirz.reprisals.evidence.web.forms import AccountForm, AddForm, ReasonForm
from hirz.reprisals.evidence.web.gathering import listing as gathered
from hirz.reprisals.evidence.web.gathering import pages_shown, whole
from hirz.reprisals.evidence.web.words import version_words
from hirz.reprisals.intake.models import ArrivedFile, Submission

TEXT_SHOWN = 200_000
"""Characters of a plain text that a page shows; what is longer is saved and read elsewhere."""


@requires(None)
def listing(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The evidence of a case, for whoever may read the case."""
    case = case_for(request, pk)
    reading.note_looked_through(case=case, by=request.user)
    return render(request, "evidence/list.html", gathered(case, request.user, request.GET))


@requires(EvidencePermission.EVIDENCE_HANDLE)
def add(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk, EvidencePermission.EVIDENCE_HANDLE)
    posted = {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
    form = AddForm(**posted, case=case, user=request.user)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            item = _added(case, form, request)
        if form.is_valid():
            return _taken(request, item)
    return _ask(request, case, form, _("Add evidence"), multipart=True)


@requires(EvidencePermission.EVIDENCE_HANDLE)
def take(request: StaffRequest, pk: UUID, file: UUID) -> HttpResponse:
    """A file that came with a submission becomes evidence."""
    case = case_for(request, pk, EvidencePermission.EVIDENCE_HANDLE)
    submissions = Submission.objects.visible_to(request.user).filter(cases=case).values("pk")
    files = ArrivedFile.objects.filter(submission__in=submissions).select_related("submission")
    arrived = visible_or_404(files, pk=file)
    form = AccountForm(request.POST if request.method == "POST" else None, case=case, user=request.user)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            item = taking.take_over(case=case, file=arrived, account=form.account(), by=request.user)
        if form.is_valid():
            return _taken(request, item)
    return _ask(request, case, form, _("Take this file as evidence"), arrived=arrived)


@requires(None)
def item(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = item_for(request, pk)
    reading.note_read(item=found, by=request.user)
    return render(request, "evidence/item.html", whole(found, request.user, all_lines="all" in request.GET))


@requires(None)
@told_if_it_does_not_open
def save(request: StaffRequest, pk: UUID, version: UUID) -> HttpResponseBase:
    """A file for somebody's own machine, once they said why."""
    wanted = version_for(request, pk, version)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            stream = reading.save(version=wanted, reason=form.cleaned_data["reason"], by=request.user)
        if form.is_valid():
            return attached(stream, name=wanted.file_name)
    reading.note_read(item=wanted.item, by=request.user)
    shown_beside = {"item": wanted.item, "words": version_words(wanted.copy), "form": form}
    return render(request, "evidence/save.html", shown_beside)


@requires(None)
@told_if_it_does_not_open
def page(request: StaffRequest, pk: UUID, version: UUID, page: int) -> HttpResponseBase:
    """One page as a picture, drawn here: the file itself is never handed to a browser to be opened."""
    wanted = version_for(request, pk, version)
    if not pages_shown(wanted) or wanted.kind is None:
        raise Http404
    with reading.view(version=wanted, by=request.user) as stream:
        data = stream.read()
    try:
        picture = page_picture(wanted.kind, data, page, columns=_columns(request))
    except NotRedacted:
        raise Http404 from None
    return shown(as_stream(picture), media_type="image/png")


@requires(None)
@told_if_it_does_not_open
def text(request: StaffRequest, pk: UUID, version: UUID) -> HttpResponseBase:
    wanted = version_for(request, pk, version)
    if wanted.kind is not Kind.TEXT:
        raise Http404
    words = words_of(wanted, request)
    beside = {"item": wanted.item, "words": version_words(wanted.copy), "text": words}
    return render(request, "evidence/text.html", beside)


def words_of(version: Version, request: StaffRequest) -> str:
    """The beginning of a plain text; that it was read is on record."""
    with reading.view(version=version, by=request.user) as stream:
        return stream.read().decode(version.charset, "replace")[:TEXT_SHOWN]


def _columns(request: StaffRequest) -> int:
    asked = request.GET.get("columns", "")
    return int(asked) if asked in map(str, FINENESS) else 0


def _added(case: Case, form: AddForm, request: StaffRequest) -> EvidenceItem:
    upload: Upload = form.cleaned_data["file"]
    assert upload.blob is not None  # noqa: S101 - the form has refused what was not stored
    with upload.open_reader() as stream:
        inspection = inspect(upload.blob.head, stream, upload.declared_name)
    added = taking.add(
        case=case, blob=upload.blob, name=upload.declared_name, inspection=inspection, account=form.account(),
        by=request.user,
    )  # fmt: skip
    upload.keep()
    return added


def _taken(request: StaffRequest, item: EvidenceItem) -> HttpResponse:
    if item.quarantine:
        messages.warning(request, _("The file is kept in quarantine. Nobody opens it here."))
    else:
        messages.success(request, _("The file is evidence of this case now. Its chain of custody has begun."))
    return redirect("evidence:item", pk=item.pk)


def _ask(request: StaffRequest, case: Case, form: BaseForm, title: str, **more: Any) -> HttpResponse:
    """The form tells whom the case is about, and with a file how it is called."""
    reading.note_looked_through(case=case, by=request.user)
    return render(request, "evidence/form.html", {"case": case, "form": form, "title": title, **more})
