"""What each import did, row by row, so that it can be taken back."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.regional.mechanisms.models import OfStaffQuerySet


class ImportedChangeQuerySet(OfStaffQuerySet["ImportedChange"]):
    pass


class ImportUndoQuerySet(OfStaffQuerySet["ImportUndo"]):
    pass


class ImportedChange(models.Model):
    """A recommendation that a file made or changed; ``before`` is what it changed, as it was, and empty for a new one.

    It names the recommendation and does not hold it: it outlives one that was taken back.
    """

    id = models.BigAutoField(primary_key=True)
    file = models.ForeignKey("recommendations.ImportedFile", on_delete=models.PROTECT, related_name="changes")
    recommendation_id = models.UUIDField()
    is_new = models.BooleanField()
    before = models.JSONField(default=dict, blank=True)

    objects = ImportedChangeQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["file", "recommendation_id"], name="imported_change_is_one"),
        ]
        indexes = [models.Index(fields=["recommendation_id", "id"], name="imported_change_of_one")]

    def __str__(self) -> str:
        return str(self.recommendation_id)


class ImportUndo(models.Model):
    """An import was taken back: when, by whom, and what came of it."""

    file = models.OneToOneField(
        "recommendations.ImportedFile", primary_key=True, on_delete=models.PROTECT, related_name="undo"
    )
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(default=timezone.now)
    removed_count = models.PositiveIntegerField()
    restored_count = models.PositiveIntegerField()
    kept_count = models.PositiveIntegerField(help_text="rows that stay because somebody built on them")

    objects = ImportUndoQuerySet.as_manager()

    class Meta:
        ordering = ["-undone_at"]

    def __str__(self) -> str:
        return str(self.file_id)
