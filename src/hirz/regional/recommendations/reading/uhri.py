"""Exports of the Universal Human Rights Index: JSON, CSV or XLSX.

The shape was written from the names of fields that the public site shows, and not from a file: a column under another
name is told as missing. Lists are taken as lists, or one entry a line with or without a dash before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from hirz.regional.recommendations.reading.said import (
    Cells,
    Read,
    Refused,
    RowProblem,
    Said,
    cell_date,
    cell_list,
    cell_text,
    checked_text,
)
from hirz.regional.recommendations.reading.tables import Row

SOURCE: Final = "Universal Human Rights Index"
REQUIRED: Final = {
    "AnnotationId": ("annotationid",),
    "Symbol": ("symbol", "documentsymbol"),
    "Body": ("body", "bodies"),
    "Countries": ("countries", "country"),
    "Text": ("text",),
}
"""What a row cannot do without, and how the column may be called."""

_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}


def looks_like(names: Sequence[str]) -> bool:
    """Whether a table with these columns was meant to be such an export."""
    return "annotationid" in names or {"symbol", "countries"} <= set(names)


def missing(names: Sequence[str]) -> tuple[str, ...]:
    """The columns that are not there, as the Index calls them."""
    return tuple(name for name, ways in REQUIRED.items() if not set(ways) & set(names))


def read_rows(rows: Sequence[Row]) -> Read:
    """Rows of another kind than recommendations (observations, positive aspects) are counted and left out."""
    kept = [row for row in rows if _is_recommendation(row[1])]
    said: list[Said] = []
    problems: list[RowProblem] = []
    for row in kept:
        try:
            said += list(_said(row))
        except Refused as refusal:
            problems.append(RowProblem(row[0], refusal.code, refusal.detail))
    return Read(len(kept), tuple(said), tuple(problems), left_out=len(rows) - len(kept))


def _is_recommendation(cells: Cells) -> bool:
    kinds = cell_list(cells, "annotationtype", "annotationtypes")
    return not kinds or any(kind.casefold().startswith("recommendation") for kind in kinds)


def _said(row: Row) -> Iterator[Said]:
    """One for each State that the row is addressed to."""
    number, cells = row
    if lacking := missing(tuple(cells)):
        raise Refused("columns_missing", ", ".join(lacking))
    countries = cell_list(cells, *REQUIRED["Countries"])
    if not countries:
        raise Refused("state_missing")
    annotation = cell_text(cells, "annotationid")
    for country in countries:
        yield Said(
            row=number, state=country, body=" ".join(cell_list(cells, *REQUIRED["Body"])),
            text=checked_text(cell_text(cells, "text")), source=SOURCE,
            source_id=f"uhri:{annotation}" if annotation else "",
            language=cell_text(cells, "language").casefold() or "en",
            symbol=cell_text(cells, *REQUIRED["Symbol"]), paragraph=cell_text(cells, "paragraph", "paragraphnumber"),
            on_date=cell_date(cells, "publicationdate"), cycle=_cycle(cells),
            recommending=cell_list(cells, "uprrecommendingstate", "uprrecommendingstates"),
            position=_position(cells), position_source=cell_text(cells, *REQUIRED["Symbol"]),
            themes=cell_list(cells, "themes"), groups=cell_list(cells, "affectedpersons"),
            sdgs=cell_list(cells, "sdgs"),
        )  # fmt: skip


def _cycle(cells: Cells) -> int | None:
    written = " ".join(cell_list(cells, "uprcycle")).casefold()
    if not written:
        return None
    word = next((number for name, number in _ORDINALS.items() if name in written), None)
    digit = re.search(r"(?<!\d)[1-9](?!\d)", re.sub(r"\d{4}", "", written))
    if word is None and digit is None:
        raise Refused("number", "UprCycle")
    return word or int(digit[0] if digit else 0)


def _position(cells: Cells) -> str:
    position = " ".join(cell_list(cells, "uprposition")).casefold()
    if not position:
        return ""
    if position in {"supported", "noted", "pending"}:
        return position
    if position.startswith("partially") or position.endswith("in part"):
        return "supported_in_part"
    raise Refused("position", "UprPosition")
