"""Keys as they lie in the database: wrapped, and of no use without the key ring of the staff process."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from hirz.foundation.offices.models import Office


class CompartmentKey(models.Model):
    """The key of an office, wrapped by the key ring. It wraps the keys of the units that live in the office."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="keys")
    version = models.PositiveIntegerField(default=1)
    ring_version = models.PositiveIntegerField()
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["office", "-version"]
        constraints = [models.UniqueConstraint(fields=["office", "version"], name="compartment_key_once_a_version")]

    def __str__(self) -> str:
        return f"compartment key {self.pk}"


class UnitKey(models.Model):
    """The key of one consent unit: a person, the narrative of a case, a submission, an inbox, an item of evidence.

    Either wrapped by the key of its compartment, or, where the public process made it, boxed for the public keys of
    the desk and of recovery until the staff process wraps it anew. To delete the row is to shred the unit.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=16)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey(CompartmentKey, null=True, on_delete=models.PROTECT, related_name="units")
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"unit key {self.pk}"


class Tombstone(models.Model):
    """That a unit was shredded. Replayed over every restored backup, so that nothing shredded comes back."""

    unit_id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=16, blank=True)
    shredded_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"tombstone {self.pk}"


class BlindIndex(models.Model):
    """How long the keys of a blind index are cut. Cut anew when there are too many records, or too few, for it."""

    name = models.CharField(max_length=32, primary_key=True)
    bits = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name
