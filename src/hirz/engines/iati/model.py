"""What a file of the International Aid Transparency Initiative says of an activity, as far as an office of ours goes.

There is no place here for a person: no contact, no name of a participant. Days are days, amounts are exact decimals of
one currency each, texts come with their language (ISO 639-1). Codes are those of the code lists of the standard
(``hirz.engines.iati.codes``).

Source: IATI Standard, version 2.03, activity standard.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Narrative:
    """A text in one language."""

    text: str
    language: str


Narratives = tuple[Narrative, ...]


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who publishes: identifier of the organisation, code of OrganisationType, name."""

    ref: str
    kind: str
    name: Narratives


@dataclass(frozen=True, slots=True)
class Taking:
    """An organisation that takes part. ``role``: OrganisationRole; ``kind``: OrganisationType or nothing."""

    role: str
    name: Narratives
    ref: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, its currency (ISO 4217) and the day on which it was worth that."""

    amount: Decimal
    currency: str
    on_date: date


@dataclass(frozen=True, slots=True)
class Budget:
    """What is planned for a period of at most a year. ``is_committed``: it is promised, not only meant."""

    starts: date
    ends: date
    money: Money
    is_committed: bool = False


@dataclass(frozen=True, slots=True)
class Transaction:
    """Money promised or spent on one day. ``kind``: TransactionType."""

    kind: str
    on_date: date
    money: Money
    description: Narratives = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A document that anybody can open. ``category``: DocumentCategory; ``media_type`` as in IANA's register."""

    url: str
    media_type: str
    title: Narratives
    category: str
    language: str


@dataclass(frozen=True, slots=True)
class Value:
    """A number of an indicator; with ``dimensions`` (name → value) it is a part of it. ``comment``: words beside it."""

    number: Decimal
    dimensions: Mapping[str, str]
    comment: Narratives = ()


@dataclass(frozen=True, slots=True)
class Period:
    """What was aimed at and reached between two days; nothing where nobody reported."""

    starts: date
    ends: date
    target: Decimal | None
    actual: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """``measure``: IndicatorMeasure; ``baseline``: the day it was taken and the number."""

    measure: str
    title: Narratives
    periods: tuple[Period, ...]
    baseline: tuple[date, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """``kind``: ResultType. The standard wants at least one indicator."""

    kind: str
    title: Narratives
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity. ``identifier`` begins with that of the reporter and never changes once it was published.

    ``dates``: ActivityDateType → day. ``sectors``: purpose code of the DAC → share of 100.
    """

    identifier: str
    reporter: Reporter
    language: str
    updated_at: datetime
    title: Narratives
    description: Narratives
    taking_part: tuple[Taking, ...]
    status: str
    dates: Mapping[str, date]
    scope: str
    country: str
    sectors: Mapping[str, Decimal]
    place: Narratives = ()
    budgets: tuple[Budget, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    links: tuple[Link, ...] = ()
    results: tuple[Result, ...] = ()
