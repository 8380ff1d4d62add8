"""How alike parts of names are: every couple of parts that meet, aligned once, whatever pairs of names they meet in.

First the couples of a batch of pairs are collected, then all of them are aligned in one loop; then the same for parts
that only fit when two of them are read as one. Loops without calls between them are what makes this fast: numba counts
references to every array that a call takes.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.alignment import LONGEST, ZERO, Desk, Number, Odds, aligned, breaks, desk, wholes
from hirz.engines.names.compiling import compiled, inlined
from hirz.engines.names.nicknames import COMMONEST
from hirz.engines.names.packing import Packed

MOST = 10
"""Parts of a name that are looked at."""
INITIAL_ROLE = 5
CERTAIN = np.float32(0.93)
"""From this share on a part is not tried against others."""
GOOD = np.float32(0.85)
NOT = np.float32(-1.0)
LEAST = np.float32(-15.0)
"""Odds and breaks of words that are not even tried against each other."""
PET_NATS = np.float32(4.0)
PET_NAME = np.float32(0.75)
INITIAL = np.float32(0.6)
SPELT, ABBREVIATED, PET = 0, 1, 2
"""Kinds of likeness."""
ALONE, WITH_NEXT, BESIDE_TWO = 0, 1, 2
"""Ways two parts may meet: singly, the first name's part with its next, the second name's part with its next."""
SEEN: Final = 1 << 14
"""Couples remembered while they are collected; one forgotten is aligned again, to the same numbers."""


class Couples(NamedTuple):
    """``parts`` [couples, 4]: parts ``i`` to ``last_i`` read as one beside parts ``j`` to ``last_j``. ``found``
    [couples, 3]: the share of the odds that perfect partners would win (-1 to 1), the odds and the breaks in nats.
    ``kind`` [couples] of likeness."""

    parts: NDArray[np.int32]
    found: NDArray[np.float32]
    kind: NDArray[np.int8]


class Meetings(NamedTuple):
    """The couples of pairs of names: those of pair ``k`` stand from ``cell[k]`` on, row by row. ``number`` [3, cells]
    tells the couple for each way two parts may meet, -1 where they are not alike."""

    cell: NDArray[np.int64]
    number: NDArray[np.int32]
    couples: Couples


class Grid(NamedTuple):
    """How the parts of two names compare: [3 ways, MOST, MOST], ``flag`` [MOST, MOST] the kind. ``sure`` [2, MOST]
    marks parts that have found their partner beyond doubt."""

    share: NDArray[np.float32]
    nats: NDArray[np.float32]
    broken: NDArray[np.float32]
    flag: NDArray[np.int8]
    sure: NDArray[np.bool_]


def grid() -> Grid:
    share, nats, broken = (np.zeros((3, MOST, MOST), np.float32) for _ in range(3))
    return Grid(share, nats, broken, np.zeros((MOST, MOST), np.int8), np.zeros((2, MOST), np.bool_))


def perfect(p: Packed, odds: Odds) -> NDArray[np.float32]:
    """What each part would win beside a perfect partner in each script, [parts, 4], in nats."""
    whole = np.zeros((len(p.role), 4), np.float32)
    wholes(p.units, p.weight, p.start, odds.best, whole)
    return whole


def meetings(p: Packed, whole: NDArray[np.float32], pairs: NDArray[np.int64], odds: Odds) -> Meetings:
    """All couples of the pairs [n, 2] of names, aligned. ``whole`` as `perfect` gives it."""
    counts = (p.first[1:] - p.first[:-1]).astype(np.int64)
    cell = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts[pairs[:, 0]] * counts[pairs[:, 1]])])
    number = np.full((3, cell[-1]), -1, np.int32)
    parts = np.zeros((2 * cell[-1], 4), np.int32)
    met = meet(p, pairs, cell, number[ALONE], parts)
    single = _likened(p, whole, parts[:met], odds)
    both = meet_merged(p, pairs, Meetings(cell, number, single), grid(), parts, met)
    merged = _likened(p, whole, parts[met:both], odds)
    found, kind = np.concatenate([single.found, merged.found]), np.concatenate([single.kind, merged.kind])
    return Meetings(cell, number, Couples(parts[:both], found, kind))


def _likened(p: Packed, whole: NDArray[np.float32], parts: NDArray[np.int32], odds: Odds) -> Couples:
    couples = Couples(parts, np.zeros((len(parts), 3), np.float32), np.zeros(len(parts), np.int8))
    liken(p, whole, couples, odds, desk())
    return couples


@compiled
def meet(
    p: Packed, pairs: NDArray[np.int64], cell: NDArray[np.int64], number: NDArray[np.int32], parts: NDArray[np.int32]
) -> int:
    """Number the couples of single parts that may be alike; returns how many there are."""
    first, part, start, mask, usual = p.first, p.part, p.start, p.mask, p.usual
    article, role, nick = p.article, p.role, p.nick
    seen = np.full(SEEN, -1, np.int64)
    seen_number = np.zeros(SEEN, np.int32)
    count = 0
    for k in range(len(pairs)):
        x, y = pairs[k, 0], pairs[k, 1]
        at = cell[k]
        for s in range(first[x], first[x + 1]):
            for t in range(first[y], first[y + 1]):
                i, j = np.int64(part[s]), np.int64(part[t])
                if start[i + 1] == start[i] or start[j + 1] == start[j] or never_one(nick, i, j):
                    may_be = False
                elif not hopeless(mask, usual, i, j) or (article[i] == 0) != (article[j] == 0):
                    may_be = True
                else:
                    may_be = role[i] == INITIAL_ROLE or role[j] == INITIAL_ROLE or (nick[i, 0] >= 0 and nick[j, 0] >= 0)
                if may_be:
                    couple = i * len(role) + j
                    place = (i * 73244475 + j * 1597334677 >> 12) & (SEEN - 1)
                    if seen[place] != couple:
                        seen[place], seen_number[place] = couple, count
                        parts[count, 0] = parts[count, 1] = i
                        parts[count, 2] = parts[count, 3] = j
                        count += 1
                    number[at] = seen_number[place]
                at += 1
    return count


@inlined
def hopeless(mask: NDArray[np.uint32], usual: NDArray[np.uint32], i: int | np.int64, j: int | np.int64) -> bool:
    """Whether two parts have so few consonant classes in common that the words cannot be one: of those that the one is
    usually heard with less than two in three, however the other is read."""
    both = max(ones(usual[i] & mask[j]), ones(mask[i] & usual[j]))
    return bool(3 * both < 2 * min(ones(usual[i]), ones(usual[j])))


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


@compiled
def liken(p: Packed, whole: NDArray[np.float32], couples: Couples, odds: Odds, d: Desk) -> None:
    """Align all couples. Where only one of two parts may carry a grown article, they are also tried without it."""
    parts, found, kinds = couples.parts, couples.found, couples.kind
    start, units, weight, script, role = p.start, p.units, p.weight, p.script, p.role
    article, mask, usual, nick = p.article, p.mask, p.usual, p.nick
    pair, gap, best, unit, heavy = odds.pair, odds.gap, odds.best, d.unit, d.heavy
    lost, table = d.lost, d.nats
    for couple in range(len(kinds)):
        i, last_i, j, last_j = parts[couple, 0], parts[couple, 1], parts[couple, 2], parts[couple, 3]
        single = i == last_i and j == last_j
        share: Number = NOT
        nats: Number = LEAST
        broken: Number = LEAST
        kind = SPELT
        if single and (role[i] == INITIAL_ROLE or role[j] == INITIAL_ROLE):
            kind = ABBREVIATED
            odd = pair[units[start[i]], units[start[j]]]
            if odd > ZERO:
                share, nats, broken = INITIAL, odd, ZERO
        else:
            script_i, script_j = script[i], script[j]
            has_article = single and (article[i] == 0) != (article[j] == 0)
            for bare in range(1 if single and hopeless(mask, usual, i, j) else 0, 2 if has_article else 1):
                off_i, off_j = article[i] * bare, article[j] * bare
                won = whole[i, script_j] + whole[j, script_i]
                won -= begun(start, units, weight, i, off_i, best, script_j)
                won -= begun(start, units, weight, j, off_j, best, script_i)
                high = laid(start, units, weight, i, off_i, unit, heavy, 0, 0)
                wide = laid(start, units, weight, j, off_j, unit, heavy, 1, 0)
                if last_i != i:
                    high = laid(start, units, weight, last_i, 0, unit, heavy, 0, high)
                    won += whole[last_i, script_j]
                if last_j != j:
                    wide = laid(start, units, weight, last_j, 0, unit, heavy, 1, wide)
                    won += whole[last_j, script_i]
                fits = aligned(high, wide, script_i, script_j, pair, gap, unit, heavy, lost, table)
                reached = max(fits / max(np.float32(0.5) * won, np.float32(0.1)), NOT)
                if bare == 0 or reached > share:
                    share, nats = reached, max(fits, LEAST)
                    broken = breaks(high, wide, script_i, script_j, pair, gap, unit, heavy, lost, table)
            if single and share < PET_NAME and share_group(nick, i, j):
                share, nats, broken, kind = PET_NAME, PET_NATS, ZERO, PET
        found[couple, 0], found[couple, 1], found[couple, 2], kinds[couple] = share, nats, broken, kind


@inlined
def laid(
    start: NDArray[np.int32],
    units: NDArray[np.uint8],
    weight: NDArray[np.float32],
    part: int,
    off: int,
    unit: NDArray[np.uint8],
    heavy: NDArray[np.float32],
    side: int,
    at: int,
) -> int:
    """Put the units of a part but the first ``off`` on one side of the desk from ``at`` on; returns where they end."""
    for place in range(start[part] + off, start[part + 1]):
        if at < LONGEST:
            unit[side, at], heavy[side, at] = units[place], weight[place]
            at += 1
    return at


@inlined
def begun(
    start: NDArray[np.int32],
    units: NDArray[np.uint8],
    weight: NDArray[np.float32],
    part: int,
    off: int,
    best: NDArray[np.float32],
    script: int,
) -> Number:
    """What the first ``off`` units of a part would win beside perfect partners in a script, in nats."""
    won: Number = ZERO
    for place in range(start[part], start[part] + off):
        won += best[units[place], script] * weight[place]
    return won


@inlined
def share_group(nick: NDArray[np.int16], i: int | np.int64, j: int | np.int64) -> bool:
    """Whether two parts are forms of one given name."""
    for m in range(nick.shape[1]):
        for n in range(nick.shape[1]):
            if nick[i, m] >= 0 and nick[i, m] == nick[j, n]:
                return True
    return False


@inlined
def never_one(nick: NDArray[np.int16], i: np.int64, j: np.int64) -> bool:
    """Whether two parts are known for two of the commonest names, however near their letters."""
    return bool(nick[i, 0] >= COMMONEST and nick[j, 0] >= COMMONEST and not share_group(nick, i, j))


@compiled
def meet_merged(
    p: Packed, pairs: NDArray[np.int64], met: Meetings, g: Grid, parts: NDArray[np.int32], count: int
) -> int:
    """Number the couples of two parts beside one from ``count`` on, where neither of the two fits well alone; returns
    how many couples there are now."""
    first, part, start, mask, usual = p.first, p.part, p.start, p.mask, p.usual
    cell, number, found, kind = met.cell, met.number, met.couples.found, met.couples.kind
    share, nats, broken, flag, sure = g.share, g.nats, g.broken, g.flag, g.sure
    for k in range(len(pairs)):
        p0, q0 = first[pairs[k, 0]], first[pairs[k, 1]]
        n, m = first[pairs[k, 0] + 1] - p0, first[pairs[k, 1] + 1] - q0
        at = cell[k]
        fill_single(n, m, at, number, found, kind, share, nats, broken, flag, sure)
        for i in range(n):
            for j in range(m):
                s, t, here = part[p0 + i], part[q0 + j], share[ALONE, i, j]
                if i + 1 < n and max(here, share[ALONE, i + 1, j]) < GOOD:
                    then = part[p0 + i + 1]
                    if mergeable(start, mask, usual, s, then, t):
                        number[WITH_NEXT, at] = count
                        parts[count, 0], parts[count, 1], parts[count, 2], parts[count, 3] = s, then, t, t
                        count += 1
                if j + 1 < m and max(here, share[ALONE, i, j + 1]) < GOOD:
                    then = part[q0 + j + 1]
                    if mergeable(start, mask, usual, t, then, s):
                        number[BESIDE_TWO, at] = count
                        parts[count, 0], parts[count, 1], parts[count, 2], parts[count, 3] = s, s, t, then
                        count += 1
                at += 1
    return count


@inlined
def mergeable(
    start: NDArray[np.int32], mask: NDArray[np.uint32], usual: NDArray[np.uint32], i: int, k: int, j: int
) -> bool:
    """Whether parts ``i`` and ``k`` together have about the length and the classes of part ``j``."""
    long_i, long_k, long_j = start[i + 1] - start[i], start[k + 1] - start[k], start[j + 1] - start[j]
    both = long_i + long_k
    if min(long_i, long_k) < 2 or 2 * both > 3 * long_j + 4 or 4 * both < 3 * long_j:
        return False
    heard = usual[i] | usual[k]
    shared = max(ones(heard & mask[j]), ones((mask[i] | mask[k]) & usual[j]))
    return bool(3 * shared >= 2 * max(ones(heard), ones(usual[j])))


@inlined
def fill_single(
    n: int,
    m: int,
    at: int,
    number: NDArray[np.int32],
    found: NDArray[np.float32],
    kind: NDArray[np.int8],
    share: NDArray[np.float32],
    nats: NDArray[np.float32],
    broken: NDArray[np.float32],
    flag: NDArray[np.int8],
    sure: NDArray[np.bool_],
) -> None:
    """How ``n`` parts of one name and ``m`` of another compare singly, whose couples stand from ``at`` on; a part that
    fits another beyond doubt is not held against others."""
    sure[:] = False
    for i in range(n):
        for j in range(m):
            couple = number[ALONE, at]
            at += 1
            if couple < 0 or sure[0, i] or sure[1, j]:
                share[ALONE, i, j], nats[ALONE, i, j], broken[ALONE, i, j], flag[i, j] = NOT, LEAST, LEAST, SPELT
                continue
            share[ALONE, i, j], nats[ALONE, i, j] = found[couple, 0], found[couple, 1]
            broken[ALONE, i, j], flag[i, j] = found[couple, 2], kind[couple]
            if found[couple, 0] > CERTAIN and kind[couple] == SPELT:
                sure[0, i] = sure[1, j] = True


@inlined
def fill_merged(
    n: int,
    m: int,
    at: int,
    number: NDArray[np.int32],
    found: NDArray[np.float32],
    share: NDArray[np.float32],
    nats: NDArray[np.float32],
    broken: NDArray[np.float32],
) -> None:
    """As `fill_single`, two parts against one."""
    for i in range(n):
        for j in range(m):
            for way in range(WITH_NEXT, BESIDE_TWO + 1):
                couple = number[way, at]
                share[way, i, j] = NOT
                if couple >= 0:
                    share[way, i, j], nats[way, i, j] = found[couple, 0], found[couple, 1]
                    broken[way, i, j] = found[couple, 2]
            at += 1
