"""Offices as the public sees them: which States each answers for, where its presences are, what they speak."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import label, state


@dataclass(frozen=True)
class Place:
    name: str
    states: Sequence[str]
    languages: Sequence[str]


@dataclass(frozen=True)
class Region:
    office: Place
    presences: Sequence[Place]


def regions(language: str) -> list[Region]:
    """Every office that has no other above it, with the presences below it, in the order of the language."""
    known = list(Office.objects.all())
    tops = [office for office in known if office.parent_id is None]
    listed = [Region(_place(top, language), _presences(top, known, language)) for top in tops]
    return sort_for_people(listed, lambda region: region.office.name, language)


def _presences(top: Office, known: Iterable[Office], language: str) -> list[Place]:
    below = [_place(office, language) for office in known if office.parent_id == top.pk]
    return sort_for_people(below, lambda place: place.name, language)


def _place(office: Office, language: str) -> Place:
    names = [state(code).name(language).short for code in office.states]
    spoken = [label("language_name", code, language) for code in office.languages]
    return Place(str(office), sort_for_people(names, str, language), spoken)
