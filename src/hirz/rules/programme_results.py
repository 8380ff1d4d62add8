"""What may be said of a programme: who took part, what people learned, what it cost, what may be published.

Every number here is either whole or says what it lacks. Nobody is placed by anybody else: who was not asked is counted
as such (``NOT_KNOWN``), who prefers not to say as such (``NOT_SAID``). Whoever comes to two activities takes part
twice: what is added across activities are participations, not persons.

Sources: OHCHR, "A human rights-based approach to data" (2018), six principles; design, "Programme" and "Patterns and
numbers" (smallest cell 5, no currencies added). The smallest group of a test and the months of following up are by
design.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Final

from hirz.rules.counting import ReportingPeriod
from hirz.rules.disaggregation import NOT_KNOWN, Breakdown, Disaggregated, added
from hirz.rules.errors import BadInput

SMALLEST_GROUP: Final = 5
"""Below it a group is not spoken of: what is said of four people is said of each of them."""

FOLLOW_UP_MONTHS: Final = (3, 6, 12)


# Who took part


@dataclass(frozen=True, slots=True)
class CountedGroup:
    """People of whom only numbers are kept: how many, and dimension → part → how many, as they placed themselves."""

    total: int
    parts: Mapping[str, Mapping[str, int]]


def participation(
    people: Sequence[Mapping[str, Sequence[str]]],
    groups: Sequence[CountedGroup] = (),
    *,
    overlapping: Set[str] = frozenset(),
) -> Disaggregated:
    """One number of all who took part, divided by every dimension about which anybody was asked.

    ``people``: for each person dimension → parts, as they placed themselves; a dimension that is not there was not
    asked about. Where nobody was asked, the number is not divided by that dimension. Parts of a group that do not make
    up its total are left as they are: the finding then says by how much. ``overlapping``: dimensions in which somebody
    may choose several parts.
    """
    asked = sorted({name for one in people for name in one} | {name for group in groups for name in group.parts})
    total = len(people) + sum(group.total for group in groups)
    divided = (_breakdown(name, people, groups, name in overlapping) for name in asked)
    return Disaggregated(Decimal(total), tuple(divided))


def together(several: Iterable[Disaggregated]) -> Disaggregated:
    """The sum of several numbers of participations, and of their parts; a part that one of them lacks adds nothing."""
    numbers = tuple(several)
    by_dimension: dict[str, list[Breakdown]] = {}
    for one in (one for number in numbers for one in number.breakdowns):
        by_dimension.setdefault(one.dimension, []).append(one)
    divided = tuple(_summed(name, by_dimension[name]) for name in sorted(by_dimension))
    return Disaggregated(added(number.total for number in numbers), divided)


def holds_small_group(breakdown: Breakdown) -> bool:
    """Whether some part is so small that it could point at somebody. The whole division then stays unsaid: with the
    total beside it, one missing part could be worked out from the others.
    """
    return any(0 < value < SMALLEST_GROUP for value in breakdown.parts.values())


def _breakdown(
    name: str, people: Sequence[Mapping[str, Sequence[str]]], groups: Sequence[CountedGroup], overlapping: bool
) -> Breakdown:
    found = Counter(part for one in people for part in one.get(name) or (f"{name}_{NOT_KNOWN}",))
    for group in groups:
        found.update(group.parts.get(name, {}))
    return Breakdown(name, {code: Decimal(number) for code, number in sorted(found.items())}, overlapping)


def _summed(name: str, several: Sequence[Breakdown]) -> Breakdown:
    codes = sorted({code for one in several for code in one.parts})
    sums = {code: added(one.parts.get(code, Decimal(0)) for one in several) for code in codes}
    return Breakdown(name, sums, any(one.overlapping for one in several))


# What people learned


@dataclass(frozen=True, slots=True)
class Score:
    """What one person, under a number, reached before and after; nothing where they did not sit the test."""

    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Change:
    """How many sat which test, and the means of those who sat both.

    ``mean_before`` and ``mean_after`` are there only where at least ``SMALLEST_GROUP`` people sat both.
    """

    paired: int
    only_before: int
    only_after: int
    mean_before: Decimal | None = None
    mean_after: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        """Points gained on average, below zero where they were lost."""
        if self.mean_before is None or self.mean_after is None:
            return None
        return self.mean_after - self.mean_before


def change(scores: Iterable[Score]) -> Change:
    """The change among those who sat both tests. Nobody else says anything about a change."""
    given = tuple(scores)
    pairs = [(one.before, one.after) for one in given if one.before is not None and one.after is not None]
    counts = (
        len(pairs),
        sum(one.before is not None and one.after is None for one in given),
        sum(one.before is None and one.after is not None for one in given),
    )
    if len(pairs) < SMALLEST_GROUP:
        return Change(*counts)
    return Change(*counts, _mean([before for before, _ in pairs]), _mean([after for _, after in pairs]))


def _mean(values: Sequence[Decimal]) -> Decimal:
    """To two places, which is finer than any test."""
    return (added(values) / len(values)).quantize(Decimal("0.01"))


# What was applied later


class FollowUpState(StrEnum):
    """Where asking what was applied stands."""

    DONE = "DONE"
    DUE = "DUE"
    LATER = "LATER"


@dataclass(frozen=True, slots=True)
class FollowUpDue:
    """The day from which people are asked what they applied, ``months`` after the activity ended."""

    months: int
    on_date: date
    state: FollowUpState


def follow_ups(ended: date, done: Iterable[int], today: date) -> tuple[FollowUpDue, ...]:
    """Three, six and twelve months after the end. What is due and was not done stays due: no answer is no zero."""
    finished = frozenset(done)
    return tuple(_follow_up(months, months_after(ended, months), finished, today) for months in FOLLOW_UP_MONTHS)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _follow_up(months: int, on_date: date, done: frozenset[int], today: date) -> FollowUpDue:
    if months in done:
        return FollowUpDue(months, on_date, FollowUpState.DONE)
    return FollowUpDue(months, on_date, FollowUpState.DUE if on_date <= today else FollowUpState.LATER)


# What it cost


@dataclass(frozen=True, slots=True)
class Amounts:
    """Money in one currency."""

    planned: Decimal = Decimal(0)
    committed: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)


def by_currency(lines: Iterable[tuple[str, Amounts]]) -> dict[str, Amounts]:
    """What lines add up to in each currency by itself, in the order of the codes. Currencies are never added."""
    sums: dict[str, Amounts] = {}
    for currency, line in lines:
        so_far = sums.get(currency, Amounts())
        sums[currency] = Amounts(
            added((so_far.planned, line.planned)),
            added((so_far.committed, line.committed)),
            added((so_far.spent, line.spent)),
        )
    return dict(sorted(sums.items()))


# How far an indicator came


def way_covered(baseline: Decimal, target: Decimal, value: Decimal) -> Decimal | None:
    """The part of the way from baseline to target that was gone, 1 being all of it, to three places.

    Below zero when things went the other way. Nothing where baseline and target are the same: there was no way to go.
    """
    if target == baseline:
        return None
    return ((value - baseline) / (target - baseline)).quantize(Decimal("0.001"))


# What may be published


class DataPrinciple(StrEnum):
    """The six principles; the values are codes of the vocabulary ``data_principle``."""

    PARTICIPATION = "participation"
    DISAGGREGATION = "disaggregation"
    SELF_IDENTIFICATION = "self_identification"
    TRANSPARENCY = "transparency"
    PRIVACY = "privacy"
    ACCOUNTABILITY = "accountability"


class ObstacleReason(StrEnum):
    """Why a principle keeps an indicator from being published."""

    NOT_CHECKED = "NOT_CHECKED"
    NOT_MET = "NOT_MET"
    CONTRADICTED = "CONTRADICTED"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One principle in the way, and why."""

    principle: DataPrinciple
    reason: ObstacleReason


