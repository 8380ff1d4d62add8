"""Which article of a later version is which of an earlier one.

By number and by words: two articles are the more alike, the greater the share of telling words they have in common
(Ružička's measure over weighted words). The surest pairs are taken first; what is left over is looked for inside others
(split, merged), and what is nowhere has gone or is new.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hirz.engines.statutes.structure import Article
from hirz.engines.statutes.words import Weights, stems_of

LEAST_ALIKE: Final = 0.34
LEAST_ALIKE_IN_PLACE: Final = 0.12
"""Between the same neighbours less is asked: an article may be written anew."""
SAME_NUMBER: Final = 0.08
LEAST_CONTAINED: Final = 0.6


class Fate(StrEnum):
    """What became of articles. ``CHANGED`` may also have another number or place (:class:`Pair`)."""

    SAME = "SAME"
    CHANGED = "CHANGED"
    SPLIT = "SPLIT"
    MERGED = "MERGED"
    GONE = "GONE"
    NEW = "NEW"


@dataclass(frozen=True, slots=True)
class Pair:
    """Articles by their places (from 0) in both versions, usually one and one.

    ``alike`` is from 0 to 1; ``is_renumbered``: another number; ``is_moved``: another place among its neighbours.
    """

    fate: Fate
    before: tuple[int, ...]
    after: tuple[int, ...]
    alike: float = 0.0
    is_renumbered: bool = False
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """All articles of both versions, each in one pair, in the order of the later version; what has gone stands where
    it stood."""

    pairs: tuple[Pair, ...]
    weights: Weights

    def of_before(self, place: int) -> Pair:
        return next(pair for pair in self.pairs if place in pair.before)


def compare(before: Sequence[Article], after: Sequence[Article]) -> Comparison:
    """Align the articles of two versions."""
    return _Aligner(before, after).comparison()


class _Aligner:
    def __init__(self, before: Sequence[Article], after: Sequence[Article]) -> None:
        self.before, self.after = before, after
        self.first = [Counter(stems_of(article.body)) for article in before]
        self.second = [Counter(stems_of(article.body)) for article in after]
        self.weights = Weights([*self.first, *self.second])
        self.sums_first, self.sums_second = self._sums(self.first), self._sums(self.second)
        self.common = self._common()
        """Weight of the words that both have, by place before and place after."""

    def comparison(self) -> Comparison:
        matched = self._matched()
        split, merged = self._parts(matched)
        pairs = [*self._pairs(matched, split, merged), *self._left_over(matched, split, merged)]
        return Comparison(tuple(sorted(pairs, key=lambda pair: self._place(pair, matched))), self.weights)

    def _matched(self) -> dict[int, int]:
        """One to one, the surest pair first; then what stands between the same neighbours, of which less is asked."""
        taken: dict[int, int] = {}
        found: set[int] = set()
        scored = sorted(self._scored(), reverse=True)
        for score, _distance, i, j in scored:
            if score >= LEAST_ALIKE and i not in taken and j not in found:
                taken[i] = j
                found.add(j)
        sure = dict(taken)
        for _score, _distance, i, j in scored:
            if i not in taken and j not in found and _has_same_neighbours(i, j, sure):
                taken[i] = j
                found.add(j)
        return taken

    def _scored(self) -> Iterator[tuple[float, int, int, int]]:
        """Pairs by likeness; of equally like ones the pair of one number, and then the nearer."""
        for i, j in product(range(len(self.before)), range(len(self.after))):
            alike = self.alike(i, j)
            if alike >= LEAST_ALIKE_IN_PLACE:
                has_number = self.before[i].key == self.after[j].key
                yield round(alike + SAME_NUMBER * has_number, 6), -abs(i - j), i, j

    def alike(self, i: int, j: int) -> float:
        if not self.first[i] or not self.second[j]:
            return float(self.first[i] == self.second[j] and self.before[i].title == self.after[j].title)
        both = float(self.common[i, j])
        return min(1.0, both / (self.sums_first[i] + self.sums_second[j] - both))

    def _common(self) -> NDArray[np.float64]:
        """Word by word, so that a code of hundreds of articles is aligned in a moment."""
        found: dict[str, list[tuple[int, int]]] = {}
        for j, stems in enumerate(self.second):
            for stem, count in stems.items():
                found.setdefault(stem, []).append((j, count))
        places = {stem: np.array(listed).T for stem, listed in found.items()}
        common = np.zeros((len(self.first), len(self.second)))
        for i, stems in enumerate(self.first):
            for stem in stems.keys() & places.keys():
                columns, counts = places[stem]
                common[i, columns] += self.weights[stem] * np.minimum(counts, stems[stem])
        return common

    def _sums(self, articles: Sequence[Counter[str]]) -> list[float]:
        return [sum(count * self.weights[stem] for stem, count in stems.items()) for stems in articles]

    def _parts(self, matched: dict[int, int]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """Later articles that an earlier one was split into, and earlier ones that were merged into a later one."""
        split: dict[int, list[int]] = {}
        merged: dict[int, list[int]] = {}
        for j in sorted(set(range(len(self.after))) - set(matched.values())):
            i = int(self.common[:, j].argmax()) if self.before else -1
            if i in matched and _is_part(self.second[j], self.sums_second[j], float(self.common[i, j])):
                split.setdefault(i, []).append(j)
        for i in sorted(set(range(len(self.before))) - matched.keys()):
            j = int(self.common[i].argmax()) if self.after else -1
            if j >= 0 and _is_part(self.first[i], self.sums_first[i], float(self.common[i, j])):
                merged.setdefault(j, []).append(i)
        return split, merged

    def _pairs(
        self, matched: dict[int, int], split: dict[int, list[int]], merged: dict[int, list[int]]
    ) -> Iterator[Pair]:
        stayed = _longest_rising([matched[i] for i in sorted(matched)])
        for i, j in sorted(matched.items()):
            after = tuple(sorted([j, *split.get(i, ())]))
            before = tuple(sorted([i, *merged.get(j, ())]))
            alike = self.alike(i, j)
            fate = Fate.SAME if self.before[i].body == self.after[j].body else Fate.CHANGED
            fate = Fate.SPLIT if len(after) > 1 else Fate.MERGED if len(before) > 1 else fate
            renumbered = self.before[i].key != self.after[j].key
            yield Pair(fate, before, after, alike, renumbered, j not in stayed)

    def _left_over(
        self, matched: dict[int, int], split: dict[int, list[int]], merged: dict[int, list[int]]
    ) -> Iterator[Pair]:
        parts_after = {j for parts in split.values() for j in parts} | set(matched.values())
        parts_before = {i for j, parts in merged.items() if j in parts_after for i in parts} | matched.keys()
        for j, several in merged.items():
            if j not in parts_after:
                yield Pair(Fate.MERGED, tuple(several), (j,), 0.0, is_renumbered=True)
                parts_after.add(j)
                parts_before |= set(several)
        yield from (Pair(Fate.NEW, (), (j,)) for j in range(len(self.after)) if j not in parts_after)
        yield from (Pair(Fate.GONE, (i,), ()) for i in range(len(self.before)) if i not in parts_before)

    def _place(self, pair: Pair, matched: dict[int, int]) -> tuple[float, int]:
        """In the order of the later version; an article that has gone comes after the one that stood before it."""
        if pair.after:
            return pair.after[0], 0
        above = [matched[i] for i in range(pair.before[0]) if i in matched]
        return (above[-1] + 0.5 if above else -1.0), pair.before[0]


def _is_part(stems: Counter[str], total: float, common: float) -> bool:
    """Whether an article stands inside another: most of its words, by weight, and more than a few of them."""
    return sum(stems.values()) >= 3 and common >= LEAST_CONTAINED * total


def _has_same_neighbours(i: int, j: int, sure: dict[int, int]) -> bool:
    """Whether the nearest articles that are sure, above and below, are the same in both versions."""
    above = max((one for one in sure if one < i), default=None)
    below = min((one for one in sure if one > i), default=None)
    return (above is None or sure[above] < j) and (below is None or j < sure[below])


def _longest_rising(values: Sequence[int]) -> set[int]:
    """The longest subsequence that rises: what it leaves out has moved."""
    tails: list[int] = []
    places: list[int] = []
    for value in values:
        at = bisect_left(tails, value)
        tails[at : at + 1] = [value]
        places.append(at)
    kept: set[int] = set()
    wanted = len(tails) - 1
    for value, at in zip(reversed(values), reversed(places), strict=True):
        if at == wanted:
            kept.add(value)
            wanted -= 1
    return kept


__all__ = ["Comparison", "Fate", "Pair", "compare"]
