"""The facts of a case in words, to stand beside what is drafted from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.cases.models import Case, CasePerson
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.web.spellings import name_for_page
from hirz.reprisals.response.models import Communication
from hirz.reprisals.response.telling import in_order

READ: Final = ("parties", "engagements", "acts", "links", "developments", "communications__replies")
"""What of a case must be loaded for its facts."""


@dataclass(frozen=True)
class Fact:
    """One record: its ``key`` is ``kind:id``, as sentences of the report name it; a date is EDTF or empty."""

    key: str
    kind: str | Promise
    text: str
    when: str = ""
    note: str = ""


@dataclass(frozen=True)
class Concerned:
    """A person of the case: by name for colleagues who may know it, and as the public may call them."""

    role: str
    name: str
    person: Person | None
    description: str


def facts_of(case: Case) -> list[Fact]:
    """Everything a text about the case can rest on, in the order of the case. ``READ`` must be loaded."""
    return [*_engagements(case), *_acts(case), *_links(case), *_developments(case), *_letters(case)]


def concerned_in(case: Case, user: User, language: str) -> list[Concerned]:
    """Who is in the case, with the public description in ``language``. Hidden people are there without a name."""
    parts = list(case.parties.all())
    people = Person.objects.visible_to(user).filter(pk__in=[part.person_id for part in parts])
    seen = {person.pk: person for person in people.prefetch_related("names")}
    return [_concerned(part, seen, language) for part in parts]


def _concerned(part: CasePerson, seen: Mapping[UUID, Person], language: str) -> Concerned:
    person = seen.get(part.person_id)
    name = name_for_page(person) if person else _("Somebody you may not know")
    description = person.public_descriptions.get(language, "") if person else ""
    return Concerned(label("person_role", part.role), name, person, description)


def _engagements(case: Case) -> Iterator[Fact]:
    kind = pgettext("record on a case", "Cooperation")
    for record in in_order(case.engagements.all()):
        text = _parted(label("engagement_body", record.body), label("engagement_type", record.kind), record.place)
        yield Fact(f"engagement:{record.pk}", kind, text, record.date, record.note)


def _acts(case: Case) -> Iterator[Fact]:
    kind = pgettext("record on a case", "Act")
    for record in in_order(case.acts.all()):
        text = _parted(label("act_type", record.kind), label("perpetrator", record.perpetrator), record.place)
        yield Fact(f"act:{record.pk}", kind, text, record.date, record.note)


def _links(case: Case) -> Iterator[Fact]:
    kind = pgettext("record on a case", "Link")
    for link in case.links.all():
        bases = [label("link_basis", basis) for basis in link.bases]
        yield Fact(f"link:{link.pk}", kind, _parted(label("link_strength", link.strength), *bases), "", link.reasoning)


def _developments(case: Case) -> Iterator[Fact]:
    kind = pgettext("record on a case", "Development")
    for record in in_order(case.developments.all()):
        yield Fact(f"development:{record.pk}", kind, label("development_kind", record.kind), record.date, record.text)


def _letters(case: Case) -> Iterator[Fact]:
    sent = [letter for letter in case.communications.all() if letter.sent_at]
    for letter in sorted(sent, key=lambda letter: (letter.sent_at, letter.pk)):
        on = case.office.local_date(letter.sent_at) if letter.sent_at else None
        text = _parted(label("communication_type", letter.kind), letter.reference or "")
        yield Fact(f"communication:{letter.pk}", pgettext("record on a case", "Letter"), text, str(on or ""))
        yield from _replies(letter)


def _replies(letter: Communication) -> Iterator[Fact]:
    for reply in letter.replies.all():
        words = label("reply_kind", reply.kind) if reply.kind else _("Not assessed yet")
        kind = pgettext("record on a case", "Reply")
        yield Fact(f"reply:{reply.pk}", kind, words, str(reply.received_date), reply.assessment)


def _parted(*parts: str) -> str:
    said: Sequence[str] = [part for part in parts if part]
    return " · ".join(said)
