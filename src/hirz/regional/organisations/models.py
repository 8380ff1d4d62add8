"""Organisations that the office works with, and the people who contribute in their name.

That an organisation works with the United Nations can put it in danger: names are sealed, and each organisation stands
in a layer of its own. So are the contacts of people.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.querysets import SealedModel, SealedQuerySet
from hirz.foundation.keys.sealed import SealedJSONField, SealedTextField
from hirz.foundation.vocabularies.fields import CodeField
from hirz.foundation.vocabularies.registry import page_language, vocabulary
from hirz.regional.organisations.layered import OfStateRow, SharedWith
from hirz.regional.organisations.viewpoints import covered_from, in_force, seen_from, viewpoint_of
from hirz.rules.layers import Layer, Side


def side_of_kind(kind: str) -> Side:
    """On which side organisations of this kind stand."""
    return Side(str(vocabulary("organisation_kind").term(kind).facts["side"]))


def first_layer_of_kind(kind: str) -> Layer:
    """In which layer an organisation of this kind stands until somebody decides otherwise."""
    return Layer(str(vocabulary("organisation_kind").term(kind).facts["layer"]))


class OrganisationQuerySet(SealedQuerySet["Organisation"]):
    def visible_to(self, user: User) -> Self:
        """Those whose layer the person sees; to contributors their own organisation is always there."""
        return self.filter(seen_from(viewpoint_of(user), own="pk"))


class Organisation(OfStateRow):
    """A body of a State, an institution, an association, an entity: whoever may contribute in a name of its own."""

    names = SealedJSONField(unit="id", default=dict, help_text="name by language code")
    acronym = SealedTextField(unit="id", max_length=40, blank=True)
    kind = CodeField(vocabulary="organisation_kind")
    side = models.CharField(max_length=16, editable=False, choices=[(side.value, side.value) for side in Side])
    """With whom it sees: follows from its kind, and stands here because the database asks for it too."""
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="below")
    layer = models.CharField(max_length=16, choices=SharedWith)

    objects = OrganisationQuerySet.as_manager()  # type: ignore[misc]

    class Meta(OfStateRow.Meta):
        ordering = ["state_code", "kind", "entered_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(id=models.F("parent")), name="organisation_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(side=Side.PARTNERS.value) | (Q(side=Side.GOVERNMENT.value) & ~Q(state_code="")),
                name="organisation_of_government_has_state",
            ),
        ]

    def __str__(self) -> str:
        return f"organisation {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.side = side_of_kind(self.kind)
        if not self.layer:
            self.layer = first_layer_of_kind(self.kind)
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """In the language of the page, else in English, else in the first it has."""
        names: Mapping[str, str] = self.names
        return names.get(page_language()) or names.get("en") or next(iter(names.values()), "")


class ContributorQuerySet(SealedQuerySet["Contributor"]):
    def visible_to(self, user: User) -> Self:
        """To the office those of the States it covers; among contributors only those of their own organisation."""
        viewpoint = viewpoint_of(user)
        if viewpoint is not None and viewpoint.organisation is not None:
            return self.filter(organisation=viewpoint.organisation)
        return self.filter(covered_from(viewpoint, "organisation__state_code"))

    def today(self) -> Self:
        return self.filter(in_force(timezone.localdate()))


class Contributor(SealedModel):
    """That somebody speaks for an organisation, in one part, from a day until a day. Handing over ends one and begins
    another, so that who spoke when stays known."""

    class Part(models.TextChoices):
        MAIN_FOCAL_POINT = "MAIN_FOCAL_POINT", pgettext_lazy("part of a contributor", "Main focal point")
        ALTERNATE = "ALTERNATE", pgettext_lazy("part of a contributor", "Alternate focal point")
        VALIDATING_AUTHORITY = "VALIDATING_AUTHORITY", pgettext_lazy("part of a contributor", "Validating authority")
        CONTRIBUTOR = "CONTRIBUTOR", pgettext_lazy("part of a contributor", "Contributor")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contributors")
    part = models.CharField(max_length=32, choices=Part)
    from_date = models.DateField(default=timezone.localdate)
    until_date = models.DateField(null=True, blank=True)
    contact = SealedTextField(
        unit="organisation_id", blank=True, help_text="how the office reaches them besides e-mail"
    )
    entered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    objects = ContributorQuerySet.as_manager()  # type: ignore[misc]

    class Meta(SealedModel.Meta):
        ordering = ["organisation", "from_date", "entered_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gte=models.F("from_date")),
                name="membership_period_in_order",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(until_date__isnull=True), name="contributor_speaks_for_one"
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(until_date__isnull=True, part="MAIN_FOCAL_POINT"),
                name="organisation_has_one_main_focal_point",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.pk}"

    @property
    def may_validate(self) -> bool:
        """Whether the person may approve in the name of the organisation what its contributors wrote."""
        return self.part in (self.Part.VALIDATING_AUTHORITY, self.Part.MAIN_FOCAL_POINT)
