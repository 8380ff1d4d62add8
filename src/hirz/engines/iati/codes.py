"""The codes of the standard that are used here, with what they mean, and the order of its elements.

Written out from the code lists and the schema of IATI 2.03. Of the long lists (countries, sectors, currencies) only the
form of a code is held; which of them exist is for those who choose them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

VERSION: Final = "2.03"

FUNDING, ACCOUNTABLE, EXTENDING, IMPLEMENTING = "1", "2", "3", "4"
PIPELINE, IMPLEMENTATION, COMPLETION, POST_COMPLETION, CANCELLED, SUSPENDED = "1", "2", "3", "4", "5", "6"
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
OUTPUT, OUTCOME = "1", "2"
UNIT, PERCENTAGE = "1", "2"
COMMITMENT, EXPENDITURE = "2", "4"
NATIONAL: Final = "4"
HUMAN_RIGHTS: Final = "15160"
DAC_PURPOSE: Final = "1"

_KINDS_OF_ORGANISATIONS: Final = frozenset(
    {"10", "11", "15", "21", "22", "23", "24", "30", "40", "60", "70", "71", "72", "73", "80", "90"}
)
_DOCUMENTS: Final = frozenset({f"A{n:02}" for n in range(1, 13)} | {f"B{n:02}" for n in range(1, 19)})


def _to(last: int) -> frozenset[str]:
    return frozenset(str(number) for number in range(1, last + 1))


CODES: Final[Mapping[tuple[str, str], frozenset[str]]] = MappingProxyType(
    {
        ("reporting-org", "type"): _KINDS_OF_ORGANISATIONS,
        ("participating-org", "type"): _KINDS_OF_ORGANISATIONS,
        ("participating-org", "role"): _to(4),
        ("activity-status", "code"): _to(6),
        ("activity-date", "type"): _to(4),
        ("activity-scope", "code"): _to(8),
        ("sector", "vocabulary"): _to(10) | {"98", "99"},
        ("budget", "type"): _to(2),
        ("budget", "status"): _to(2),
        ("transaction-type", "code"): _to(13),
        ("result", "type"): frozenset({"1", "2", "3", "9"}),
        ("indicator", "measure"): _to(5),
        ("document-link/category", "code"): _DOCUMENTS,
    }
)
"""Element and attribute → the codes there are."""

FORMS: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("recipient-country", "code"): r"[A-Z]{2}",
        ("sector", "code"): r"[0-9]{5}",
        ("value", "currency"): r"[A-Z]{3}",
        ("document-link/language", "code"): r"[a-z]{2}",
        ("document-link", "format"): r"[a-z]+/[A-Za-z0-9.+-]+",
        ("document-link", "url"): r"https?://\S+",
    }
)
"""Element and attribute → how a code of a long list looks."""

ANY: Final = 1_000_000
_TEXTS: Final = (("narrative", 1, ANY),)
_PARTED: Final = (("dimension", 0, ANY),)

CHILDREN: Final[Mapping[str, tuple[tuple[str, int, int], ...]]] = MappingProxyType(
    {
        "iati-activities": (("iati-activity", 1, ANY),),
        "iati-activity": (
            ("iati-identifier", 1, 1),
            ("reporting-org", 1, 1),
            ("title", 1, 1),
            ("description", 1, ANY),
            ("participating-org", 1, ANY),
            ("activity-status", 1, 1),
            ("activity-date", 1, ANY),
            ("activity-scope", 0, 1),
            ("recipient-country", 0, ANY),
            ("location", 0, ANY),
            ("sector", 0, ANY),
            ("budget", 0, ANY),
            ("transaction", 0, ANY),
            ("document-link", 0, ANY),
            ("result", 0, ANY),
        ),
        "reporting-org": _TEXTS,
        "title": _TEXTS,
        "description": _TEXTS,
        "name": _TEXTS,
        "participating-org": (("narrative", 0, ANY),),
        "location": (("name", 0, 1),),
        "budget": (("period-start", 1, 1), ("period-end", 1, 1), ("value", 1, 1)),
        "transaction": (
            ("transaction-type", 1, 1),
            ("transaction-date", 1, 1),
            ("value", 1, 1),
            ("description", 0, 1),
        ),
        "document-link": (("title", 1, 1), ("category", 1, ANY), ("language", 0, ANY)),
        "result": (("title", 1, 1), ("indicator", 1, ANY)),
        "indicator": (("title", 1, 1), ("baseline", 0, ANY), ("period", 0, ANY)),
        "period": (("period-start", 1, 1), ("period-end", 1, 1), ("target", 0, ANY), ("actual", 0, ANY)),
        "baseline": _PARTED,
        "target": _PARTED,
        "actual": (*_PARTED, ("comment", 0, 1)),
        "comment": _TEXTS,
    }
)
"""Element → its children in their order, how many there must be and may be; what is not named has none.

The standard knows more of them: what our files never hold is refused like any slip.
"""

ATTRIBUTES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "reporting-org": ("ref", "type"),
        "participating-org": ("role",),
        "activity-status": ("code",),
        "activity-date": ("type", "iso-date"),
        "activity-scope": ("code",),
        "recipient-country": ("code",),
        "sector": ("code",),
        "period-start": ("iso-date",),
        "period-end": ("iso-date",),
        "transaction-type": ("code",),
        "transaction-date": ("iso-date",),
        "value": ("currency", "value-date"),
        "document-link": ("url", "format"),
        "category": ("code",),
        "language": ("code",),
        "result": ("type",),
        "indicator": ("measure",),
        "baseline": ("year", "value"),
        "target": ("value",),
        "actual": ("value",),
        "dimension": ("name", "value"),
    }
)
"""Element → the attributes that it must have."""
