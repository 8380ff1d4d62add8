"""National human rights institutions and mechanisms for implementation, reporting and follow-up: what is known of them.

Laws, decisions on accreditation and what a mechanism consists of are public, and in clear. What the office, or somebody
who contributes, makes of them (findings, reasons, what was agreed) is sealed and stands in the layer of its author.
Rows are of one day and are never changed: a later row follows, so that every day can be looked back at.
"""

from __future__ import annotations

import uuid
from typing import Final

from django.db import models
from django.db.models import F, Q

from hirz.foundation.keys.sealed import SealedTextField
from hirz.foundation.vocabularies.fields import CodeField
from hirz.regional.organisations.layered import Layered
from hirz.regional.organisations.models import Organisation
from hirz.rules.accreditation import AccreditationStatus, Decision

LONGEST: Final = 10_000


class LegalProvision(Layered):
    """What a law, the constitution or a decree says about one aspect of an institution, as long as it is in force."""

    institution = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="provisions")
    aspect = CodeField(vocabulary="nhri_legal_aspect")
    instrument = models.CharField(max_length=300, help_text="title, number and date of the text")
    article = models.CharField(max_length=64, blank=True)
    summary = models.TextField(max_length=LONGEST, help_text="what it says, in a few words of our own")
    in_force_date = models.DateField()
    until_date = models.DateField(null=True, blank=True, help_text="the last day on which it held")
    source = models.CharField(max_length=300)

    class Meta(Layered.Meta):
        ordering = ["in_force_date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gte=F("in_force_date")),
                name="provision_ends_after_it_began",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="provision_has_source"),
        ]

    def __str__(self) -> str:
        return f"provision {self.pk}"


class AccreditationDecision(Layered):
    """What was decided about the accreditation of an institution on a day. ``next_date`` was named with it."""

    institution = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="accreditation")
    status = CodeField(vocabulary="ganhri_status")
    on_date = models.DateField()
    next_date = models.DateField(null=True, blank=True)
    session = models.CharField(max_length=100, blank=True, help_text="of the Sub-Committee on Accreditation")
    source = models.CharField(max_length=300)

    class Meta(Layered.Meta):
        ordering = ["on_date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_date__isnull=True) | Q(next_date__gte=F("on_date")), name="decision_names_a_later_day"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="accreditation_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.on_date}"

    @property
    def fact(self) -> Decision:
        return Decision(
            id=str(self.pk), status=AccreditationStatus(self.status), on_date=self.on_date, next_date=self.next_date
        )


class ScaRecommendation(Layered):
    """What the Sub-Committee on Accreditation recommended to an institution with a decision."""

    decision = models.ForeignKey(AccreditationDecision, on_delete=models.PROTECT, related_name="recommendations")
    observation = CodeField(vocabulary="general_observation", blank=True)
    order = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=LONGEST)

    class Meta(Layered.Meta):
        ordering = ["decision", "order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="accreditation_recommendation_says_something")
        ]

    def __str__(self) -> str:
        return f"recommendation {self.pk}"


class ScaFollowUp(Layered):
    """How far a recommendation was taken up by a day, as somebody sees it; several views stand side by side."""

    recommendation = models.ForeignKey(ScaRecommendation, on_delete=models.PROTECT, related_name="follow_up")
    state = CodeField(vocabulary="institution_follow_up")
    on_date = models.DateField()
    note = SealedTextField(unit="id", max_length=LONGEST, blank=True)
    evidence_url = models.URLField(max_length=500, blank=True)

    class Meta(Layered.Meta):
        ordering = ["on_date", "entered_at", "id"]

    def __str__(self) -> str:
        return f"follow-up {self.pk}"


class NhriFinding(Layered):
    """How an institution stood under one General Observation, of the edition in force on that day."""

    institution = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="nhri_findings")
    observation = CodeField(vocabulary="general_observation")
    finding = CodeField(vocabulary="observation_finding")
    on_date = models.DateField()
    text = SealedTextField(unit="id", max_length=LONGEST, help_text="on what the finding rests")
    evidence_url = models.URLField(max_length=500, blank=True)

    class Meta(Layered.Meta):
        ordering = ["on_date", "entered_at", "id"]

    def __str__(self) -> str:
        return f"assessment {self.pk}"


class Exchange(Layered):
    """A visit, a training among peers, a meeting of a network: who met about what, and what was agreed."""

    kind = CodeField(vocabulary="exchange_kind")
    subject = models.CharField(max_length=300)
    place = models.CharField(max_length=200, blank=True)
    from_date = models.DateField()
    until_date = models.DateField()
    agreed = SealedTextField(unit="id", max_length=LONGEST, blank=True)
    follow_up_date = models.DateField(
        null=True, blank=True, help_text="by when what was agreed is to be looked at again"
    )
    followed_up_date = models.DateField(null=True, blank=True)
    follow_up = SealedTextField(unit="id", max_length=LONGEST, blank=True)

    class Meta(Layered.Meta):
        ordering = ["-from_date", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_date__gte=F("from_date")), name="exchange_ends_after_it_began")
        ]

    def __str__(self) -> str:
        return f"exchange {self.pk}"


class ExchangeParty(models.Model):
    """An institution that took part in an exchange."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="parties")
    institution = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="exchanges")

    class Meta:
        ordering = ["exchange", "id"]
        constraints = [models.UniqueConstraint(fields=["exchange", "institution"], name="exchange_party_is_one")]

    def __str__(self) -> str:
        return f"party {self.pk}"


class MechanismDescription(Layered):
    """Of which type a national mechanism is from a day on, and by which text."""

    mechanism = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mechanism_descriptions")
    type = CodeField(vocabulary="nmirf_type")
    on_date = models.DateField()
    instrument = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300)

    class Meta(Layered.Meta):
        ordering = ["on_date", "id"]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="mechanism_description_has_source")]

    def __str__(self) -> str:
        return f"description {self.pk}"


class MechanismMember(Layered):
    """An organisation that belongs to a national mechanism, from a day until a day."""

    mechanism = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mechanism_members")
    member = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mechanisms")
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)

    class Meta(Layered.Meta):
        ordering = ["from_date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gte=F("from_date")),
                name="mechanism_member_ends_after_it_began",
            ),
            models.CheckConstraint(condition=~Q(member=F("mechanism")), name="mechanism_is_no_member_of_itself"),
        ]

    def __str__(self) -> str:
        return f"member {self.pk}"


class CapacityLevel(Layered):
    """How far a national mechanism had one of its capacities on a day, with the reasons."""

    mechanism = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="capacity_levels")
    capacity = CodeField(vocabulary="nmirf_capacity")
    level = CodeField(vocabulary="capacity_level")
    on_date = models.DateField()
    reasons = SealedTextField(unit="id", max_length=LONGEST)
    evidence_url = models.URLField(max_length=500, blank=True)

    class Meta(Layered.Meta):
        ordering = ["on_date", "entered_at", "id"]

    def __str__(self) -> str:
        return f"capacity {self.pk}"
