"""Scores of many pairs of packed names in one compiled loop."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.alignment import Odds
from hirz.engines.names.compiling import compiled
from hirz.engines.names.features import FEATURES, Space
from hirz.engines.names.packing import Packed
from hirz.engines.names.summary import measure
from hirz.engines.names.trees import Trees, probability

BEST: Final = FEATURES.index("best")
NOTHING_ALIKE: Final = np.float32(0.1)
"""Where not even the likeliest parts reach this share, the trees need not be asked."""


@compiled
def measure_pairs(
    p: Packed,
    whole: NDArray[np.float32],
    pairs: NDArray[np.int64],
    odds: Odds,
    rare: NDArray[np.float32],
    work: Space,
    out: NDArray[np.float32],
) -> None:
    """Features of names ``pairs[k, 0]`` and ``pairs[k, 1]`` of ``p`` into ``out[k]``."""
    for k in range(len(pairs)):
        measure(p, whole, pairs[k, 0], pairs[k, 1], odds, rare, work, out[k])


@compiled
def score_pairs(
    p: Packed,
    whole: NDArray[np.float32],
    pairs: NDArray[np.int64],
    odds: Odds,
    rare: NDArray[np.float32],
    trees: Trees,
    work: Space,
    row: NDArray[np.float32],
    scores: NDArray[np.float32],
) -> None:
    """Probabilities for names ``pairs[k, 0]`` and ``pairs[k, 1]`` of ``p`` into ``scores[k]``; a name without parts,
    or without any part like one of the other, is never the same as another."""
    for k in range(len(pairs)):
        x, y = pairs[k, 0], pairs[k, 1]
        if p.first[x] == p.first[x + 1] or p.first[y] == p.first[y + 1]:
            scores[k] = 0.0
            continue
        measure(p, whole, x, y, odds, rare, work, row)
        scores[k] = probability(row, trees) if row[BEST] >= NOTHING_ALIKE else 0.0
