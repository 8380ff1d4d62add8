"""Words that stand for each other in two names, as training material for the odds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.alignment import Odds, wholes
from hirz.engines.names.compiling import compiled
from hirz.engines.names.features import MOST, Space, assign, fill_shares, space
from hirz.engines.names.packing import Packed

_CREDIBLE = np.float32(0.3)


def matched_words(packed: Packed, pairs: NDArray[np.int64], odds: Odds) -> list[tuple[bytes, bytes]]:
    """Units of the parts paired one to one in names that are the same, each distinct couple once, in a fixed order."""
    found = np.zeros((len(pairs) * MOST, 2), np.int64)
    whole = wholes(packed.units, packed.weight, packed.start, odds)
    count = collect(packed, whole, pairs, odds, space(), found)
    units, start = packed.units.tobytes(), packed.start
    couples = {(units[start[a] : start[a + 1]], units[start[b] : start[b + 1]]) for a, b in found[:count]}
    return sorted(couples)


@compiled
def collect(
    p: Packed, whole: NDArray[np.float32], pairs: NDArray[np.int64], odds: Odds, work: Space, found: NDArray[np.int64]
) -> int:
    """Part numbers of credible one-to-one pairings into ``found``; returns how many."""
    count = 0
    for k in range(len(pairs)):
        x, y = pairs[k, 0], pairs[k, 1]
        fill_shares(p, whole, x, y, odds, work)
        assign(p, x, y, work)
        for i in range(min(p.first[x + 1] - p.first[x], MOST)):
            j = work.partner[0, i]
            if j < 0 or work.merged[0, i] > 0 or work.merged[1, j] > 0:
                continue
            if work.flag[i, j] == 0 and work.share[0, i, j] >= _CREDIBLE:
                found[count, 0] = p.first[x] + i
                found[count, 1] = p.first[y] + j
                count += 1
    return count
