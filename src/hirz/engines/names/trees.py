"""Boosted trees as flat arrays, and the probability they give."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.compiling import compiled

DEPTH: Final = 5
"""Questions on the way to a leaf; known when compiling, so that the loop over them is unrolled."""
BLOCK: Final = 64
"""Pairs that walk down a tree side by side."""


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


@compiled
def add_leaves(
    rows: NDArray[np.float32],
    feature: NDArray[np.int16],
    bound: NDArray[np.float32],
    leaf: NDArray[np.float32],
    sums: NDArray[np.float32],
) -> None:
    """The sums of the leaves that ``rows`` [n, features] lead to, into ``sums`` [n, rounded up to whole blocks].

    Each question is put to a whole block of rows before the next, so that one instruction serves many.
    """
    columns = np.zeros((rows.shape[1], BLOCK), np.float32)
    leaves = np.zeros(BLOCK, np.int32)
    for begin in range(0, len(rows), BLOCK):
        for lane in range(min(BLOCK, len(rows) - begin)):
            for asked in range(rows.shape[1]):
                columns[asked, lane] = rows[begin + lane, asked]
        for tree in range(feature.shape[0]):
            leaves[:] = 0
            for level in range(DEPTH):
                asked, limit, bit = feature[tree, level], bound[tree, level], np.int32(1 << level)
                for lane in range(BLOCK):
                    leaves[lane] += bit if columns[asked, lane] > limit else np.int32(0)
            for lane in range(BLOCK):
                sums[begin + lane] += leaf[tree, leaves[lane]]


def totals(rows: NDArray[np.float32], trees: Trees) -> NDArray[np.float32]:
    """The sum of the leaves for each of ``rows`` [n, features]."""
    sums = np.zeros(-(-len(rows) // BLOCK) * BLOCK, np.float32)
    add_leaves(rows, trees.feature, trees.bound, trees.leaf, sums)
    return sums[: len(rows)]


def probabilities(rows: NDArray[np.float32], trees: Trees) -> NDArray[np.float64]:
    """The probability, for each of ``rows`` [n, features], that the two names are one person's."""
    found: NDArray[np.float64] = 1 / (1 + np.exp(-(totals(rows, trees) * trees.calibration[0] + trees.calibration[1])))
    return found
