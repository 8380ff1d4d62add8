"""Levels over time as a picture: a lane for each thing that is measured, in it a line for each who measured it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from hirz.faces.shell.chronology import share

HEIGHT: Final = 64
EDGE: Final = 8
"""Pixels that are kept free above the highest level and below the lowest."""
LOOKS: Final = 4
"""So many lines have a look of their own; more begin again."""

Measured = Sequence[tuple[str, Sequence[tuple[date, int]]]]
"""By whom it was measured, and the levels that they found, the earliest first."""


@dataclass(frozen=True)
class Dot:
    x: str
    y: int


@dataclass(frozen=True)
class Line:
    """What one person or body found, with the pieces between each two of its dots."""

    look: int
    dots: Sequence[Dot]

    @property
    def pieces(self) -> Sequence[tuple[Dot, Dot]]:
        return list(pairwise(self.dots))


@dataclass(frozen=True)
class Trend:
    """Lanes with their lines, the height of each level, whose line has which look, and the ends of the time."""

    lanes: Sequence[tuple[str, Sequence[Line]]]
    levels: Sequence[int]
    authors: Sequence[tuple[int, str]]
    first: date | None
    last: date | None
    height: int = HEIGHT


def drawn(lanes: Sequence[tuple[str, Measured]], highest: int) -> Trend:
    """Every lane lists the same authors in the same order; one who found nothing there has no dots."""
    days = [day for _label, measured in lanes for _author, found in measured for day, _level in found]
    first, last = min(days, default=None), max(days, default=None)

    def line(place: int, found: Sequence[tuple[date, int]]) -> Line:
        dots = [Dot(f"{share(day, first or day, last or day):.1f}%", _height(level, highest)) for day, level in found]
        return Line(_look(place), dots)

    return Trend(
        lanes=[(label, [line(n, found) for n, (_author, found) in enumerate(measured)]) for label, measured in lanes],
        levels=[_height(level, highest) for level in range(highest + 1)],
        authors=[(_look(n), author) for n, (author, _found) in enumerate(lanes[0][1])] if lanes else [],
        first=first,
        last=last,
    )


def _look(place: int) -> int:
    return place % LOOKS + 1


def _height(level: int, highest: int) -> int:
    return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * level // highest
