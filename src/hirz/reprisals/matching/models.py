"""What people decided about two files, and which pairs wait for a decision."""

from __future__ import annotations

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.querysets import SealedModel
from hirz.foundation.keys.sealed import SealedTextField
from hirz.reprisals.people.models import PairQuerySet, Person


class Verdict(models.TextChoices):
    SAME = "SAME", pgettext_lazy("verdict on two files", "The same person")
    DIFFERENT = "DIFFERENT", pgettext_lazy("verdict on two files", "Two people")
    UNSURE = "UNSURE", pgettext_lazy("verdict on two files", "Not sure")


class PairDecisionQuerySet(PairQuerySet["PairDecision"]):
    def standing(self) -> Self:
        """Of each pair the decision that stands."""
        return self.order_by("first_id", "second_id", "-decided_at").distinct("first_id", "second_id")


class PairDecision(SealedModel):
    """What somebody said of two files, and why. Followed by another, never changed; gone with either of the two."""

    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=16, choices=Verdict)
    reason = SealedTextField(unit="id")
    likeness = models.FloatField(null=True, blank=True, help_text="how alike the files were held to be, 0 to 1")
    names = ArrayField(models.UUIDField(), help_text="the names that were seen")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects = PairDecisionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-decided_at", "id"]
        indexes = [models.Index(fields=["first", "second", "-decided_at"], name="decision_of_pair")]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_decision_in_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="pair_decision_has_reason"),
            models.CheckConstraint(
                condition=Q(likeness__isnull=True) | Q(likeness__gte=0, likeness__lte=1), name="likeness_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.pk}"

    @property
    def office_id(self) -> uuid.UUID:
        """Where its key lives."""
        return self.first.office_id


class ProposalQuerySet(PairQuerySet["Proposal"]):
    def alike(self, likeness: float) -> Self:
        """Those that are alike enough to be listed, and those that somebody put there."""
        return self.filter(Q(likeness__gte=likeness) | ~Q(why=Proposal.Why.FOUND))


class Proposal(models.Model):
    """Two files that may be one person's and wait for somebody to say so: ids, numbers and codes, nothing to read."""

    class Why(models.TextChoices):
        FOUND = "FOUND", pgettext_lazy("why a pair is listed", "Found when all files were compared")
        ASKED = "ASKED", pgettext_lazy("why a pair is listed", "Somebody was not sure")
        AGAIN = "AGAIN", pgettext_lazy("why a pair is listed", "Decided before; something new has been entered since")
        CONTESTED = (
            "CONTESTED",
            pgettext_lazy("why a pair is listed", "Decided to be two people, and put together by way of another file"),
        )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=16, choices=Why)
    likeness = models.FloatField()
    name_score = models.FloatField(default=0.0, help_text="how alike the names are by themselves, 0 to 1")
    steps = models.JSONField(
        default=list, blank=True, help_text="what was compared, with which outcome, and its weight"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-likeness", "id"]
        indexes = [models.Index(fields=["-likeness", "id"], name="proposals_by_likeness")]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="proposal_in_order"),
            models.UniqueConstraint(fields=["first", "second"], name="proposed_once"),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class Sweep(models.Model):
    """One comparison of all files, and how far it is. It says nothing of how many there are."""

    started_at = models.DateTimeField(default=timezone.now)
    stage = models.CharField(max_length=16, default="opening")
    permille = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"sweep {self.pk}"

    @property
    def percent(self) -> int:
        return self.permille // 10
