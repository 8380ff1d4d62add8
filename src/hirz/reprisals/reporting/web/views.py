"""Editions of the report: the list, one edition, its publication and its files."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hirz.foundation.accounts.access import offices_with
from hirz.foundation.accounts.doors import (
    StaffRequest,
    allowed_or_404,
    confirmed,
    refusals_shown_in,
    requires,
    visible_or_404,
)
from hirz.foundation.blobs.store import default_store
from hirz.foundation.downloads import MEDIA_TYPES, NEUTRAL, attached
from hirz.foundation.offices.models import Office
from hirz.reprisals.reporting import actions
from hirz.reprisals.reporting.models import Edition, EditionFile
from hirz.reprisals.reporting.permissions import ReportPermission
from hirz.reprisals.reporting.reading import note_edition_read, note_file_read
from hirz.reprisals.reporting.web.edition_page import page_of_edition
from hirz.reprisals.reporting.web.forms import OpenForm, PublishForm
from hirz.reprisals.reporting.web.shown_refusals import report_shown_in

EDITIONS_SHOWN: Final = 30
"""Years of the report on one page; the report is older than this system by fewer."""


@requires(ReportPermission.REPORT_VIEW)
def editions(request: StaffRequest) -> HttpResponse:
    return _show_editions(request, OpenForm(offices=_offices(request), initial={"year": timezone.localdate().year}))


@requires(ReportPermission.REPORT_DECIDE)
def open_edition(request: StaffRequest) -> HttpResponse:
    form = OpenForm(request.POST, offices=_offices(request))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            edition = actions.open_edition(by=request.user, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, _("The edition is open. List the cases of its period next."))
            return redirect("reporting:edition", year=edition.year)
    return _show_editions(request, form)


@requires(ReportPermission.REPORT_VIEW)
def edition(request: StaffRequest, year: int) -> HttpResponse:
    return _show(request, _edition(request, year), PublishForm())


@requires(ReportPermission.REPORT_DECIDE)
def list_candidates(request: StaffRequest, year: int) -> HttpResponse:
    about = _edition(request, year)
    allowed_or_404(request.user, ReportPermission.REPORT_DECIDE, about.office_id)
    if request.method != "POST":
        return redirect("reporting:edition", year=year)
    form = PublishForm({"sure": "on"})
    with refusals_shown_in(form):
        new = actions.list_candidates(edition=about, by=request.user)
    if form.is_valid():
        messages.success(request, _listed(len(new)))
        return redirect("reporting:edition", year=year)
    return _show(request, about, form)


@requires(ReportPermission.REPORT_PUBLISH)
@confirmed()
def publish(request: StaffRequest, year: int) -> HttpResponse:
    about = _edition(request, year)
    allowed_or_404(request.user, ReportPermission.REPORT_PUBLISH, about.office_id)
    if request.method != "POST":
        return redirect("reporting:edition", year=year)
    form = PublishForm(request.POST)
    if form.is_valid():
        with report_shown_in(form, user=request.user):
            actions.publish_edition(edition=about, by=request.user)
        if form.is_valid():
            messages.success(request, _("The report is published."))
            return redirect("reporting:edition", year=year)
    return _show(request, about, form)


@requires(ReportPermission.REPORT_VIEW)
def download(request: StaffRequest, year: int, language: str, format: str) -> HttpResponseBase:
    visible = EditionFile.objects.filter(edition__in=Edition.objects.visible_to(request.user), edition__year=year)
    file = visible_or_404(visible.select_related("edition"), language=language, file_format=format)
    note_file_read(file=file, by=request.user)
    name = f"report-{year}-{file.language}.{file.file_format}"
    return attached(
        default_store().open_reader(file.blob_id), name=name, media_type=MEDIA_TYPES.get(file.file_format, NEUTRAL)
    )


def _edition(request: StaffRequest, year: int) -> Edition:
    visible = Edition.objects.visible_to(request.user).select_related("office", "published_by")
    return visible_or_404(visible, year=year)


def _show(request: StaffRequest, about: Edition, form: PublishForm) -> HttpResponse:
    note_edition_read(edition=about, by=request.user)
    shown = page_of_edition(about, request.user, page=request.GET.get("page", ""))
    return render(request, "reporting/edition.html", {**shown, "form": form})


def _show_editions(request: StaffRequest, form: OpenForm) -> HttpResponse:
    listed: dict[str, Any] = {
        "editions": Edition.objects.visible_to(request.user).select_related("office")[:EDITIONS_SHOWN],
        "may_open": bool(offices_with(request.user, ReportPermission.REPORT_DECIDE)),
    }
    return render(request, "reporting/editions.html", {**listed, "form": form})


def _offices(request: StaffRequest) -> list[Office]:
    return list(Office.objects.filter(pk__in=offices_with(request.user, ReportPermission.REPORT_DECIDE)))


def _listed(number: int) -> str:
    if not number:
        return _("Every case of the period has its entry already.")
    text = ngettext("One case was listed.", "%(number)d cases were listed.", number)
    return text % {"number": number}
