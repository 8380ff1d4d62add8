"""How well two words can be read as one: the best alignment of their units under learnt odds.

The odds are log-likelihood ratios (natural logarithms) of a memoryless stochastic transducer (Ristad and Yianilos,
"Learning string-edit distance", IEEE PAMI 20(5), 1998), one for each pair of scripts: how much likelier two units stand
opposite each other in two spellings of one name than in two unrelated names.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.compiling import compiled, inlined

Number: TypeAlias = float | np.float32
LONGEST = 40
"""Units of a word that are looked at."""
LINE = LONGEST + 1
BREAK = np.float32(1.2)
"""From how many nats against on, a step is called a break."""
SWAP = np.float32(-3.0)
"""Odds of two neighbours having changed places, beyond those of the units themselves."""
ZERO = np.float32(0.0)
NEVER = np.float32(-1e9)


class Odds(NamedTuple):
    """``pair`` [units, units], ``gap`` [units, 4 scripts] (a unit opposite nothing in a word of that script) and
    ``best`` [units, 4 scripts] (what a unit can win there: see `learning.with_best`); float32, in nats."""

    pair: NDArray[np.float32]
    gap: NDArray[np.float32]
    best: NDArray[np.float32]


class Desk(NamedTuple):
    """Room for one alignment. ``unit``, ``heavy`` [2, LONGEST]: the two words and what their units count; ``lost``
    [LONGEST]: nats of the second word's units opposite nothing; ``nats`` [LINE, LINE]: the best odds of the first ``i``
    units of the one beside the first ``j`` of the other."""

    unit: NDArray[np.uint8]
    heavy: NDArray[np.float32]
    lost: NDArray[np.float32]
    nats: NDArray[np.float32]


def desk() -> Desk:
    return Desk(
        np.zeros((2, LONGEST), np.uint8),
        np.zeros((2, LONGEST), np.float32),
        np.zeros(LONGEST, np.float32),
        np.zeros((LINE, LINE), np.float32),
    )


@inlined
def against(nats: Number) -> Number:
    """How much of a step is a break, in nats (0 or less)."""
    beyond = nats + BREAK
    return beyond if beyond < ZERO else ZERO


@inlined
def aligned(
    high: int,
    wide: int,
    script_a: int,
    script_b: int,
    pair: NDArray[np.float32],
    gap: NDArray[np.float32],
    unit: NDArray[np.uint8],
    heavy: NDArray[np.float32],
    lost: NDArray[np.float32],
    nats: NDArray[np.float32],
) -> Number:
    """Odds, in nats, of the best alignment of the two words on a `Desk`, ``high`` and ``wide`` units long."""
    nats[0, 0] = ZERO
    for j in range(wide):
        lost[j] = gap[unit[1, j], script_a] * heavy[1, j]
        nats[0, j + 1] = nats[0, j] + lost[j]
    for i in range(high):
        one, one_heavy = unit[0, i], heavy[0, i]
        one_lost = gap[one, script_b] * one_heavy
        corner = nats[i, 0]
        left = corner + one_lost
        nats[i + 1, 0] = left
        may_swap = False
        if i and script_a == script_b:
            for j in range(1, wide):
                may_swap |= is_swap(unit, i, j)
        for j in range(wide):
            over = nats[i, j + 1]
            step = pair[one, unit[1, j]] * min(one_heavy, heavy[1, j])
            left = max(max(corner + step, over + one_lost), left + lost[j])
            if may_swap and j and is_swap(unit, i, j):
                left = max(left, swapped(i, j, pair, unit, nats))
            nats[i + 1, j + 1] = left
            corner = over
    found: Number = nats[high, wide]
    return found


@inlined
def is_swap(unit: NDArray[np.uint8], i: int, j: int) -> bool:
    """Whether the units before ``i`` and ``j`` and those there have changed places."""
    return bool((unit[0, i] == unit[1, j - 1]) & (unit[0, i - 1] == unit[1, j]))


@inlined
def swapped(i: int, j: int, pair: NDArray[np.float32], unit: NDArray[np.uint8], nats: NDArray[np.float32]) -> Number:
    one, other = unit[0, i], unit[1, j]
    found: Number = nats[i - 1, j - 1] + pair[one, one] + pair[other, other] + SWAP
    return found


@inlined
def breaks(
    high: int,
    wide: int,
    script_a: int,
    script_b: int,
    pair: NDArray[np.float32],
    gap: NDArray[np.float32],
    unit: NDArray[np.uint8],
    heavy: NDArray[np.float32],
    lost: NDArray[np.float32],
    nats: NDArray[np.float32],
) -> Number:
    """How much of the alignment that `aligned` left on the desk speaks against, in nats: walked back from its end."""
    i, j = high, wide
    broken: Number = ZERO
    while i or j:
        step = one_lost = NEVER
        corner = over = left = NEVER
        if i:
            one_lost = gap[unit[0, i - 1], script_b] * heavy[0, i - 1]
            over = nats[i - 1, j] + one_lost
        if j:
            left = nats[i, j - 1] + lost[j - 1]
        if i and j:
            step = pair[unit[0, i - 1], unit[1, j - 1]] * min(heavy[0, i - 1], heavy[1, j - 1])
            corner = nats[i - 1, j - 1] + step
        best = max(corner, max(over, left))
        may_swap = i > 1 and j > 1 and script_a == script_b and is_swap(unit, i - 1, j - 1)
        if may_swap and swapped(i - 1, j - 1, pair, unit, nats) > best:
            i, j = i - 2, j - 2
        elif corner >= best:
            broken += against(step)
            i, j = i - 1, j - 1
        elif over >= best:
            broken += against(one_lost)
            i -= 1
        else:
            broken += against(lost[j - 1])
            j -= 1
    return broken


@compiled
def wholes(
    units: NDArray[np.uint8],
    weight: NDArray[np.float32],
    start: NDArray[np.int32],
    best: NDArray[np.float32],
    out: NDArray[np.float32],
) -> None:
    """What each part would win beside a perfect partner in each script, in nats, into ``out`` [parts, 4]."""
    for part in range(len(out)):
        for script in range(4):
            won = ZERO
            for place in range(start[part], start[part + 1]):
                won += best[units[place], script] * weight[place]
            out[part, script] = won
