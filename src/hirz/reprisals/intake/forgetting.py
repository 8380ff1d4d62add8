"""What was typed and never sent is deleted when its time is over, files included."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hirz.foundation.blobs.store import default_store
from hirz.reprisals.intake.models import Draft


def forget_expired_drafts() -> int:
    """Delete expired drafts and their blobs; returns how many drafts. The rows go first: a blob without a row is
    garbage, a row without its blob would be a loss."""
    expired = Draft.objects.filter(expires_at__lte=timezone.now())
    return sum(_forget(draft) for draft in expired)


def blobs_of(draft: Draft) -> list[UUID]:
    return [blob for pair in draft.files.values_list("blob_id", "working_copy_id") for blob in pair if blob]


def _forget(draft: Draft) -> int:
    with transaction.atomic():
        blobs = blobs_of(draft)
        draft.files.all().delete()
        draft.delete()
    store = default_store()
    for blob in blobs:
        store.delete(blob)
    return 1
