from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hirz.engines.evidence import Event
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.keys.querysets import SealedModel, SealedQuerySet
from hirz.foundation.keys.sealed import SealedJSONField, SealedTextField
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.precise_dates import PreciseDateField
from hirz.reprisals.intake.models import ArrivedFile
from hirz.reprisals.people.models import Person


class EvidenceQuerySet(SealedQuerySet["EvidenceItem"]):
    def visible_to(self, user: User) -> EvidenceQuerySet:
        """That there is evidence; what of it may be opened, ``seeing`` says."""
        return self.filter(case__in=Case.objects.visible_to(user))


class EvidenceItem(SealedModel):
    """A file that shows something about a case: the original, never changed, and what is known of where it came from.

    It is a unit of keys of its own. Taken over from a submission it is the same sealed container, opened with the same
    key, which lies here once more under the key of the item.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence")
    from_file = models.ForeignKey(ArrivedFile, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    name = SealedTextField(unit="id", max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = SealedTextField(unit="id", max_length=64, help_text="of the original, before it was sealed")
    opens_with = SealedTextField(unit="id", max_length=64, help_text="the private key of original and copies, base 64")
    blob_id = models.UUIDField()
    warnings = SealedJSONField(unit="id", default=list, blank=True)
    quarantine = ArrayField(
        models.CharField(max_length=32), default=list, blank=True, help_text="why nobody opens it here, in codes"
    )
    description = SealedTextField(unit="id", help_text="what it shows")
    given_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    shows = models.ManyToManyField(Person, blank=True, related_name="+")
    obtained_date = PreciseDateField(blank=True)
    obtained_how = SealedTextField(unit="id", blank=True)
    reliability = SealedTextField(unit="id", blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["entered_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(description=""), name="evidence_is_described"),
            models.UniqueConstraint(fields=["case", "from_file"], name="evidence_taken_once"),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"

    @property
    def office_id(self) -> UUID:
        return self.case.office_id


class WorkingCopy(SealedModel):
    """A file made from an original or another copy, and kept apart from it: stripped of hidden data, or redacted."""

    class Kind(models.TextChoices):
        STRIPPED = "STRIPPED", _("Without hidden data")
        REDACTED = "REDACTED", _("Redacted")

    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="copies")
    made_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="empty: the original"
    )
    kind = models.CharField(max_length=16, choices=Kind)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = SealedTextField(unit="item_id", max_length=64)
    blob_id = models.UUIDField()
    how = SealedJSONField(
        unit="item_id", default=dict, blank=True, help_text="what was blacked out, as it was written down"
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, discarded_at__isnull=True),
                name="copy_accepted_or_discarded",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_redacted(self) -> bool:
        return self.kind == self.Kind.REDACTED

    @property
    def awaits_review(self) -> bool:
        return self.is_redacted and self.accepted_at is None and self.discarded_at is None


class CustodyLine(SealedModel):
    """One line of custody: what was done with an item, or a copy of it. Who did it and when, its entry says.

    Written once. The entry of the ledger carries its digest, so that neither can be changed without the other showing.
    """

    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="custody")
    copy = models.ForeignKey(WorkingCopy, null=True, blank=True, on_delete=models.PROTECT, related_name="custody")
    event = models.CharField(max_length=16, choices=[(event.value, event.value) for event in Event])
    reason = SealedTextField(unit="item_id", blank=True)
    sha256 = SealedTextField(unit="item_id", max_length=64, help_text="of what was handled")
    secret = SealedTextField(unit="item_id", max_length=64, help_text="32 random bytes, in base 64")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="custody_line")

    class Meta:
        ordering = ["entry_id"]

    def __str__(self) -> str:
        return f"{self.event} {self.pk}"
