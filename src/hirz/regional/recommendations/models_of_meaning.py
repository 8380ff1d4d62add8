"""What was found by meaning, and what people decided about it: vectors, lineage, groups.

What a machine suggested may be suggested otherwise tomorrow. What a person decided stays: no job writes it, and the
database refuses to let it go (``migrations/0004_meaning_behind_the_wall.py``).
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hirz.engines.meaning.lineage import Kinship as Found
from hirz.foundation.accounts.models import User
from hirz.regional.mechanisms.models import OfStaffQuerySet
from hirz.regional.recommendations.vectors import VectorField


class TextVectorQuerySet(OfStaffQuerySet["TextVector"]):
    pass


class LineageQuerySet(OfStaffQuerySet["Lineage"]):
    def waiting(self) -> LineageQuerySet:
        """Suggestions about which nobody decided."""
        return self.filter(decision="")


class ClusterQuerySet(OfStaffQuerySet["Cluster"]):
    pass


class ClusterMemberQuerySet(OfStaffQuerySet["ClusterMember"]):
    pass


class ClusterChangeQuerySet(OfStaffQuerySet["ClusterChange"]):
    pass


class Kinship(models.TextChoices):
    """What a later recommendation does to an earlier one (``hirz.engines.meaning.lineage``)."""

    REPEATS = Found.REPEATS.value, pgettext_lazy("lineage of a recommendation", "Repeats")
    STRENGTHENS = Found.STRENGTHENS.value, pgettext_lazy("lineage of a recommendation", "Asks for more")
    OTHER = "other", pgettext_lazy("lineage of a recommendation", "Asks for something else")


class TextVector(models.Model):
    """The vector of one text, as this encoder made it of these very words."""

    text = models.OneToOneField(
        "recommendations.RecommendationText", primary_key=True, on_delete=models.CASCADE, related_name="vector"
    )
    state_code = models.CharField(max_length=2)
    encoder = models.CharField(max_length=40)
    text_hash = models.CharField(max_length=64, help_text="SHA-256 of the text in UTF-8")
    vector = VectorField()
    encoded_at = models.DateTimeField(default=timezone.now)

    objects = TextVectorQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state_code", "encoded_at"], name="vector_of_state"),
            models.Index(fields=["encoder"], name="vector_by_encoder"),
        ]

    def __str__(self) -> str:
        return self.encoder


class SuggestedState(models.Model):
    """Until when the recommendations to a State were compared with one another."""

    state_code = models.CharField(max_length=2, primary_key=True)
    at = models.DateTimeField()

    objects = models.Manager["SuggestedState"]()

    def __str__(self) -> str:
        return self.state_code


class Lineage(models.Model):
    """A later recommendation and an earlier one to the same State: what was suggested, and what a person decided."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state_code = models.CharField(max_length=2)
    earlier = models.ForeignKey("recommendations.Recommendation", on_delete=models.CASCADE, related_name="taken_up")
    later = models.ForeignKey("recommendations.Recommendation", on_delete=models.CASCADE, related_name="taking_up")
    suggestion = models.CharField(max_length=16, choices=Kinship, blank=True)
    score = models.FloatField(default=0, help_text="of the suggestion, between 0 and 1")
    reason = models.JSONField(default=dict, blank=True, help_text="why it was suggested, in codes and words")
    decision = models.CharField(max_length=16, choices=Kinship, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = LineageQuerySet.as_manager()

    class Meta:
        ordering = ["state_code", "-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="lineage_is_one"),
            models.CheckConstraint(condition=~Q(earlier=F("later")), name="lineage_is_of_two"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="lineage_is_decided_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(decision="", suggestion=""), name="lineage_says_something"),
        ]
        indexes = [
            models.Index(fields=["-score", "id"], condition=Q(decision=""), name="lineage_waiting"),
            models.Index(fields=["state_code", "-score", "id"], condition=Q(decision=""), name="lineage_waiting_state"),
        ]

    def __str__(self) -> str:
        return str(self.decision or self.suggestion)


class Cluster(models.Model):
    """Recommendations to a State that ask about the same, whoever made them. Without ``kept_by`` only suggested."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state_code = models.CharField(max_length=2)
    name = models.CharField(max_length=200, blank=True)
    reason = models.JSONField(default=dict, blank=True, help_text="what its members share, in codes and words")
    size = models.PositiveIntegerField(default=0)
    kept_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = ClusterQuerySet.as_manager()

    class Meta:
        ordering = ["state_code", "-size", "id"]
        indexes = [models.Index(fields=["state_code", "-size", "id"], name="cluster_of_state")]

    def __str__(self) -> str:
        return self.name


class ClusterMember(models.Model):
    """In which group a recommendation is; with a person and without a group: in none, by decision."""

    recommendation = models.OneToOneField(
        "recommendations.Recommendation", primary_key=True, on_delete=models.CASCADE, related_name="member"
    )
    state_code = models.CharField(max_length=2)
    cluster = models.ForeignKey(Cluster, null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    closeness = models.FloatField(default=0, help_text="mean cosine to the others of the group")
    placed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(default=timezone.now)

    objects = ClusterMemberQuerySet.as_manager()

    class Meta:
        ordering = ["cluster", "-closeness", "recommendation"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cluster__isnull=False) | Q(placed_by__isnull=False), name="member_is_in_none_by_decision"
            )
        ]
        indexes = [models.Index(fields=["state_code", "cluster"], name="member_of_state")]

    def __str__(self) -> str:
        return str(self.recommendation_id)


class ClusterChange(models.Model):
    """What a person did to groups, so that it can be taken back: who was where before, and what a group was called."""

    class Kind(models.TextChoices):
        MOVED = "moved", pgettext_lazy("change of groups", "Moved")
        SPLIT = "split", pgettext_lazy("change of groups", "Divided")
        MERGED = "merged", pgettext_lazy("change of groups", "Brought together")
        RENAMED = "renamed", pgettext_lazy("change of groups", "Named")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state_code = models.CharField(max_length=2)
    kind = models.CharField(max_length=16, choices=Kind)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ClusterChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "id"]
        indexes = [models.Index(fields=["state_code", "-made_at", "id"], name="cluster_change_of_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="cluster_change_is_undone_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return str(self.kind)
