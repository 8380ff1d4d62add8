"""Pairs of records worth comparing: they share a key of a name, and could still be one person once names are compared.

Keys that few records hold: everybody with everybody. Keys that many hold: who shares two of them; and neighbours in
the order of the day of the event, or of birth. Whatever else the two records say is weighed on the way, so that a pair
that could not be linked by the best of names is never compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hirz.engines.linkage.evidence import MONTH, Facts, Weights, evidence_bits, facts_of
from hirz.engines.linkage.keyindex import KeyIndex
from hirz.engines.linkage.records import Columns
from hirz.engines.names.compiling import compiled, inlined

FULL_BLOCK: Final = 2_000
"""Up to so many records that share a key, or two, everybody is held against everybody."""
PORTION: Final = 1 << 26
"""Pairs looked at between two signs of life; those of one key are never parted."""
THREADS: Final = 2
_BUFFER: Final = 1 << 18

Pairs = NDArray[np.int64]
"""Pairs of places of records as ``left << 32 | right`` with left < right: sorted, each once."""


class Reach(NamedTuple):
    """What names could add: ``beyond`` bits more than the rarity of the keys they share, ``most`` at most. Pairs whose
    total cannot reach ``least`` are not compared."""

    prior: np.float32
    beyond: np.float32
    most: np.float32
    least: np.float32


class _Groups(NamedTuple):
    """``start`` [groups + 1] into ``member``; ``key`` [groups] is the rarest key the members of a group share, and
    ``window`` [members] orders large groups: members further apart in it than `MONTH` are not held against each
    other; whole groups are where it is empty."""

    start: NDArray[np.int64]
    member: NDArray[np.int32]
    key: NDArray[np.int32]
    window: NDArray[np.int32]


def candidates(
    index: KeyIndex, facts: Columns, weights: Weights, reach: Reach, progress: Callable[[int, int], None] | None = None
) -> Pairs:
    """The pairs, in order. ``progress`` is told how many pairs were looked at, and of how many."""
    passes, table = list(_passes(index, facts)), facts_of(facts)
    parts = [part for groups in passes for part in _parts(groups)]
    counts = [int(_pairs_in(part).sum()) for part in parts]
    done = 0
    found: list[Pairs] = []

    def search(part: _Groups) -> Pairs:
        return _searched(part, index, table, weights, reach)

    with ThreadPoolExecutor(THREADS) as pool:
        for count, codes in zip(counts, pool.map(search, parts), strict=True):
            found.append(codes)
            done += count
            if progress is not None:
                progress(done, sum(counts))
    return _once(found)


def pairs_of_rare_keys(index: KeyIndex, most: int, rarity: float) -> Pairs:
    """Pairs that share at least so many bits of rarity, found by the rarest keys: about ``most`` pairs are looked at.
    Nothing but names chooses them."""
    held = np.diff(index.start)
    last = int(np.searchsorted(np.cumsum(held * (held - 1) // 2), most, side="right"))
    nothing = np.zeros(0, np.int32)
    groups = _Groups(index.start[: last + 1], index.holder, np.arange(last, dtype=np.int32), nothing)
    facts, weights = np.zeros((len(index.first), len(Columns._fields)), np.int32), np.zeros((5, 9), np.float32)
    reach = Reach(np.float32(0), np.float32(0), np.float32(np.inf), np.float32(rarity))
    return _once([_searched(groups, index, facts, weights, reach)])


def _once(found: list[Pairs]) -> Pairs:
    codes = np.sort(np.concatenate([*found, np.zeros(0, np.int64)]))  # np.unique hashes, and takes minutes
    return codes[np.append(True, codes[1:] != codes[:-1])] if len(codes) else codes


def _passes(index: KeyIndex, facts: Columns) -> Iterator[_Groups]:
    none = np.zeros(0, np.int32)
    held = np.diff(index.start)
    rare = int(np.searchsorted(held, FULL_BLOCK, side="right"))
    keys = np.arange(len(held), dtype=np.int32)
    yield _Groups(index.start[: rare + 1], index.holder, keys[:rare], none)
    if rare == len(held):
        return
    yield from _of_two_keys(index, rare, facts)
    common = slice(int(index.start[rare]), int(index.start[-1]))
    owner, key = index.holder[common], np.repeat(keys[rare:], held[rare:])
    yield _ordered(owner, key.astype(np.int64), key, facts.event_first)
    yield _of_birth(owner, key, facts)


def _of_two_keys(index: KeyIndex, rare: int, facts: Columns) -> Iterator[_Groups]:
    """Those who share two common keys; neighbours by the day of the event, and by birth, where they are too many."""
    owner, first, second = _two_keys(index.first, index.key, index.part, rare)
    code = first.astype(np.int64) * len(index.rarity) + second
    order = np.argsort(code, kind="stable")
    owner, first, code = owner[order], first[order], code[order]
    start = _starts(code)
    size = np.repeat(np.diff(start), np.diff(start))
    small, large = size <= FULL_BLOCK, size > FULL_BLOCK
    yield _Groups(_starts(code[small]), owner[small], first[small][_starts(code[small])[:-1]], np.zeros(0, np.int32))
    yield _ordered(owner[large], code[large], first[large], facts.event_first)


def _of_birth(owner: NDArray[np.int32], key: NDArray[np.int32], facts: Columns) -> _Groups:
    """Those who share a common key and a birth date, day and month in either order."""
    known = facts.day[owner] > 0
    owner, key = owner[known], key[known]
    month, day = facts.month[owner], facts.day[owner]
    date = (facts.year[owner].astype(np.int64) * 32 + np.minimum(month, day)) * 32 + np.maximum(month, day)
    code = (key.astype(np.int64) << 32) | date
    order = np.argsort(code, kind="stable")
    start = _starts(code[order])
    return _Groups(start, owner[order], key[order][start[:-1]], np.zeros(0, np.int32))


def _ordered(
    owner: NDArray[np.int32], code: NDArray[np.int64], key: NDArray[np.int32], event: NDArray[np.int32]
) -> _Groups:
    known = event[owner] > 0
    owner, code, key = owner[known], code[known], key[known]
    order = np.lexsort((event[owner], code))
    start = _starts(code[order])
    return _Groups(start, owner[order], key[order][start[:-1]], event[owner[order]])


def _starts(code: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each run of equal numbers begins, and the end."""
    if not len(code):
        return np.zeros(1, np.int64)
    begins = np.flatnonzero(np.concatenate([[True], code[1:] != code[:-1]]))
    return np.append(begins, len(code)).astype(np.int64)


