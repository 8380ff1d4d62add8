"""The assignment of two names summed up as the numbers the trees look at."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.alignment import Number
from hirz.engines.names.compiling import inlined
from hirz.engines.names.features import MATCHED, NONE, PLENTY, WEAK_ROLE
from hirz.engines.names.likening import ABBREVIATED, ALONE, BESIDE_TWO, PET, WITH_NEXT, ones
from hirz.engines.names.nicknames import COMMONEST
from hirz.engines.names.packing import Packed

FAMILY, PATRONYMIC, INITIAL_ROLE = 1, 2, 5
SHARE, NATS, BROKEN, WORTH = 0, 1, 2, 3
"""Columns of `Space.match`."""
PART, OTHER_PART, PLACE, OTHER_PLACE, KIND, WAY = 0, 1, 2, 3, 4, 5
"""Columns of `Space.which`."""
ZERO, ONE, FLOOR = np.float32(0.0), np.float32(1.0), np.float32(0.1)
IDENTICAL = np.float32(0.95)
BEYOND = np.float32(2.0)
ALIKE = np.float32(0.2)
"""Below this share two parts that stand opposite each other differ."""


def rareness(p: Packed, rarity: NDArray[np.float32]) -> NDArray[np.float32]:
    """How rare each part [parts] is, in nats; an initial says less, a title or a link next to nothing."""
    factor = np.where(p.role >= WEAK_ROLE, 0.1, np.where(p.role == INITIAL_ROLE, 0.4, 1.0)).astype(np.float32)
    rare: NDArray[np.float32] = rarity[p.cell] * factor
    return rare


@inlined
def list_matches(
    n: int,
    part: NDArray[np.int32],
    p0: int,
    q0: int,
    rare: NDArray[np.float32],
    share: NDArray[np.float32],
    nats: NDArray[np.float32],
    broken: NDArray[np.float32],
    flag: NDArray[np.int8],
    partner: NDArray[np.int32],
    merged: NDArray[np.int32],
    shares: NDArray[np.float32],
    match: NDArray[np.float32],
    which: NDArray[np.int32],
) -> int:
    """Write down who stands for whom, in the order of the first name; returns how many couples there are."""
    shares[:] = -ONE
    count = 0
    for i in range(n):
        j = partner[0, i]
        if j < 0 or merged[0, i] == 2:
            continue
        way = WITH_NEXT if merged[0, i] == 1 else BESIDE_TWO if merged[1, j] == 1 else ALONE
        s, t = part[p0 + i], part[q0 + j]
        shares[0, i] = shares[1, j] = share[way, i, j]
        if way == WITH_NEXT:
            shares[0, i + 1] = share[way, i, j]
        elif way == BESIDE_TWO:
            shares[1, j + 1] = share[way, i, j]
        match[count, SHARE], match[count, NATS], match[count, BROKEN] = (
            share[way, i, j],
            nats[way, i, j],
            broken[way, i, j],
        )
        match[count, WORTH] = rare[t] if way == WITH_NEXT else rare[s] if way == BESIDE_TWO else min(rare[s], rare[t])
        which[count, PART], which[count, OTHER_PART], which[count, PLACE], which[count, OTHER_PLACE] = s, t, i, j
        which[count, KIND], which[count, WAY] = flag[i, j] if way == ALONE else 0, way
        count += 1
    return count


@inlined
def add_up(
    count: int, role: NDArray[np.int8], match: NDArray[np.float32], which: NDArray[np.int32], out: NDArray[np.float32]
) -> Number:
    """Features that count and add; returns how rare what the names share is, in nats."""
    for feature in (4, 5, 6, 7, 8, 17, 18, 19, 27, 28, 31, 32, 33, 34, 36):
        out[feature] = ZERO
    best, weight = -ONE, ZERO
    for c in range(count):
        if is_title(role, which, c):
            out[34] += ONE
            continue
        share, worth = match[c, SHARE], match[c, WORTH]
        known = worth * (ONE - unlike(share))
        best, weight = max(best, share), weight + worth
        out[5] += share * worth
        out[8] += known
        out[17] += which[c, KIND] == ABBREVIATED and share > ZERO
        out[18] += which[c, KIND] == PET
        out[19] += which[c, WAY] != ALONE
        out[28] = max(out[28], known)
        out[31] += ONE
        out[32] += share
        if share >= MATCHED:
            out[7] += match[c, NATS]
            out[33] += share > IDENTICAL
            out[36] += match[c, BROKEN]
    out[5] /= max(weight, FLOOR)
    out[6] = best
    known_in_all: Number = out[8]
    return known_in_all


@inlined
def is_title(role: NDArray[np.int8], which: NDArray[np.int32], c: int) -> bool:
    return bool(role[which[c, PART]] >= WEAK_ROLE and role[which[c, OTHER_PART]] >= WEAK_ROLE)


@inlined
def worst_matches(
    count: int,
    role: NDArray[np.int8],
    start: NDArray[np.int32],
    units: NDArray[np.uint8],
    pair: NDArray[np.float32],
    match: NDArray[np.float32],
    which: NDArray[np.int32],
    out: NDArray[np.float32],
) -> None:
    """The three couples that fit least, and what is known of the worst of them and the next."""
    worst, second, third = -1, -1, BEYOND
    for c in range(count):
        if is_title(role, which, c):
            continue
        share = match[c, SHARE]
        if worst < 0 or share < match[worst, SHARE]:
            third = match[second, SHARE] if second >= 0 else BEYOND
            worst, second = c, worst
        elif second < 0 or share < match[second, SHARE]:
            third = match[second, SHARE] if second >= 0 else BEYOND
            second = c
        elif share < third:
            third = share
    out[2], out[3], out[4] = BEYOND, BEYOND, third
    out[13] = out[14] = out[29] = out[30] = out[35] = out[37] = out[38] = ZERO
    if worst >= 0:
        s, t = which[worst, PART], which[worst, OTHER_PART]
        out[2], out[13], out[14] = match[worst, SHARE], match[worst, NATS], match[worst, WORTH]
        out[30] = min(start[s + 1] - start[s], start[t + 1] - start[t])
        out[35], out[38] = match[worst, BROKEN], pair[units[start[s]], units[start[t]]]
    if second >= 0:
        out[3], out[29], out[37] = match[second, SHARE], match[second, NATS], match[second, BROKEN]


@inlined
def turned_round(count: int, role: NDArray[np.int8], match: NDArray[np.float32], which: NDArray[np.int32]) -> Number:
    """Of the couples of matches the share that stand in another order in the other name."""
    turned = steady = 0
    for c in range(count):
        if match[c, SHARE] < MATCHED or is_title(role, which, c):
            continue
        for before in range(c):
            if match[before, SHARE] >= MATCHED:
                turned += which[before, OTHER_PLACE] > which[c, OTHER_PLACE]
                steady += which[before, OTHER_PLACE] < which[c, OTHER_PLACE]
    return np.float32(turned / max(turned + steady, 1))


@inlined
def left_over(
    rare: NDArray[np.float32], part: NDArray[np.int32], begin: int, count: int, shares: NDArray[np.float32], side: int
) -> tuple[Number, Number]:
    """Rarity, in all and at most, of the parts from ``begin`` on that have no partner worth the name."""
    total: Number = ZERO
    rarest: Number = ZERO
    for i in range(count):
        value: Number = rare[part[begin + i]] * unlike(shares[side, i])
        total += value
        rarest = max(rarest, value)
    return total, rarest


@inlined
def rarest_shared(
    count: int,
    role: NDArray[np.int8],
    nick: NDArray[np.int16],
    match: NDArray[np.float32],
    which: NDArray[np.int32],
    more: bool,
) -> Number:
    """Where one name is the other and ``more``, or the two differ in the commonest names only, how rare the rarest of
    the parts they share is, in nats; otherwise `PLENTY`. The commonest names count as 0, whatever training saw."""
    rarest: Number = ZERO
    for c in range(count):
        if is_title(role, which, c):
            continue
        commonest = is_commonest(nick, which, c)
        if match[c, SHARE] < ALIKE:
            more = more or commonest
            rarest = rarest if commonest else PLENTY
        elif not commonest:
            rarest = max(rarest, match[c, WORTH])
    return rarest if more else PLENTY


@inlined
def is_commonest(nick: NDArray[np.int16], which: NDArray[np.int32], c: int) -> bool:
    """Whether two parts, one beside one, are both of the commonest names."""
    alone = which[c, WAY] == ALONE
    return bool(alone and min(nick[which[c, PART], 0], nick[which[c, OTHER_PART], 0]) >= COMMONEST)


@inlined
def has_more(
    role: NDArray[np.int8], part: NDArray[np.int32], begin: int, count: int, partner: NDArray[np.int32]
) -> bool:
    """Whether a part from ``begin`` on is without a partner; titles and links do not count, nor patronymics in -ovich
    and the like, which one spelling of a name gives and the next leaves out."""
    more = False
    for i in range(count):
        own = role[part[begin + i]]
        more = more or (partner[i] < 0 and own < WEAK_ROLE and own != PATRONYMIC)
    return more


@inlined
def unlike(share: Number) -> Number:
    """How far a share is from a match: 1 at 0.3 and below, 0 at 0.7 and above."""
    return min(max((np.float32(0.7) - share) * np.float32(2.5), ZERO), ONE)


@inlined
def role_shares(
    wanted: int,
    role: NDArray[np.int8],
    part: NDArray[np.int32],
    p0: int,
    n: int,
    q0: int,
    m: int,
    shares: NDArray[np.float32],
) -> tuple[Number, Number]:
    """The shares of the first parts of two names with this role; NONE where there is no such part."""
    one: Number = NONE
    other: Number = NONE
    for i in range(n - 1, -1, -1):
        one = shares[0, i] if role[part[p0 + i]] == wanted else one
    for j in range(m - 1, -1, -1):
        other = shares[1, j] if role[part[q0 + j]] == wanted else other
    return one, other


@inlined
def scripts_code(a: int, b: int) -> int:
    """One number for an unordered pair of scripts."""
    return max(a, b) * 4 + min(a, b)


@inlined
def sketch(
    bits: NDArray[np.uint64], role: NDArray[np.int8], part: NDArray[np.int32], begin: int, count: int
) -> np.uint64:
    """The sketches of the parts from ``begin`` on that are not titles or links, laid over one another."""
    union = np.uint64(0)
    for place in range(begin, begin + count):
        if role[part[place]] < WEAK_ROLE:
            union |= bits[part[place]]
    return union


@inlined
def length(start: NDArray[np.int32], part: NDArray[np.int32], begin: int, count: int) -> int:
    """Units of the parts from ``begin`` on."""
    units = 0
    for place in range(begin, begin + count):
        units += start[part[place] + 1] - start[part[place]]
    return units


@inlined
def describe(
    n: int,
    m: int,
    p0: int,
    q0: int,
    part: NDArray[np.int32],
    role: NDArray[np.int8],
    start: NDArray[np.int32],
    script: NDArray[np.int8],
    bits: NDArray[np.uint64],
    share: NDArray[np.float32],
    shares: NDArray[np.float32],
    out: NDArray[np.float32],
) -> None:
    """Features of the two names as wholes: how many parts, which scripts, how long, what roles say."""
    out[0], out[1] = n, m
    a, b = role_shares(PATRONYMIC, role, part, p0, n, q0, m, shares)
    out[15] = min(a, b) if min(a, b) > NONE else NONE - (max(a, b) > NONE)
    a, b = role_shares(FAMILY, role, part, p0, n, q0, m, shares)
    out[16] = min(a, b) if min(a, b) > NONE else max(a, b)
    out[21], out[22] = share[ALONE, 0, 0], share[ALONE, n - 1, m - 1]
    out[23] = scripts_code(script[part[p0]], script[part[q0]])
    long_p, long_q = length(start, part, p0, n), length(start, part, q0, m)
    out[24], out[25] = min(long_p, long_q), max(long_p, long_q)
    sketch_p, sketch_q = sketch(bits, role, part, p0, n), sketch(bits, role, part, q0, m)
    out[26] = ones(sketch_p & sketch_q) / max(ones(sketch_p | sketch_q), np.int64(1))
