"""One entry of the report: decided, drafted, edited, commented on, cleared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, allowed_or_404, requires, visible_or_404
from hirz.foundation.downloads import MEDIA_TYPES, attached, attached_bytes
from hirz.reprisals.people.web.fields import StaffForm
from hirz.reprisals.reporting import actions
from hirz.reprisals.reporting.files import open_extract
from hirz.reprisals.reporting.models import ReportEntry, StateExtract
from hirz.reprisals.reporting.permissions import ReportPermission
from hirz.reprisals.reporting.reading import note_extract_read, note_read
from hirz.reprisals.reporting.web.entry_page import page_of_entry
from hirz.reprisals.reporting.web.forms import CommentForm, DecisionForm, ParagraphForm, ReturnForm, WaiverForm
from hirz.reprisals.reporting.web.shown_refusals import report_shown_in


@requires(ReportPermission.REPORT_VIEW)
def entry(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _show(request, pk)


@requires(ReportPermission.REPORT_DECIDE)
def decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk, ReportPermission.REPORT_DECIDE)
    form = DecisionForm(request.POST, entry=about)
    return _act(
        request, about, form, lambda: actions.decide(entry=about, by=request.user, **form.cleaned_data),
        _("The decision was recorded."), decision_form=form,
    )  # fmt: skip


@requires(ReportPermission.REPORT_DRAFT)
def draft(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Draft from the facts; paragraphs that are there already stay, unless all are wanted afresh."""
    about = _allowed(request, pk, ReportPermission.REPORT_DRAFT)
    afresh = request.POST.get("afresh") == "yes"
    return _act(
        request, about, StaffForm({}), lambda: actions.draft_entry(entry=about, by=request.user, afresh=afresh),
        _("The paragraph was drafted from the facts."),
    )  # fmt: skip


@requires(ReportPermission.REPORT_DRAFT)
def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk, ReportPermission.REPORT_DRAFT)
    language = request.POST.get("language", "")
    paragraph = about.paragraphs.filter(language=language).first()
    form = ParagraphForm(request.POST, language=language, paragraph=paragraph)
    return _act(
        request, about, form,
        lambda: actions.edit_paragraph(
            entry=about, language=language, text=form.cleaned_data["text"], by=request.user
        ),
        _("The paragraph was saved."), refused=form,
    )  # fmt: skip


