"""What the pages about reviews and visits show, put together from the records: a few questions however long a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.foundation.accounts.models import User
from hirz.foundation.keyset import page_of
from hirz.foundation.many import one_of
from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.registry import label
from hirz.regional.mechanisms.models import MechanismEvent
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.web.files import addresses_of_files
from hirz.regional.recommendations.models import Recommendation
from hirz.regional.reviews.models import (
    AlternativeReport,
    DocumentAddress,
    PreparationItem,
    Review,
    ReviewDocument,
    ReviewFile,
    Visit,
    VisitMeeting,
    VisitStep,
)
from hirz.rules.review_documents import Flow, Mechanism, kinds_of, missing, part_of
from hirz.rules.visits import offers

FILE_URLS: Final = addresses_of_files("reviews")


@dataclass(frozen=True)
class ReviewRow:
    """A review as the list shows it; ``lacks``: documents that are expected and not there for this reader."""

    review: Review
    words: str
    lacks: Sequence[str]


@dataclass(frozen=True)
class DocumentRow:
    """A document in the timeline of its review. ``recommendations``: whether some on record bear its symbol."""

    document: ReviewDocument
    in_calendar: bool
    has_recommendations: bool
    files: Sequence[ReviewFile]


@dataclass(frozen=True)
class MetRow:
    """A meeting with the names of those organisations that the reader may know."""

    meeting: VisitMeeting
    names: Sequence[str]


def review_words(review: Review) -> str:
    """What a review is called: the mechanism or the treaty, and the session."""
    first = label("treaty", review.treaty) if review.treaty else label("mechanism", review.mechanism)
    if not review.session:
        return first
    return _("%(what)s, session %(number)s") % {"what": first, "number": review.session}


def whole(user: User) -> QuerySet[Review]:
    """Reviews with those of their documents that the person may know of."""
    documents = ReviewDocument.objects.visible_to(user)
    addresses = Prefetch("addresses", queryset=DocumentAddress.objects.visible_to(user))
    return Review.objects.visible_to(user).prefetch_related(
        Prefetch("documents", queryset=documents.prefetch_related(addresses))
    )


def review_rows(reviews: Iterable[Review], today: date) -> list[tuple[str, list[ReviewRow]]]:
    """By State, in the order in which they come."""
    rows = groupby(reviews, key=lambda review: review.state_code)
    return [(state_name(code), [_row(review, today) for review in found]) for code, found in rows]


def _row(review: Review, today: date) -> ReviewRow:
    return ReviewRow(review=review, words=review_words(review), lacks=lacking(review, today))


def lacking(review: Review, today: date) -> tuple[str, ...]:
    present = {document.kind for document in review.documents.all()}
    return missing(Mechanism(review.mechanism), present, held_date=review.held_date, today=today)


def review_page(review: Review, user: User, today: date) -> dict[str, Any]:
    rows = _document_rows(review, user)
    flows = {flow: [row for row in rows if _flow(review, row.document) is flow] for flow in Flow}
    return {
        "review": review,
        "state": state_name(review.state_code),
        "words": review_words(review),
        "was_held": review.held_date is not None and review.held_date <= today,
        "inputs": flows[Flow.INPUT],
        "outputs": flows[Flow.OUTPUT],
        "lacks": lacking(review, today),
        "reports": list(AlternativeReport.objects.visible_to(user).filter(review=review)),
        "file_urls": FILE_URLS,
    }


def recommendations_of(document: ReviewDocument, user: User) -> QuerySet[Recommendation]:
    """Recommendations on record that bear the symbol of the document; without a symbol there are none."""
    rows = Recommendation.objects.visible_to(user).filter(state_code=document.state_code)
    return rows.filter(symbol=document.symbol) if document.symbol else rows.none()


def _document_rows(review: Review, user: User) -> list[DocumentRow]:
    documents = list(review.documents.all())
    told = one_of({event for document in documents if (event := document.event_id)})
    events = set(MechanismEvent.objects.visible_to(user).filter(pk__in=told).values_list("pk", flat=True))
    symbols = {document.symbol for document in documents if document.symbol}
    known = Recommendation.objects.visible_to(user).filter(state_code=review.state_code, symbol__in=symbols)
    recommended = set(known.order_by().values_list("symbol", flat=True).distinct())
    order = {kind: place for place, kind in enumerate(kinds_of(Mechanism(review.mechanism)))}
    files: dict[UUID | None, list[ReviewFile]] = {}
    for file in ReviewFile.objects.visible_to(user).filter(document__in=documents):
        files.setdefault(file.document_id, []).append(file)
    rows = [
        DocumentRow(one, one.event_id in events, one.symbol in recommended, files.get(one.pk, ())) for one in documents
    ]
    return sorted(rows, key=lambda row: (row.document.on_date or date.max, order.get(row.document.kind, 99)))


def _flow(review: Review, document: ReviewDocument) -> Flow:
    part = part_of(Mechanism(review.mechanism), document.kind)
    return part.flow if part else Flow.OUTPUT


# Visits


def visits_seen(user: User) -> QuerySet[Visit]:
    steps = VisitStep.objects.visible_to(user)
    return Visit.objects.visible_to(user).prefetch_related(Prefetch("steps", queryset=steps))


def visit_words(visit: Visit) -> str:
    return " · ".join(label("special_procedure", code) for code in visit.procedures)


def visit_page(visit: Visit, user: User, asked: QueryDict) -> dict[str, Any]:
    return {
        "visit": visit,
        "state": state_name(visit.state_code),
        "words": visit_words(visit),
        "stage": visit.facts.stage,
        "offered": offers(visit.facts),
        "preparation": list(PreparationItem.objects.visible_to(user).filter(visit=visit)),
        "meetings": _met(visit, user),
        "files": list(ReviewFile.objects.visible_to(user).filter(visit=visit)),
        "file_urls": FILE_URLS,
        "recommendations": page_of(_reported(visit, user), keys=["place", "id"], asked=asked),
    }


def _reported(visit: Visit, user: User) -> QuerySet[Recommendation]:
    """Recommendations on record that bear the symbol of its report."""
    known = Recommendation.objects.visible_to(user)
    return (
        known.filter(state_code=visit.state_code, symbol=visit.report_symbol) if visit.report_symbol else known.none()
    )


def _met(visit: Visit, user: User) -> list[MetRow]:
    meetings = list(VisitMeeting.objects.visible_to(user).filter(visit=visit))
    asked = {UUID(pk) for meeting in meetings for pk in meeting.organisations}
    seen = Organisation.objects.visible_to(user).filter(pk__in=one_of(asked)) if asked else ()
    names = {str(organisation.pk): organisation.name for organisation in seen}
    hidden = pgettext("with whom a meeting was", "An organisation")
    return [MetRow(one, [names.get(pk, hidden) for pk in one.organisations]) for one in meetings]
