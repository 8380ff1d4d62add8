"""Boosted trees as flat arrays, and the probability they give."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.compiling import inlined

DEPTH: Final = 5
"""Questions on the way to a leaf; known when compiling, so that the loop over them is unrolled."""


class Trees(NamedTuple):
    """Oblivious trees (Kohavi 1994): every node of a level asks the same question, so that walking a tree is adding up
    answers, without a jump.

    Level ``d`` of tree ``t`` asks whether feature ``feature[t, d]`` exceeds ``bound[t, d]``; the answers are the binary
    digits, lowest first, of the place in ``leaf[t]``. ``calibration`` holds slope and offset that turn the sum of the
    leaves into log-odds (Platt 1999).
    """

    feature: NDArray[np.int16]
    bound: NDArray[np.float32]
    leaf: NDArray[np.float32]
    calibration: NDArray[np.float64]


@inlined
def total(
    row: NDArray[np.float32], feature: NDArray[np.int16], bound: NDArray[np.float32], leaf: NDArray[np.float32]
) -> np.float32:
    """The sum of the leaves that the features in ``row`` lead to."""
    added = np.float32(0.0)
    for tree in range(feature.shape[0]):
        place = 0
        for level in range(DEPTH):
            place |= (row[feature[tree, level]] > bound[tree, level]) << level
        added += leaf[tree, place]
    return added


@inlined
def probability(row: NDArray[np.float32], trees: Trees) -> np.float64:
    """The probability that the two names whose features are in ``row`` are one person's."""
    added = total(row, trees.feature, trees.bound, trees.leaf)
    log_odds: np.float64 = trees.calibration[0] * added + trees.calibration[1]
    chance: np.float64 = 1.0 / (1.0 + np.exp(-log_odds))
    return chance
