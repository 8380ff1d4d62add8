"""One box: a reference, a name, words of a summary. Only what the person may see is looked at, counted and told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.cases.finding import telling_of
from hirz.reprisals.cases.models import Case, CasePerson
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.people.finding import called
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.web.fields import state_name
from hirz.reprisals.people.web.spellings import name_for_page
from hirz.reprisals.response.models import Communication

SHORTEST: Final = 2
SHOWN: Final = 20


@dataclass(frozen=True)
class Found:
    title: str
    url: str
    note: str
    is_name: bool = False
    cases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Group:
    """What was found in one way, said which; ``more`` says that not all of it is listed."""

    title: str | Promise
    icon: str
    found: list[Found]
    more: bool


def look_for(wanted: str, user: User) -> list[Group]:
    """Everything found, group by group; ways that found nothing are left out."""
    text = " ".join(wanted.split())
    if len(text) < SHORTEST:
        return []
    groups = [
        _group(pgettext_lazy("found by", "By reference"), "hashtag", _by_reference(text, user)),
        _group(pgettext_lazy("found by", "By name"), "user", _by_name(text, user)),
        _group(pgettext_lazy("found by", "By what is written"), "document-magnifying-glass", _by_words(text, user)),
    ]
    return [group for group in groups if group.found]


def _by_reference(text: str, user: User) -> Iterable[Found]:
    reference = text.upper()
    for case in Case.objects.visible_to(user).filter(reference=reference):
        yield _case(case)
    for submission in Submission.objects.visible_to(user).filter(reference=reference):
        note = submission.get_channel_display()  # type: ignore[attr-defined]
        yield Found(submission.reference, reverse("intake:submission", args=[submission.pk]), note)
    for letter in Communication.objects.visible_to(user).filter(reference=text):
        kind = label("communication_type", letter.kind)
        yield Found(letter.reference or "", reverse("response:letter", args=[letter.pk]), kind)


def _by_name(text: str, user: User) -> Iterable[Found]:
    people = called(Person.objects.visible_to(user), text)
    parts = CasePerson.objects.filter(case__in=Case.objects.visible_to(user)).select_related("case")
    for person in people.prefetch_related("names", Prefetch("parts", parts))[: SHOWN + 1]:
        shown = name_for_page(person)
        others = " · ".join(name.text for name in person.names.all() if name.text != shown)
        cases = {part.case.reference: reverse("staff:case", args=[part.case_id]) for part in person.parts.all()}
        address = reverse("people:person", args=[person.pk])
        yield Found(shown, address, others, is_name=True, cases=tuple(cases.items()))


def _by_words(text: str, user: User) -> Iterable[Found]:
    return (_case(case) for case in islice(telling_of(Case.objects.visible_to(user), text), SHOWN + 1))


def _case(case: Case) -> Found:
    note = f"{state_name(case.state_concerned)} · {label('case_state', case.state)}"
    return Found(case.reference, reverse("staff:case", args=[case.pk]), note)


def _group(title: str | Promise, icon: str, found: Iterable[Found]) -> Group:
    listed = list(found)
    return Group(title, icon, listed[:SHOWN], more=len(listed) > SHOWN)
