"""Which parts of two names stand for each other: for explanations, and as training material for the odds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.alignment import Odds
from hirz.engines.names.compiling import compiled
from hirz.engines.names.features import Space, assign, space
from hirz.engines.names.likening import ALONE, SPELT, Meetings, fill_merged, fill_single, meetings, perfect
from hirz.engines.names.packing import Packed

_CREDIBLE = 0.3


class Partners(NamedTuple):
    """``partner``, ``merged`` [2, MOST] as in `features.assign`; ``share`` [3 ways, MOST, MOST] and ``kind`` [MOST,
    MOST] of likeness."""

    partner: NDArray[np.int32]
    merged: NDArray[np.int32]
    share: NDArray[np.float32]
    kind: NDArray[np.int8]


def partners(packed: Packed, pairs: NDArray[np.int64], odds: Odds) -> Iterator[Partners]:
    """Of each pair [n, 2] of names, in the order given; what is yielded is overwritten by the next."""
    met, work = meetings(packed, perfect(packed, odds), pairs, odds), space()
    for k, (x, y) in enumerate(pairs.tolist()):
        match_pair(packed, met, k, x, y, work)
        yield Partners(work.partner, work.merged, work.grid.share, work.grid.flag)


@compiled
def match_pair(p: Packed, met: Meetings, k: int, x: int, y: int, work: Space) -> None:
    n, m = p.first[x + 1] - p.first[x], p.first[y + 1] - p.first[y]
    share, nats, broken, flag, sure = work.grid
    fill_single(n, m, met.cell[k], met.number, met.couples.found, met.couples.kind, share, nats, broken, flag, sure)
    fill_merged(n, m, met.cell[k], met.number, met.couples.found, share, nats, broken)
    assign(n, m, p.part, p.first[x], p.first[y], p.role, share, nats, work.partner, work.merged)


def matched_words(packed: Packed, pairs: NDArray[np.int64], odds: Odds) -> list[tuple[bytes, bytes]]:
    """Units of the parts paired one to one in names that are the same, each distinct couple once, in a fixed order."""
    couples = set()
    for (x, y), found in zip(pairs.tolist(), partners(packed, pairs, odds), strict=True):
        for i, j in _credible(found):
            couples.add((_units(packed, x, i), _units(packed, y, j)))
    return sorted(couples)


def _credible(found: Partners) -> Iterator[tuple[int, int]]:
    for i, j in enumerate(found.partner[0].tolist()):
        one_to_one = j >= 0 and not found.merged[0, i] and not found.merged[1, j]
        if one_to_one and found.kind[i, j] == SPELT and found.share[ALONE, i, j] >= _CREDIBLE:
            yield i, j


def _units(packed: Packed, name: int, place: int) -> bytes:
    part = packed.part[packed.first[name] + place]
    return packed.units[packed.start[part] : packed.start[part + 1]].tobytes()
