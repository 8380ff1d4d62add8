"""Reports and the table of where recommendations stand: for the office, and for contributors as far as it is theirs."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hirz.engines.documents.docx import render_docx
from hirz.engines.documents.pdf import render_pdf
from hirz.engines.documents.xlsx import render_xlsx
from hirz.foundation.accounts.doors import (
    StaffRequest,
    open_to_contributors,
    refusals_shown_in,
    requires,
    visible_or_404,
)
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.downloads import MEDIA_TYPES, attached_bytes
from hirz.foundation.keyset import page_of
from hirz.foundation.questions import StaffForm, state_name
from hirz.regional.organisations.permissions import VIEW
from hirz.regional.organisations.printing import printable
from hirz.regional.organisations.telling import contributors_named
from hirz.regional.reports import actions
from hirz.regional.reports.document import report_leaves, source_in_words
from hirz.regional.reports.material import Scope
from hirz.regional.reports.models import Report, ReportSection
from hirz.regional.reports.reading import Whole, sources_of, whole_of
from hirz.regional.reports.status import header, status_leaves, status_of, summary
from hirz.regional.reports.verbs import ReportOutVerb
from hirz.regional.reports.web.forms import BeginForm, CiteForm, HeadingForm, SectionForm, StatusForm
from hirz.regional.reports.wording import words_for_obstacle
from hirz.rules.layers import Layer

RENDERERS = {"docx": render_docx, "pdf": render_pdf, "xlsx": render_xlsx}


@requires(VIEW)
@open_to_contributors
def listed(request: StaffRequest) -> HttpResponse:
    rows = Report.objects.visible_to(request.user)
    page = page_of(rows, keys=["-entered_at", "id"], asked=request.GET)
    if page.rows:  # their titles are sealed
        _note_read(request.user, request)
    named = contributors_named(page.rows, user=request.user)
    shown = {"page": page, "rows": [(row, state_name(row.state_code), named[row.pk]) for row in page.rows]}
    return render(request, "reports/list.html", shown)


@requires(VIEW)
@open_to_contributors
def begin(request: StaffRequest) -> HttpResponse:
    form = BeginForm(request.POST or None, user=request.user, initial={"review": request.GET.get("review", "")})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            report = actions.begin_report(begun=form.begun(), by=request.user)
        if form.is_valid():
            messages.success(request, _("The report is drafted from what is on record. Read every word of it."))
            return redirect("reports:one", pk=report.pk)
    return render(request, "reports/begin.html", {"form": form})


@requires(VIEW)
@open_to_contributors
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    report = _visible(request, pk)
    _note_read(report, request)
    return render(request, "reports/one.html", _shown(request, whole_of(report, user=request.user)))


@requires(VIEW)
@open_to_contributors
def section(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The text of one section, with its sources and with what could be drafted today beside it."""
    found = _section(request, pk)
    _note_read(found.report, request)
    text = found.texts.order_by("-number").first()
    initial = {"body": text.body if text else "", "follows": text.number if text else 0}
    form = SectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.write_section(section=found, by=request.user, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, _("The section is saved. Earlier texts are kept."))
            return redirect("reports:one", pk=found.report_id)
        form.data = {**request.POST.dict(), "follows": initial["follows"]}
    sources = [(row.number, source_in_words(row)) for row in sources_of(found.report, user=request.user)]
    shown = {"section": found, "form": form, "sources": sources, "saved": text, "fresh": _fresh(request, found)}
    return render(request, "reports/section.html", shown)


