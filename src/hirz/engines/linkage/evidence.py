"""What two records say beside their names: one ordered level a comparison, and its weight in bits.

The same levels stand as SQL in `splinking`, for Splink; here they are compiled, to look at very many pairs quickly.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hirz.engines.linkage.records import Columns
from hirz.engines.names.compiling import compiled, inlined

WEEK: Final = 7
MONTH: Final = 31
SEASON: Final = 120


class Birth(IntEnum):
    """How two birth dates agree; the first level that fits."""

    UNKNOWN = 0
    SAME_DAY = 1
    DAY_AND_MONTH_SWAPPED = 2
    SAME_MONTH = 3
    YEAR_SLIPPED = 4
    SAME_YEAR_REST_UNKNOWN = 5
    SAME_YEAR = 6
    NEXT_YEAR = 7
    DIFFERENT = 8


class Gender(IntEnum):
    UNKNOWN = 0
    SAME = 1
    DIFFERENT = 2


class Place(IntEnum):
    """Towns and, where they do not tell, countries."""

    UNKNOWN = 0
    SAME_TOWN = 1
    SAME_COUNTRY = 2
    OTHER_TOWN = 3
    OTHER_COUNTRY = 4


class Event(IntEnum):
    """How far apart the acts are that two records report; days."""

    UNKNOWN = 0
    SAME_DAY = 1
    WITHIN_WEEK = 2
    WITHIN_MONTH = 3
    WITHIN_SEASON = 4
    FAR_APART = 5


class Body(IntEnum):
    UNKNOWN = 0
    SAME = 1
    DIFFERENT = 2


class Bits(NamedTuple):
    """The weight of each level, log2 of how much likelier it is for one person than for two; float32 [levels]."""

    birth: NDArray[np.float32]
    gender: NDArray[np.float32]
    place: NDArray[np.float32]
    event: NDArray[np.float32]
    body: NDArray[np.float32]


_YEAR: Final = Columns._fields.index("year")
_MONTH: Final = Columns._fields.index("month")
_DAY: Final = Columns._fields.index("day")
_GENDER: Final = Columns._fields.index("gender")
_TOWN: Final = Columns._fields.index("place")
_COUNTRY: Final = Columns._fields.index("country")
_FIRST: Final = Columns._fields.index("event_first")
_LAST: Final = Columns._fields.index("event_last")
_BODY: Final = Columns._fields.index("body")

Facts = NDArray[np.int32]
"""`Columns` side by side [records, columns]: what one record says lies together, which is what the loops want."""
Weights = NDArray[np.float32]
"""`Bits` one under the other [comparisons, levels]."""


def facts_of(columns: Columns) -> Facts:
    return np.ascontiguousarray(np.column_stack(columns))


def weights_of(bits: Bits) -> Weights:
    table = np.zeros((len(bits), max(map(len, bits))), np.float32)
    for row, weights in zip(table, bits, strict=True):
        row[: len(weights)] = weights
    return table


@inlined
def birth_level(f: Facts, i: int, j: int) -> int:
    if f[i, _YEAR] == 0 or f[j, _YEAR] == 0:
        return 0
    apart = abs(f[i, _YEAR] - f[j, _YEAR])
    same_month, same_day = f[i, _MONTH] == f[j, _MONTH], f[i, _DAY] == f[j, _DAY]
    if f[i, _DAY] == 0 or f[j, _DAY] == 0:
        if apart == 0:
            return 5 if same_month or f[i, _MONTH] == 0 or f[j, _MONTH] == 0 else 6
        return 7 if apart == 1 else 8
    if apart == 0:
        if same_month:
            return 1 if same_day else 3
        return 2 if f[i, _MONTH] == f[j, _DAY] and f[i, _DAY] == f[j, _MONTH] else 6
    if same_month and same_day and (apart == 1 or apart == 10):
        return 4
    return 7 if apart == 1 else 8


@inlined
def same_level(f: Facts, column: int, i: int, j: int) -> int:
    if f[i, column] == 0 or f[j, column] == 0:
        return 0
    return 1 if f[i, column] == f[j, column] else 2


@inlined
def place_level(f: Facts, i: int, j: int) -> int:
    if f[i, _TOWN] != 0 and f[i, _TOWN] == f[j, _TOWN]:
        return 1
    towns = f[i, _TOWN] != 0 and f[j, _TOWN] != 0
    if f[i, _COUNTRY] == 0 or f[j, _COUNTRY] == 0:
        return 3 if towns else 0
    if f[i, _COUNTRY] != f[j, _COUNTRY]:
        return 4
    return 3 if towns else 2


@inlined
def event_level(f: Facts, i: int, j: int) -> int:
    if f[i, _FIRST] == 0 or f[j, _FIRST] == 0:
        return 0
    gap = max(f[i, _FIRST] - f[j, _LAST], f[j, _FIRST] - f[i, _LAST])
    if gap > MONTH:
        return 4 if gap <= SEASON else 5
    if gap > WEEK or f[i, _FIRST] != f[i, _LAST] or f[j, _FIRST] != f[j, _LAST]:
        return 3
    return 2 if gap > 0 else 1


@inlined
def evidence_bits(f: Facts, weights: Weights, i: int, j: int) -> np.float32:
    """What records ``i`` and ``j`` say beside their names."""
    found: np.float32 = (
        weights[0, birth_level(f, i, j)]
        + weights[1, same_level(f, _GENDER, i, j)]
        + weights[2, place_level(f, i, j)]
        + weights[3, event_level(f, i, j)]
        + weights[4, same_level(f, _BODY, i, j)]
    )
    return found


@compiled
def evidence_of_pairs(f: Facts, weights: Weights, left: NDArray[np.int32], right: NDArray[np.int32]) -> Weights:
    """`evidence_bits` of pairs ``left[k]``, ``right[k]``; float32 [pairs]."""
    found = np.zeros(len(left), np.float32)
    for k in range(len(left)):
        found[k] = evidence_bits(f, weights, left[k], right[k])
    return found


@compiled
def levels_of_pairs(f: Facts, left: NDArray[np.int32], right: NDArray[np.int32]) -> NDArray[np.int8]:
    """Levels of birth, gender, place, event, body; int8 [pairs, 5]."""
    found = np.zeros((len(left), 5), np.int8)
    for k in range(len(left)):
        i, j = left[k], right[k]
        found[k, 0] = birth_level(f, i, j)
        found[k, 1] = same_level(f, _GENDER, i, j)
        found[k, 2] = place_level(f, i, j)
        found[k, 3] = event_level(f, i, j)
        found[k, 4] = same_level(f, _BODY, i, j)
    return found
