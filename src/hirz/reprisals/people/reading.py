"""Who reads of people is on record, in the transaction that shows it: without the entry there is no page."""

from __future__ import annotations

from collections.abc import Iterable

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import record
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.verbs import PeopleVerb


def note_read(*, person: Person, by: User) -> None:
    record(PeopleVerb.READ_PERSON, by=by, subject=person, office_id=person.office_id)


def note_list_read(*, people: Iterable[Person], by: User) -> None:
    """Whose names somebody read in the list; what they looked for stands nowhere."""
    record(PeopleVerb.READ_NAMES, by=by, subject=by, people=[str(person.pk) for person in people])
