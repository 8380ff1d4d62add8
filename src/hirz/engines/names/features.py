"""What the trees look at, and which part of one name stands for which of another."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.compiling import inlined
from hirz.engines.names.likening import ALONE, BESIDE_TWO, MOST, WITH_NEXT, Grid, grid

FEATURES: Final = (
    "parts_fewer", "parts_more", "worst", "second_worst", "third_worst", "mean", "best",
    "odds_matched", "rarity_matched", "rarity_left_fewer", "rarity_left_more", "rarest_left_fewer", "rarest_left_more",
    "odds_worst", "rarity_worst", "patronymic", "family", "initials", "pet_names", "merges", "out_of_order",
    "first_place", "last_place", "scripts", "units_fewer", "units_more", "sketch", "matched_share", "rarest_matched",
    "odds_second", "worst_units", "pairs", "mean_all", "identical", "titles", "breaks_worst", "breaks",
    "breaks_second", "initial_worst", "rarest_shared",
)  # fmt: skip
PLENTY = np.float32(99.0)
"""``rarest_shared`` of names of which the trees alone judge."""
WEAK_ROLE = 6
NONE = np.float32(-3.0)
MATCHED = np.float32(0.5)
MERGED = np.float32(0.6)
NAT, APART, AS_ONE = np.float32(0.01), np.float32(0.005), np.float32(0.05)
"""What a nat adds to a share when partners are chosen; what a place apart and being read as one take off."""
LOWEST = np.float32(-9.0)


class Space(NamedTuple):
    """Room to work in, made once for many pairs: how parts compare (``grid``), who stands for whom (``partner``,
    ``merged`` [2, MOST]: see `assign`), the ``shares`` [2, MOST] of partners, and the matches one after another: their
    share, nats, breaks and worth in ``match`` [MOST, 4], their parts, places, kind and way in ``which`` [MOST, 6]."""

    grid: Grid
    partner: NDArray[np.int32]
    merged: NDArray[np.int32]
    shares: NDArray[np.float32]
    match: NDArray[np.float32]
    which: NDArray[np.int32]


def space() -> Space:
    return Space(
        grid(),
        np.zeros((2, MOST), np.int32),
        np.zeros((2, MOST), np.int32),
        np.zeros((2, MOST), np.float32),
        np.zeros((MOST, 4), np.float32),
        np.zeros((MOST, 6), np.int32),
    )


@inlined
def assign(
    n: int,
    m: int,
    part: NDArray[np.int32],
    p0: int,
    q0: int,
    role: NDArray[np.int8],
    share: NDArray[np.float32],
    nats: NDArray[np.float32],
    partner: NDArray[np.int32],
    merged: NDArray[np.int32],
) -> None:
    """Partners among ``n`` parts of one name and ``m`` of another, the best share first: ``partner[0, i]`` of the one,
    ``partner[1, j]`` of the other, -1 for none. ``merged`` is 1 on the first and 2 on the second of two parts that
    stand against one."""
    partner[:] = -1
    merged[:] = 0
    for _ in range(MOST):
        best, at_i, at_j, how = LOWEST, -1, -1, ALONE
        for i in range(n):
            if partner[0, i] >= 0:
                continue
            weak_i = role[part[p0 + i]] >= WEAK_ROLE
            for j in range(m):
                if partner[1, j] >= 0:
                    continue
                value = share[ALONE, i, j] + NAT * nats[ALONE, i, j] - APART * abs(i - j)
                weak = weak_i != (role[part[q0 + j]] >= WEAK_ROLE)
                if value > best and not (weak and share[ALONE, i, j] < MATCHED):
                    best, at_i, at_j, how = value, i, j, ALONE
                value = share[WITH_NEXT, i, j] + NAT * nats[WITH_NEXT, i, j] - AS_ONE
                if share[WITH_NEXT, i, j] > MERGED and value > best and partner[0, i + 1] < 0:
                    best, at_i, at_j, how = value, i, j, WITH_NEXT
                value = share[BESIDE_TWO, i, j] + NAT * nats[BESIDE_TWO, i, j] - AS_ONE
                if share[BESIDE_TWO, i, j] > MERGED and value > best and partner[1, j + 1] < 0:
                    best, at_i, at_j, how = value, i, j, BESIDE_TWO
        if at_i < 0:
            break
        partner[0, at_i], partner[1, at_j] = at_j, at_i
        if how == WITH_NEXT:
            partner[0, at_i + 1] = at_j
            merged[0, at_i], merged[0, at_i + 1] = 1, 2
        elif how == BESIDE_TWO:
            partner[1, at_j + 1] = at_i
            merged[1, at_j], merged[1, at_j + 1] = 1, 2
