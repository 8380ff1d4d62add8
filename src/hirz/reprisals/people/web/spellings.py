"""Names of people on a page: which of many to show, and how to look for a part of one."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Final

from django.db.models import Exists, OuterRef

from hirz.foundation.vocabularies.registry import page_language
from hirz.reprisals.people.models import Person, PersonName, PersonQuerySet
from hirz.rules.naming import fold

_SCRIPTS: Final = {"ar": ("arab",), "ru": ("cyrl",), "zh": ("hans", "hant")}
_LATIN: Final = ("latn",)
_LETTERS: Final = (range(0x0041, 0x0250), range(0x0400, 0x0530), range(0x0621, 0x064B), range(0x066E, 0x06D4))
_APOSTROPHES: Final = "ʻʼ’‘'`´"
_MARKS: Final = f"[{_APOSTROPHES}\u0300-\u036f\u0640\u064b-\u065f\u0670]*"
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
    without_apostrophes = fold(typed[:SEARCH_LIMIT]).translate(dict.fromkeys(map(ord, _APOSTROPHES)))
    for word in without_apostrophes.split():
        names = PersonName.objects.filter(person=OuterRef("pk"), text__iregex=_pattern(word))
        people = people.filter(Exists(names))
    return people


def _pattern(folded: str) -> str:
    """A regular expression for every spelling that folds to this one."""
    return _MARKS.join(_class_of(letter) for letter in folded)


def _class_of(letter: str) -> str:
    return f"[{''.join(map(re.escape, sorted({letter, *_variants().get(letter, ())})))}]"


@cache
def _variants() -> dict[str, frozenset[str]]:
    """Letters by what they fold to. Letters that fold to several are left out: a pattern goes letter by letter."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for letter in (chr(point) for letters in _LETTERS for point in letters):
        found[fold(letter)].add(letter)
    return {folded: frozenset(letters) for folded, letters in found.items() if len(folded) == 1}
