"""Reviews of States as whoever may know of them reads them: the list with what is missing, and one as a timeline."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.doors import StaffRequest, open_to_contributors, requires, visible_or_404
from hirz.foundation.keyset import page_of
from hirz.regional.organisations.permissions import EDIT, may_edit
from hirz.regional.reviews.models import ReviewDocument
from hirz.regional.reviews.permissions import may_open_report
from hirz.regional.reviews.web.forms import StateFilterForm
from hirz.regional.reviews.web.gathering import recommendations_of, review_page, review_rows, review_words, whole


@open_to_contributors
@requires(None)
def listed(request: StaffRequest) -> HttpResponse:
    form = StateFilterForm(request.GET or None)
    rows = whole(request.user)
    if state := form.chosen():
        rows = rows.filter(state_code=state)
    page = page_of(rows, keys=["state_code", "id"], asked=request.GET)
    shown = {
        "form": form,
        "page": page,
        "states": review_rows(page.rows, timezone.localdate()),
        "may_record": has_permission(request.user, EDIT),
    }
    return render(request, "reviews/list.html", shown)


@open_to_contributors
@requires(None)
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    review = visible_or_404(whole(request.user), pk=pk)
    shown = {
        **review_page(review, request.user, timezone.localdate()),
        "may_record": may_edit(request.user, review.state_code),
        "may_open": may_open_report(request.user, review.state_code),
    }
    return render(request, "reviews/one.html", shown)


@open_to_contributors
@requires(None)
def recommendations(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Recommendations on record that bear the symbol of a document."""
    documents = ReviewDocument.objects.visible_to(request.user).select_related("review")
    document = visible_or_404(documents, pk=pk)
    rows = recommendations_of(document, request.user).prefetch_related("texts")
    page = page_of(rows, keys=["place", "id"], asked=request.GET)
    shown = {"document": document, "words": review_words(document.review), "page": page}
    return render(request, "reviews/recommendations.html", shown)
