"""Files that were taken in, taking one back, and our own table as a workbook to fill in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hirz.foundation.accounts.doors import StaffRequest, refusals_shown_in, requires, visible_or_404
from hirz.foundation.accounts.models import User
from hirz.foundation.keyset import page_of
from hirz.foundation.questions import StaffForm
from hirz.regional.recommendations.models import ImportedFile, Recommendation
from hirz.regional.recommendations.permissions import RecommendationPermission
from hirz.regional.recommendations.undoing import (
    AlreadyUndone,
    NotKnownWhatItDid,
    UndoPlan,
    counted,
    plan_undo,
    undo_import,
)
from hirz.regional.recommendations.web.gathering import SHOWN, row_of, whole
from hirz.regional.recommendations.web.workbook import template_workbook
from hirz.regional.recommendations.wording import REASONS_TO_STAY

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(RecommendationPermission.RECOMMENDATION_RECORD)
def imports(request: StaffRequest) -> HttpResponse:
    rows = ImportedFile.objects.visible_to(request.user).select_related("imported_by", "undo", "undo__undone_by")
    page = page_of(rows, keys=["-imported_at", "id"], asked=request.GET)
    return render(request, "recommendations/imports.html", {"page": page})


@requires(RecommendationPermission.RECOMMENDATION_RECORD)
def take_back_import(request: StaffRequest, pk: UUID) -> HttpResponse:
    """First what would go, what would be put back, and what stays and why; then, when somebody says so, it is done."""
    file = visible_or_404(ImportedFile.objects.visible_to(request.user).select_related("imported_by"), pk=pk)
    form = StaffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        with refusals_shown_in(form):
            undo_import(file=file, by=request.user)
            messages.success(request, _("The import is taken back as far as nobody built on it."))
        if form.is_valid():
            return redirect("recommendations:imports")
    shown = {"file": file, "form": form, **_planned(file, request)}
    return render(request, "recommendations/take_back_import.html", shown)


@requires(RecommendationPermission.RECOMMENDATION_RECORD)
def template(request: StaffRequest) -> HttpResponse:
    answer = HttpResponse(template_workbook(), content_type=WORKBOOK)
    answer["Content-Disposition"] = 'attachment; filename="recommendations.xlsx"'
    return answer


def _planned(file: ImportedFile, request: StaffRequest) -> dict[str, object]:
    try:
        plan = plan_undo(file, request.user)
    except (AlreadyUndone, NotKnownWhatItDid) as refusal:
        return {"refusal": refusal.code}
    return {"plan": plan, "staying": _staying(plan, request.user), "reasons": _reasons(plan)}


def _staying(plan: UndoPlan, user: User) -> list[tuple[object, object]]:
    why = {one.recommendation.pk: one.why for one in plan.staying[:SHOWN]}
    rows = whole(Recommendation.objects.visible_to(user).filter(pk__in=why))
    return [(row_of(row), REASONS_TO_STAY[why[row.pk]]) for row in rows]


def _reasons(plan: UndoPlan) -> list[tuple[object, int]]:
    return [(REASONS_TO_STAY[why], number) for why, number in counted(plan.staying)]
