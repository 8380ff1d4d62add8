"""Cases that may be about the same: the same State, and a person whose name shares parts with those told of.

This looks at spellings only, and at the people entered last. It is a first look that a person takes, not a finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.models import Case, CasePerson
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.intake.web.reading import names
from hirz.reprisals.people.models import Person, PersonName
from hirz.reprisals.people.web.spellings import name_for_page
from hirz.rules.naming import telling_parts

NAMES_COMPARED: Final = 5_000
"""Spellings looked at, those of the people entered last first: so that the page costs the same in every year."""
SHOWN: Final = 8
ENOUGH_SHARED: Final = 2
"""Parts of a name that two spellings must share; a name of one part is shared whole."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be meant, the spelling that is alike, and the cases of the State in which they appear."""

    person: Person
    name: str
    alike: str
    cases: Sequence[Case]


def candidates(submission: Submission, user: User) -> list[Candidate]:
    told = [telling_parts(name) for name in names(submission.answers)]
    alike = _alike([parts for parts in told if parts], submission.state_concerned, user)
    in_cases = Prefetch("parts", _parts(submission.state_concerned, user).select_related("case"))
    people = Person.objects.filter(pk__in=alike).prefetch_related("names", in_cases)
    by_id = {person.pk: person for person in people}
    return [_candidate(by_id[pk], spelling) for pk, spelling in alike.items()]


def _alike(told: Sequence[frozenset[str]], state: str, user: User) -> dict[UUID, str]:
    """Ids of people to the spelling that is alike, those that share most first."""
    if not (told and state):
        return {}
    best: defaultdict[UUID, tuple[int, str]] = defaultdict(lambda: (0, ""))
    for person_id, spelling in _spellings(state, user):
        shared = max(_shared(parts, telling_parts(spelling)) for parts in told)
        best[person_id] = max(best[person_id], (shared, spelling))
    ranked = sorted(((found, pk) for pk, found in best.items() if found[0]), reverse=True)
    return {pk: spelling for (_shared_parts, spelling), pk in ranked[:SHOWN]}


def _shared(one: frozenset[str], other: frozenset[str]) -> int:
    shared = len(one & other)
    return shared if shared >= min(ENOUGH_SHARED, len(one), len(other)) else 0


def _spellings(state: str, user: User) -> Iterable[tuple[UUID, str]]:
    people = Person.objects.visible_to(user).filter(pk__in=_parts(state, user).values("person_id"))
    names = PersonName.objects.filter(person__in=people).order_by("-person__entered_at", "-id")[:NAMES_COMPARED]
    return ((name.person_id, name.text) for name in names)


def _parts(state: str, user: User) -> QuerySet[CasePerson]:
    cases = Case.objects.visible_to(user).filter(state_concerned=state)
    return CasePerson.objects.filter(case__in=cases).order_by("-case__opened_at", "-case_id")


def _candidate(person: Person, alike: str) -> Candidate:
    cases = {part.case_id: part.case for part in person.parts.all()}
    return Candidate(person, name_for_page(person), alike, list(cases.values()))
