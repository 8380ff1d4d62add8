"""Scores of many pairs of packed names in one compiled loop."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.alignment import Odds
from hirz.engines.names.compiling import compiled
from hirz.engines.names.features import FEATURES, Space, assign, space
from hirz.engines.names.likening import NOT, Meetings, fill_merged, fill_single, meetings, perfect
from hirz.engines.names.packing import Packed
from hirz.engines.names.summary import (
    FLOOR,
    add_up,
    describe,
    has_more,
    left_over,
    list_matches,
    rareness,
    rarest_shared,
    turned_round,
    worst_matches,
)
from hirz.engines.names.trees import Trees, probabilities
from hirz.engines.names.weights import Weights

BATCH: Final = 8192
"""Pairs whose couples of parts are aligned together: few enough to stay in the processor's cache."""
BEST: Final = FEATURES.index("best")
RAREST_SHARED: Final = FEATURES.index("rarest_shared")
COMMON: Final = np.float32(3.9)
"""Nats of rarity below which a part is common: at least one name in fifty has it, or another of its consonants."""
HELD: Final = (0.45, 0.04)
"""A probability that is held back is at most the first of these and, of itself, as much as the second says: below even
odds, and pairs keep their order."""
NOTHING_ALIKE: Final = np.float32(0.1)
"""Where not even the likeliest parts reach this share, the trees need not be asked."""


def measured(packed: Packed, pairs: NDArray[np.int64], odds: Odds, rarity: NDArray[np.float32]) -> NDArray[np.float32]:
    """Features [pairs, features] of names ``pairs[k, 0]`` and ``pairs[k, 1]``."""
    rows = np.zeros((len(pairs), len(FEATURES)), np.float32)
    whole, rare = perfect(packed, odds), rareness(packed, rarity)
    for begin in range(0, len(pairs), BATCH):
        part = ordered(packed, pairs[begin : begin + BATCH])
        met = meetings(packed, whole, part, odds)
        measure_pairs(packed, met, part, odds.pair, rare, space(), rows[begin : begin + BATCH])
    return rows


def scored(packed: Packed, pairs: NDArray[np.int64], weights: Weights) -> NDArray[np.float32]:
    """Probabilities [pairs] for names ``pairs[k, 0]`` and ``pairs[k, 1]``. A name without parts, or without any part
    like one of the other, is never the same as another."""
    scores = np.zeros(len(pairs), np.float32)
    odds, rarity, trees = weights
    whole, rare = perfect(packed, odds), rareness(packed, rarity)
    for begin in range(0, len(pairs), BATCH):
        part = ordered(packed, pairs[begin : begin + BATCH])
        met = meetings(packed, whole, part, odds)
        rows = np.full((len(part), len(FEATURES)), NOT, np.float32)
        measure_pairs(packed, met, part, odds.pair, rare, space(), rows)
        asked = np.flatnonzero(rows[:, BEST] >= NOTHING_ALIKE)
        scores[begin + asked] = judged(rows[asked], trees)
    return scores


def judged(rows: NDArray[np.float32], trees: Trees) -> NDArray[np.float64]:
    """Probabilities [n] from features [n, features]: what the trees say, except that names which share common parts
    only are not one person's where one has a part more, or parts opposite each other are two of the commonest names."""
    told = probabilities(rows, trees)
    held = np.minimum(told, HELD[0] + HELD[1] * told)
    return np.where(rows[:, RAREST_SHARED] < COMMON, held, told)


def ordered(packed: Packed, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """The pairs with the names in the order in which they are compared, whichever was given first."""
    turned = packed.order[pairs[:, 1]] < packed.order[pairs[:, 0]]
    return np.where(turned[:, None], pairs[:, ::-1], pairs)


@compiled
def measure_pairs(
    p: Packed,
    met: Meetings,
    pairs: NDArray[np.int64],
    pair: NDArray[np.float32],
    rare: NDArray[np.float32],
    work: Space,
    out: NDArray[np.float32],
) -> None:
    """Features of the ``pairs`` into ``out`` [pairs, features]. Of a pair with an empty name nothing is written."""
    first, part, start, units = p.first, p.part, p.start, p.units
    script, role, bits, nick = p.script, p.role, p.bits, p.nick
    cell, number, found, kind = met.cell, met.number, met.couples.found, met.couples.kind
    share, nats, broken, flag, sure = work.grid.share, work.grid.nats, work.grid.broken, work.grid.flag, work.grid.sure
    partner, merged, shares, match, which = work.partner, work.merged, work.shares, work.match, work.which
    for k in range(len(pairs)):
        if cell[k] == cell[k + 1]:
            continue
        row = out[k]
        p0, q0 = first[pairs[k, 0]], first[pairs[k, 1]]
        n, m = first[pairs[k, 0] + 1] - p0, first[pairs[k, 1] + 1] - q0
        fill_single(n, m, cell[k], number, found, kind, share, nats, broken, flag, sure)
        fill_merged(n, m, cell[k], number, found, share, nats, broken)
        assign(n, m, part, p0, q0, role, share, nats, partner, merged)
        count = list_matches(n, part, p0, q0, rare, share, nats, broken, flag, partner, merged, shares, match, which)
        known = add_up(count, role, match, which, row)
        worst_matches(count, role, start, units, pair, match, which, row)
        row[20] = turned_round(count, role, match, which)
        row[9], row[11] = left_over(rare, part, p0, n, shares, 0)
        row[10], row[12] = left_over(rare, part, q0, m, shares, 1)
        more = has_more(role, part, p0, n, partner[0]) or has_more(role, part, q0, m, partner[1])
        row[39] = rarest_shared(count, role, nick, match, which, more)
        row[32] /= max(n, m)
        row[27] = known / max(known + row[9] + row[10], FLOOR)
        describe(n, m, p0, q0, part, role, start, script, bits, share, shares, row)
