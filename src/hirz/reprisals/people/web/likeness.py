"""Why somebody was found, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from hirz.engines.names import LANGUAGES, explain
from hirz.foundation.vocabularies.registry import page_language
from hirz.reprisals.people.finding import Candidate
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.web.spellings import name_for_page

LISTED: Final = 10
"""So many are listed however unlikely they are; beyond, those who are not."""
LIKELY: Final = 0.1


@dataclass(frozen=True)
class Listed:
    """A person on a list: the name for the page, the others, and, where a name was looked for, why they are here."""

    person: Person
    name: str
    others: tuple[str, ...]
    reason: str = ""
    details: tuple[str, ...] = ()

    @classmethod
    def of(cls, person: Person) -> Listed:
        name = name_for_page(person)
        return cls(person, name, tuple(n.text for n in person.names.all() if n.text != name))

    @classmethod
    def found(cls, candidate: Candidate) -> Listed:
        shown = cls.of(candidate.person)
        verdict, *details = explain(candidate.comparison, language_of_reasons())
        if candidate.begun:
            return cls(shown.person, shown.name, shown.others, _("Words of the name begin with what you wrote."))
        return cls(shown.person, shown.name, shown.others, verdict, tuple(details))


def worth_listing(candidates: list[Candidate]) -> list[Listed]:
    """The first few in any case, so that a wrong guess of ours hides nobody; of the others those that are likely."""
    return [
        Listed.found(candidate)
        for place, candidate in enumerate(candidates)
        if place < LISTED or candidate.begun or candidate.score >= LIKELY
    ]


def language_of_reasons() -> str:
    language = page_language()
    return language if language in LANGUAGES else "en"
