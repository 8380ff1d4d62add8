"""Consent at a glance: the people of a case, and what each of them said to each use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from hirz.faces.shell.parts import ConsentCell, ConsentRow
from hirz.faces.staff.case_record import CaseRecord
from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.people.answers import Answers, answers_of
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.permissions import PeoplePermission
from hirz.reprisals.people.web.spellings import name_for_page
from hirz.rules.consent import Scope

NOT_ASKED = frozenset({"alleged_perpetrator"})


@dataclass(frozen=True)
class Asked:
    """Somebody whose answers count, and where they are recorded by those who may."""

    name: str
    url: str
    record_url: str


@dataclass(frozen=True)
class Consents:
    people: Sequence[Asked]
    rows: Sequence[ConsentRow]

    @property
    def names(self) -> list[str]:
        return [asked.name for asked in self.people]


def consents(record: CaseRecord) -> Consents:
    people = _asked(record)
    answers = answers_of(people)
    may_record = record.may(PeoplePermission.CONSENT_RECORD)
    rows = [ConsentRow(label("consent_scope", scope), _cells(people, answers, scope)) for scope in Scope]
    return Consents([_told(person, may_record=may_record) for person in people], rows)


def _asked(record: CaseRecord) -> list[Person]:
    counted = [party.person for party in record.parties if party.person and party.part.role not in NOT_ASKED]
    return list({person.pk: person for person in counted}.values())


def _told(person: Person, *, may_record: bool) -> Asked:
    record_url = reverse("people:record_consent", args=[person.pk]) if may_record else ""
    return Asked(name_for_page(person), reverse("people:person", args=[person.pk]), record_url)


def _cells(people: Sequence[Person], answers: Answers, scope: Scope) -> list[ConsentCell]:
    return [_cell(person, answers, scope) for person in people]


def _cell(person: Person, answers: Answers, scope: Scope) -> ConsentCell:
    """The answer for any recipient, and beside it those that were given for one in particular."""
    said = answers.of(person.pk)
    recipients = sorted({d.recipient for d in said if d.recipient and d.scope is scope})
    holding = [(r, _holding(person, answers, scope, r)) for r in recipients]
    particular = [f"{label('entity', r)}: {label('consent_state', state)}" for r, state in holding]
    return ConsentCell(_holding(person, answers, scope, ""), " · ".join(particular))


def _holding(person: Person, answers: Answers, scope: Scope, recipient: str) -> str:
    return answers.standing(person.pk, scope=scope, recipient=recipient, now=timezone.localtime())[0].value
