"""What people said, as it counts: files that are held to be about one human being are weighed together.

This is the one place that reads consent for a rule. It asks beyond the wall, because an answer counts wherever it was
recorded; what comes of it are states and reasons, never the file of somebody whom the reader may not see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.db import connection

from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.people.models import CHILD, ConsentDecision, Merge, Person, Settlement
from hirz.rules import consent as law
from hirz.rules.merging import OnePerson, answers_of_one, standing_of_one

_DECIDED: Final = (
    "id", "scope", "state", "given_by", "decided_at", "recipient", "valid_until", "best_interest", "settles",
)  # fmt: skip
_FILES: Final = "select asked, file from hirz_files_of_one(%s::uuid[])"
_ANSWERS: Final = """
    select one.asked, one.file, whose.age_group, said.id, said.scope, said.state, said.given_by, said.decided_at,
        said.recipient, said.valid_until, said.best_interest, said.settles
    from hirz_files_of_one(%s::uuid[]) one join people_person whose on whose.id = one.file
    left join people_consentdecision said on said.person_id = one.file
"""

ANYBODY: Final = ""
"""The recipient of whom nobody said anything in particular."""


@dataclass(frozen=True)
class Answers:
    """The decisions of everybody asked about and of the files that go with theirs; ``files`` names them, by person.

    ``children`` are the files of people who are held to be children.
    """

    files: Mapping[UUID, frozenset[UUID]]
    children: frozenset[UUID]
    decisions: tuple[law.Decision, ...]
    settlements: tuple[Settlement, ...]

    def one(self, person: UUID) -> OnePerson:
        files = self.files[person]
        settled = tuple(s.as_rule() for s in self.settlements if files.issuperset(s.files))
        return OnePerson(frozenset(map(str, files)), settled)

    def standing(
        self, person: UUID, *, scope: law.Scope, recipient: str, now: datetime
    ) -> tuple[law.ConsentState, law.Decision | None]:
        """The answer that holds for this person."""
        held = self._held[person]
        return standing_of_one(held, self.one(person), scope=scope, recipient=recipient, now=now)

    def of(self, person: UUID, more: Iterable[law.Decision] = ()) -> tuple[law.Decision, ...]:
        """The decisions by which every file of this person is weighed, ``more`` of them known from elsewhere."""
        return answers_of_one((*self._held[person], *more), self.one(person))

    def is_child(self, person: UUID) -> bool:
        return bool(self.files[person] & self.children)

    def counted_as(self, person: UUID) -> UUID:
        """One id for all files of a human being."""
        return min(self.files[person])

    def recipients(self) -> frozenset[str]:
        """Those about whom somebody answered in particular."""
        return frozenset(d.recipient for d in self.decisions if d.recipient)

    @cached_property
    def _held(self) -> Mapping[UUID, list[law.Decision]]:
        said: defaultdict[str, list[law.Decision]] = defaultdict(list)
        for decision in self.decisions:
            said[decision.person].append(decision)
        return {person: [d for file in files for d in said[str(file)]] for person, files in self.files.items()}


def answers_of(people: Iterable[Person]) -> Answers:
    """One query, and one more where files go together."""
    asked = [person.pk for person in people]
    if not asked:
        return Answers({}, frozenset(), (), ())
    with beyond_the_wall():
        rows = _asked(_ANSWERS, asked)
        files = _by_asked((row[0], row[1]) for row in rows)
        settled = _settlements(files.values())
    said = {row[3]: _decision(row[1], row[3:]) for row in rows if row[3] is not None}
    children = frozenset(row[1] for row in rows if row[2] == CHILD)
    return Answers(files, children, tuple(said.values()), settled)


def files_of(people: Iterable[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """Every file that is held to be about the same human being, the person's own with them."""
    asked = list(people)
    with beyond_the_wall():
        return _by_asked(_asked(_FILES, asked)) if asked else {}


def spellings_of(
    people: Iterable[Person], files: Mapping[UUID, frozenset[UUID]] | None = None
) -> Mapping[UUID, frozenset[str]]:
    """Every spelling of each person, those in other files too: none of them may stand where the person is not named.

    ``files`` are those that go with theirs, where they are known already.
    """
    listed = {person.pk: person for person in people}
    together = files_of(listed) if files is None else files
    names = {pk: _names(person) for pk, person in listed.items()}
    elsewhere = {file for pk in listed for file in together[pk]} - listed.keys()
    if elsewhere:
        with beyond_the_wall():  # opened here, where their keys are at hand
            others = Person.objects.filter(pk__in=elsewhere).prefetch_related("names")
            names.update((person.pk, _names(person)) for person in others)
    return {pk: frozenset(name for file in together[pk] for name in names[file]) for pk in listed}


def _names(person: Person) -> frozenset[str]:
    """Of somebody erased nothing is left that could be looked for."""
    return frozenset() if person.erased_at is not None else frozenset(name.text for name in person.names.all())


def _settlements(groups: Iterable[frozenset[UUID]]) -> tuple[Settlement, ...]:
    """Those whose files are still held together by the very merges by which they were."""
    together = {file for group in groups if len(group) > 1 for file in group}
    if not together:
        return ()
    settled = Settlement.objects.filter(file__in=together)
    in_force = set(Merge.objects.in_force().filter(first__in=together).values_list("pk", flat=True))
    return tuple(s for s in settled if in_force.issuperset(s.merges))


def _asked(question: str, people: list[UUID]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, [people])
        return list(cursor.fetchall())


def _by_asked(pairs: Iterable[tuple[UUID, UUID]]) -> dict[UUID, frozenset[UUID]]:
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for asked, file in pairs:
        found[asked].add(file)
    return {asked: frozenset(files) for asked, files in found.items()}


def _decision(person: UUID, values: Iterable[object]) -> law.Decision:
    return ConsentDecision(person_id=person, **dict(zip(_DECIDED, values, strict=True))).as_rule()
