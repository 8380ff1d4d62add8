"""Recommendations as everybody on the staff reads them: the list, one of them, and the words that wait for a code."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Replace
from django.http import HttpResponse
from django.shortcuts import render

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, requires, visible_or_404
from hirz.foundation.keyset import Page, page_of
from hirz.regional.recommendations.encoding import standing
from hirz.regional.recommendations.models import GivenTerm, Recommendation, RecommendationQuerySet
from hirz.regional.recommendations.permissions import RECORD, covered
from hirz.regional.recommendations.searching import found as answers_to
from hirz.regional.recommendations.web.forms import FilterForm
from hirz.regional.recommendations.web.gathering import group_with, one_page, row_of, ties_of, whole
from hirz.regional.recommendations.web.panels import links_of


@requires(None)
def listed(request: StaffRequest) -> HttpResponse:
    """In order, page by page; or, to a question in somebody's own words, what answers it best."""
    form = FilterForm(request.GET)
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
        "indexed": standing() if question else None,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "may_record": has_permission(request.user, RECORD),
    }
    return render(request, "recommendations/list.html", shown)


@requires(None)
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    rows = whole(Recommendation.objects.visible_to(request.user).select_related("file", "entered_by"))
    found = visible_or_404(rows, pk=pk)
    shown = {
        **one_page(found),
        "ties": ties_of(found, request.user),
        "group": group_with(found, request.user),
        "links": links_of(found),
        "may_record": bool(covered(request.user, {found.state_code})),
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
