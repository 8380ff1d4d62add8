"""A numbered grid over a picture, and the areas somebody lists by its numbers. No script and no pointer is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import ClassVar, Final

FINENESS: Final = (12, 24, 48)
"""How many columns a grid may have."""
MAX_AREAS: Final = 500
_PAGE: Final = re.compile(r"\s*(\d{1,5})\s*[:：]\s*(.*)", re.DOTALL)
_AREA: Final = re.compile(r"(\d{1,5})(?:\s*[-‐‑‒–—]\s*(\d{1,5}))?")
_BETWEEN_AREAS: Final = re.compile(r"[,،;؛、，]")
# Marks that keep right-to-left text in order; a field that takes its direction from its content may add them.
_INVISIBLE: Final = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


class AreaRefused(ValueError):
    """What was written does not name areas of the page; ``line`` counts from 1, ``code`` says what is wrong."""

    code: ClassVar[str] = "area_refused"

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} names no area")
        self.line = line


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """The cells ``first`` and ``last`` (from 1) of a page (from 1) are opposite corners of it."""

    page: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Square cells over a picture of ``width`` by ``height`` pixels, ``columns`` to a row; the last row may be cut.

    Cells are numbered from 1, left to right and from the top, in every language: a picture has no direction of reading.
    """

    width: int
    height: int
    columns: int

    @property
    def side(self) -> float:
        """Of a cell, in pixels."""
        return self.width / self.columns

    @property
    def rows(self) -> int:
        return max(1, ceil(self.height / self.side))

    @property
    def cells(self) -> int:
        return self.columns * self.rows

    def box(self, first: int, last: int) -> tuple[int, int, int, int]:
        """Left, top, right, bottom in pixels (the last two excluded) of the area between two corner cells.

        Every pixel that a cell touches is in it, so that nothing shows along an edge.
        Raises :class:`ValueError` for a cell that the grid does not have.
        """
        if not (1 <= first <= self.cells and 1 <= last <= self.cells):
            raise ValueError("the grid has no such cell")
        (row, column), (other_row, other_column) = (divmod(cell - 1, self.columns) for cell in (first, last))
        left, right = sorted((column, other_column))
        top, bottom = sorted((row, other_row))
        edges = (left * self.side, top * self.side, (right + 1) * self.side, (bottom + 1) * self.side)
        return int(edges[0]), int(edges[1]), min(self.width, ceil(edges[2])), min(self.height, ceil(edges[3]))


def areas_in(text: str) -> tuple[Area, ...]:
    """The areas named in lines such as ``41-87`` or ``2: 41-87, 90``: a page, if it is not the first, and cells.

    Digits of any script, dashes of any length, commas of any script. Raises :class:`AreaRefused` for a line that
    names none, and for more areas than :data:`MAX_AREAS`.
    """
    found = [area for number, line in _lines(text) for area in _areas(number, line)]
    if len(found) > MAX_AREAS:
        raise AreaRefused(len(text.splitlines()))
    return tuple(dict.fromkeys(found))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(_INVISIBLE.sub("", text).splitlines(), start=1):
        if line.strip():
            yield number, line


def _areas(number: int, line: str) -> Iterator[Area]:
    paged = _PAGE.fullmatch(line)
    page, cells = (int(paged[1]), paged[2]) if paged else (1, line)
    for part in _BETWEEN_AREAS.split(cells):
        area = _AREA.fullmatch(part.strip())
        if area is None or page < 1:
            raise AreaRefused(number)
        yield Area(page, int(area[1]), int(area[2] or area[1]))


__all__ = ["FINENESS", "Area", "AreaRefused", "Grid", "areas_in"]
