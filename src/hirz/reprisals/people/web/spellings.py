"""Names of people on a page: which of many to show, and how to look for a part of one."""

from __future__ import annotations

from typing import Final

from django.db.models import Exists, OuterRef

from hirz.foundation.vocabularies.registry import page_language
from hirz.reprisals.people.models import Person, PersonName, PersonQuerySet
from hirz.reprisals.people.scripts import as_sought

_SCRIPTS: Final = {"ar": ("arab",), "ru": ("cyrl",), "zh": ("hans", "hant")}
_LATIN: Final = ("latn",)
SEARCH_LIMIT: Final = 100
"""Characters of a search that are looked at: no name part is longer."""


def name_for_page(person: Person) -> str:
    """The name in the script of the page's language, else in Latin letters, else the first one entered."""
    names = list(person.names.all())
    for scripts in (_SCRIPTS.get(page_language(), _LATIN), _LATIN):
        for name in names:
            if name.script in scripts:
                return name.text
    return names[0].text if names else str(person)


def called(people: PersonQuerySet, typed: str) -> PersonQuerySet:
    """Those of ``people`` of whom each word typed is in some name, whatever its vowel marks and letter variants."""
    for word in as_sought(typed[:SEARCH_LIMIT]).split():
        people = people.filter(Exists(PersonName.objects.filter(person=OuterRef("pk"), sought__contains=word)))
    return people
