"""Invented people: names in the spellings in which different sources would give them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

Spelled = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tradition:
    """Given names of women and of men, family names with their women's form where it differs, all in step."""

    language: str
    women: tuple[Spelled, ...]
    men: tuple[Spelled, ...]
    families: tuple[Spelled, ...]
    families_of_women: tuple[Spelled, ...]


@dataclass(frozen=True, slots=True)
class Invented:
    names: tuple[str, ...]
    gender: str
    language: str


def _traditions() -> list[Tradition]:
    content = yaml.safe_load(Path(__file__).with_name("people.yaml").read_text(encoding="utf-8"))
    return [
        Tradition(
            language=pools["language"],
            women=_spelled(pools["women"]),
            men=_spelled(pools["men"]),
            families=_spelled(pools["families"]),
            families_of_women=_spelled(pools.get("families_of_women", pools["families"])),
        )
        for pools in content.values()
    ]


def _spelled(names: list[list[str]]) -> tuple[Spelled, ...]:
    return tuple(tuple(spellings) for spellings in names)


def invented_people(chance: random.Random) -> Iterator[Invented]:
    """Everybody the pools can make, each once, the traditions in turn."""
    queues = [chance.sample(made, len(made)) for made in (_all_of(t) for t in _traditions())]
    while any(queues):
        for queue in queues:
            if queue:
                yield queue.pop()


def _all_of(tradition: Tradition) -> list[Invented]:
    women = [(g, f, "female") for g in tradition.women for f in tradition.families_of_women]
    men = [(g, f, "male") for g in tradition.men for f in tradition.families]
    return [Invented(_joined(g, f), gender, tradition.language) for g, f, gender in (*women, *men)]


def _joined(given: Spelled, family: Spelled) -> tuple[str, ...]:
    """As many spellings as both have: native first, then how others write it."""
    longest = max(len(given), len(family))
    padded = zip(_padded(given, longest), _padded(family, longest), strict=True)
    return tuple(dict.fromkeys(f"{g} {f}" for g, f in padded))


def _padded(spelled: Spelled, length: int) -> Spelled:
    return spelled[:1] * (length - len(spelled)) + spelled
