"""Whoever changes what people agree to lets it be weighed before and after: what rested on it freezes at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from hirz.foundation.audit.history import Actor
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.people.answers import answers_of
from hirz.reprisals.people.disclosing import lock_people
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.signals import consent_changed
from hirz.rules.consent import ConsentState, Scope


@contextmanager
def consent_rechecked(people: Iterable[Person], *, by: Actor) -> Iterator[datetime]:
    """Around a change of answers, or of which files go together; it reaches every file that goes with these.

    Gives the moment at which it is weighed: the files are locked then.
    """
    asked, at = lock_people(people), timezone.now()
    with beyond_the_wall():  # what rests on it may lie in any office
        together = frozenset().union(*answers_of(asked).files.values())
        everybody = list(Person.objects.filter(pk__in=together).order_by("pk"))
    before = _given(everybody, at)
    yield at
    after = _given(everybody, at)
    with beyond_the_wall():
        for person in everybody:
            gone = before[person.pk] - after[person.pk]
            consent_changed.send(sender=Person, person=person, scopes=gone, by=by, at=at)


def _given(people: Iterable[Person], now: datetime) -> Mapping[UUID, frozenset[Scope]]:
    """What each agrees to, towards anybody or towards some recipient."""
    listed = list(people)
    answers = answers_of(listed)
    recipients = ("", *answers.recipients())
    return {
        person.pk: frozenset(
            scope
            for scope in Scope
            for recipient in recipients
            if answers.standing(person.pk, scope=scope, recipient=recipient, now=now)[0] is ConsentState.GIVEN
        )
        for person in listed
    }
