"""Files of documents of reviews, of visits and of communications."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from hirz.foundation.accounts.doors import StaffRequest, confirmed, open_to_contributors, requires, visible_or_404
from hirz.regional.organisations.permissions import EDIT
from hirz.regional.organisations.web.files import FilePage, erase, give_out, share_with, take_file
from hirz.regional.reviews.models import Communication, ReviewDocument, ReviewFile, Visit
from hirz.regional.reviews.models.files import ReviewFileQuerySet
from hirz.regional.reviews.web.gathering import review_words, visit_words

Record = ReviewDocument | Visit | Communication


@requires(EDIT)
def add_to_document(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(ReviewDocument.objects.visible_to(request.user).select_related("review"), pk=pk)
    return _add(request, ReviewFile(document=found), found)


@requires(EDIT)
def add_to_visit(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(Visit.objects.visible_to(request.user), pk=pk)
    return _add(request, ReviewFile(visit=found), found)


@requires(EDIT)
def add_to_communication(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = visible_or_404(Communication.objects.visible_to(request.user), pk=pk)
    return _add(request, ReviewFile(communication=found), found)


@requires(None)
@open_to_contributors
def one(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    return give_out(request, _files(request), pk, _page)


@requires(EDIT)
def share(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = _file(request, pk)
    return share_with(request, row, _page(row))


@requires(EDIT)
@confirmed()
def remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = _file(request, pk)
    return erase(request, row, _page(row))


def _file(request: StaffRequest, pk: UUID) -> ReviewFile:
    return visible_or_404(_files(request), pk=pk)


def _files(request: StaffRequest) -> ReviewFileQuerySet:
    return ReviewFile.objects.visible_to(request.user).select_related("document__review", "visit", "communication")


def _add(request: StaffRequest, row: ReviewFile, record: Record) -> HttpResponse:
    """A file stands in the layer of its record unless somebody chooses another."""
    row.state_code, row.layer = record.state_code, record.layer
    return take_file(request, row, _page(row))


def _page(row: ReviewFile) -> FilePage:
    if row.document is not None:
        review = row.document.review
        return FilePage(back_url=reverse("reviews:one", args=[review.pk]), back_label=review_words(review))
    if row.visit is not None:
        return FilePage(back_url=reverse("reviews:visit", args=[row.visit.pk]), back_label=visit_words(row.visit))
    assert row.communication is not None  # noqa: S101 - the constraint says so
    letter = row.communication
    return FilePage(back_url=reverse("reviews:communication", args=[letter.pk]), back_label=letter.reference)
