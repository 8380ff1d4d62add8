"""Lineage: what waits for a person, a pair side by side, and what one could be tied to by hand."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, refusals_shown_in, requires, visible_or_404
from hirz.foundation.keyset import page_of
from hirz.regional.recommendations.lineage import decide_lineage, follows
from hirz.regional.recommendations.models import Lineage, Recommendation, RecommendationQuerySet
from hirz.regional.recommendations.permissions import RECORD, RecommendationPermission, covered
from hirz.regional.recommendations.searching import nearest
from hirz.regional.recommendations.web.forms_of_meaning import DecisionForm, OfStateForm
from hirz.regional.recommendations.web.gathering import pair_of, row_of, whole

CANDIDATES = 15
"""How many earlier recommendations are offered, the nearest by meaning first."""


@requires(None)
def waiting(request: StaffRequest) -> HttpResponse:
    form = OfStateForm(request.GET)
    rows = _with_both(Lineage.objects.visible_to(request.user).waiting())
    if state := form.state_code():
        rows = rows.filter(state_code=state)
    page = page_of(rows, keys=["-score", "id"], asked=request.GET)
    shown = {
        "form": form,
        "page": page,
        "pairs": [pair_of(found) for found in page.rows],
        "may_record": has_permission(request.user, RECORD),
    }
    return render(request, "recommendations/lineage_waiting.html", shown)


@requires(None)
def pair(request: StaffRequest, earlier: UUID, later: UUID) -> HttpResponse:
    """Both texts, what was suggested and why, what was decided, and for whoever covers the State the question."""
    rows = whole(Recommendation.objects.visible_to(request.user))
    first, second = visible_or_404(rows, pk=earlier), visible_or_404(rows, pk=later)
    if not follows(first, second):
        raise Http404
    known = Lineage.objects.visible_to(request.user).filter(earlier=first, later=second).select_related("decided_by")
    found = known.first() or Lineage(earlier=first, later=second, state_code=second.state_code)
    found.earlier, found.later = first, second
    may_record = bool(covered(request.user, {second.state_code}))
    form = _form(request, found)
    if request.method == "POST":
        if not may_record:
            raise Http404
        if _is_decided(request, form, found):
            return _onwards(request, second)
    shown = {"pair": pair_of(found), "form": form if may_record else None}
    return render(request, "recommendations/lineage_pair.html", shown)


@requires(RecommendationPermission.RECOMMENDATION_RECORD)
def candidates(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Earlier recommendations to the State that a person may tie this one to, whatever was suggested."""
    rows = whole(Recommendation.objects.visible_to(request.user))
    later = visible_or_404(rows, pk=pk)
    if not covered(request.user, {later.state_code}):
        raise Http404
    shown = {"row": row_of(later), "rows": [row_of(found) for found in _nearest_earlier(later, rows)]}
    return render(request, "recommendations/lineage_candidates.html", shown)


def _nearest_earlier(later: Recommendation, rows: RecommendationQuerySet) -> list[Recommendation]:
    original = next(text.text for text in later.texts.all() if text.is_original)
    near = [one.pk for one in nearest(original, state_code=later.state_code)]
    found = {row.pk: row for row in rows.filter(pk__in=near) if follows(row, later) and not follows(later, row)}
    return [found[pk] for pk in near if pk in found][:CANDIDATES]


def _with_both(rows: QuerySet[Lineage]) -> QuerySet[Lineage]:
    return rows.select_related("earlier", "later").prefetch_related("earlier__texts", "later__texts")


def _form(request: StaffRequest, found: Lineage) -> DecisionForm:
    first = {"decision": found.decision or found.suggestion, "note": found.note}
    return DecisionForm(request.POST or None, initial=first)


def _is_decided(request: StaffRequest, form: DecisionForm, found: Lineage) -> bool:
    if not form.is_valid():
        return False
    with refusals_shown_in(form):
        decide_lineage(earlier=found.earlier, later=found.later, by=request.user, **form.cleaned_data)
        messages.success(request, _("The answer is kept. No later import or suggestion changes it."))
    return form.is_valid()


def _onwards(request: StaffRequest, later: Recommendation) -> HttpResponse:
    """To the next that waits for this State, when that was asked for; else to the recommendation."""
    if "next" in request.POST:
        rows = Lineage.objects.visible_to(request.user).waiting().filter(state_code=later.state_code)
        if (found := rows.order_by("-score", "id").first()) is not None:
            return redirect("recommendations:pair", earlier=found.earlier_id, later=found.later_id)
        return redirect("recommendations:lineage")
    return redirect("recommendations:one", pk=later.pk)
