"""How a table is laid out, the same in every format."""

from __future__ import annotations

import re
from typing import Final

from hirz.engines.documents.model import Table

_FIGURE: Final = re.compile(r"[\d\s.,%–-]*\d[\d\s.,%–-]*|–|-")
_MIN_SHARE, _MAX_SHARE, _MAX_SHARE_OF_FIGURES = 12, 40, 18


def shares(table: Table) -> list[int]:
    """The part of the line that each column takes, by its longest text within reason; only their relation counts.

    Over figures a long heading breaks, so that it does not take the room of those that hold words.
    """
    columns = zip(table.header, *table.rows, strict=True)
    longest = [max(_MIN_SHARE, *(len(cell) for cell in column)) for column in columns]
    return [
        min(length, _MAX_SHARE_OF_FIGURES if figures else _MAX_SHARE)
        for length, figures in zip(longest, of_figures(table), strict=True)
    ]


def of_figures(table: Table) -> list[bool]:
    """Whether each column holds figures alone, which stand under one another at the end of their column."""
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.header)
    return [bool(column) and all(_FIGURE.fullmatch(cell) for cell in column) for column in columns]
