"""One box: a reference, a name, words of what is written. Only what the person may see is looked at and counted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.cases import finding
from hirz.reprisals.cases.finding import Progress, scan
from hirz.reprisals.cases.models import Case, CasePerson
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.people.finding import called
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.web.fields import state_name
from hirz.reprisals.people.web.likeness import Listed, worth_listing
from hirz.reprisals.response.models import Communication

SHORTEST: Final = 2
SHOWN: Final = 20
_REFERENCE: Final = re.compile(r"[A-Z]-[0-9A-Z]{6}|([A-Z]+ )+[0-9]+/[0-9]{4}", re.ASCII | re.IGNORECASE)
"""Of a case or submission, or of a letter. Nothing else of what is typed is sent to the database: it may be a name."""


@dataclass(frozen=True)
class Found:
    """A row that was found. A person is ``listed`` with the reason, and comes with their cases."""

    title: str
    url: str
    note: str
    listed: Listed | None = None
    cases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Group:
    """What was found in one way, said which; ``more`` says that not all of it is listed."""

    title: str | Promise
    icon: str
    found: list[Found]
    more: bool


@dataclass(frozen=True)
class Enough:
    """As many cases as are listed were found, and there is at least one more."""

    so_far: Progress


def look_for(wanted: str, user: User) -> list[Group]:
    """What is found at once: by reference, or else by name; nothing where neither finds anything."""
    text = " ".join(wanted.split())
    by_reference = _group(pgettext_lazy("found by", "By reference"), "hashtag", _by_reference(text, user))
    if by_reference.found:
        return [by_reference]
    by_name = _group(pgettext_lazy("found by", "By name"), "user", _by_name(text, user))
    return [by_name] if by_name.found else []


def look_through(wanted: str, user: User) -> Iterator[Found | Progress | Enough]:
    """What is written on the cases, opened and looked through: each find as it is made, and how far the search is."""
    shown, progress = 0, Progress(0, 0, 0)
    for event in scan(Case.objects.visible_to(user), wanted):
        if isinstance(event, finding.Found):
            shown += 1
            if shown > SHOWN:
                yield Enough(progress)
                return
            yield _case(event.case)
        else:
            progress = event
            yield event


def _by_reference(text: str, user: User) -> Iterable[Found]:
    if not _REFERENCE.fullmatch(text):
        return
    reference = text.upper()
    for case in Case.objects.visible_to(user).filter(reference=reference):
        yield _case(case)
    for submission in Submission.objects.visible_to(user).filter(reference=reference):
        note = submission.get_channel_display()  # type: ignore[attr-defined]
        yield Found(submission.reference, reverse("intake:submission", args=[submission.pk]), note)
    for letter in Communication.objects.visible_to(user).filter(reference=reference):
        kind = label("communication_type", letter.kind)
        yield Found(letter.reference or "", reverse("response:letter", args=[letter.pk]), kind)


def _by_name(text: str, user: User) -> Iterable[Found]:
    people = worth_listing(called(Person.objects.visible_to(user), text, limit=SHOWN + 1))
    cases = _cases_of([listed.person.pk for listed in people], user)
    for listed in people:
        address = reverse("people:person", args=[listed.person.pk])
        yield Found(listed.name, address, " · ".join(listed.others), listed, tuple(cases[listed.person.pk].items()))


def _cases_of(people: list[UUID], user: User) -> dict[UUID, dict[str, str]]:
    """For each person the references of the cases in which they have a part, and the addresses of those."""
    found: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
    if people:
        parts = CasePerson.objects.filter(person__in=people, case__in=Case.objects.visible_to(user))
        for part in parts.select_related("case"):
            found[part.person_id][part.case.reference] = reverse("staff:case", args=[part.case_id])
    return found


def _case(case: Case) -> Found:
    note = f"{state_name(case.state_concerned)} · {label('case_state', case.state)}"
    return Found(case.reference, reverse("staff:case", args=[case.pk]), note)


def _group(title: str | Promise, icon: str, found: Iterable[Found]) -> Group:
    listed = list(found)
    return Group(title, icon, listed[:SHOWN], more=len(listed) > SHOWN)
