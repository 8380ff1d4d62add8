"""The weights of a linkage model: for each level of each comparison how often it is met in two records of one person
(m) and of two people (u), and how many further records of a person to expect."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hirz.engines.linkage import naming
from hirz.engines.linkage.candidates import Reach
from hirz.engines.linkage.evidence import Birth, Bits, Body, Event, Gender, Place, Weights, weights_of

LEVELS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": tuple(f"LEVEL_{number}" for number in range(naming.LEVELS)),
    **{
        name: tuple(level.name for level in kind if level)
        for name, kind in (("birth", Birth), ("gender", Gender), ("place", Place), ("event", Event), ("body", Body))
    },
}
"""The levels of each comparison in order; what is unknown on either side is no level, and says nothing."""
FEWEST: Final = 1_000
BEYOND_KEYS: Final = 4.0
"""How many bits two names may say beyond the rarity of the keys they share. On the development set one pair in a
thousand that would be linked says more: letters that were mistyped hide a key."""


@dataclass(frozen=True, slots=True)
class Odds:
    """Shares ``m`` and ``u``, each in (0, 1), of one level."""

    m: float
    u: float

    @property
    def bits(self) -> float:
        return math.log2(self.m / self.u)


@dataclass(frozen=True, slots=True)
class Model:
    """``odds`` by comparison, in the order of `LEVELS`. ``partners``: how many other records of the same person a
    record has on average; with the number of records it makes the prior."""

    name: str
    partners: float
    odds: Mapping[str, tuple[Odds, ...]]

    def prior(self, records: int) -> float:
        """The probability that two records drawn from so many are one person's.

        The people whom a few records might be of are more than those records, so that few count as `FEWEST`.
        """
        return min(self.partners / max(records, FEWEST), 0.5)

    def prior_bits(self, records: int) -> float:
        prior = self.prior(records)
        return math.log2(prior / (1 - prior))

    def bits(self, comparison: str) -> NDArray[np.float32]:
        """The weight of each level of a comparison in bits; for all but names 0 for the unknown comes first."""
        found = [odds.bits for odds in self.odds[comparison]]
        return np.array(found if comparison == "name" else [0.0, *found], np.float32)

    def evidence(self) -> Weights:
        return weights_of(Bits(*(self.bits(name) for name in Bits._fields)))

    def reach(self, records: int, least: float) -> Reach:
        """What the best of names could still add, for pairs that are to reach ``least`` bits."""
        best = self.bits("name").max()
        return Reach(np.float32(self.prior_bits(records)), np.float32(BEYOND_KEYS), best, np.float32(least))

    def with_odds(self, comparison: str, odds: Sequence[Odds]) -> Model:
        return replace(self, odds={**self.odds, comparison: tuple(odds)})


def read_model(name: str) -> Model:
    """A model of this package: ``default`` (set by hand) or ``synthetic`` (trained on synthetic persons)."""
    text = (files("hirz.engines.linkage") / "data" / f"{name}.json").read_text(encoding="utf-8")
    return model_from(json.loads(text))


def model_from(data: Mapping[str, object]) -> Model:
    """A model as `as_data` writes it; `ValueError` where a level is missing or a share is not between 0 and 1."""
    levels = data["levels"]
    if not isinstance(levels, Mapping) or set(levels) != set(LEVELS):
        raise ValueError("levels of comparisons")
    odds = {name: tuple(_odds(levels[name][level]) for level in LEVELS[name]) for name in LEVELS}
    return Model(str(data["name"]), float(str(data["partners"])), odds)


def _odds(pair: Sequence[float]) -> Odds:
    m, u = pair
    if not 0 < m < 1 or not 0 < u < 1:
        raise ValueError("share of a level")
    return Odds(m, u)


def as_data(model: Model) -> dict[str, object]:
    """The model as JSON has it."""
    return {
        "name": model.name,
        "partners": model.partners,
        "levels": {
            name: {level: [odds.m, odds.u] for level, odds in zip(LEVELS[name], model.odds[name], strict=True)}
            for name in LEVELS
        },
    }
