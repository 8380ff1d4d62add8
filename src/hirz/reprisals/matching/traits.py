"""What tells people apart besides their names: with whom they engaged, what befell them, when and where.

Files of people hold none of it. The narrower app that does tells of it through :func:`tells_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hirz.foundation.accounts.models import User
from hirz.reprisals.people.models import Person


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing on record about a person: in words for a page, and as what a comparison weighs. ``date`` is EDTF."""

    person_id: UUID
    words: str
    date: str
    country: str
    place: str
    body: str
    entered_at: datetime


Teller = Callable[[Collection[UUID], User | None], Iterable[Trait]]
_tellers: list[Teller] = []


def tells_of(teller: Teller) -> Teller:
    """Register who knows: asked about people, by somebody who may see so much, or by the system, which sees all."""
    _tellers.append(teller)
    return teller


def traits_of(people: Iterable[Person], user: User | None) -> dict[UUID, list[Trait]]:
    """For each person what is on record, the earliest first."""
    found: dict[UUID, list[Trait]] = {person.pk: [] for person in people}
    for teller in _tellers:
        for trait in teller(found.keys(), user):
            found[trait.person_id].append(trait)
    return {person: sorted(traits, key=lambda t: (t.date, t.entered_at)) for person, traits in found.items()}
