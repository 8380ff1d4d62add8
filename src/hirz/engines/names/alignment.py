"""How well two words can be read as one: the best alignment of their units under learnt odds.

The odds are log-likelihood ratios (natural logarithms) of a memoryless stochastic transducer (Ristad and Yianilos,
"Learning string-edit distance", IEEE PAMI 20(5), 1998), one for each pair of scripts: how much likelier two units stand
opposite each other in two spellings of one name than in two unrelated names.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.compiling import inlined

Number: TypeAlias = float | np.float32
LONGEST = 40
"""Units of a word that are looked at."""
BREAK = np.float32(1.2)
"""From how many nats against on, a step is called a break."""
SWAP = np.float32(-3.0)
"""Odds of two neighbours having changed places, beyond those of the units themselves."""


class Odds(NamedTuple):
    """``pair`` [units, units], ``gap`` [units, 4 scripts] (a unit opposite nothing in a word of that script) and
    ``best`` [units, 4 scripts] (the most a unit can win there); float32, in nats."""

    pair: NDArray[np.float32]
    gap: NDArray[np.float32]
    best: NDArray[np.float32]


@inlined
def aligned(
    units: NDArray[np.uint8],
    weight: NDArray[np.float32],
    a: int,
    end_a: int,
    b: int,
    end_b: int,
    script_a: int,
    script_b: int,
    pair: NDArray[np.float32],
    gap: NDArray[np.float32],
    rows: NDArray[np.float32],
) -> tuple[Number, Number]:
    """Odds of the best alignment of ``units[a:end_a]`` with ``units[b:end_b]``, in nats, and how much of it speaks
    against (its breaks, in nats). ``rows`` is work space [8, LONGEST + 1].
    """
    wide, high = min(end_b - b, LONGEST), min(end_a - a, LONGEST)
    swaps = script_a == script_b
    rows[0, 0] = rows[1, 0] = 0.0
    for j in range(wide):
        lost = gap[units[b + j], script_a] * weight[b + j]
        worn = min(lost + BREAK, np.float32(0.0))
        rows[6, j], rows[7, j] = lost, worn
        rows[0, j + 1], rows[1, j + 1] = rows[0, j] + lost, rows[1, j] + worn
    for i in range(high):
        unit, heavy = units[a + i], weight[a + i]
        lost_a = gap[unit, script_b] * heavy
        worn_a = min(lost_a + BREAK, np.float32(0.0))
        if swaps:
            for j in range(wide + 1):
                rows[4, j], rows[5, j] = rows[2, j], rows[3, j]
                rows[2, j], rows[3, j] = rows[0, j], rows[1, j]
        corner, corner_broken = rows[0, 0], rows[1, 0]
        left, left_broken = corner + lost_a, corner_broken + worn_a
        rows[0, 0], rows[1, 0] = left, left_broken
        for j in range(wide):
            over, over_broken = rows[0, j + 1], rows[1, j + 1]
            other_unit, other_heavy = units[b + j], weight[b + j]
            step = pair[unit, other_unit] * (heavy if heavy < other_heavy else other_heavy)
            against = step + BREAK
            best, best_broken = corner + step, corner_broken + (against if against < 0.0 else np.float32(0.0))
            skip, skip_broken = over + lost_a, over_broken + worn_a
            is_skip = skip > best
            best = skip if is_skip else best
            best_broken = skip_broken if is_skip else best_broken
            insert, insert_broken = left + rows[6, j], left_broken + rows[7, j]
            is_insert = insert > best
            best = insert if is_insert else best
            best_broken = insert_broken if is_insert else best_broken
            if swaps and i and j and unit == units[b + j - 1] and units[a + i - 1] == other_unit:
                swap = rows[4, j - 1] + pair[unit, unit] + pair[other_unit, other_unit] + SWAP
                if swap > best:
                    best, best_broken = swap, rows[5, j - 1]
            corner, corner_broken = over, over_broken
            left, left_broken = best, best_broken
            rows[0, j + 1], rows[1, j + 1] = best, best_broken
    return rows[0, wide], rows[1, wide]


def wholes(
    units: NDArray[np.uint8], weight: NDArray[np.float32], start: NDArray[np.int32], odds: Odds
) -> NDArray[np.float32]:
    """What each part [parts] would win beside a perfect partner in each script [4], in nats."""
    won = np.vstack([np.zeros((1, 4), np.float32), np.cumsum(odds.best[units] * weight[:, None], axis=0)])
    whole: NDArray[np.float32] = (won[start[1:]] - won[start[:-1]]).astype(np.float32)
    return whole
