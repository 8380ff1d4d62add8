"""Pages about files that belong to records: one way for every app to take one in, share it, give it out, erase it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from hirz.engines.files import inspect
from hirz.foundation.accounts.doors import StaffRequest, refusals_shown_in, visible_or_404
from hirz.foundation.blobs.arrivals import ArrivalRefusal, ArrivedFile
from hirz.foundation.blobs.store import BlobMissing, BlobUnreadable, StoredBlob
from hirz.foundation.blobs.wording import REFUSALS
from hirz.foundation.downloads import attached
from hirz.foundation.questions import StaffForm, TermField
from hirz.foundation.wording import words_for
from hirz.regional.organisations.files import FileColumns, RecordFile
from hirz.regional.organisations.filing import erase_file, keep_file, note_file_read, share_file
from hirz.regional.organisations.layered import SharedWith
from hirz.regional.organisations.permissions import may_edit

FileT = TypeVar("FileT", bound=RecordFile)
Text = str | Promise


@dataclass(frozen=True, slots=True)
class LookedInto:
    """A file that arrived, and what it is by its content."""

    file: ArrivedFile
    blob: StoredBlob
    media_type: str


class OneFile(forms.FileField):
    """One file, sealed while it arrived and looked into; or none. What is not taken in says why."""

    def clean(self, data: Any, initial: Any = None) -> LookedInto | None:
        if not isinstance(data, ArrivedFile):
            if self.required:
                raise forms.ValidationError(_now("Choose a file first."))
            return None
        if data.refusal is not None or data.blob is None:
            raise forms.ValidationError(str(REFUSALS[(data.refusal or ArrivalRefusal.NOT_STORED).value]))
        with data.open_reader() as stream:
            inspection = inspect(data.blob.head, stream, data.declared_name)
        if inspection.refusals:
            raise forms.ValidationError([str(REFUSALS[refusal.value]) for refusal in inspection.refusals])
        return LookedInto(data, data.blob, inspection.media_type)


def _layer_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Who may see it?"), choices=SharedWith.choices,
        help_text=_("Nobody sees it who does not see what it belongs to."),
    )  # fmt: skip


class RecordFileForm(StaffForm):
    title = forms.CharField(label=pgettext_lazy("of a file", "Title"), max_length=300)
    language = TermField(
        vocabulary="language_name", label=_("Language"), required=False, nothing=pgettext_lazy("language", "Not said")
    )
    layer = _layer_field()
    file = OneFile(label=_("File"), help_text=_("Sealed while it arrives."))


class FileLayerForm(StaffForm):
    layer = _layer_field()


@dataclass(frozen=True, kw_only=True)
class FilePage:
    """Where a page about a file goes back to, and what that is called."""

    back_url: str
    back_label: Text


def addresses_of_files(namespace: str) -> dict[str, str]:
    """What ``organisations/files.html`` needs to know of the app whose files it lists."""
    names = {"open": "file", "share": "share_file", "erase": "erase_file"}
    return {name: f"{namespace}:{url}" for name, url in names.items()}


def take_file(request: StaffRequest, row: RecordFile, page: FilePage) -> HttpResponse:
    """Ask for a file that belongs to the record that ``row`` names; it stands in the layer of the record at first."""
    _require_mine(request, row)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = RecordFileForm(data, files, initial={"layer": row.layer})

    def act() -> None:
        said = form.cleaned_data
        row.title, row.language, row.layer = said["title"], said["language"], said["layer"]
        arrived: LookedInto = said["file"]
        name = arrived.file.declared_name
        keep_file(row=row, blob=arrived.blob, name=name, media_type=arrived.media_type, by=request.user)
        arrived.file.keep()

    return _answered(request, form, page, heading=_now("Add a file"), act=act, done=_now("The file is kept."))


def share_with(request: StaffRequest, row: RecordFile, page: FilePage) -> HttpResponse:
    _require_mine(request, row)
    form = FileLayerForm(request.POST or None, initial={"layer": row.layer})
    return _answered(
        request, form, page, heading=_now("Who may see the file"),
        act=lambda: share_file(row=row, layer=form.cleaned_data["layer"], by=request.user),
        done=_now("It is shared as you said."),
    )  # fmt: skip


def erase(request: StaffRequest, row: RecordFile, page: FilePage) -> HttpResponse:
    _require_mine(request, row)
    if request.method == "POST":
        erase_file(row=row, by=request.user)
        messages.success(request, _now("The file is destroyed. The history keeps that it was there."))
    return redirect(page.back_url)


def give_out(
    request: StaffRequest, rows: QuerySet[FileT], pk: UUID, page: Callable[[FileT], FilePage]
) -> HttpResponseBase:
    """The file, for whoever sees it; that they read it is on record."""
    row = visible_or_404(rows, pk=pk)
    note_file_read(row=row, by=request.user)
    return to_be_saved(request, row, back_url=page(row).back_url)


def to_be_saved(request: StaffRequest, row: FileColumns, *, back_url: str) -> HttpResponseBase:
    """The file of a row; who asked for one that does not open comes back, and reads why."""
    try:
        return attached(row.open_file(), name=row.file_name)
    except (BlobMissing, BlobUnreadable) as error:
        messages.error(request, words_for(error))
        return redirect(back_url)


def _require_mine(request: StaffRequest, row: RecordFile) -> None:
    if not may_edit(request.user, row.state_code):
        raise Http404


def _answered(
    request: StaffRequest, form: StaffForm, page: FilePage, *, heading: str, act: Callable[[], object], done: str
) -> HttpResponse:
    """Do what the form says and go back; or show it, as it was filled, with what was refused."""
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            act()
        if form.is_valid():
            messages.success(request, done)
            return redirect(page.back_url)
    shown = {"form": form, "page": page, "heading": heading, "button": pgettext("a form", "Save")}
    return render(request, "organisations/file_form.html", shown)
