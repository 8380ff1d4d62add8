"""Recommendations as staff and contributors read them: the list, and one of them; for staff, words without a code."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Replace
from django.http import HttpResponse
from django.shortcuts import render

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, requires, visible_or_404
from hirz.foundation.keyset import Page, page_of
from hirz.regional.recommendations.encoding import standing
from hirz.regional.recommendations.models import GivenTerm, Recommendation, RecommendationQuerySet
from hirz.regional.recommendations.permissions import RECORD
from hirz.regional.recommendations.searching import found as answers_to
from hirz.regional.recommendations.web.forms import FilterForm
from hirz.regional.recommendations.web.gathering import one_page, read_outside, row_of, whole, worked_on
from hirz.regional.recommendations.web.panels import links_of, panels_of


@requires(None)
@open_to_contributors
def listed(request: StaffRequest) -> HttpResponse:
    """In order, page by page; or, to a question in somebody's own words, what answers it best."""
    form = FilterForm(request.GET, user=request.user)
    asked = form.applied_to(Recommendation.objects.visible_to(request.user))
    question = form.question()
    page = (
        _answering(asked, form)
        if question
        else page_of(whole(asked), keys=["state_code", "place", "id"], asked=request.GET)
    )
    shown = {
        "form": form,
        "page": page,
        "rows": [row_of(found) for found in page.rows],
        "question": question,
        "indexed": standing() if question and not request.user.is_contributor else None,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "is_staff": not request.user.is_contributor,
        "may_record": has_permission(request.user, RECORD),
    }
    return render(request, "recommendations/list.html", shown)


@requires(None)
@open_to_contributors
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    """With what people made of it; who did, and what is only suggested, is for the staff."""
    rows = whole(Recommendation.objects.visible_to(request.user).select_related("entered_by"))
    found = visible_or_404(rows, pk=pk)
    shown = {
        **one_page(found),
        "links": links_of(found),
        "panels": panels_of(found, request.user),
        **(read_outside(found, request.user) if request.user.is_contributor else worked_on(found, request.user)),
    }
    return render(request, "recommendations/one.html", shown)


def _answering(rows: RecommendationQuerySet, form: FilterForm) -> Page[Recommendation]:
    ids = answers_to(form.question(), rows, state_code=form.state_code())
    there = {row.pk: row for row in whole(rows.filter(pk__in=ids))}
    return Page([there[pk] for pk in ids if pk in there])


@requires(None)
def terms(request: StaffRequest) -> HttpResponse:
    """Words of imports that no vocabulary knows: those that nobody decided about yet, unless all are asked for."""
    rows = GivenTerm.objects.visible_to(request.user).select_related("decided_by")
    if "all" not in request.GET:
        rows = rows.filter(decided_at__isnull=True)
    # A tilde stands between the keys in the address, so the place of a word has none.
    rows = rows.annotate(place=Replace("wording", Value("~"), Value("-")))
    page = page_of(rows, keys=["kind", "place", "id"], asked=request.GET)
    shown = {"page": page, "shows_all": "all" in request.GET, "may_record": has_permission(request.user, RECORD)}
    return render(request, "recommendations/terms.html", shown)