def obstacles(checked: Mapping[DataPrinciple, bool], *, is_disaggregated: bool) -> tuple[Obstacle, ...]:
    """What keeps an indicator from being published; nothing when all six principles were checked and are met.

    ``is_disaggregated``: at least one of its values has parts. To call disaggregation met without any contradicts what
    is on record.
    """
    found = (_obstacle(principle, checked.get(principle), is_disaggregated) for principle in DataPrinciple)
    return tuple(one for one in found if one is not None)


def _obstacle(principle: DataPrinciple, is_met: bool | None, is_disaggregated: bool) -> Obstacle | None:
    if is_met is None:
        return Obstacle(principle, ObstacleReason.NOT_CHECKED)
    if not is_met:
        return Obstacle(principle, ObstacleReason.NOT_MET)
    if principle is DataPrinciple.DISAGGREGATION and not is_disaggregated:
        return Obstacle(principle, ObstacleReason.CONTRADICTED)
    return None


# Of which days a report speaks


class ReportKind(StrEnum):
    MONTHLY = "MONTHLY"
    MID_YEAR = "MID_YEAR"
    ANNUAL = "ANNUAL"


class MonthUnknown(BadInput):
    """A monthly report of no month of the year."""

    code: ClassVar[str] = "report_month_unknown"


def period_of(kind: ReportKind, year: int, month: int = 1) -> ReportingPeriod:
    """First and last day of which a report speaks: a month, January to June, or a year. Raises ``MonthUnknown``."""
    if not 1 <= month <= 12:
        raise MonthUnknown
    first, last = {ReportKind.MONTHLY: (month, month), ReportKind.MID_YEAR: (1, 6), ReportKind.ANNUAL: (1, 12)}[kind]
    return ReportingPeriod(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
