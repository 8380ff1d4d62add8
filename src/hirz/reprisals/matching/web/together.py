"""Files that are held to be one person's, as far as somebody may see them, and where their answers differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.people.answers import answers_of, files_of
from hirz.reprisals.people.models import Person
from hirz.rules.consent import ConsentState, Scope, standing


@dataclass(frozen=True)
class Differing:
    """One use, what each file by itself says to it, and what counts for the person now: codes with their words."""

    scope: Scope
    words: str
    by_file: Sequence[tuple[str, str]]
    counts: tuple[str, str]


def together_with(person: Person, user: User) -> list[Person]:
    """The file itself first, then the others in the order in which they were entered."""
    ids = files_of([person.pk])[person.pk]
    seen = Person.objects.visible_to(user).filter(pk__in=ids).select_related("office").prefetch_related("names")
    return sorted(seen, key=lambda file: (file.pk != person.pk, file.entered_at))


def differing(files: Sequence[Person]) -> list[Differing]:
    """The uses about which the files do not say the same, or of which something else counts than they say."""
    answers, now = answers_of(files), timezone.localtime()
    found = []
    for scope in Scope:
        alone = [
            standing(answers.decisions, person=str(file.pk), scope=scope, recipient="", now=now)[0] for file in files
        ]
        counts = answers.standing(files[0].pk, scope=scope, recipient="", now=now)[0]
        if {*alone, counts} != {alone[0]}:
            found.append(Differing(scope, label("consent_scope", scope), [_worded(s) for s in alone], _worded(counts)))
    return found


def _worded(state: ConsentState) -> tuple[str, str]:
    return state.value, label("consent_state", state)
