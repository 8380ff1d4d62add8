"""Reviews of States and their documents. That a review is held is public; a document stands in a layer of its own."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.querysets import SealedModel, SealedQuerySet
from hirz.foundation.vocabularies.fields import CodeField
from hirz.regional.organisations.layered import Layered
from hirz.rules.layers import Layer
from hirz.rules.review_documents import Mechanism


class Review(Layered):
    """One State before one mechanism once: a review of the Council, or the dialogue with a committee.

    ``held_event_id`` is the event by which the calendar knows that it was held; an event taken off the record by hand
    leaves the id behind, and that tells it is gone.
    """

    mechanism = CodeField(vocabulary="mechanism")
    treaty = CodeField(vocabulary="treaty", blank=True)
    cycle = CodeField(vocabulary="upr_cycle", blank=True)
    session = models.PositiveSmallIntegerField(null=True, blank=True)
    held_date = models.DateField(null=True, blank=True)
    held_event_id = models.UUIDField(null=True, blank=True, editable=False)
    source = models.CharField(max_length=300)

    class Meta(Layered.Meta):
        ordering = ["state_code", models.F("held_date").desc(nulls_first=True), "mechanism", "treaty", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(layer=Layer.PUBLIC.value), name="review_is_public"),
            models.CheckConstraint(condition=~Q(source="") & ~Q(state_code=""), name="review_has_state_and_source"),
            models.CheckConstraint(
                condition=Q(mechanism=Mechanism.UPR.value, treaty="")
                | (Q(mechanism=Mechanism.TREATY_BODY.value, cycle="") & ~Q(treaty="")),
                name="review_is_of_council_or_committee",
            ),
            models.UniqueConstraint(fields=["state_code", "mechanism", "treaty", "session"], name="review_is_one"),
        ]

    def __str__(self) -> str:
        return f"{self.state_code} {self.mechanism} {self.treaty} {self.session or ''}"


class ReviewDocument(Layered):
    """A document that goes into a review or comes out of it: its symbol, its day, and where it can be read."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="documents")
    kind = CodeField(vocabulary="review_document")
    symbol = models.CharField(max_length=64, blank=True)
    on_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    event_id = models.UUIDField(null=True, blank=True, editable=False)

    class Meta(Layered.Meta):
        ordering = ["review", models.F("on_date").asc(nulls_last=True), "entered_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="review_document_has_source")]

    def __str__(self) -> str:
        return f"{self.kind} {self.symbol}"


class DocumentAddressQuerySet(SealedQuerySet["DocumentAddress"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(document__in=ReviewDocument.objects.visible_to(user))


class DocumentAddress(SealedModel):
    """Where a document can be read in one language."""

    document = models.ForeignKey(ReviewDocument, on_delete=models.CASCADE, related_name="addresses")
    language = CodeField(vocabulary="language_name")
    address = models.URLField(max_length=500)

    objects = DocumentAddressQuerySet.as_manager()  # type: ignore[misc]

    class Meta(SealedModel.Meta):
        ordering = ["document", "language"]
        constraints = [models.UniqueConstraint(fields=["document", "language"], name="document_read_once_a_language")]

    def __str__(self) -> str:
        return str(self.language)
