"""Period reports, the workbook, and what leaves for the aid transparency standard."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, confirmed, refusals_shown_in, requires, visible_or_404
from hirz.foundation.downloads import MEDIA_TYPES, attached_bytes
from hirz.foundation.questions import StaffForm
from hirz.regional.organisations.permissions import EDIT, VALIDATE, VIEW, may_edit, may_validate
from hirz.regional.programme import aid
from hirz.regional.programme.actions import reporting
from hirz.regional.programme.documents import FORMATS, saved_report, states_of, title_of
from hirz.regional.programme.models import Cycle, PeriodReport
from hirz.regional.programme.models.rows import LANGUAGES
from hirz.regional.programme.reading import note_read
from hirz.regional.programme.tables import tables_of
from hirz.regional.programme.verbs import ProgrammeVerb
from hirz.regional.programme.web.asking import NAMES_OF_LANGUAGES
from hirz.regional.programme.web.forms_reporting import ExportForm, ReportForm, TextForm
from hirz.regional.programme.web.page_of_form import page_of_form
from hirz.regional.programme.workbook import saved_workbook
from hirz.rules.programme_results import ReportKind

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(VIEW)
def reports(request: StaffRequest, pk: UUID) -> HttpResponse:
    cycle = visible_or_404(Cycle.objects.visible_to(request.user), pk=pk)
    rows = PeriodReport.objects.visible_to(request.user).filter(cycle=cycle).select_related("cleared_by")
    shown = {
        "cycle": cycle,
        "rows": [(one, title_of(one), states_of(one)) for one in rows],
        "may_draft": has_permission(request.user, EDIT),
    }
    return render(request, "programme/reports.html", shown)


@requires(EDIT)
def draft(request: StaffRequest, pk: UUID) -> HttpResponse:
    cycle = visible_or_404(Cycle.objects.visible_to(request.user), pk=pk)
    form = ReportForm(request.POST or None, user=request.user)
    return page_of_form(
        request, form,
        lambda: reporting.draft_report(
            cycle=cycle, kind=ReportKind(form.cleaned_data["kind"]), period=form.period(),
            states=form.cleaned_data["states"], by=request.user,
        ),
        title=_("Draft a report"), back=reverse("programme:reports", args=[pk]),
        lead=_("The numbers of the period are taken from what is on record, and a first text of them is written."),
        done=_("The report is drafted."),
    )  # fmt: skip


@requires(VIEW)
def report(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _visible(request, pk)
    note_read(ProgrammeVerb.READ_PERIOD_REPORT, found, by=request.user)
    texts = reporting.latest_texts(found)
    is_open = found.cleared_at is None
    shown = {
        "report": found,
        "title": title_of(found),
        "states": states_of(found),
        "tables": tables_of(found.numbers),
        "texts": [(code, NAMES_OF_LANGUAGES[code], texts[code]) for code in LANGUAGES if code in texts],
        "unwritten": [(code, NAMES_OF_LANGUAGES[code]) for code in LANGUAGES if code not in texts],
        "formats": sorted(FORMATS),
        "may_write": is_open and all(may_edit(request.user, code) for code in found.states),
        "may_clear": is_open and all(may_validate(request.user, code) for code in found.states),
    }
    return render(request, "programme/report.html", shown)


@requires(EDIT)
def write(request: StaffRequest, pk: UUID, language: str) -> HttpResponse:
    found = _visible(request, pk)
    if language not in LANGUAGES:
        raise Http404
    latest = reporting.latest_texts(found).get(language)
    if latest:
        note_read(ProgrammeVerb.READ_PERIOD_REPORT, found, by=request.user)
    first = {"text": latest.text if latest else "", "seen": latest.number if latest else 0}
    form = TextForm(request.POST or None, initial=first)
    return page_of_form(
        request, form,
        lambda: reporting.write_text(report=found, language=language, by=request.user, **form.cleaned_data),
        title=NAMES_OF_LANGUAGES[language], eyebrow=title_of(found), back=_address(found),
        lead=_("Leave an empty line between paragraphs. Name no participant."),
        done=_("The text is kept as a version."),
    )  # fmt: skip


@requires(EDIT)
def take_numbers_anew(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _visible(request, pk)
    if request.method == "POST" and _done(request, lambda: reporting.take_numbers_anew(report=found, by=request.user)):
        messages.success(request, _("The numbers are those of now. Look whether the text still fits."))
    return redirect(_address(found))


@requires(VALIDATE)
@confirmed()
def clear(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _visible(request, pk)
    if request.method == "POST" and _done(request, lambda: reporting.clear_report(report=found, by=request.user)):
        messages.success(request, _("The report is cleared."))
    return redirect(_address(found))


@requires(VIEW)
def download(request: StaffRequest, pk: UUID, language: str, file_format: str) -> HttpResponseBase:
    found = _visible(request, pk)
    if file_format not in FORMATS or language not in LANGUAGES:
        raise Http404
    made: list[bytes] = []
    if not _done(request, lambda: made.append(
        saved_report(report=found, language=language, file_format=file_format, by=request.user)
    )):  # fmt: skip
        return redirect(_address(found))
    name = f"programme-{found.from_date}-{found.until_date}-{language}.{file_format}"
    return attached_bytes(made[0], name=name, media_type=MEDIA_TYPES[file_format])


@requires(VIEW)
def workbook(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    cycle = visible_or_404(Cycle.objects.visible_to(request.user), pk=pk)
    content = saved_workbook(cycle=cycle, by=request.user)
    return attached_bytes(content, name=f"programme-{cycle.from_date}.xlsx", media_type=XLSX)


@requires(VIEW)
def export_iati(request: StaffRequest) -> HttpResponseBase:
    form = ExportForm(request.POST or None)
    made: list[bytes] = []
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            states = form.cleaned_data["states"]
            file = aid.aid_file(states, by=request.user, as_reporter=aid.reporter())
            made.append(aid.let_leave(file, states, by=request.user))
    if made:
        return attached_bytes(made[0], name="activities.xml", media_type="application/xml")
    shown = {"form": form, "back": reverse("programme:overview")}
    return render(request, "programme/iati.html", shown)


def _visible(request: StaffRequest, pk: UUID) -> PeriodReport:
    rows = PeriodReport.objects.visible_to(request.user).select_related("cycle", "cleared_by", "drafted_by")
    return visible_or_404(rows, pk=pk)


def _address(found: PeriodReport) -> str:
    return reverse("programme:report", args=[found.pk])


def _done(request: StaffRequest, act: Callable[[], object]) -> bool:
    """Whether it was done; a refusal is told at the top of the page that follows."""
    form = StaffForm(request.POST)
    with refusals_shown_in(form):
        act()
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return form.is_valid()
