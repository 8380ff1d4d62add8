"""Our own table, as CSV or XLSX, for what comes from nowhere else (``docs/how-to/import-recommendations.md``).

The order of the columns is free; only ``state``, ``mechanism``, ``text`` and ``source`` have to be there. Entries of a
list stand one a line, or with ``|`` between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hirz.regional.recommendations.reading.said import (
    Read,
    Refused,
    RowProblem,
    Said,
    cell_date,
    cell_list,
    cell_number,
    cell_text,
    checked_text,
    plain_name,
)
from hirz.regional.recommendations.reading.tables import Row

COLUMNS: Final = (
    "id", "state", "mechanism", "symbol", "paragraph", "date", "cycle", "session", "language", "text",
    "recommending_states", "position", "position_words", "position_source", "action", "themes", "groups", "sdgs",
    "source",
)  # fmt: skip
REQUIRED: Final = ("state", "mechanism", "text", "source")
POSITIONS: Final = ("", "supported", "noted", "supported_in_part", "pending")


def looks_like(names: Sequence[str]) -> bool:
    return {"state", "mechanism"} <= set(names)


def missing(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in REQUIRED if name not in names)


def unknown(names: Sequence[str]) -> bool:
    """A column that we do not have is a slip of the pen: what stands in it would be lost without a word."""
    return bool(set(names) - {plain_name(name) for name in COLUMNS} - {""})


def read_rows(rows: Sequence[Row]) -> Read:
    said: list[Said] = []
    problems: list[RowProblem] = []
    for row in rows:
        try:
            said.append(_said(row))
        except Refused as refusal:
            problems.append(RowProblem(row[0], refusal.code, refusal.detail))
    return Read(len(rows), tuple(said), tuple(problems))


def _said(row: Row) -> Said:
    number, cells = row
    if not cells:
        raise Refused("columns")
    if not cell_text(cells, "source"):
        raise Refused("source_missing")
    position, source_id = cell_text(cells, "position").casefold(), cell_text(cells, "id")
    if position not in POSITIONS:
        raise Refused("position", "position")
    return Said(
        row=number, state=cell_text(cells, "state"), body=cell_text(cells, "mechanism"),
        text=checked_text(cell_text(cells, "text")), source=cell_text(cells, "source"),
        source_id=f"own:{source_id}" if source_id else "", language=cell_text(cells, "language").casefold() or "en",
        symbol=cell_text(cells, "symbol"), paragraph=cell_text(cells, "paragraph"), on_date=cell_date(cells, "date"),
        cycle=cell_number(cells, "cycle", least=1, most=9), session=cell_number(cells, "session", least=1, most=200),
        recommending=cell_list(cells, "recommendingstates"), position=position,
        position_words=cell_text(cells, "positionwords"), position_source=cell_text(cells, "positionsource"),
        action=cell_number(cells, "action", least=1, most=5), themes=cell_list(cells, "themes"),
        groups=cell_list(cells, "groups"), sdgs=cell_list(cells, "sdgs"),
    )  # fmt: skip
