"""Putting reviews and their documents on record: the staff of the offices that cover the State."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.foundation.accounts.doors import StaffRequest, requires, visible_or_404
from hirz.regional.organisations.permissions import EDIT, may_edit
from hirz.regional.reviews.actions import reviewing
from hirz.regional.reviews.models import Review, ReviewDocument
from hirz.regional.reviews.web.answering import Asking, answered, given, pressed
from hirz.regional.reviews.web.forms import AddressForm, DocumentForm, HeldForm, ReviewForm, ShareDocumentForm
from hirz.regional.reviews.web.gathering import review_words
from hirz.rules.layers import Layer


@requires(EDIT)
def add(request: StaffRequest) -> HttpResponse:
    form = ReviewForm(request.POST or None)
    asking = Asking(
        heading=_("Record a review"), button=_("Put on record"), back_url=reverse("reviews:list"),
        back_label=_("Reviews"), lead=_("One State before one mechanism once. That a review is held is public."),
    )  # fmt: skip
    return answered(
        request, form, asking, act=lambda: reviewing.record_review(by=request.user, **given(form)),  # type: ignore[arg-type]
        done=_("The review is on record."),
    )  # fmt: skip


@requires(EDIT)
def held(request: StaffRequest, pk: UUID) -> HttpResponse:
    review = _review(request, pk)
    form = HeldForm(request.POST or None, initial={"on_date": review.held_date})
    lead = _("Once the day has come, the calendar of the State follows.")
    return answered(
        request, form, _asking(review, _("Day of the review"), lead),
        act=lambda: reviewing.hold_review(review=review, on_date=form.cleaned_data["on_date"], by=request.user),
        done=_("The day is on record."),
    )  # fmt: skip


@requires(EDIT)
def add_document(request: StaffRequest, pk: UUID) -> HttpResponse:
    review = _review(request, pk)
    kind = request.GET.get("kind", "")
    form = DocumentForm(request.POST or None, review=review, initial={"kind": kind, "layer": Layer.PUBLIC.value})
    lead = _("A public document with its day tells the calendar of the State what happened.")
    return answered(
        request, form, _asking(review, _("Record a document"), lead),
        act=lambda: reviewing.record_document(review=review, told=_told(form), by=request.user),
        done=_("The document is on record."),
    )  # fmt: skip


@requires(EDIT)
def add_address(request: StaffRequest, pk: UUID) -> HttpResponse:
    document = _document(request, pk)
    form = AddressForm(request.POST or None)
    return answered(
        request, form, _asking(document.review, _("Where the document can be read")),
        act=lambda: reviewing.add_address(document=document, by=request.user, **form.cleaned_data),
        done=_("The address is on record."),
    )  # fmt: skip


@requires(EDIT)
def share_document(request: StaffRequest, pk: UUID) -> HttpResponse:
    document = _document(request, pk)
    form = ShareDocumentForm(request.POST or None, document=document, initial={"layer": document.layer})
    return answered(
        request, form, _asking(document.review, _("Who may see the document")),
        act=lambda: reviewing.share_document(
            document=document, layer=form.chosen(), by=request.user, **form.named()
        ),
        done=_("It is shared as you said."),
    )  # fmt: skip


@requires(EDIT)
def remove_document(request: StaffRequest, pk: UUID) -> HttpResponse:
    document = _document(request, pk)
    return pressed(
        request, act=lambda: reviewing.remove_document(document=document, by=request.user),
        done=_("It is off the record. The history keeps that it was there."),
        goes_to=reverse("reviews:one", args=[document.review_id]),
    )  # fmt: skip


def _review(request: StaffRequest, pk: UUID) -> Review:
    review = visible_or_404(Review.objects.visible_to(request.user), pk=pk)
    require_mine(request, review.state_code)
    return review


def _document(request: StaffRequest, pk: UUID) -> ReviewDocument:
    rows = ReviewDocument.objects.visible_to(request.user).select_related("review")
    document = visible_or_404(rows, pk=pk)
    require_mine(request, document.state_code)
    return document


def require_mine(request: StaffRequest, state_code: str) -> None:
    """A form about a State that is not theirs is not there for them."""
    if not may_edit(request.user, state_code):
        raise Http404


def _asking(review: Review, heading: str, lead: str = "") -> Asking:
    return Asking(
        heading=heading, button=pgettext("a form", "Save"), back_url=reverse("reviews:one", args=[review.pk]),
        back_label=review_words(review), lead=lead,
    )  # fmt: skip


def _told(form: DocumentForm) -> reviewing.Told:
    said = form.cleaned_data
    return reviewing.Told(
        kind=said["kind"], source=said["source"], symbol=said["symbol"], on_date=said["on_date"],
        layer=Layer(said["layer"]), next_date=said["next_date"], follow_up_date=said["follow_up_date"],
        addresses={said["language"]: said["address"]} if said["address"] else {},
    )  # fmt: skip
