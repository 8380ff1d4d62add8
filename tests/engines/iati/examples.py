"""One invented activity with everything that a file of ours can say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from hirz.engines.iati.model import (
    Activity,
    Budget,
    Indicator,
    Link,
    Money,
    Narrative,
    Narratives,
    Period,
    Reporter,
    Result,
    Taking,
    Transaction,
    Value,
)
from hirz.engines.iati.writing import written

TODAY: Final = date(2026, 11, 20)
MOMENT: Final = datetime(2026, 11, 19, 8, 30, tzinfo=UTC)


def said(text: str, language: str = "en") -> Narratives:
    return (Narrative(text, language),)


def money(amount: str, day: date = date(2026, 3, 2)) -> Money:
    return Money(Decimal(amount), "USD", day)


REPORTER = Reporter("XM-TEST-1", "40", said("Office of quiet rooms"))
PERIOD = Period(
    date(2026, 1, 1), date(2026, 12, 31), Decimal(40),
    (Value(Decimal(30), {}), Value(Decimal("17.50"), {"sex": "women"}), Value(Decimal("12.5"), {"sex": "men"})),
)  # fmt: skip
ACTIVITY = Activity(
    identifier="XM-TEST-1-a1",
    reporter=REPORTER,
    language="en",
    updated_at=MOMENT,
    title=(*said("Training of trainers"), *said("تدريب المدرِّبين", "ar")),
    description=said("Two days on quiet hours & louder ones"),
    taking_part=(Taking("4", said("Office of quiet rooms"), ref="XM-TEST-1", kind="40"), Taking("1", said("A fund"))),
    status="2",
    dates={"1": date(2026, 3, 1), "2": date(2026, 3, 2), "3": date(2026, 3, 3)},
    scope="4",
    country="KG",
    sectors={"15160": Decimal(60), "15150": Decimal(40)},
    place=said("Osh"),
    budgets=(Budget(date(2026, 1, 1), date(2026, 12, 31), money("1200.50")),),
    transactions=(Transaction("4", date(2026, 3, 3), money("800"), said("Rooms")),),
    links=(Link("https://example.org/a.pdf", "application/pdf", said("Programme"), "A02", "en"),),
    results=(
        Result(
            "1", said("Trainers train"), (Indicator("1", said("Trainers"), (PERIOD,), (date(2025, 1, 1), Decimal(3))),)
        ),
    ),
)


def changed(**changes: Any) -> Activity:
    return replace(ACTIVITY, **changes)


def file_of(*activities: Activity) -> bytes:
    return written(activities or (ACTIVITY,), generated_at=MOMENT)
