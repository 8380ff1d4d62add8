"""Special procedures and a State: the standing invitation, visits and their steps, and who was met.

Steps are public or shared by the layer of their visit. Preparation and meetings are the office's own business, and who
was met is sealed together with what was said: it can put people in danger.
"""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.querysets import SealedModel, SealedQuerySet
from hirz.foundation.keys.sealed import SealedJSONField, SealedTextField
from hirz.foundation.vocabularies.fields import CodeField
from hirz.regional.organisations.layered import Internal, Layered
from hirz.rules.layers import Layer
from hirz.rules.visits import Step, VisitFacts, VisitStage


class StandingInvitation(Layered):
    """That a State invites all thematic special procedures at any time, from a day until it takes that back."""

    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)

    class Meta(Layered.Meta):
        ordering = ["state_code", "from_date", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(layer=Layer.PUBLIC.value), name="invitation_is_public"),
            models.CheckConstraint(condition=~Q(source=""), name="invitation_has_source"),
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gte=models.F("from_date")),
                name="invitation_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["state_code"], condition=Q(until_date__isnull=True), name="invitation_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state_code} {self.from_date}"


class Visit(Layered):
    """A visit of one or several mandates. Its stage follows from its steps and is not stored."""

    procedures = ArrayField(CodeField(vocabulary="special_procedure"))
    first_date = models.DateField(null=True, blank=True)
    last_date = models.DateField(null=True, blank=True)
    report_symbol = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=300)

    class Meta(Layered.Meta):
        ordering = ["state_code", models.F("first_date").desc(nulls_first=True), "entered_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(source="") & ~Q(state_code=""), name="visit_has_state_and_source"),
            models.CheckConstraint(condition=~Q(procedures=[]), name="visit_has_a_mandate"),
            models.CheckConstraint(
                condition=Q(last_date__isnull=True) | Q(last_date__gte=models.F("first_date")),
                name="visit_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"

    @property
    def facts(self) -> VisitFacts:
        """What the rules read. Asks for the steps, once where they were fetched before."""
        steps = tuple(Step(VisitStage(step.stage), step.on_date) for step in self.steps.all())
        return VisitFacts(
            steps=steps, first_date=self.first_date, last_date=self.last_date, report_symbol=self.report_symbol
        )


class VisitStepQuerySet(SealedQuerySet["VisitStep"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(visit__in=Visit.objects.visible_to(user))


class VisitStep(SealedModel):
    """Something that happened to a visit. Written once; the last one can be taken back as long as nothing follows."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="steps")
    place = models.PositiveSmallIntegerField()
    stage = CodeField(vocabulary="visit_state")
    on_date = models.DateField()
    source = models.CharField(max_length=300)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = VisitStepQuerySet.as_manager()  # type: ignore[misc]

    class Meta(SealedModel.Meta):
        ordering = ["visit", "place"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "place"], name="visit_step_has_its_place"),
            models.CheckConstraint(condition=~Q(source=""), name="visit_step_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.on_date}"


class PreparationItem(Internal):
    """One thing to see to before a visit."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="preparation")
    kind = CodeField(vocabulary="visit_preparation")
    due_date = models.DateField(null=True, blank=True)
    done_date = models.DateField(null=True, blank=True)

    class Meta(Internal.Meta):
        ordering = ["visit", "entered_at", "id"]
        constraints = [models.UniqueConstraint(fields=["visit", "kind"], name="visit_prepared_once")]

    def __str__(self) -> str:
        return str(self.kind)


class VisitMeeting(Internal):
    """A meeting during a visit: with which organisations, and what was said. Both are sealed."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="meetings")
    on_date = models.DateField()
    organisations = SealedJSONField(unit="id", default=list, blank=True, help_text="ids of organisations")
    notes = SealedTextField(unit="id", blank=True, max_length=20_000)

    class Meta(Internal.Meta):
        ordering = ["visit", "on_date", "entered_at", "id"]

    def __str__(self) -> str:
        return f"meeting {self.pk}"
