"""What is to be written anew on a case after one of its people was erased."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.models import Person


class RedraftQuerySet(models.QuerySet["Redraft"]):
    def visible_to(self, user: User) -> RedraftQuerySet:
        return self.filter(case__in=Case.objects.visible_to(user))

    def to_be_done(self) -> RedraftQuerySet:
        return self.filter(done_at__isnull=True)


class Redraft(models.Model):
    """Somebody was erased, and the case stays for others: until it is written without them, nothing of it leaves.

    ``mentions`` are the places where a name of theirs stood, found while it could still be read: kind of record, id and
    column, and the hash of what lay there sealed, by which it is told whether it still lies there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="redrafts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="redrafts")
    mentions = models.JSONField(default=list, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = RedraftQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="redraft_once_a_person"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="redraft_done_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"redraft {self.pk}"
