"""Towns, districts and regions of Central Asian and Arabic-speaking States, in whatever script they are written:
`match_place`.

The table is `data/places.tsv`; spellings it does not hold are found by the keys of the name engine and judged by how
well the letters read as one another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
import yaml

from hirz.engines.names.features import FEATURES
from hirz.engines.names.packing import pack
from hirz.engines.names.parsing import parse
from hirz.engines.names.scoring import measured
from hirz.engines.names.scripts import fold
from hirz.engines.names.skeletons import keys
from hirz.engines.names.weights import weights

MOST_TOLD: Final = 10
AREA: Final = "area"
"""What stands in the table for the number of people of a district or region."""
_LEAST_LIKENESS: Final = 0.6
_AS_LIKELY: Final = 0.05
"""Places whose likeness is as near as this to the best are what the text may mean as well."""
_FEW_PEOPLE: Final = 10
"""A place with so many times fewer people than the one that is best is not what a text without a State means."""
_LARGE: Final = 50_000
_ADJECTIVE: Final = re.compile("(?<=[^-]{2})(?:ск(?:ий|ая|ое|ой)|sk(?:iy|ij|aya|aia|oye))$")
_MEAN, _MATCHED = FEATURES.index("mean"), FEATURES.index("matched_share")


@dataclass(frozen=True, slots=True)
class Place:
    """``code``: the number of a town or district in GeoNames, or of a region in ISO 3166-2. ``country``: ISO 3166-1
    alpha-2. ``people``: how many live there, 0 where that is not known. ``names``: the usual one first, others by
    script. ``is_area``: a district or region, no town."""

    code: str
    country: str
    people: int
    names: tuple[str, ...]
    is_area: bool


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place a text may mean. ``likeness``: how well the nearest of its names reads as the text, 0 to 1.
    ``ambiguous``: others fit as well, and only what is known besides can tell."""

    place: Place
    name: str
    likeness: float
    ambiguous: bool


def match_place(text: str, country: str | None = None) -> tuple[PlaceMatch, ...]:
    """Places the text may name, the likeliest first, at most ten; none where nothing is like it.

    ``country`` (ISO 3166-1 alpha-2) keeps to one State. Of places that fit alike the one with more people comes first;
    two of one name are told to be ambiguous unless one has ten times the people of the other. Where the text has a word
    for an area (район, محافظة), districts and regions come before towns. A likeness is no probability: it says how much
    of the letters fits.

    >>> [(found.place.names[0], found.place.country) for found in match_place("Каир")[:1]]
    [('Cairo', 'EG')]
    >>> match_place("Ош", "KG")[0].place.names[0]
    'Osh'
    """
    sought = core(text)
    likeness: dict[int, tuple[float, str]] = {}
    for (number, name), alike in _likenesses(sought, country):
        if alike >= _LEAST_LIKENESS and alike > likeness.get(number, (0.0, ""))[0]:
            likeness[number] = (alike, name)
    places, of_area = _gazetteer(), _names_area(text)
    ranked = sorted(
        likeness,
        key=lambda number: (
            -round(likeness[number][0], 1),
            of_area and not places[number].is_area,
            -places[number].people,
            number,
        ),
    )
    rivals = _rivals(ranked, likeness) if ranked else set()
    return tuple(
        PlaceMatch(places[number], likeness[number][1], likeness[number][0], number in rivals and len(rivals) > 1)
        for number in ranked[:MOST_TOLD]
    )


def _rivals(ranked: list[int], likeness: dict[int, tuple[float, str]]) -> set[int]:
    """The places that fit as well as the first and are not much smaller; of an area, other areas."""
    first, places = ranked[0], _gazetteer()
    near = (number for number in ranked if likeness[number][0] >= likeness[first][0] - _AS_LIKELY)
    if places[first].is_area:
        return {number for number in near if places[number].is_area}
    return {number for number in near if places[number].people * _FEW_PEOPLE >= places[first].people}


def _likenesses(sought: str, country: str | None) -> Iterator[tuple[tuple[int, str], float]]:
    """Names that share a key with the text, and how well each reads as it."""
    places = _gazetteer()
    numbered = {entry for key in keys(parse(sought)) for entry in _index().get(key, ())}
    entries = sorted(entry for entry in numbered if country in (None, places[entry[0]].country))
    yield from zip(entries, read_alike(sought, [core(name) for _, name in entries]), strict=True)


def read_alike(sought: str, names: Sequence[str]) -> list[float]:
    """How well each name of a place reads as another, 0 to 1: how well the parts that meet are read as one another,
    times the share of both names that meets. Both as `core` gives them."""
    if not names:
        return []
    trained = weights()
    pairs = np.array([[0, place + 1] for place in range(len(names))])
    rows = measured(pack([sought, *names]), pairs, trained.odds, trained.rarity)
    fits = np.clip(rows[:, _MEAN], 0, 1) * rows[:, _MATCHED]
    same = np.array([_letters(name) == _letters(sought) for name in names])
    likeness: list[float] = np.where(same, 1.0, fits).tolist()
    return likeness


def core(text: str) -> str:
    """The name without words such as town and region, unless it has no others; of an area also without the ending that
    makes a Russian adjective of it (Нарынская область)."""
    kinds = _kinds()["towns"] | _kinds()["areas"]
    words = [word for word in text.replace("-", " - ").split() if word == "-" or fold(word)[0] not in kinds]
    bare = [_ADJECTIVE.sub("", word) for word in words] if _names_area(text) else words
    return " ".join(bare).replace(" - ", "-") or text


def _names_area(text: str) -> bool:
    return any(fold(word)[0] in _kinds()["areas"] for word in text.split())


@lru_cache(maxsize=1)
def _kinds() -> dict[str, frozenset[str]]:
    """Words for towns and words for areas, folded."""
    text = (files("hirz.engines.names") / "data" / "place_words.yaml").read_text(encoding="utf-8")
    groups: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
    return {
        kind: frozenset(fold(word)[0] for words in languages.values() for word in words)
        for kind, languages in groups.items()
    }


@lru_cache(maxsize=65536)
def _letters(text: str) -> str:
    return "".join(token.text for token in parse(text).tokens)


@lru_cache(maxsize=1)
def towns_by_letters() -> dict[str, frozenset[str]]:
    """The codes of the towns that a text, folded and without spaces, is the name of; of towns of 50,000 people or
    more."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for place in _gazetteer():
        for name in place.names if place.people >= _LARGE else ():
            found[_letters(name)].add(place.code)
    return {letters: frozenset(codes) for letters, codes in found.items()}


@lru_cache(maxsize=1)
def _gazetteer() -> tuple[Place, ...]:
    text = (files("hirz.engines.names") / "data" / "places.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return tuple(
        Place(code, country, 0 if people == AREA else int(people), tuple(names), people == AREA)
        for code, country, people, *names in rows
    )


@lru_cache(maxsize=1)
def _index() -> dict[str, list[tuple[int, str]]]:
    """Places and names of theirs by key."""
    index: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, place in enumerate(_gazetteer()):
        for name in place.names:
            for key in keys(parse(core(name))):
                index[key].append((number, name))
    return dict(index)
