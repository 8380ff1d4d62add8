"""Whoever changes what people agree to lets it be weighed before and after: what rested on it freezes at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone

from hirz.foundation.audit.history import Actor
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.people.answers import ANYBODY, Answers, answers_of
from hirz.reprisals.people.disclosing import lock_people
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.signals import consent_changed
from hirz.rules.consent import ConsentState, Scope


@contextmanager
def consent_rechecked(people: Iterable[Person], *, by: Actor) -> Iterator[datetime]:
    """Around a change of answers, or of which files go together; it reaches every file that goes with these.

    Gives the moment at which it is weighed: the files are locked then.
    """
    asked, at = lock_people(people), timezone.localtime()
    with beyond_the_wall():  # what rests on it may lie in any office
        together = frozenset().union(*answers_of(asked).files.values())
        everybody = list(Person.objects.filter(pk__in=together).order_by("pk"))
    before = answers_of(everybody)
    yield at
    after = answers_of(everybody)
    recipients = {ANYBODY} | before.recipients() | after.recipients()
    with beyond_the_wall():
        for person in everybody:
            gone = _given(before, person, recipients, at) - _given(after, person, recipients, at)
            scopes = frozenset(scope for scope, _recipient in gone)
            consent_changed.send(sender=Person, person=person, scopes=scopes, by=by, at=at)


def _given(answers: Answers, person: Person, recipients: Iterable[str], now: datetime) -> frozenset[tuple[Scope, str]]:
    """What they agree to, and towards whom: who takes a yes back for one recipient may leave it for the others."""
    return frozenset(
        (scope, recipient)
        for scope in Scope
        for recipient in recipients
        if answers.standing(person.pk, scope=scope, recipient=recipient, now=now)[0] is ConsentState.GIVEN
    )
