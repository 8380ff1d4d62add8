"""Files of documents of reviews, of visits and of communications, each in a layer of its own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hirz.regional.organisations.files import RecordFile, RecordFileQuerySet
from hirz.regional.reviews.models.communications import Communication
from hirz.regional.reviews.models.reviews import ReviewDocument
from hirz.regional.reviews.models.visits import Visit


class ReviewFileQuerySet(RecordFileQuerySet["ReviewFile"]):
    pass


class ReviewFile(RecordFile):
    """A file of one document of a review, or of one visit, or of one communication with what was replied."""

    records: ClassVar = ("document", "visit", "communication")

    document = models.ForeignKey(ReviewDocument, null=True, on_delete=models.PROTECT, related_name="files", blank=True)
    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="files", blank=True)
    communication = models.ForeignKey(
        Communication, null=True, on_delete=models.PROTECT, related_name="files", blank=True
    )

    objects = ReviewFileQuerySet.as_manager()  # type: ignore[misc]

    class Meta(RecordFile.Meta):
        constraints = [
            *RecordFile.Meta.constraints,
            models.CheckConstraint(
                condition=Q(document__isnull=False, visit__isnull=True, communication__isnull=True)
                | Q(document__isnull=True, visit__isnull=False, communication__isnull=True)
                | Q(document__isnull=True, visit__isnull=True, communication__isnull=False),
                name="review_file_is_of_one_record",
            ),
        ]
