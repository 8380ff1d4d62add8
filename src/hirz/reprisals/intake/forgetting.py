"""What was typed and never sent is deleted when its time is over, files included."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hirz.foundation.blobs.store import default_store
from hirz.reprisals.intake.arrival import delete_draft
from hirz.reprisals.intake.models import Draft


def forget_expired_drafts() -> int:
    """Delete expired drafts and their blobs; returns how many drafts. The rows go first: a blob without a row is
    garbage, a row without its blob would be a loss."""
    expired = Draft.objects.filter(expires_at__lte=timezone.now()).values_list("pk", flat=True)
    return sum(_forget(pk) for pk in list(expired))


def _forget(pk: UUID) -> int:
    with transaction.atomic():
        # Locked and looked at again: a draft that is being sent at this moment takes its files with it.
        draft = Draft.objects.select_for_update().filter(pk=pk, expires_at__lte=timezone.now()).first()
        if draft is None:
            return 0
        blobs = delete_draft(draft)
    for blob in blobs:
        default_store().delete(blob)
    return 1
