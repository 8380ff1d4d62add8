"""Who does what where, and what nobody does.

A cell without an activity is a gap and not a zero: it says that nothing is on record, for those who may see it.
Source: design, "Partners".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Doing:
    """One activity: in which rows of the matrix it stands (who, or where) and in which columns (what for)."""

    id: str
    rows: frozenset[str]
    columns: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """``lines`` pairs each row with its cells, in the order of ``columns``; an absent cell is a gap.

    ``gaps`` are the columns with no activity in any row. ``placeless`` are activities in no column that was asked for:
    they count, and are shown apart. ``count`` is of different activities: one may stand in several cells.
    """

    columns: tuple[str, ...]
    lines: tuple[tuple[str, tuple[tuple[str, ...] | None, ...]], ...]
    gaps: tuple[str, ...]
    placeless: tuple[str, ...]
    count: int


def coverage(doings: Iterable[Doing], *, rows: Sequence[str], columns: Sequence[str]) -> Coverage:
    """The matrix of what is done, with every row and column that was asked for, done or not.

    Activities keep the order in which they are given. A row that was not asked for is left out; its activities fill no
    gap.
    """
    known_rows, known_columns = frozenset(rows), frozenset(columns)
    cells: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    placeless: list[str] = []
    seen: set[str] = set()
    for doing in doings:
        here = doing.rows & known_rows
        if here:
            seen.add(doing.id)
            for row in here:
                for column in doing.columns & known_columns:
                    cells[row, column].append(doing.id)
            if not doing.columns & known_columns:
                placeless.append(doing.id)
    done = {column for _row, column in cells}
    return Coverage(
        columns=tuple(columns),
        lines=tuple((row, tuple(_cell(cells.get((row, column))) for column in columns)) for row in rows),
        gaps=tuple(column for column in columns if column not in done),
        placeless=tuple(placeless),
        count=len(seen),
    )


def _cell(found: list[str] | None) -> tuple[str, ...] | None:
    return tuple(found) if found else None
