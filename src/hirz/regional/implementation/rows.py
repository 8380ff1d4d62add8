"""Which rows of implementation somebody sees, and what rows hang on."""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar, cast

from django.db import models
from django.db.models import Q

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.querysets import SealedModel, SealedQuerySet
from hirz.regional.organisations.layered import LayeredQuerySet
from hirz.regional.organisations.viewpoints import covered_from, seen_from, viewpoint_of
from hirz.rules.follow_up import UpdateState
from hirz.rules.layers import Side

RowT = TypeVar("RowT", bound=models.Model)
PASSED_ON = (UpdateState.WITH_OFFICE, UpdateState.RETURNED)
"""States of an update of an organisation that the office sees before it is validated."""


class HangingQuerySet(SealedQuerySet[RowT]):
    """Seen where the row is seen that they hang on: the field that their model names ``hangs_on``."""

    def visible_to(self, user: User) -> Self:
        name = cast("type[Hanging]", self.model).hangs_on
        parents: Any = self.model._meta.get_field(name).related_model
        return self.filter(**{f"{name}__in": parents.objects.visible_to(user)})


class CitationQuerySet(HangingQuerySet[RowT]):
    def visible_to(self, user: User) -> Self:
        """For whoever sees both what cites and what is cited."""
        evidence: Any = self.model._meta.get_field("evidence").related_model
        return super().visible_to(user).filter(evidence__in=evidence.objects.visible_to(user))


class Hanging(SealedModel):
    """A row of another. It has its layer, and who contributed it."""

    hangs_on: ClassVar[str]

    class Meta(SealedModel.Meta):
        abstract = True


class OnTheWayQuerySet(LayeredQuerySet[RowT]):
    def visible_to(self, user: User) -> Self:
        """By their layer once they are validated. Before, they are between those who write and those who validate."""
        viewpoint = viewpoint_of(user)
        if viewpoint is None:
            return self.none()
        if viewpoint.side is Side.OFFICE:
            ours = Q(contributed_by=None) | Q(state__in=PASSED_ON)
            return self.filter(seen_from(viewpoint), Q(state=UpdateState.VALIDATED) | covered_from(viewpoint) & ours)
        own = Q(contributed_by=viewpoint.organisation)
        return self.filter(seen_from(viewpoint), Q(state=UpdateState.VALIDATED) | own)

    def handed_in(self) -> Self:
        return self.filter(state__in=[state for state in UpdateState if state.is_handed_in])

    def validated(self) -> Self:
        return self.filter(state=UpdateState.VALIDATED)


class RemindedQuerySet(SealedQuerySet[RowT]):
    def visible_to(self, user: User) -> Self:
        """To contributors those of their organisation; to the office those of the States it covers."""
        viewpoint = viewpoint_of(user)
        if viewpoint is not None and viewpoint.organisation is not None:
            return self.filter(organisation=viewpoint.organisation)
        return self.filter(covered_from(viewpoint, "measure__state_code"))
