"""Two packed names as a row of numbers: what the trees look at."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.alignment import LONGEST, Number, Odds, aligned
from hirz.engines.names.compiling import compiled, inlined
from hirz.engines.names.packing import Packed

MOST = 10
"""Parts of a name that are looked at."""
FEATURES: Final = (
    "parts_fewer", "parts_more", "worst", "second_worst", "third_worst", "mean", "best",
    "odds_matched", "rarity_matched", "rarity_left_fewer", "rarity_left_more", "rarest_left_fewer", "rarest_left_more",
    "odds_worst", "rarity_worst", "patronymic", "family", "initials", "pet_names", "merges", "out_of_order",
    "first_place", "last_place", "scripts", "units_fewer", "units_more", "sketch", "matched_share", "rarest_matched",
    "odds_second", "worst_units", "pairs", "mean_all", "identical", "titles", "breaks_worst", "breaks",
    "breaks_second", "initial_worst",
)  # fmt: skip
INITIAL_ROLE = 5
WEAK_ROLE = 6
CERTAIN = np.float32(0.93)
"""From this share on a part is not tried against others."""
GOOD = np.float32(0.85)
NOT = np.float32(-1.0)
ZERO = np.float32(0.0)
LEAST = np.float32(-15.0)
"""Odds and breaks of words that are not even tried against each other."""
PET_NATS = np.float32(4.0)
NONE = np.float32(-3.0)
MATCHED = np.float32(0.5)
PET_NAME = np.float32(0.75)
INITIAL = np.float32(0.6)


class Space(NamedTuple):
    """Room to work in, made once for many pairs. ``share``, ``nats``, ``broken`` [3, MOST, MOST] hold how parts ``i``
    and ``j`` compare singly, with the next of the first name, and with the next of the second name."""

    rows: NDArray[np.float32]
    share: NDArray[np.float32]
    nats: NDArray[np.float32]
    broken: NDArray[np.float32]
    partner: NDArray[np.int32]
    merged: NDArray[np.int32]
    flag: NDArray[np.int8]
    shares: NDArray[np.float32]


def space() -> Space:
    return Space(
        np.zeros((8, LONGEST + 1), np.float32),
        np.zeros((3, MOST, MOST), np.float32),
        np.zeros((3, MOST, MOST), np.float32),
        np.zeros((3, MOST, MOST), np.float32),
        np.zeros((2, MOST), np.int32),
        np.zeros((2, MOST), np.int32),
        np.zeros((MOST, MOST), np.int8),
        np.zeros((2, MOST), np.float32),
    )


@inlined
def liken(
    p: Packed,
    whole: NDArray[np.float32],
    i: int,
    last_i: int,
    j: int,
    last_j: int,
    odds: Odds,
    rows: NDArray[np.float32],
    off_i: int,
    off_j: int,
) -> tuple[Number, Number, Number]:
    """Parts ``i`` to ``last_i`` read as one beside parts ``j`` to ``last_j``: the share of the odds that a perfect
    partner would win (-1 to 1), the odds and the breaks in nats. ``off_i``, ``off_j`` units are left off in front."""
    a, b, script_a, script_b = p.start[i], p.start[j], p.script[i], p.script[j]
    won = whole[i, script_b] + whole[j, script_a]
    if last_i > i:
        won += whole[last_i, script_b]
    if last_j > j:
        won += whole[last_j, script_a]
    for unit in range(off_i):
        won -= odds.best[p.units[a + unit], script_b] * p.weight[a + unit]
    for unit in range(off_j):
        won -= odds.best[p.units[b + unit], script_a] * p.weight[b + unit]
    nats, broken = aligned(
        p.units,
        p.weight,
        a + off_i,
        p.start[last_i + 1],
        b + off_j,
        p.start[last_j + 1],
        script_a,
        script_b,
        odds.pair,
        odds.gap,
        rows,
    )
    share: Number = nats / max(np.float32(0.5) * won, np.float32(0.1))
    return max(share, NOT), max(nats, LEAST), broken


@inlined
def share_group(p: Packed, i: int, j: int) -> bool:
    for m in range(p.nick.shape[1]):
        if p.nick[i, m] < 0:
            return False
        for n in range(p.nick.shape[1]):
            if p.nick[j, n] == p.nick[i, m]:
                return True
    return False


@inlined
def hopeless(mask: int, other: int) -> bool:
    """Whether two sets of consonant classes have so little in common that the words cannot be one."""
    both, fewer = ones(mask & other), min(ones(mask), ones(other))
    return bool(3 * both < 2 * fewer)


@inlined
def ones(bits: int | np.uint64) -> np.int64:
    """How many bits are set."""
    value = np.uint64(bits)
    value = value - ((value >> np.uint64(1)) & np.uint64(0x5555555555555555))
    value = (value & np.uint64(0x3333333333333333)) + ((value >> np.uint64(2)) & np.uint64(0x3333333333333333))
    value = (value + (value >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    value = value + (value >> np.uint64(8))
    value = value + (value >> np.uint64(16))
    value = value + (value >> np.uint64(32))
    return np.int64(value & np.uint64(0x7F))


@inlined
def compare_parts(
    p: Packed, whole: NDArray[np.float32], i: int, j: int, odds: Odds, rows: NDArray[np.float32]
) -> tuple[Number, Number, Number, int]:
    """Share, nats, breaks and what kind of likeness it is: 0 spelling, 1 initial, 2 pet name.

    Where only one of them may carry a grown article, it is also tried without.
    """
    a, b = p.start[i], p.start[j]
    if p.start[i + 1] == a or p.start[j + 1] == b:
        return NOT, LEAST, LEAST, 0
    if p.role[i] == INITIAL_ROLE or p.role[j] == INITIAL_ROLE:
        if odds.pair[p.units[a], p.units[b]] > 0.0:
            return INITIAL, odds.pair[p.units[a], p.units[b]], ZERO, 1
        return NOT, LEAST, LEAST, 1
    share: Number = NOT
    nats: Number = LEAST
    broken: Number = LEAST
    if not hopeless(p.mask[i], p.mask[j]):
        share, nats, broken = liken(p, whole, i, i, j, j, odds, rows, 0, 0)
    if (p.article[i] == 0) != (p.article[j] == 0):
        bare = liken(p, whole, i, i, j, j, odds, rows, p.article[i], p.article[j])
        if bare[0] > share:
            share, nats, broken = bare
    if share < PET_NAME and share_group(p, i, j):
        return PET_NAME, PET_NATS, ZERO, 2
    return share, nats, broken, 0


@inlined
def mergeable(p: Packed, i: int, k: int, j: int) -> bool:
    """Whether parts ``i`` and ``k`` together have about the length and the classes of part ``j``."""
    long_i, long_k, long_j = p.start[i + 1] - p.start[i], p.start[k + 1] - p.start[k], p.start[j + 1] - p.start[j]
    both = long_i + long_k
    if min(long_i, long_k) < 2 or 2 * both > 3 * long_j + 4 or 4 * both < 3 * long_j:
        return False
    union = p.mask[i] | p.mask[k]
    return bool(3 * ones(union & p.mask[j]) >= 2 * max(ones(union), ones(p.mask[j])))


@compiled
def fill_shares(p: Packed, whole: NDArray[np.float32], x: int, y: int, odds: Odds, work: Space) -> None:
    """Shares of every part of name ``x`` with every part of name ``y``, singly and two against one."""
    p0, q0 = p.first[x], p.first[y]
    n, m = p.first[x + 1] - p0, p.first[y + 1] - q0
    work.merged[:] = 0
    for i in range(n):
        for j in range(m):
            if work.merged[0, i] or work.merged[1, j]:
                work.share[0, i, j], work.nats[0, i, j], work.broken[0, i, j] = NOT, LEAST, LEAST
                work.flag[i, j] = 0
                continue
            share, nats, broken, kind = compare_parts(p, whole, p0 + i, q0 + j, odds, work.rows)
            if share > CERTAIN and kind == 0:
                work.merged[0, i] = work.merged[1, j] = 1
            work.share[0, i, j], work.nats[0, i, j], work.broken[0, i, j] = share, nats, broken
            work.flag[i, j] = kind
    for i in range(n):
        for j in range(m):
            work.share[1, i, j] = work.share[2, i, j] = NOT
            s, t, here = p0 + i, q0 + j, work.share[0, i, j]
            if i + 1 < n and max(here, work.share[0, i + 1, j]) < GOOD and mergeable(p, s, s + 1, t):
                found = liken(p, whole, s, s + 1, t, t, odds, work.rows, 0, 0)
                work.share[1, i, j], work.nats[1, i, j], work.broken[1, i, j] = found
            if j + 1 < m and max(here, work.share[0, i, j + 1]) < GOOD and mergeable(p, t, t + 1, s):
                found = liken(p, whole, s, s, t, t + 1, odds, work.rows, 0, 0)
                work.share[2, i, j], work.nats[2, i, j], work.broken[2, i, j] = found


@inlined
def assign(p: Packed, x: int, y: int, work: Space) -> int:
    """Partners, the best share first: ``partner[0, i]`` of name ``x``, ``partner[1, j]`` of name ``y``, -1 for none.

    ``merged`` is 1 on the first and 2 on the second of two parts that stand against one. Returns how many pairs.
    """
    p0, q0 = p.first[x], p.first[y]
    n, m = min(p.first[x + 1] - p0, MOST), min(p.first[y + 1] - q0, MOST)
    work.partner[:] = -1
    work.merged[:] = 0
    pairs = 0
    while True:
        best, at_i, at_j, how = np.float32(-9.0), -1, -1, 0
        for i in range(n):
            if work.partner[0, i] >= 0:
                continue
            weak_i = p.role[p0 + i] >= WEAK_ROLE
            for j in range(m):
                if work.partner[1, j] >= 0:
                    continue
                value = work.share[0, i, j] + np.float32(0.01) * work.nats[0, i, j] - np.float32(0.005) * abs(i - j)
                weak = weak_i != (p.role[q0 + j] >= WEAK_ROLE)
                if value > best and not (weak and work.share[0, i, j] < MATCHED):
                    best, at_i, at_j, how = value, i, j, 0
                value = work.share[1, i, j] + np.float32(0.01) * work.nats[1, i, j] - np.float32(0.05)
                if work.share[1, i, j] > 0.6 and value > best and work.partner[0, i + 1] < 0:
                    best, at_i, at_j, how = value, i, j, 1
                value = work.share[2, i, j] + np.float32(0.01) * work.nats[2, i, j] - np.float32(0.05)
                if work.share[2, i, j] > 0.6 and value > best and work.partner[1, j + 1] < 0:
                    best, at_i, at_j, how = value, i, j, 2
        if at_i < 0:
            return pairs
        pairs += 1
        work.partner[0, at_i], work.partner[1, at_j] = at_j, at_i
        if how == 1:
            work.partner[0, at_i + 1] = at_j
            work.merged[0, at_i], work.merged[0, at_i + 1] = 1, 2
        elif how == 2:
            work.partner[1, at_j + 1] = at_i
            work.merged[1, at_j], work.merged[1, at_j + 1] = 1, 2