@requires(VIEW)
@open_to_contributors
@require_POST
def redraft(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _section(request, pk)
    form = SectionForm({"body": "", "follows": request.POST.get("follows", "")})
    if form.is_valid():
        with refusals_shown_in(form):
            actions.redraft_section(section=found, follows=form.cleaned_data["follows"], by=request.user)
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return redirect("reports:section", pk=pk)


@requires(VIEW)
@open_to_contributors
def add_section(request: StaffRequest, pk: UUID) -> HttpResponse:
    report = _writable(request, pk)
    form = HeadingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            added = actions.add_section(report=report, heading=form.cleaned_data["heading"], by=request.user)
        if form.is_valid():
            return redirect("reports:section", pk=added.pk)
    return render(request, "reports/add_section.html", {"report": report, "form": form})


@requires(VIEW)
@open_to_contributors
def cite(request: StaffRequest, pk: UUID) -> HttpResponse:
    report = _writable(request, pk)
    form = CiteForm(request.POST or None, report=report, user=request.user)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            source = actions.cite(report=report, evidence=form.chosen, by=request.user)
        if form.is_valid():
            messages.success(request, _("Cite it as [%(number)s].") % {"number": source.number})
            return redirect("reports:one", pk=pk)
    return render(request, "reports/cite.html", {"report": report, "form": form})


@requires(VIEW)
@open_to_contributors
@require_POST
def issue(request: StaffRequest, pk: UUID) -> HttpResponse:
    report = _writable(request, pk)
    form = StaffForm({})
    with refusals_shown_in(form):
        actions.issue_report(report=report, by=request.user)
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    if form.is_valid():
        messages.success(request, _("The report is issued and shared with those it is for."))
    return redirect("reports:one", pk=pk)


@requires(VIEW)
@open_to_contributors
def download(request: StaffRequest, pk: UUID, file_format: str) -> FileResponse | HttpResponse:
    report = _visible(request, pk)
    form, made = StaffForm({}), b""
    with refusals_shown_in(form), printable(), transaction.atomic():
        made = RENDERERS[file_format](report_leaves(report=report, by=request.user))
    if not form.is_valid():
        messages.error(request, "; ".join(map(str, form.non_field_errors())))
        return redirect("reports:one", pk=pk)
    name = f"{report.state_code}-{report.kind.lower()}-{report.as_of_date}-{report.language}.{file_format}"
    return attached_bytes(made, name=name, media_type=MEDIA_TYPES[file_format])


@requires(VIEW)
@open_to_contributors
def status(request: StaffRequest) -> HttpResponse:
    form = StatusForm(request.GET if "review" in request.GET else None, user=request.user)
    shown: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        table = status_of(_scope(form), user=request.user)
        shown |= {"table": table, "header": header(), "summary": summary(table), "asked": request.GET.urlencode()}
    return render(request, "reports/status.html", shown)


@requires(VIEW)
@open_to_contributors
def status_file(request: StaffRequest, file_format: str) -> FileResponse | HttpResponse:
    form = StatusForm(request.GET, user=request.user)
    if not form.is_valid():
        raise Http404
    scope, audience = _scope(form), Layer(form.cleaned_data["audience"] or Layer.PUBLIC)
    refused, made = StaffForm({}), b""
    with refusals_shown_in(refused), printable(), transaction.atomic():
        made = RENDERERS[file_format](status_leaves(scope=scope, audience=audience, by=request.user))
    if not refused.is_valid():
        messages.error(request, "; ".join(map(str, refused.non_field_errors())))
        return redirect(f"{reverse('reports:status')}?{request.GET.urlencode()}")
    name = f"{scope.state_code}-status-{scope.as_of_date}.{file_format}"
    return attached_bytes(made, name=name, media_type=MEDIA_TYPES[file_format])


def _scope(form: StatusForm) -> Scope:
    review = form.chosen
    return Scope(
        state_code=review.state_code, mechanism=review.mechanism, cycle=review.cycle, symbol=review.symbol,
        as_of_date=form.cleaned_data["as_of_date"] or timezone.localdate(),
    )  # fmt: skip


def _shown(request: StaffRequest, whole: Whole) -> dict[str, object]:
    report = whole.report
    return {
        "report": report,
        "whole": whole,
        "state": state_name(report.state_code),
        "contributor": contributors_named([report], user=request.user)[report.pk],
        "obstacles": [words_for_obstacle(way) for way in whole.in_the_way],
        "sources": [(row.number, source_in_words(row)) for row in whole.sources],
        "may_write": actions.may_write(request.user, report),
    }


def _fresh(request: StaffRequest, found: ReportSection) -> str:
    """What a draft of this section would say today."""
    return actions.fresh_draft(found, user=request.user)[0] if found.recommendation_id else ""


@action
def _note_read(read: Report | User, request: StaffRequest) -> None:
    """One report, or the list that a person is shown."""
    record(ReportOutVerb.READ_REPORT, by=request.user, subject=read)


def _visible(request: StaffRequest, pk: UUID) -> Report:
    return visible_or_404(Report.objects.visible_to(request.user), pk=pk)


def _writable(request: StaffRequest, pk: UUID) -> Report:
    report = _visible(request, pk)
    if not actions.may_write(request.user, report):
        raise Http404
    return report


def _section(request: StaffRequest, pk: UUID) -> ReportSection:
    rows = ReportSection.objects.visible_to(request.user).select_related("report", "recommendation")
    found = visible_or_404(rows, pk=pk)
    if not actions.may_write(request.user, found.report):
        raise Http404
    return found
