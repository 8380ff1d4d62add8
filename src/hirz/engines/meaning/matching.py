"""Which passages of one list say what a passage of another says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hirz.engines.meaning.port import Vectors

NEIGHBOURS: Final = 10
_AT_ONCE: Final = 1_024


@dataclass(frozen=True, slots=True)
class Match:
    """A pair by its places in both lists, and how much more alike the two are than either is to others, below 1."""

    left: int
    right: int
    score: float


def match(left: Vectors, right: Vectors, top: int) -> Iterator[Match]:
    """For each row of ``left`` the ``top`` rows of ``right``, best first.

    The score is the cosine less half of what is usual around each of the two. A passage that lies close to everything
    (a short or a general one) says less about each. Source: cross-domain similarity local scaling, Conneau et al.
    2018, equation 2, halved, with ten neighbours.
    """
    if not len(left) or not len(right) or top < 1:
        return
    around_left, around_right = _usual(left, right), _usual(right, left)
    for start in range(0, len(left), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        scores = left[part] @ right.T - around_right - around_left[part, np.newaxis]
        for row, places in enumerate(_best(scores, top)):
            yield from (Match(start + row, int(place), float(scores[row, place])) for place in places)


def _usual(of: Vectors, among: Vectors) -> Vectors:
    """For each row half of the mean cosine of its nearest ones in the other list."""
    near = min(NEIGHBOURS, len(among))
    parts = (of[start : start + _AT_ONCE] @ among.T for start in range(0, len(of), _AT_ONCE))
    nearest = np.concatenate([np.partition(part, -near, axis=1)[:, -near:] for part in parts])
    halves: Vectors = nearest.mean(axis=1, dtype=np.float32) / np.float32(2)
    return halves


def _best(scores: Vectors, top: int) -> Sequence[NDArray[np.int64]]:
    near = min(top, scores.shape[1])
    places = np.argpartition(scores, -near, axis=1)[:, -near:]
    order = np.argsort(-np.take_along_axis(scores, places, axis=1), axis=1, kind="stable")
    return list(np.take_along_axis(places, order, axis=1))
