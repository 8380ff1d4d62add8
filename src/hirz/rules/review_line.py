"""From which likeness on two files are worth a person's look, learned from what people decided.

A linkage says how probable it is that two files are one person's. Whether its numbers hold for the files of an office
only the decisions of that office can tell. They are counted in bands of likeness; each band begins with a few imagined
decisions that say what the linkage says, so that little evidence moves little (the mean of a beta posterior). Bands are
then made rising with likeness (isotonic regression by pooling adjacent violators: Ayer et al., Annals of Mathematical
Statistics 26, 1955), and the line is where the first of them reaches what is wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from hirz.rules.errors import BadInput

BANDS: Final = 20
"""Bands of equal width between 0 and 1."""
WANTED: Final = 1 / 3
"""Of three pairs that somebody has to look at, one at least should be the same person."""
IMAGINED: Final = 8
"""Decisions that every band is given before anybody decided, shared as the linkage would have it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair that somebody decided: how alike it was held to be (0 to 1), and whether it was the same person."""

    likeness: float
    same: bool

    def __post_init__(self) -> None:
        if not 0 <= self.likeness <= 1:
            raise BadInput("likeness lies between 0 and 1")


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """Pairs with at least this ``likeness`` are listed. Of those, ``decided`` are, and ``same`` were one person."""

    likeness: float
    decided: int
    same: int


def review_line(judged: Iterable[Judged], *, wanted: float = WANTED) -> ReviewLine:
    """The line that these decisions lead to. Without any it lies where the linkage itself says ``wanted``.

    ``wanted`` is the share of pairs, in the lowest band listed, that should be the same person (0 to 1). Where no band
    reaches it, only the uppermost is listed. More pairs found to be the same never raise the line.
    """
    known = list(judged)
    shares = _rising(_posterior(known), [IMAGINED + n for n in _counts(known)])
    lowest = next((band for band, share in enumerate(shares) if share >= wanted), BANDS - 1)
    above = [j for j in known if _band(j.likeness) >= lowest]
    return ReviewLine(lowest / BANDS, len(above), sum(j.same for j in above))


def _band(likeness: float) -> int:
    return min(int(likeness * BANDS), BANDS - 1)


def _counts(known: Sequence[Judged]) -> list[int]:
    counts = [0] * BANDS
    for judged in known:
        counts[_band(judged.likeness)] += 1
    return counts


def _posterior(known: Sequence[Judged]) -> list[float]:
    same = _counts([j for j in known if j.same])
    imagined = [IMAGINED * (band + 0.5) / BANDS for band in range(BANDS)]
    return [(s + i) / (n + IMAGINED) for s, i, n in zip(same, imagined, _counts(known), strict=True)]


def _rising(shares: Sequence[float], weights: Sequence[int]) -> list[float]:
    """The nearest sequence that never falls, in the sense of weighted squares."""
    pools: list[tuple[float, int, int]] = []
    for share, weight in zip(shares, weights, strict=True):
        pools.append((share, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (low, light, few), (high, heavy, many) = pools.pop(), pools.pop()
            weight = light + heavy
            pools.append(((low * light + high * heavy) / weight, weight, few + many))
    return [share for share, _weight, bands in pools for _ in range(bands)]
