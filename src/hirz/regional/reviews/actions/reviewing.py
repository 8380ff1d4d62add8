"""Putting reviews and their documents on record; the calendar of the State follows from what is public of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SYSTEM, action, record
from hirz.foundation.locking import held
from hirz.regional.organisations.filing import erase_files
from hirz.regional.organisations.permissions import require_edit
from hirz.regional.reviews.models import DocumentAddress, Review, ReviewDocument
from hirz.regional.reviews.telling import take_back_held, tell_document, tell_held
from hirz.regional.reviews.verbs import ReviewVerb
from hirz.rules.errors import BadInput
from hirz.rules.layers import Layer, Side, require_layer
from hirz.rules.review_documents import Mechanism, part_of


class DocumentOutOfPlace(BadInput):
    """A review of this mechanism has no such document."""

    code: ClassVar[str] = "review_document_out_of_place"


class NamedDayNotKept(BadInput):
    """Days that a mechanism named are kept by the calendar alone, and that one is not told of this document now."""

    code: ClassVar[str] = "named_day_not_kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of a document. ``addresses``: where it can be read, by language.

    ``next_date`` and ``follow_up_date`` are days that the mechanism named in it.
    """

    kind: str
    source: str
    symbol: str = ""
    on_date: date | None = None
    layer: Layer = Layer.PUBLIC
    addresses: Mapping[str, str] = field(default_factory=dict)
    next_date: date | None = None
    follow_up_date: date | None = None


@action
def record_review(*, state_code: str, by: User, **facts: Any) -> Review:
    """Put a review on record. Raises ``ValidationError`` when it is there already."""
    require_edit(by, state_code)
    row = Review(state_code=state_code, layer=Layer.PUBLIC, entered_by=by, **facts)
    row.full_clean()
    row.held_event_id = tell_held(row, by=by)
    row.save(force_insert=True)
    record(ReviewVerb.REVIEW_RECORDED, by=by, subject=row, state=state_code, mechanism=row.mechanism, treaty=row.treaty)
    return row


@action
def hold_review(*, review: Review, on_date: date, by: User) -> Review:
    """Say on which day the review is, or was, held: once that day has come, the calendar follows.

    What the calendar was told of another day is taken back. Raises ``EventWithOtherDays``.
    """
    require_edit(by, review.state_code)
    review = held(review)
    if review.held_date != on_date:
        take_back_held(review, by=by)
    review.held_date = on_date
    review.full_clean()
    review.held_event_id = tell_held(review, by=by) or review.held_event_id
    review.save(update_fields=["held_date", "held_event_id"])
    record(ReviewVerb.REVIEW_HELD, by=by, subject=review, state=review.state_code, on=str(on_date))
    return review


@action
def tell_day_that_came(*, review_id: UUID) -> None:
    """Tell the calendar of a review whose day was put on record ahead: for the worker, once that day has come."""
    review = Review.objects.select_for_update().get(pk=review_id)
    if review.held_event_id is None:
        review.held_event_id = tell_held(review, by=SYSTEM)
        review.save(update_fields=["held_event_id"])


@action
def record_document(*, review: Review, told: Told, by: User) -> ReviewDocument:
    """Put a document of a review on record, in its layer. Raises ``DocumentOutOfPlace``, ``NamedDayNotKept``."""
    require_edit(by, review.state_code)
    require_layer(told.layer, contributor=Side.OFFICE)
    if part_of(Mechanism(review.mechanism), told.kind) is None:
        raise DocumentOutOfPlace
    row = ReviewDocument(
        review=review, state_code=review.state_code, kind=told.kind, symbol=told.symbol, on_date=told.on_date,
        source=told.source, layer=told.layer, entered_by=by,
    )  # fmt: skip
    row.full_clean()
    _tell(row, by, next_date=told.next_date, follow_up_date=told.follow_up_date)
    row.save(force_insert=True)
    for language, address in told.addresses.items():
        _add_address(row, language, address)
    record(ReviewVerb.REVIEW_DOCUMENT_RECORDED, by=by, subject=row, review=str(review.pk), kind=row.kind)
    return row


@action
def add_address(*, document: ReviewDocument, language: str, address: str, by: User) -> DocumentAddress:
    """Say where the document can be read in one more language."""
    require_edit(by, document.state_code)
    row = _add_address(document, language, address)
    detail = {"kind": document.kind, "language": language}
    record(ReviewVerb.REVIEW_DOCUMENT_RECORDED, by=by, subject=document, review=str(document.review_id), **detail)
    return row


@action
def share_document(*, document: ReviewDocument, layer: Layer, by: User, **named: date | None) -> ReviewDocument:
    """Put a document into another layer; once it is public, the calendar knows of it.

    ``named``: days that the mechanism named in it, as in ``Told``. Raises ``NamedDayNotKept``.
    """
    require_edit(by, document.state_code)
    require_layer(layer, contributor=Side.OFFICE)
    document.layer = layer.value
    _tell(document, by, **named)
    document.save(update_fields=["layer", "event_id"])
    record(ReviewVerb.REVIEW_DOCUMENT_SHARED, by=by, subject=document, layer=layer.value)
    return document


@action
def remove_document(*, document: ReviewDocument, by: User) -> None:
    """Take a document off the record that never was, with its files. An event it told stays with the records."""
    require_edit(by, document.state_code)
    erase_files(document.files.all(), by=by)
    detail = {"review": str(document.review_id), "kind": document.kind}
    record(ReviewVerb.REVIEW_DOCUMENT_REMOVED, by=by, subject=document, **detail)
    document.addresses.all().delete()
    document.delete()


def _tell(document: ReviewDocument, by: User, **named: date | None) -> None:
    told = None if document.event_id else tell_document(document, by=by, **named)
    if told is None and any(named.values()):
        raise NamedDayNotKept
    document.event_id = document.event_id or told


def _add_address(document: ReviewDocument, language: str, address: str) -> DocumentAddress:
    row = DocumentAddress(document=document, language=language, address=address)
    row.full_clean()
    row.save(force_insert=True)
    return row
