"""Dividing recommendations, putting positions on record, mapping words, and importing a file in two steps."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hirz.foundation.accounts.doors import StaffRequest, refusals_shown_in, requires, visible_or_404
from hirz.foundation.questions import StaffForm
from hirz.regional.recommendations import actions
from hirz.regional.recommendations.importing import Plan, import_recommendations, plan_import
from hirz.regional.recommendations.models import GivenTerm, Part, Recommendation
from hirz.regional.recommendations.permissions import RecommendationPermission, covered
from hirz.regional.recommendations.web.forms import ImportForm, MappingForm, PartForm, PartsForm, PositionForm
from hirz.regional.recommendations.web.gathering import row_of, suggested_parts, whole
from hirz.regional.recommendations.web.taking_in import carrying, content_of, preview_of


@requires(RecommendationPermission.RECOMMENDATION_RECORD)
def add_parts(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk)
    row = row_of(found)
    first = [] if found.parts.exists() else suggested_parts(row.text.text)
    form = PartsForm(request.POST or None, initial={"texts": "\n".join(first)})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.add_parts(recommendation=found, texts=form.lines(), by=request.user)
        if form.is_valid():
            messages.success(request, _("The recommendation is divided."))
            return redirect("recommendations:one", pk=pk)
    return render(request, "recommendations/add_parts.html", {"row": row, "form": form})


@requires(RecommendationPermission.RECOMMENDATION_RECORD)
def edit_part(request: StaffRequest, pk: UUID) -> HttpResponse:
    part = _allowed_part(request, pk)
    form = PartForm(request.POST or None, initial={"text": part.text})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.edit_part(part=part, text=form.cleaned_data["text"], by=request.user)
        if form.is_valid():
            messages.success(request, _("The part is changed."))
            return redirect("recommendations:one", pk=part.recommendation_id)
    shown = {"row": row_of(part.recommendation), "part": part, "form": form}
    return render(request, "recommendations/edit_part.html", shown)


@requires(RecommendationPermission.RECOMMENDATION_RECORD)
def remove_part(request: StaffRequest, pk: UUID) -> HttpResponse:
    part = _allowed_part(request, pk)
    if request.method == "POST":
        form = StaffForm({})
        with refusals_shown_in(form):
            actions.remove_part(part=part, by=request.user)
        for refusal in form.non_field_errors():
            messages.error(request, str(refusal))
        if form.is_valid():
            messages.success(request, _("The part is removed. The history keeps that it was there."))
    return redirect("recommendations:one", pk=part.recommendation_id)


@requires(RecommendationPermission.RECOMMENDATION_RECORD)
def add_position(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _allowed(request, pk)
    form = PositionForm(request.POST or None, recommendation=found)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.record_position(recommendation=found, answer=form.answer(), by=request.user)
        if form.is_valid():
            messages.success(request, _("The position is on record."))
            return redirect("recommendations:one", pk=pk)
    return render(request, "recommendations/add_position.html", {"row": row_of(found), "form": form})


@requires(RecommendationPermission.RECOMMENDATION_RECORD)
def map_term(request: StaffRequest, pk: UUID) -> HttpResponse:
    term = visible_or_404(GivenTerm.objects.visible_to(request.user), pk=pk)
    form = MappingForm(request.POST if request.method == "POST" else None, term=term)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            _say_mapped(request, actions.map_term(term=term, codes=form.codes(), by=request.user))
        if form.is_valid():
            return redirect("recommendations:terms")
    return render(request, "recommendations/map_term.html", {"term": term, "form": form})


@requires(RecommendationPermission.RECOMMENDATION_RECORD)
def import_file(request: StaffRequest) -> HttpResponse:
    """First what the file would do, row by row; then, when somebody says so, it is done."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    plan: Plan | None = None
    if form.is_valid() and (data := content_of(request, form)):
        if _is_done(request, form, data):
            return redirect("recommendations:list")
        plan, carried = plan_import(data, by=request.user), carrying(data)
        if carried is None:
            form.add_error("file", _("The file is empty, or too large for this page: import it on the command line."))
        elif not form.errors:
            form = carried
    return render(request, "recommendations/import.html", {"form": form, **preview_of(plan)})


def _is_done(request: StaffRequest, form: ImportForm, data: bytes) -> bool:
    """Import what was shown, if that was asked for; a refusal is told in the form."""
    if "confirmed" not in request.POST:
        return False
    with refusals_shown_in(form):
        skip = request.POST["confirmed"] == "readable"
        done = import_recommendations(data=data, by=request.user, skip_bad_rows=skip)
        words = ngettext("%(count)s change was taken over.", "%(count)s changes were taken over.", len(done.changes))
        messages.success(request, words % {"count": len(done.changes)})
    return form.is_valid()


def _say_mapped(request: StaffRequest, count: int) -> None:
    words = ngettext("%(count)s recommendation follows.", "%(count)s recommendations follow.", count)
    messages.success(request, words % {"count": count})


def _allowed(request: StaffRequest, pk: UUID) -> Recommendation:
    found = visible_or_404(whole(Recommendation.objects.visible_to(request.user)), pk=pk)
    if not covered(request.user, {found.state_code}):
        raise Http404
    return found


def _allowed_part(request: StaffRequest, pk: UUID) -> Part:
    part = visible_or_404(Part.objects.visible_to(request.user), pk=pk)
    part.recommendation = _allowed(request, part.recommendation_id)
    return part
