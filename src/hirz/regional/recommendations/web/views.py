"""Recommendations as everybody on the staff reads them: the list, one of them, and the words that wait for a code."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Replace
from django.http import HttpResponse
from django.shortcuts import render

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, requires, visible_or_404
from hirz.foundation.keyset import page_of
from hirz.regional.recommendations.models import GivenTerm, Recommendation
from hirz.regional.recommendations.permissions import RECORD, covered
from hirz.regional.recommendations.web.forms import FilterForm
from hirz.regional.recommendations.web.gathering import one_page, row_of, whole


@requires(None)
def listed(request: StaffRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    asked = form.applied_to(Recommendation.objects.visible_to(request.user))
    page = page_of(whole(asked), keys=["state_code", "place", "id"], asked=request.GET)
    shown = {
        "form": form,
        "page": page,
        "rows": [row_of(found) for found in page.rows],
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "may_record": has_permission(request.user, RECORD),
    }
    return render(request, "recommendations/list.html", shown)


@requires(None)
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    rows = whole(Recommendation.objects.visible_to(request.user).select_related("file", "entered_by"))
    found = visible_or_404(rows, pk=pk)
    shown = {**one_page(found), "may_record": bool(covered(request.user, {found.state_code}))}
    return render(request, "recommendations/one.html", shown)


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
