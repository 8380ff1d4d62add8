"""What somebody sent is erased with them: answers, messages, files, and what opens their inbox."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.dispatch import receiver

from hirz.foundation.audit.history import Actor, record
from hirz.foundation.blobs.store import default_store
from hirz.foundation.keys.actions import shred
from hirz.foundation.keys.models import UnitKey
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.signals import narrative_erased
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.intake.verbs import IntakeVerb
from hirz.reprisals.people.models import ConsentDecision, Person
from hirz.reprisals.people.signals import person_erased


@receiver(person_erased)
def erase_what_brought_them(*, person: Person, by: Actor, **kwargs: Any) -> None:
    """Every submission with which the answers of this person arrived, wherever it lies."""
    with beyond_the_wall():
        brought = ConsentDecision.objects.filter(person=person, arrived_with__isnull=False).values("arrived_with")
        for submission in Submission.objects.filter(pk__in=brought).order_by("pk"):
            _erase(submission, by)


@receiver(narrative_erased)
def erase_what_it_began_with(*, case: Case, by: Actor, **kwargs: Any) -> None:
    """Every submission that became part of this case, and of no other that is kept."""
    kept = Case.objects.filter(narrative_erased_at__isnull=True, submissions=OuterRef("pk"))
    with beyond_the_wall():
        for submission in Submission.objects.filter(~Exists(kept), cases=case).order_by("pk"):
            _erase(submission, by)


def _erase(submission: Submission, by: Actor) -> None:
    if not UnitKey.objects.filter(pk=submission.unit_id).exists():
        return  # it was, with somebody else
    blobs = [blob for pair in submission.files.values_list("blob_id", "working_copy_id") for blob in pair if blob]
    submission.inbox_wrapped = b""
    submission.save(update_fields=["inbox_wrapped"])
    record(IntakeVerb.SUBMISSION_ERASED, by=by, subject=submission, office_id=submission.office_id)
    shred(unit_id=submission.unit_id)
    shred(unit_id=submission.inbox_id)
    transaction.on_commit(lambda: _delete(blobs))


def _delete(blobs: list[UUID]) -> None:
    """They open for nobody any more; there is no reason to keep them."""
    for blob in blobs:
        default_store().delete(blob)