@requires(ReportPermission.REPORT_DRAFT)
def comment(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Put on record what the State answered to its extract."""
    about = _allowed(request, pk, ReportPermission.REPORT_DRAFT)
    form = CommentForm(request.POST)
    return _act(
        request, about, form, lambda: actions.record_comment(entry=about, by=request.user, **form.cleaned_data),
        _("The comment of the State is on record."), comment_form=form,
    )  # fmt: skip


@requires(ReportPermission.REPORT_DRAFT)
def ask_state(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Send the extract to the State: the file comes back in the answer, and stays on the page of the entry."""
    about = _allowed(request, pk, ReportPermission.REPORT_DRAFT)
    if request.method != "POST":
        return redirect("reporting:entry", pk=about.pk)
    form = StaffForm({})
    with report_shown_in(form, user=request.user):
        extract = actions.send_for_comment(entry=about, by=request.user)
        return attached_bytes(extract.docx, name=f"extract-{about.edition.year}.docx", media_type=MEDIA_TYPES["docx"])
    return _show(request, pk, step_form=form)


@requires(ReportPermission.REPORT_DRAFT)
def waive(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk, ReportPermission.REPORT_DRAFT)
    form = WaiverForm(request.POST)
    return _act(
        request, about, form, lambda: actions.waive_comment(entry=about, by=request.user, **form.cleaned_data),
        _("The State is not asked. The reason is on record."), waiver_form=form,
    )  # fmt: skip


@requires(ReportPermission.REPORT_DRAFT)
def present(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk, ReportPermission.REPORT_DRAFT)
    return _act(
        request, about, StaffForm({}), lambda: actions.present_entry(entry=about, by=request.user),
        _("The paragraph waits for clearance."),
    )  # fmt: skip


@requires(ReportPermission.REPORT_CLEAR)
def clear(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk, ReportPermission.REPORT_CLEAR)
    return _act(
        request, about, StaffForm({}), lambda: actions.clear_entry(entry=about, by=request.user),
        _("The paragraph is cleared."),
    )  # fmt: skip


@requires(ReportPermission.REPORT_VIEW)
def return_to_draft(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Both those who write and those who clear may take a paragraph back to drafting."""
    about = _visible_or_404(request, pk)
    if not any(has_permission(request.user, permission, about.case.office_id) for permission in _RETURNING):
        raise Http404
    form = ReturnForm(request.POST, required=_clears(request, about))
    return _act(
        request, about, form,
        lambda: actions.return_to_draft(entry=about, by=request.user, reason=form.cleaned_data["reason"]),
        _("The paragraph is back in drafting."), return_form=form,
    )  # fmt: skip


@requires(ReportPermission.REPORT_VIEW)
def extract(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """An extract as it went to the State, once more."""
    kept = visible_or_404(
        StateExtract.objects.filter(entry__in=_visible(request)).select_related("entry__edition", "entry__case"), pk=pk
    )
    note_extract_read(extract=kept, by=request.user)
    name = f"extract-{kept.entry.edition.year}-{kept.language}.docx"
    return attached(open_extract(kept), name=name, media_type=MEDIA_TYPES["docx"])


@requires(ReportPermission.REPORT_DECIDE)
def thaw(request: StaffRequest, pk: UUID) -> HttpResponse:
    about = _allowed(request, pk, ReportPermission.REPORT_DECIDE)
    return _act(
        request, about, StaffForm({}), lambda: actions.thaw_entry(entry=about, by=request.user),
        _("Work on the entry goes on."),
    )  # fmt: skip


def _clears(request: StaffRequest, about: ReportEntry) -> bool:
    return has_permission(request.user, ReportPermission.REPORT_CLEAR, about.case.office_id)


_RETURNING = (ReportPermission.REPORT_DRAFT, ReportPermission.REPORT_CLEAR)


def _act(
    request: StaffRequest,
    about: ReportEntry,
    form: StaffForm,
    act: Callable[[], object],
    done: str,
    *,
    refused: ParagraphForm | None = None,
    **forms: StaffForm,
) -> HttpResponse:
    """Do what was asked for, or show the page with the refusal and everything that was typed."""
    if request.method != "POST":
        return redirect("reporting:entry", pk=about.pk)
    if form.is_valid():
        with report_shown_in(form, user=request.user):
            act()
        if form.is_valid():
            messages.success(request, done)
            return redirect("reporting:entry", pk=about.pk)
    return _show(request, about.pk, refused=refused, **(forms or ({} if refused else {"step_form": form})))


def _show(request: StaffRequest, pk: UUID, *, refused: ParagraphForm | None = None, **forms: StaffForm) -> HttpResponse:
    about = _visible_or_404(request, pk)
    note_read(entry=about, by=request.user)
    given: dict[str, Any] = {
        "decision_form": DecisionForm(entry=about),
        "waiver_form": WaiverForm(),
        "comment_form": CommentForm(),
        "return_form": ReturnForm(required=_clears(request, about)),
        "step_form": StaffForm(),
        "paragraph_form": refused,
    }
    return render(
        request, "reporting/entry.html", {**page_of_entry(about, request.user, refused=refused), **given, **forms}
    )


def _visible_or_404(request: StaffRequest, pk: UUID) -> ReportEntry:
    return visible_or_404(_visible(request), pk=pk)


def _visible(request: StaffRequest) -> QuerySet[ReportEntry]:
    people = ("decided_by", "drafted_by", "cleared_by")
    visible = ReportEntry.objects.visible_to(request.user).select_related("edition", "case__office", *people)
    return visible.prefetch_related("paragraphs__edited_by", "paragraphs__entry__case", "paragraphs__entry__edition")


def _allowed(request: StaffRequest, pk: UUID, permission: ReportPermission) -> ReportEntry:
    about = _visible_or_404(request, pk)
    allowed_or_404(request.user, permission, about.case.office_id)
    return about
