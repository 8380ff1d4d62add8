"""A model that learns from the records themselves, without anybody's labels."""

from __future__ import annotations

from typing import Final

import numpy as np

from hirz.engines.linkage import naming
from hirz.engines.linkage.candidates import pairs_of_rare_keys, rarities
from hirz.engines.linkage.model import Model
from hirz.engines.linkage.splinking import trained
from hirz.engines.linkage.weighing import Given

MOST_LOOKED_AT: Final = 4_000_000
LEAST_RARITY: Final = 12.0
"""Pairs to learn from share names this rare, in bits: enough of them are one person's for the two kinds to be told
apart."""
MOST_PAIRS: Final = 200_000
ALIKE: Final = 6
"""Level of names from which on a pair is learned from."""
FEWEST_PAIRS: Final = 200
"""From fewer pairs nothing is learned."""


def learned(given: Given) -> Model:
    """The model with what Splink learns from pairs chosen by their names alone; as it was where those are too few."""
    pairs = pairs_of_rare_keys(given.index, MOST_LOOKED_AT, LEAST_RARITY)
    pairs = pairs[:: len(pairs) // MOST_PAIRS + 1]
    left, right = (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
    given.progress("learning", 0, 1)
    levels = naming.levels(naming.scores(given.spellings, left, right), rarities(given.index, left, right))
    alike = levels >= ALIKE
    if alike.sum() < FEWEST_PAIRS:
        return given.model
    found = trained(given.backend, given.model, given.facts, left[alike], right[alike])
    given.progress("learning", 1, 1)
    return found
