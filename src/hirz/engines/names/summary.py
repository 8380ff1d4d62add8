"""The assignment of two names summed up as the numbers the trees look at."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.alignment import Number, Odds
from hirz.engines.names.compiling import compiled, inlined
from hirz.engines.names.features import (
    MATCHED,
    MOST,
    NONE,
    WEAK_ROLE,
    Space,
    assign,
    fill_shares,
    ones,
)
from hirz.engines.names.packing import Packed

FAMILY, PATRONYMIC, INITIAL_ROLE = 1, 2, 5


def rareness(p: Packed, rarity: NDArray[np.float32]) -> NDArray[np.float32]:
    """How rare each part [parts] is, in nats; an initial says less, a title or a link next to nothing."""
    factor = np.where(p.role >= WEAK_ROLE, 0.1, np.where(p.role == INITIAL_ROLE, 0.4, 1.0)).astype(np.float32)
    rare: NDArray[np.float32] = rarity[p.cell] * factor
    return rare


@inlined
def left_over(
    rare: NDArray[np.float32], begin: int, count: int, shares: NDArray[np.float32], side: int
) -> tuple[Number, Number]:
    """Rarity, in all and at most, of the parts from ``begin`` on that have no partner worth the name."""
    total: Number = np.float32(0.0)
    rarest: Number = np.float32(0.0)
    for i in range(count):
        value: Number = rare[begin + i] * unlike(shares[side, i])
        total += value
        if value > rarest:
            rarest = value
    return total, rarest


@inlined
def unlike(share: Number) -> Number:
    """How far a share is from a match: 1 at 0.3 and below, 0 at 0.7 and above."""
    return min(max((np.float32(0.7) - share) * np.float32(2.5), np.float32(0.0)), np.float32(1.0))


@inlined
def role_share(
    role: NDArray[np.int8], begin: int, count: int, wanted: int, shares: NDArray[np.float32], side: int
) -> Number:
    """The share of the first part from ``begin`` on with this role; NONE where there is no such part."""
    for i in range(count):
        if role[begin + i] == wanted:
            share: Number = shares[side, i]
            return share
    return NONE


@inlined
def measure(
    p: Packed,
    whole: NDArray[np.float32],
    x: int,
    y: int,
    odds: Odds,
    rare: NDArray[np.float32],
    work: Space,
    out: NDArray[np.float32],
) -> None:
    """Fill ``out`` [features] for name ``x`` and name ``y`` of ``p``, whichever comes first."""
    first, second = x, y
    if p.order[y] < p.order[x]:
        first, second = y, x
    measure_ordered(p, whole, first, second, odds, rare, work, out)


@compiled
def measure_ordered(
    p: Packed,
    whole: NDArray[np.float32],
    x: int,
    y: int,
    odds: Odds,
    rare: NDArray[np.float32],
    work: Space,
    out: NDArray[np.float32],
) -> None:
    fill_shares(p, whole, x, y, odds, work)
    assign(p, x, y, work)
    p0, q0 = p.first[x], p.first[y]
    n, m = min(p.first[x + 1] - p0, MOST), min(p.first[y + 1] - q0, MOST)
    shares = work.shares
    shares[:] = -1.0
    low0 = low1 = low2 = np.float32(2.0)
    nats0 = nats1 = rarity0 = units0 = broken0 = broken1 = breaks = opening0 = np.float32(0.0)
    best = np.float32(-1.0)
    total = weight = nats = known = rarest = total_all = np.float32(0.0)
    initials = pets = merges = pairs = identical = titles = turned = steady = 0
    for i in range(n):
        j = work.partner[0, i]
        if j < 0 or work.merged[0, i] == 2:
            continue
        way = 1 if work.merged[0, i] == 1 else 2 if work.merged[1, j] == 1 else 0
        share, odd, broken = work.share[way, i, j], work.nats[way, i, j], work.broken[way, i, j]
        s, t = p0 + i, q0 + j
        shares[0, i] = shares[1, j] = share
        if way == 1:
            shares[0, i + 1] = share
        elif way == 2:
            shares[1, j + 1] = share
        if p.role[s] >= WEAK_ROLE and p.role[t] >= WEAK_ROLE:
            titles += 1
            continue
        pairs += 1
        worth = min(rare[s], rare[t])
        if way:
            worth = rare[t] if way == 1 else rare[s]
        total += share * worth
        weight += worth
        total_all += share
        best = max(best, share)
        merges += way > 0
        kind = work.flag[i, j] if way == 0 else 0
        initials += kind == 1 and share > 0.0
        pets += kind == 2
        alike = np.float32(1.0) - unlike(share)
        known += worth * alike
        rarest = max(rarest, worth * alike)
        if share >= MATCHED:
            nats += odd
            breaks += broken
            identical += share > 0.95
            for k in range(i):
                other = work.partner[0, k]
                if other >= 0 and shares[0, k] >= MATCHED and work.merged[0, k] != 2:
                    turned += other > j
                    steady += other < j
        if share < low0:
            low2, low1, low0 = low1, low0, share
            nats1, nats0, rarity0 = nats0, odd, worth
            broken1, broken0 = broken0, broken
            opening0 = odds.pair[p.units[p.start[s]], p.units[p.start[t]]]
            units0 = min(p.start[s + 1] - p.start[s], p.start[t + 1] - p.start[t])
        elif share < low1:
            low2, low1, nats1, broken1 = low1, share, odd, broken
        elif share < low2:
            low2 = share
    left_p, most_p = left_over(rare, p0, n, shares, 0)
    left_q, most_q = left_over(rare, q0, m, shares, 1)
    out[0], out[1], out[2], out[3], out[4] = n, m, low0, low1, low2
    out[5] = total / max(weight, np.float32(0.1))
    out[6], out[7], out[8], out[9], out[10], out[11], out[12] = best, nats, known, left_p, left_q, most_p, most_q
    out[13], out[14] = nats0, rarity0
    a, b = role_share(p.role, p0, n, PATRONYMIC, shares, 0), role_share(p.role, q0, m, PATRONYMIC, shares, 1)
    out[15] = min(a, b) if min(a, b) > NONE else NONE - (max(a, b) > NONE)
    a, b = role_share(p.role, p0, n, FAMILY, shares, 0), role_share(p.role, q0, m, FAMILY, shares, 1)
    out[16] = min(a, b) if min(a, b) > NONE else max(a, b)
    out[17], out[18], out[19] = initials, pets, merges
    out[20] = turned / max(turned + steady, 1)
    out[21], out[22] = NONE, NONE
    if n and m:
        out[21], out[22] = work.share[0, 0, 0], work.share[0, n - 1, m - 1]
        out[23] = scripts_code(p.script[p0], p.script[q0])
    sketch_p, sketch_q = sketch(p.bits, p.role, p0, n), sketch(p.bits, p.role, q0, m)
    long_p, long_q = p.start[p0 + n] - p.start[p0], p.start[q0 + m] - p.start[q0]
    out[24], out[25] = min(long_p, long_q), max(long_p, long_q)
    out[26] = ones(sketch_p & sketch_q) / max(ones(sketch_p | sketch_q), np.int64(1))
    out[27] = known / max(known + left_p + left_q, np.float32(0.1))
    out[28], out[29], out[30], out[31] = rarest, nats1, units0, pairs
    out[32] = total_all / max(n, m, 1)
    out[33], out[34] = identical, titles
    out[35], out[36], out[37], out[38] = broken0, breaks, broken1, opening0


@inlined
def scripts_code(a: int, b: int) -> int:
    """One number for an unordered pair of scripts."""
    return max(a, b) * 4 + min(a, b)


@inlined
def sketch(bits: NDArray[np.uint64], role: NDArray[np.int8], begin: int, count: int) -> np.uint64:
    """The sketches of the parts from ``begin`` on that are not titles or links, laid over one another."""
    union = np.uint64(0)
    for place in range(begin, begin + count):
        if role[place] < WEAK_ROLE:
            union |= bits[place]
    return union
