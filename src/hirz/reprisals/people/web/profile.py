"""Everything the page of a person says, gathered with a number of queries that does not depend on how much there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise

from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.people.answers import answers_of
from hirz.reprisals.people.models import Disclosure, Person
from hirz.reprisals.people.web.consent_words import PURPOSES, document_in_words
from hirz.reprisals.people.web.exceptions import exceptions_on
from hirz.reprisals.people.web.history import HeldAnswer, Matrix, matrix, occasions
from hirz.reprisals.people.web.mentions import Mention, mentions_of
from hirz.reprisals.people.web.panels import panels_of
from hirz.reprisals.people.web.spellings import name_for_page
from hirz.rules.vocabulary import UN_LANGUAGES

DISCLOSURES_SHOWN: Final = 50


@dataclass(frozen=True)
class Left:
    """One disclosure, or its refusal, in words."""

    disclosure: Disclosure
    purpose: str | Promise
    recipient: str
    what: str | Promise
    case: Mention | None


@dataclass(frozen=True)
class Description:
    """What somebody may be called in public in one language; empty text where nothing was agreed."""

    language: str
    name: str
    text: str


def profile(person: Person, user: User) -> dict[str, Any]:
    mentions = mentions_of(person, user)
    held = held_by(person)
    return {
        "person": person,
        "name": name_for_page(person),
        "descriptions": _descriptions(person),
        "profiles": [label("victim_profile", code) for code in person.profiles],
        "mentions": mentions,
        "matrix": matrix_of(person),
        "occasions": occasions(held),
        "answers": len(held),
        "exceptions": exceptions_on([mention.case_id for mention in mentions], user=user),
        "disclosures": _disclosures(person, mentions),
        "panels": panels_of(person, user),
        "disclosures_shown": DISCLOSURES_SHOWN,
    }


def held_by(person: Person) -> list[HeldAnswer]:
    """Every answer, oldest first. Decisions must be prefetched."""
    return [HeldAnswer(decision) for decision in person.decisions.all()]


def matrix_of(person: Person) -> Matrix:
    """What holds for the person, whichever of their files it was said in."""
    return matrix(person.pk, answers_of([person]), now=timezone.localtime())


def _descriptions(person: Person) -> list[Description]:
    told = person.public_descriptions
    return [Description(code, label("language_name", code), told.get(code, "")) for code in UN_LANGUAGES]


def _disclosures(person: Person, mentions: Iterable[Mention]) -> list[Left]:
    cases = {mention.case_id: mention for mention in mentions}
    latest = person.disclosures.select_related("decided_by").order_by("-decided_at", "id")[:DISCLOSURES_SHOWN]
    return [_left(disclosure, cases) for disclosure in latest]


def _left(disclosure: Disclosure, cases: Mapping[UUID, Mention]) -> Left:
    return Left(
        disclosure,
        PURPOSES[disclosure.purpose],
        label("entity", disclosure.recipient),
        document_in_words(disclosure.what),
        cases.get(disclosure.case_id) if disclosure.case_id else None,
    )
