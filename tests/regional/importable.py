"""Every file that can be imported: small ones of each shape in our own words, each with a damaged copy, and real ones.

The real files are of others. They lie beside a working checkout and are no part of the product: without them the small
ones still hold every shape to the same.
"""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from hirz.regional.mechanisms.models import MechanismEvent, TreatyAction
from hirz.regional.recommendations.models import (
    GivenTerm,
    ImportedChange,
    ImportedFile,
    Position,
    Recommendation,
    RecommendationText,
)
from tests.regional.recommendations.conftest import (
    BY_STATE,
    ENTRY,
    MAC_ROMAN,
    TEMPLATE,
    THEMATIC_JSON,
    UHRI,
    as_json,
    thematic_document,
    workbook,
)

_FOLDER: Final = Path(os.environ.get("HIRZ_REFERENCE_DATA", Path(__file__).parents[2].parent / "shared" / "data"))


@dataclass(frozen=True)
class Shape:
    """A whole file of one shape and how many rows it has; the same damaged, and the row at which that is told."""

    kind: str
    name: str
    whole: bytes
    damaged: bytes
    row: int
    read: int

    def __str__(self) -> str:
        return self.name


def _table(rows: list[list[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def _book(rows: list[list[str]]) -> bytes:
    return workbook([list(row) for row in rows])


def _index(second_text: str) -> list[dict[str, object]]:
    """An export of the Index in one spelling of its names; the observation in its third row is no recommendation."""
    named = [{name.casefold(): value for name, value in row.items()} for row in UHRI]
    named[1]["text"] = second_text
    return [{name: row.get(name) for name in named[0]} for row in named]


def _index_rows(second_text: str) -> list[list[str]]:
    rows = _index(second_text)
    lines = [["\n".join(v) if isinstance(v, list) else str(v or "") for v in row.values()] for row in rows]
    return [list(rows[0]), *lines]


def _own(text: bytes) -> list[list[str]]:
    return [line.split(",") for line in text.decode().splitlines()]


def _thematic(second_number: str) -> bytes:
    first = THEMATIC_JSON["recommendations"][0]
    assert isinstance(first, dict)
    return as_json({**THEMATIC_JSON, "recommendations": [first, {**first, "no": second_number}]})


_NOT_A_DAY: Final = TEMPLATE.replace(b"2026-03-01", b"March")
_OTHER_STATE: Final = BY_STATE.splitlines()[1].replace(b"Peru", b"Fiji").replace(b"900", b"901") + b"\n"
_NO_NUMBER: Final = ("Without a number", "Noted", "-")
_SECOND: Final = (ENTRY[0].replace("121.2", "121.3"), *ENTRY[1:])
_GIVEN: Final = "Build three shelters"
_ACTIONS: Final = b"state,treaty,action,date,article,text,source\n"
_EVENTS: Final = b"state,event,treaty,date,next_date,follow_up_date,session,reference,source\n"
_ACT: Final = b"XM,CRC,reservation,1994-02-16,art. 21,In our words,Depositary notification\n"
_EVENT: Final = b"XAM,concluding_observations,CAT,2014-12-12,2018-12-12,,,CAT/C/XAM/CO/3,Treaty body database\n"

_RECOMMENDATIONS: Final = (
    ("published.csv", MAC_ROMAN, MAC_ROMAN.replace(b"Noted", b"Perhaps", 1), 3, 3),
    ("by_state.csv", BY_STATE + _OTHER_STATE, BY_STATE + _OTHER_STATE.replace(b",7,", b",seven,"), 3, 2),
    ("own.csv", TEMPLATE, _NOT_A_DAY, 4, 3),
    ("own.xlsx", _book(_own(TEMPLATE)), _book(_own(_NOT_A_DAY)), 4, 3),
    ("index.json", as_json(_index(_GIVEN)), as_json(_index("")), 2, 2),
    ("index.csv", _table(_index_rows(_GIVEN)), _table(_index_rows("")), 3, 2),
    ("index.xlsx", _book(_index_rows(_GIVEN)), _book(_index_rows("")), 3, 2),
    ("thematic.json", _thematic("140.8"), _thematic("none"), 2, 2),
    ("thematic.docx", thematic_document(ENTRY, _SECOND), thematic_document(ENTRY, _NO_NUMBER), 4, 2),
)
_TREATIES: Final = (
    ("dates.csv", b"4-9,Kazakhstan,,26 Aug 1998 a\r\n4-15,Kazakhstan,11 Dec 2008,\r\n",
     b"4-9,Kazakhstan,,26 Aug 1998 a\r\n4-15,Kazakhstan,31 Feb 2008,\r\n", 2, 2),
    ("status_2022-08.csv", b"instrument,KZ\nCAT,state party 1998\nCRPD,signatory state\n",
     b"instrument,KZ\nCAT,state party 1998\nCRPD,perhaps\n", 3, 2),
    ("actions.csv", _ACTIONS + _ACT, _ACTIONS + _ACT + b"XM,CRC,applause,1994-02-16,,,Somebody\n", 3, 1),
    ("events.csv", _EVENTS + _EVENT, _EVENTS + _EVENT + b"XM,upr_reviewed,,2014,,,seven,,Somebody\n", 3, 1),
)  # fmt: skip
SHAPES: Final = (
    *(Shape("recommendations", *one) for one in _RECOMMENDATIONS),
    *(Shape("treaties", *one) for one in _TREATIES),
)


@dataclass(frozen=True)
class Real:
    """A file as others published it, or as it was made from that, and how many rows it has."""

    kind: str
    name: str
    read: int

    def __str__(self) -> str:
        return self.name

    def path(self) -> Path:
        found = _FOLDER / self.name
        if not found.exists():
            pytest.skip(f"{self.name} is of others and not part of the product: HIRZ_REFERENCE_DATA says where it is")
        return found


REAL: Final = (
    Real("recommendations", "upr_central_asia_2008_2014.csv", 1273),
    Real("recommendations", "upr_info_sessions_1-5_original.csv", 6094),
    Real("recommendations", "upr34_thematic_list.docx", 215),
    Real("recommendations", "upr48_slovenia_parsed.json", 254),
    Real("treaties", "treaty_dates_central_asia_to_2015-03.csv", 64),
    Real("treaties", "treaty_status_central_asia_2022-08.csv", 18),
)
_TABLES: Final = (
    Recommendation, RecommendationText, Position, GivenTerm, ImportedFile, ImportedChange, TreatyAction,
    MechanismEvent,
)  # fmt: skip


def on_record() -> list[dict[str, object]]:
    """Every row that an import can leave behind."""
    return [dict(row) for table in _TABLES for row in table.objects.order_by("pk").values()]
