from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.verbs import label_of
from hirz.foundation.offices.models import Office


class Entry(models.Model):
    """One act, written in the transaction that did it. Holds ids and codes, never content; never changed."""

    class Actor(models.TextChoices):
        STAFF = "STAFF", _("staff")
        SUBMITTER = "SUBMITTER", _("the person who wrote to us")
        SYSTEM = "SYSTEM", _("the system")

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16, choices=Actor)
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="acts")
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.UUIDField()
    case_id = models.UUIDField(null=True, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["case_id", "-id"], name="entry_of_case"),
            models.Index(fields=["subject_id", "-id"], name="entry_of_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(actor_kind="STAFF", actor__isnull=False)
                | (~models.Q(actor_kind="STAFF") & models.Q(actor__isnull=True)),
                name="entry_actor_matches_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"

    @property
    def verb_label(self) -> str:
        return label_of(self.verb)
