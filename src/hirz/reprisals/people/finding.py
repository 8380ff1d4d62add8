"""Finding people by a name that nobody can read in the database.

Beside each sealed name lie a few blind keys: keyed hashes of how its words begin, cut so short that other names share
them. A search asks for the keys, opens the few people it gets, and compares what was really meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from django.db import transaction

from hirz.engines.sealing import bits_for, blind_index, needs_resize
from hirz.foundation.keys.models import BlindIndex
from hirz.foundation.keys.rings import INDEX as INDEX_KEY
from hirz.foundation.keys.rings import secret
from hirz.reprisals.people.models import NameKey, Person, PersonName, PersonQuerySet
from hirz.rules.naming import fold

INDEX: Final = "person_name"
OPENED: Final = 2_000
"""People opened for one search, those entered last first."""
LONGEST: Final = 100
"""Characters of a search that are looked at: no name part is longer."""
_AT_ONCE: Final = 500
_BEGINNING: Final = 3
_APOSTROPHES: Final = dict.fromkeys(map(ord, "ʻʼ’‘'`´"))
_WORD: Final = re.compile(r"[^\W_]+")


def called(people: PersonQuerySet, typed: str) -> PersonQuerySet:
    """Those of ``people`` of whom each word typed begins a word of some name, whatever its marks and letters."""
    words = name_words(typed[:LONGEST])
    if not words:
        return people.none()
    candidates = _sharing_keys(people, words).prefetch_related("names")[:OPENED]
    matching = [person.pk for person in candidates if _bears(person, words)]
    return people.filter(pk__in=matching)


def alike(people: PersonQuerySet, spellings: Iterable[str]) -> PersonQuerySet:
    """Those of ``people`` with a name that shares a key with one of ``spellings``: candidates, to be compared."""
    keys = {key for spelling in spellings for key in keys_of(spelling)}
    return people.filter(pk__in=NameKey.objects.filter(key__in=keys).values("name__person"))


def note_keys(name: PersonName) -> None:
    """Write the blind keys of a name anew, in the transaction that saves it."""
    name.keys.all().delete()
    NameKey.objects.bulk_create(NameKey(name=name, key=key) for key in keys_of(name.text))


def keys_of(spelling: str) -> frozenset[int]:
    length = bits()
    return frozenset(_key(word, length) for word in name_words(spelling))


def name_words(text: str) -> list[str]:
    """The words of a name, folded, without apostrophes and without the Arabic article."""
    words = _WORD.findall(fold(text.translate(_APOSTROPHES)))
    return [word[2:] if word.startswith("ال") and len(word) > 4 else word for word in words]


def bits() -> int:
    index = BlindIndex.objects.filter(name=INDEX).first()
    return index.bits if index else bits_for(0)


def rebuild_if_outgrown(each: Callable[[int, int], None] = lambda done, of: None) -> bool:
    """Cut the keys anew when there are too many names, or too few, for their length. Says whether it was needed."""
    names = PersonName.objects.count()
    if not needs_resize(names, bits()):
        return False
    rebuild(each)
    return True


@transaction.atomic
def rebuild(each: Callable[[int, int], None] = lambda done, of: None) -> None:
    """Write the keys of every name anew. ``each`` hears how many of how many are done."""
    total = PersonName.objects.count()
    BlindIndex.objects.update_or_create(name=INDEX, defaults={"bits": bits_for(total)})
    NameKey.objects.all().delete()
    for done, name in enumerate(PersonName.objects.order_by("pk").iterator(_AT_ONCE), start=1):
        NameKey.objects.bulk_create(NameKey(name=name, key=key) for key in keys_of(name.text))
        each(done, total)


def _sharing_keys(people: PersonQuerySet, words: Iterable[str]) -> PersonQuerySet:
    length = bits()
    for word in words:
        key = _key(word, length)
        people = people.filter(pk__in=NameKey.objects.filter(key=key).values("name__person"))
    return people


def _bears(person: Person, words: Iterable[str]) -> bool:
    borne = {word for name in person.names.all() for word in name_words(name.text)}
    return all(any(word.startswith(sought) for word in borne) for sought in words)


def _key(word: str, length: int) -> int:
    beginning = word[:_BEGINNING]
    return blind_index(beginning, key=secret(INDEX_KEY), table="people_personname", column="text", bits=length)
