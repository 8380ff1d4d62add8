"""Evidence is erased with whoever gave it, is shown in it, or sent the submission it came with, and with its case."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone

from hirz.engines.evidence.phrases import BLACKENED, PhrasesRefused, blackened
from hirz.foundation.audit.history import Actor, record
from hirz.foundation.audit.shredding import shred_entries
from hirz.foundation.blobs.units import delete_when_done
from hirz.foundation.keys.actions import shred
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.signals import narrative_erased, redraft_asked
from hirz.reprisals.evidence.models import EvidenceItem
from hirz.reprisals.evidence.verbs import EvidenceVerb
from hirz.reprisals.people.models import ConsentDecision, Person
from hirz.reprisals.people.signals import person_erased
from hirz.rules.naming import names_found

_WORDS: Final = ("description", "obtained_how", "reliability")
"""What an officer wrote about an item."""


@receiver(person_erased)
def erase_evidence_of(*, person: Person, by: Actor, **kwargs: Any) -> None:
    """Wherever it lies: somebody who is erased is erased in every office."""
    with beyond_the_wall():
        brought = ConsentDecision.objects.filter(person=person, arrived_with__isnull=False).values("arrived_with")
        _erase_all(Q(given_by=person) | Q(shows=person) | Q(from_file__submission__in=brought), by)


@receiver(narrative_erased)
def erase_evidence_on(*, case: Case, by: Actor, **kwargs: Any) -> None:
    """Nobody is left for whom the case is kept, and so for whom its evidence is."""
    with beyond_the_wall():
        _erase_all(Q(case=case), by)


@receiver(redraft_asked)
def black_out_in_accounts(*, case: Case, names: frozenset[str], **kwargs: Any) -> None:
    """The evidence of others stays; in what was written about it the names go at once.

    The originals are those of whoever gave them, as submissions are: nothing in them is changed.
    """
    with beyond_the_wall():
        for item in EvidenceItem.objects.filter(case=case, erased_at__isnull=True):
            changed = [field for field in _WORDS if names_found(getattr(item, field), names)]
            for field in changed:
                setattr(item, field, _without(getattr(item, field), names))
            if changed:
                item.save(update_fields=changed)


def _without(text: str, names: frozenset[str]) -> str:
    """With every name blacked out; all of it, where one is written in a way that cannot be told from the rest."""
    for name in names:
        try:
            text = blackened(text, [name])
        except PhrasesRefused:
            continue
    return BLACKENED if names_found(text, names) else text


def _erase_all(which: Q, by: Actor) -> None:
    for pk in set(EvidenceItem.objects.filter(which, erased_at__isnull=True).values_list("pk", flat=True)):
        _erase(EvidenceItem.objects.select_related("case").get(pk=pk), by)


def _erase(item: EvidenceItem, by: Actor) -> None:
    """What is left says that there was an item, when it came and that it is gone. Its chain still counts its lines."""
    blobs = list(item.copies.values_list("blob_id", flat=True))
    if item.from_file_id is None:  # otherwise the original is the submission's, and goes with that
        blobs.append(item.blob_id)
    item.erased_at = timezone.now()
    item.save(update_fields=["erased_at"])
    where: dict[str, Any] = {"case_id": item.case_id, "office_id": item.office_id}
    shred_entries(subject=item, by=by, **where)
    record(EvidenceVerb.EVIDENCE_ERASED, by=by, subject=item, **where)
    shred(unit_id=item.pk)
    for blob in blobs:
        delete_when_done(blob)
