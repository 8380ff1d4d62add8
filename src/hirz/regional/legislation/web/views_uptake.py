"""What became of the comments of advice in a later version, and the page where a person says so."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import StaffRequest, refusals_shown_in, requires, visible_or_404
from hirz.foundation.questions import StaffForm, state_name
from hirz.regional.legislation.models import CommentUptake, Version
from hirz.regional.legislation.reading import note_advice_read
from hirz.regional.legislation.texts import provisions_of
from hirz.regional.legislation.uptakes import compute_uptake, decide_uptake
from hirz.regional.legislation.web.forms import DecideForm
from hirz.regional.legislation.web.gathering import BECAUSE_OF, comment_shown, uptake_page
from hirz.regional.legislation.web.views import versions_of
from hirz.regional.legislation.web.views_commenting import advice_of, drafted
from hirz.regional.organisations.permissions import EDIT, VIEW, may_edit, may_view


@requires(VIEW)
def uptake(request: StaffRequest, pk: UUID, version: UUID) -> HttpResponse:
    found = visible_or_404(advice_of(request), pk=pk)
    if not may_view(request.user, found.state_code):
        raise Http404
    later = _later(request, found.version, version)
    note_advice_read(found, by=request.user)
    return render(request, "legislation/uptake.html", uptake_page(found, later, request.user))


@requires(EDIT)
def compute_again(request: StaffRequest, pk: UUID, version: UUID) -> HttpResponse:
    found = drafted(request, pk)
    later = _later(request, found.version, version)
    if request.method == "POST":
        form = StaffForm({})
        with refusals_shown_in(form):
            compute_uptake(advice=found, version=later, by=request.user)
        for refusal in form.non_field_errors():
            messages.error(request, str(refusal))
        if form.is_valid():
            messages.success(request, _("Computed again. What people decided stays as it was."))
    return redirect("legislation:uptake", pk=pk, version=version)


@requires(EDIT)
def decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = _row(request, pk)
    note_advice_read(row.comment.advice, by=request.user)
    initial = {"outcome": row.decided or row.computed, "why": row.decided_why}
    form = DecideForm(request.POST or None, computed=row.computed, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            decide_uptake(uptake=row, by=request.user, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, _("What became of the comment is on record."))
            return redirect(_among_the_others(row))
    return render(request, "legislation/decide.html", {"form": form, **_shown(row)})


def _shown(row: CommentUptake) -> dict[str, object]:
    """Both texts beside the question."""
    comment, advice = row.comment, row.comment.advice
    later = [one for one in provisions_of(row.version) if one.key in row.keys]
    earlier = [one for one in provisions_of(advice.version) if one.key == comment.key]
    return {
        "row": row, "comment": comment_shown(comment), "advice": advice, "law": advice.version.law,
        "state": state_name(advice.state_code), "because": BECAUSE_OF[row.because], "earlier": earlier, "later": later,
    }  # fmt: skip


def _among_the_others(row: CommentUptake) -> str:
    """Where the comment stands on the page of all: whoever goes through them finds the next one below."""
    page = reverse("legislation:uptake", args=[row.comment.advice_id, row.version_id])
    return f"{page}#comment-{row.comment.order}"


def _row(request: StaffRequest, pk: UUID) -> CommentUptake:
    rows = CommentUptake.objects.visible_to(request.user)
    found = visible_or_404(rows.select_related("comment__advice__version__law", "version__law", "decided_by"), pk=pk)
    if not may_edit(request.user, found.comment.advice.state_code):
        raise Http404
    return found


def _later(request: StaffRequest, earlier: Version, pk: UUID) -> Version:
    return visible_or_404(versions_of(request).filter(law=earlier.law_id, order__gt=earlier.order), pk=pk)
