"""Whoever is erased takes along what was written about their file beside another."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.dispatch import receiver

from hirz.foundation.keys.actions import shred
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.matching.models import PairDecision, Proposal
from hirz.reprisals.people.models import Merge, Person, Settlement
from hirz.reprisals.people.signals import person_erased


@receiver(person_erased)
def erase_what_was_said_of_pairs(*, person: Person, **kwargs: Any) -> None:
    """The reasons, which may hold a name. That the files were held to be one person's, or not, remains."""
    either = Q(first=person) | Q(second=person)
    with beyond_the_wall():  # the other file may lie in any office
        Proposal.objects.filter(either).delete()
        written = [
            *Merge.objects.filter(either).values_list("pk", flat=True),
            *PairDecision.objects.filter(either).values_list("pk", flat=True),
            *Settlement.objects.filter(files__contains=[person.pk]).values_list("pk", flat=True),
        ]
        for unit_id in written:
            shred(unit_id=unit_id)
