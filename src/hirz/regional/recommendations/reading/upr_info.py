"""Tables of UPR Info: the export as it is published, and the same information with our names of columns.

Published: ``To, To-Rgrp, To-Org, Text, From, From-Rgrp, From-Org, Response, Action, Issue, Session``, in Mac Roman with
CR at the end of lines. A row is what one State recommended; there are no symbols and no numbers of paragraphs.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Final

from hirz.regional.recommendations.reading.said import (
    Cells,
    Read,
    Refused,
    RowProblem,
    Said,
    cell_number,
    cell_text,
    checked_text,
)
from hirz.regional.recommendations.reading.tables import Row, require_columns

SOURCE: Final = "UPR Info"
PUBLISHED: Final = ("to", "text", "from", "response", "action", "issue", "session")
BY_STATE: Final = (
    "id", "stateunderreview", "uprcycle", "wgsession", "recommendingstate", "text", "responseuprinfo",
    "actioncategory15", "issues",
)  # fmt: skip
POSITIONS: Final = {"accepted": "supported", "noted": "noted", "rejected": "noted", "general response": "pending",
                    "pending": "pending", "no response": "pending", "": ""}  # fmt: skip
"""UPR Info's words for the position of the State; since 2011 it counts what was rejected as noted."""

Reader = Callable[[Row], Said]


def reader_for(names: Sequence[str]) -> Reader | None:
    """The reader of a table with these columns, if it is one of the two."""
    for columns, reader in ((PUBLISHED, _published), (BY_STATE, _by_state)):
        if set(columns) <= set(names):
            return reader
    return None


def read_rows(rows: Sequence[Row], reader: Reader) -> Read:
    said: list[Said] = []
    problems: list[RowProblem] = []
    for row in rows:
        try:
            said.append(reader(row))
        except Refused as refusal:
            problems.append(RowProblem(row[0], refusal.code, refusal.detail))
    return Read(len(rows), tuple(said), tuple(problems))


def _published(row: Row) -> Said:
    require_columns(row, first=PUBLISHED)
    number, cells = row
    return Said(
        row=number, state=_plain(cells, "to"), body="UPR", text=checked_text(_plain(cells, "text")), source=SOURCE,
        session=cell_number(cells, "session", least=1, most=200), recommending=_one(_plain(cells, "from")),
        position=_position(cells, "response"), position_source=SOURCE,
        action=cell_number(cells, "action", least=1, most=5), themes=_issues(_plain(cells, "issue"), ","),
    )  # fmt: skip


def _by_state(row: Row) -> Said:
    require_columns(row, first=BY_STATE)
    number, cells = row
    source_id = _plain(cells, "id")
    return Said(
        row=number, state=_plain(cells, "stateunderreview"), body="UPR", text=checked_text(_plain(cells, "text")),
        source=SOURCE, source_id=f"upr-info:{source_id}" if source_id else "",
        cycle=cell_number(cells, "uprcycle", least=1, most=9),
        session=cell_number(cells, "wgsession", least=1, most=200),
        recommending=_one(_plain(cells, "recommendingstate")),
        position=_position(cells, "responseuprinfo"), position_source=SOURCE,
        action=cell_number(cells, "actioncategory15", least=1, most=5), themes=_issues(_plain(cells, "issues"), ";"),
    )  # fmt: skip


def _plain(cells: Cells, name: str) -> str:
    """The export was made from a page: it still has that page's marks for some signs."""
    return html.unescape(cell_text(cells, name))


def _one(name: str) -> tuple[str, ...]:
    return (name,) if name else ()


def _issues(written: str, between: str) -> tuple[str, ...]:
    return tuple(sorted({issue.strip() for issue in written.split(between) if issue.strip()}))


def _position(cells: Cells, name: str) -> str:
    position = POSITIONS.get(cell_text(cells, name).casefold())
    if position is None:
        raise Refused("position", name)
    return position
