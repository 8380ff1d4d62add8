"""What the models of the regional half are made of: contributions in layers, and what is the office's own business."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.querysets import SealedModel, SealedQuerySet
from hirz.foundation.offices.queries import office_for
from hirz.regional.organisations.viewpoints import covered_from, seen_from, viewpoint_of
from hirz.rules.layers import Layer

RowT = TypeVar("RowT", bound=models.Model)


class SharedWith(models.TextChoices):
    """The layers of ``hirz.rules.layers``, in words."""

    INTERNAL = Layer.INTERNAL.value, pgettext_lazy("layer of visibility", "The office only")
    GOVERNMENT = Layer.GOVERNMENT.value, pgettext_lazy("layer of visibility", "Shared with the Government")
    PARTNERS = Layer.PARTNERS.value, pgettext_lazy("layer of visibility", "Shared with partners")
    PUBLIC = Layer.PUBLIC.value, pgettext_lazy("layer of visibility", "Public")


class OfStateRow(SealedModel):
    """Of one State, or of none in particular. Its sealed columns are of the office that follows the State."""

    state_code = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2; empty: international")
    entered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta(SealedModel.Meta):
        abstract = True

    @property
    def office_id(self) -> UUID:
        """In whose compartment the keys of the row are made."""
        return office_for(self.state_code).pk


class LayeredQuerySet(SealedQuerySet[RowT]):
    def visible_to(self, user: User) -> Self:
        return self.filter(seen_from(viewpoint_of(user)))


class Layered(OfStateRow):
    """A contribution: of the office where ``contributed_by`` is empty, else of an organisation. Seen by its layer."""

    layer = models.CharField(max_length=16, choices=SharedWith, default=SharedWith.INTERNAL)
    contributed_by = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    if not TYPE_CHECKING:  # to the type checker every model has a manager of its own rows
        objects = LayeredQuerySet.as_manager()

    class Meta(OfStateRow.Meta):
        abstract = True


class InternalQuerySet(SealedQuerySet[RowT]):
    def visible_to(self, user: User) -> Self:
        return self.filter(covered_from(viewpoint_of(user)))


class Internal(OfStateRow):
    """The office's own business about a State: never seen by anybody outside the office."""

    if not TYPE_CHECKING:
        objects = InternalQuerySet.as_manager()

    class Meta(OfStateRow.Meta):
        abstract = True