def _pairs_in(groups: _Groups) -> NDArray[np.float64]:
    """About how many pairs of each group are looked at."""
    held = np.diff(groups.start).astype(np.float64)
    span = float(np.ptp(groups.window)) if len(groups.window) else 0.0
    return held * (held - 1) / 2 * min(1.0, 2 * MONTH / max(span, 1.0))


def _parts(groups: _Groups) -> Iterator[_Groups]:
    """The same groups in portions of about `PORTION` pairs."""
    portion = (np.cumsum(_pairs_in(groups)) // PORTION).astype(np.int64)
    for begin, end in pairwise(_starts(portion).tolist()):
        yield groups._replace(start=groups.start[begin : end + 1], key=groups.key[begin:end])


def _searched(groups: _Groups, index: KeyIndex, facts: Facts, weights: Weights, reach: Reach) -> Pairs:
    largest = int(np.diff(groups.start).max(initial=0))
    room = np.empty(max(_BUFFER, largest), np.int64)
    place = np.array([0, groups.start[0]], np.int64)
    found = []
    while place[0] < len(groups.start) - 1:
        filled = _search(*groups, *index[:3], index.rarity, facts, weights, reach, place, room)
        found.append(room[:filled].copy())
    return np.concatenate([*found, np.zeros(0, np.int64)])


@compiled
def _search(
    start: NDArray[np.int64],
    member: NDArray[np.int32],
    group_key: NDArray[np.int32],
    window: NDArray[np.int32],
    first: NDArray[np.int64],
    key: NDArray[np.int32],
    part: NDArray[np.int8],
    rarity: NDArray[np.float32],
    facts: Facts,
    weights: Weights,
    reach: Reach,
    place: NDArray[np.int64],
    room: NDArray[np.int64],
) -> int:
    """Go on from ``place`` (group, member) until all are looked at or the room is full; ``place`` moves.
    Returns how many pairs were found."""
    filled, group, a = 0, place[0], place[1]
    bounded = len(window) > 0
    prior, beyond, most_bits, least = reach
    while group < len(start) - 1:
        end = start[group + 1]
        rarest = group_key[group]
        while a < end:
            if filled + end - a > len(room):
                place[0], place[1] = group, a
                return filled
            i = member[a]
            for b in range(a + 1, end):
                if bounded and window[b] - window[a] > MONTH:
                    break
                j = member[b]
                total = prior + evidence_bits(facts, weights, i, j)
                if total + most_bits < least or shared_before(first, key, i, j, rarest):
                    continue
                bits = beyond + shared_rarity(first, key, part, rarity, i, j)
                if total + min(bits, most_bits) >= least:
                    room[filled] = (np.int64(min(i, j)) << 32) | np.int64(max(i, j))
                    filled += 1
            a += 1
        group += 1
    place[0], place[1] = group, a
    return filled


@inlined
def shared_before(first: NDArray[np.int64], key: NDArray[np.int32], i: int, j: int, rarest: int) -> bool:
    """Whether two records share a key rarer than this one that they share: they are found there."""
    x, y = first[i], first[j]
    while key[x] < rarest and key[y] < rarest:
        if key[x] == key[y]:
            return True
        if key[x] < key[y]:
            x += 1
        else:
            y += 1
    return False


@inlined
def shared_rarity(
    first: NDArray[np.int64],
    key: NDArray[np.int32],
    part: NDArray[np.int8],
    rarity: NDArray[np.float32],
    i: int,
    j: int,
) -> np.float32:
    """How rare what two records share is, in bits: of each part its rarest key that the other holds too."""
    x, y, counted = first[i], first[j], np.int64(0)
    end_x, end_y = first[i + 1], first[j + 1]
    found = np.float32(0.0)
    while x < end_x and y < end_y:
        if key[x] < key[y]:
            x += 1
        elif key[x] > key[y]:
            y += 1
        else:
            if not (counted >> np.int64(part[x])) & 1:
                found += rarity[key[x]]
                counted |= np.int64(1) << np.int64(part[x])
            x += 1
            y += 1
    return found


def rarities(index: KeyIndex, left: NDArray[np.int32], right: NDArray[np.int32]) -> NDArray[np.float32]:
    """`shared_rarity` of pairs; float32 [pairs]."""
    return _rarities(*index[:3], index.rarity, left, right)


@compiled
def _rarities(
    first: NDArray[np.int64],
    key: NDArray[np.int32],
    part: NDArray[np.int8],
    rarity: NDArray[np.float32],
    left: NDArray[np.int32],
    right: NDArray[np.int32],
) -> NDArray[np.float32]:
    found = np.zeros(len(left), np.float32)
    for k in range(len(left)):
        found[k] = shared_rarity(first, key, part, rarity, left[k], right[k])
    return found


@compiled
def _two_keys(
    first: NDArray[np.int64], key: NDArray[np.int32], part: NDArray[np.int8], rare: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Every two common keys of different parts of a record: the record, the rarer key, the commoner."""
    count = 0
    owner, lower, upper = np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.int32)
    for round_ in range(2):
        if round_ == 1:
            owner, lower, upper = np.empty(count, np.int32), np.empty(count, np.int32), np.empty(count, np.int32)
        count = 0
        for i in range(len(first) - 1):
            for x in range(first[i], first[i + 1]):
                if key[x] < rare:
                    continue
                for y in range(x + 1, first[i + 1]):
                    if part[x] == part[y]:
                        continue
                    if round_ == 1:
                        owner[count] = i
                        lower[count] = key[x]
                        upper[count] = key[y]
                    count += 1
    return owner, lower, upper
