"""A table that was sent out, filled in elsewhere, and came back: what it would change, and where two people disagree.

Three values of each cell are compared: what was sent, what came back, and what stands here now. Nothing that somebody
wrote here in the meantime is ever overwritten by a table that did not know of it, and a missing row deletes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Row: TypeAlias = Mapping[str, str]
"""Values as they are written in the table, by column."""


class CellOutcome(StrEnum):
    UNTOUCHED = "UNTOUCHED"
    """It came back as it was sent. What stands here stays."""
    CHANGED = "CHANGED"
    """It was changed there and nobody changed it here."""
    AGREED = "AGREED"
    """It says what stands here already."""
    CONFLICT = "CONFLICT"
    """It was changed there, and here as well, to something else: a person decides."""


class RowOutcome(StrEnum):
    NOTHING_NEW = "NOTHING_NEW"
    CHANGED = "CHANGED"
    CONFLICT = "CONFLICT"
    NEW = "NEW"
    """A row without an id: somebody added it."""
    UNKNOWN = "UNKNOWN"
    """An id that is not here, or not for this person, or stands twice: the row is left out and said so."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell in its three states. ``sent`` is None when nobody can say any more what was sent."""

    sent: str | None
    returned: str
    now: str

    @property
    def outcome(self) -> CellOutcome:
        """Without knowing what was sent, every difference is a conflict."""
        if self.returned == self.now:
            return CellOutcome.UNTOUCHED if self.sent == self.now else CellOutcome.AGREED
        if self.returned == self.sent:
            return CellOutcome.UNTOUCHED
        return CellOutcome.CHANGED if self.sent == self.now else CellOutcome.CONFLICT


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row that came back: its ``number`` in the table from 1, its ``id`` ("" when added), and its cells by column."""

    number: int
    id: str
    outcome: RowOutcome
    cells: Mapping[str, Cell]

    def of(self, outcome: CellOutcome) -> dict[str, str]:
        """What came back in the cells with this outcome, by column."""
        return {name: cell.returned for name, cell in self.cells.items() if cell.outcome is outcome}

    def to_write(self, *, taking_conflicts: bool = False) -> dict[str, str]:
        """What the row changes here; where two disagree only if somebody decided for the table."""
        conflicts = self.of(CellOutcome.CONFLICT) if taking_conflicts else {}
        return self.of(CellOutcome.CHANGED) | conflicts


def weigh(
    returned: Sequence[tuple[str, Row]],
    *,
    sent: Mapping[str, Row],
    now: Mapping[str, Row],
    columns: Sequence[str],
) -> list[ReturnedRow]:
    """What each row would do, in the order of the table.

    ``returned`` holds id and values of each row, ``sent`` and ``now`` values by id; ``columns`` are those that may be
    changed. Of an id that stands twice no row counts: nobody can say which is meant.
    """
    ids = [id for id, _row in returned]
    return [
        _weighed(number, id, row, sent.get(id), now.get(id) if ids.count(id) == 1 else None, columns)
        for number, (id, row) in enumerate(returned, start=1)
    ]


def not_returned(returned: Sequence[tuple[str, Row]], *, sent: Mapping[str, Row]) -> list[str]:
    """Ids that were sent and did not come back, in the order in which they were sent. They stay as they are."""
    back = {id for id, _row in returned}
    return [id for id in sent if id not in back]


def _weighed(number: int, id: str, row: Row, sent: Row | None, now: Row | None, columns: Sequence[str]) -> ReturnedRow:
    if not id:
        return ReturnedRow(number, id, RowOutcome.NEW, {name: Cell("", row.get(name, ""), "") for name in columns})
    if now is None:
        return ReturnedRow(number, id, RowOutcome.UNKNOWN, {})
    before: Mapping[str, str | None] = sent if sent is not None else dict.fromkeys(columns)
    cells = {name: Cell(before.get(name), row[name], now.get(name, "")) for name in columns if name in row}
    return ReturnedRow(number, id, _outcome(cells), cells)


def _outcome(cells: Mapping[str, Cell]) -> RowOutcome:
    outcomes = {cell.outcome for cell in cells.values()}
    if CellOutcome.CONFLICT in outcomes:
        return RowOutcome.CONFLICT
    return RowOutcome.CHANGED if CellOutcome.CHANGED in outcomes else RowOutcome.NOTHING_NEW
