"""One ordered scale of how much two names say: the score of the name engine, and how rare what they share is.

Several comparisons of parts of names would say the same thing several times, which no later arithmetic puts right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names import compare_many

LEAST: Final = -4.0
STEP: Final = 1.5
LEVELS: Final = 16
"""Levels of the comparison of names: the first below `LEAST`, then each `STEP` bits, the last without end."""
BELOW: Final = 1.2
ABOVE: Final = 0.75
"""What a doubling of the odds of the name engine adds to the scale, below even odds and above."""
COMMON: Final = (0.55, 20.0)
RARE: Final = (0.17, 10.0)
"""What each bit of rarity adds up to so many, and what each of the next so many adds; from there on nothing."""
DOUBTFUL: Final = 0.1
"""Below this score rarity counts less and less: brothers share a rare family name too."""
CLOSEST: Final = 0.998
"""Scores nearer to certainty than this, or to its opposite, are not told apart."""


def scale(score: NDArray[np.float32], rarity: NDArray[np.float32]) -> NDArray[np.float32]:
    """The place on the scale, in about bits, of pairs with this score and this rarity of what they share."""
    held = np.clip(score.astype(np.float64), 1 - CLOSEST, CLOSEST)
    odds = np.log2(held / (1 - held))
    bent = np.where(odds < 0, BELOW * odds, ABOVE * odds)
    common = COMMON[0] * np.minimum(rarity, COMMON[1])
    rare = RARE[0] * np.clip(rarity - COMMON[1], 0, RARE[1])
    counted = np.minimum(held / DOUBTFUL, 1)
    place: NDArray[np.float32] = (bent + counted * (common + rare)).astype(np.float32)
    return place


def levels(score: NDArray[np.float32], rarity: NDArray[np.float32]) -> NDArray[np.int8]:
    """The level, 0 to `LEVELS` - 1, of pairs."""
    place = np.floor((scale(score, rarity) - LEAST) / STEP) + 1
    level: NDArray[np.int8] = np.clip(place, 0, LEVELS - 1).astype(np.int8)
    return level


def scores(
    spellings: Sequence[Sequence[str]], left: NDArray[np.int32], right: NDArray[np.int32]
) -> NDArray[np.float32]:
    """The score of the likest spellings of each pair of records; float32 [pairs]."""
    used, places = np.unique(np.concatenate([left, right]), return_inverse=True)
    one, other = places[: len(left)], places[len(left) :]
    names = [spellings[record] for record in used.tolist()]
    count = np.fromiter(map(len, names), np.int64, len(names))
    begin = np.cumsum(count) - count
    flat = [name for several in names for name in several]
    each = count[one] * count[other]
    pair = np.repeat(np.arange(len(left)), each)
    number = np.arange(len(pair)) - np.repeat(np.cumsum(each) - each, each)
    width = count[other][pair]
    asked = np.column_stack([begin[one][pair] + number // width, begin[other][pair] + number % width])
    found = compare_many(flat, flat, asked)
    best = np.zeros(len(left), np.float32)
    np.maximum.at(best, pair, found)
    return best
