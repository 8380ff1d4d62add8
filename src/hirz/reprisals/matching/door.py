"""Before a second file is opened: who is entered already and may be meant, and what the officer says to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action
from hirz.foundation.offices.models import Office
from hirz.reprisals.matching.actions import decide_pair
from hirz.reprisals.matching.models import Verdict
from hirz.reprisals.matching.permissions import MatchingPermission
from hirz.reprisals.people.actions import add_name, enter_person
from hirz.reprisals.people.finding import Candidate, candidates
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.permissions import PeoplePermission

SHOWN: Final = 8
LEAST: Final = 0.1
"""From this probability on somebody is worth a question. A file too many is read in a moment; a second one stays."""


@dataclass(frozen=True)
class Said:
    """The officer's answer at the door: the file that is meant, or what those ``shown`` are to the person instead."""

    person: Person | None = None
    verdict: Verdict | None = None
    reason: str = ""
    shown: Sequence[Candidate] = ()


NOT_ASKED: Final = Said()


def known_like(spellings: Iterable[str], *, user: User) -> list[Candidate]:
    """People whom the user may see and who may be meant by these spellings, the likeliest first."""
    visible = Person.objects.visible_to(user).filter(erased_at__isnull=True).select_related("office")
    found = candidates(visible, spellings, limit=SHOWN)
    return [candidate for candidate in found if candidate.begun or candidate.score >= LEAST]


@action
def enter_or_use(
    *, said: Said, office: Office, names: Sequence[str], by: User, case_id: UUID | None = None, **fields: Any
) -> Person:
    """The file that is meant, with the spellings that were new; or a new file, and why it is not one of those shown."""
    if said.person is not None:
        _add_new_spellings(said.person, names, by)
        return said.person
    person = enter_person(office=office, names=names, by=by, case_id=case_id, **fields)
    if said.verdict is not None:
        _keep_verdict(person, said, said.verdict, by)
    return person


def _keep_verdict(person: Person, said: Said, verdict: Verdict, by: User) -> None:
    for candidate in said.shown:
        if has_permission(by, MatchingPermission.PEOPLE_MATCH, candidate.person.office_id):
            decide_pair(
                first=person, second=candidate.person, verdict=verdict, reason=said.reason, by=by,
                likeness=candidate.score,
            )  # fmt: skip


def _add_new_spellings(person: Person, names: Sequence[str], by: User) -> None:
    if has_permission(by, PeoplePermission.PERSON_EDIT, person.office_id):
        known = {name.text for name in person.names.all()}
        for spelling in dict.fromkeys(name.strip() for name in names):
            if spelling and spelling not in known:
                add_name(person=person, text=spelling, by=by)
