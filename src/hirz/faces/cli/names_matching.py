"""Which persons of two files are worth comparing, and what their dates and countries say."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names import keys, parse
from hirz.faces.cli.names_files import Person

MOST_CANDIDATES = 60
"""Names compared with one name: those that share the rarest keys."""
COMMON_KEY = 3_000
"""A key that more names than this share is looked at only beside a rarer one."""
# What a date or a country adds to the log-odds, in nats. Dates are often a year off, countries often those of stay.
SAME_DATE, SAME_YEAR, NEXT_YEAR, OTHER_YEAR = 2.5, 1.5, 0.0, -3.0
SAME_COUNTRY, OTHER_COUNTRY = 0.3, -0.5


def candidates(known: Sequence[str]) -> Callable[[Sequence[str]], NDArray[np.int64]]:
    """A function that gives, for names, the pairs [n, 2] of places (theirs, among ``known``) that share keys."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(known):
        for key in keys(parse(name)):
            holders[key].append(place)

    def find(names: Sequence[str]) -> NDArray[np.int64]:
        pairs = [(i, j) for i, name in enumerate(names) for j in _likeliest(keys(parse(name)), holders, len(known))]
        return np.array(pairs, np.int64).reshape(-1, 2)

    return find


def _likeliest(wanted: frozenset[str], holders: dict[str, list[int]], known: int) -> list[int]:
    weight: defaultdict[int, float] = defaultdict(float)
    shared = sorted((holders[key] for key in wanted if key in holders), key=len)
    for places in shared:
        rarity = math.log1p(known / len(places))
        if len(places) <= COMMON_KEY or not weight:
            for place in places:
                weight[place] += rarity
        else:
            for place in set(places) & weight.keys():
                weight[place] += rarity
    return sorted(weight, key=lambda place: (-weight[place], place))[:MOST_CANDIDATES]


def with_evidence(score: float, a: Person, b: Person) -> float:
    """The probability after what birth dates and countries say, where both persons have them."""
    if not 0 < score < 1:
        return score
    odds = math.log(score / (1 - score)) + _birth(a.birth, b.birth) + _country(a.country, b.country)
    return 1 / (1 + math.exp(-odds))


def _birth(a: str, b: str) -> float:
    if not a[:4].isdigit() or not b[:4].isdigit():
        return 0.0
    apart = abs(int(a[:4]) - int(b[:4]))
    if apart:
        return NEXT_YEAR if apart == 1 else OTHER_YEAR
    return SAME_DATE if a == b and len(a) == len("YYYY-MM-DD") else SAME_YEAR


def _country(a: str, b: str) -> float:
    if not a or not b:
        return 0.0
    return SAME_COUNTRY if a.casefold() == b.casefold() else OTHER_COUNTRY
