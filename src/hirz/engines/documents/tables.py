"""How a table is laid out, the same in every format."""

from __future__ import annotations

import re
from typing import Final

from hirz.engines.documents.model import Table

_FIGURE: Final = re.compile(r"[\d\s.,%–-]*\d[\d\s.,%–-]*|–|-")
_MIN_SHARE, _MAX_SHARE = 12, 40


def shares(table: Table) -> list[int]:
    """The part of the line that each column takes, by its longest text within reason; only their relation counts."""
    columns = zip(table.header, *table.rows, strict=True)
    return [min(max(_MIN_SHARE, *(len(cell) for cell in column)), _MAX_SHARE) for column in columns]


def of_figures(table: Table) -> list[bool]:
    """Whether each column holds figures alone, which stand under one another at the end of their column."""
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.header)
    return [bool(column) and all(_FIGURE.fullmatch(cell) for cell in column) for column in columns]
