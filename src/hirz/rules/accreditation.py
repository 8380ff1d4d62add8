"""The accreditation of a national human rights institution on any day, and what follows from it.

Decisions are facts with their day; what holds in between, and what comes next, is computed. Nothing that nobody decided
is told as decided: a window that has passed makes no institution lapse. Sources: Statute of GANHRI, as each rule says;
Paris Principles (General Assembly resolution 48/134).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Final

from hirz.rules.errors import BadInput, RefusedByRule
from hirz.rules.mechanism_facts import EventKind
from hirz.rules.reporting_law import (
    DEFERRED_CONSIDERATION,
    END_OF_SPECIAL_REVIEW,
    END_OF_SUSPENSION,
    REACCREDITATION,
    Rule,
)
from hirz.rules.treaty_law import months_after


class NotAccreditedThen(RefusedByRule):
    """Only what is accredited can be placed under special review, suspended, or lapse."""

    code: ClassVar[str] = "not_accredited_then"


class NoEditionYet(BadInput):
    """On that day there was no edition of the General Observations that is known here."""

    code: ClassVar[str] = "no_edition_of_observations_yet"


class AccreditationStatus(StrEnum):
    """Codes of the vocabulary ``ganhri_status``."""

    A = "a"
    B = "b"
    DEFERRED = "deferred"
    SPECIAL_REVIEW = "special_review"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"
    NONE = "none"


CLASSES: Final = frozenset({AccreditationStatus.A, AccreditationStatus.B})
"""What an institution can be accredited with."""
NEEDS_ACCREDITATION: Final = frozenset(
    {AccreditationStatus.SPECIAL_REVIEW, AccreditationStatus.SUSPENDED, AccreditationStatus.LAPSED}
)


WINDOWS: Final[Mapping[AccreditationStatus, Rule]] = MappingProxyType(
    {
        AccreditationStatus.A: REACCREDITATION,
        AccreditationStatus.B: REACCREDITATION,
        AccreditationStatus.DEFERRED: DEFERRED_CONSIDERATION,
        AccreditationStatus.SPECIAL_REVIEW: END_OF_SPECIAL_REVIEW,
        AccreditationStatus.SUSPENDED: END_OF_SUSPENSION,
    }
)
"""By what was decided. A lapse, or that there is no accreditation, opens no window."""
EVENT_OF: Final[Mapping[AccreditationStatus, EventKind]] = MappingProxyType(
    {
        AccreditationStatus.A: EventKind.INSTITUTION_ACCREDITED,
        AccreditationStatus.B: EventKind.INSTITUTION_ACCREDITED,
        AccreditationStatus.DEFERRED: EventKind.INSTITUTION_DEFERRED,
        AccreditationStatus.SPECIAL_REVIEW: EventKind.INSTITUTION_SPECIAL_REVIEW,
        AccreditationStatus.SUSPENDED: EventKind.INSTITUTION_SUSPENDED,
        AccreditationStatus.LAPSED: EventKind.INSTITUTION_NOT_ACCREDITED,
        AccreditationStatus.NONE: EventKind.INSTITUTION_NOT_ACCREDITED,
    }
)
"""What a decision is to the calendar of obligations of the State."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What was decided on one institution. ``next_date`` is a day that was named, which wins over the rule."""

    id: str
    status: AccreditationStatus
    on_date: date
    next_date: date | None = None


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What comes next, by which day and by which rule; ``is_named``: the day was named, and not computed."""

    rule: Rule
    due_date: date
    from_date: date
    is_named: bool

    def has_passed(self, day: date) -> bool:
        """Whether its day has gone by on ``day`` with no decision on record. The last day itself is in time."""
        return self.due_date < day


@dataclass(frozen=True, kw_only=True)
class Accreditation:
    """What holds on one day.

    ``held`` is the class, or none; ``under`` what stands over it (deferral, special review, suspension). ``counts`` is
    the class whose rights the institution has: none while it is suspended. ``steps``: what comes next, soonest first.
    """

    held: AccreditationStatus = AccreditationStatus.NONE
    held_since: date | None = None
    under: AccreditationStatus | None = None
    under_since: date | None = None
    has_lapsed: bool = False
    steps: tuple[NextStep, ...] = ()

    @property
    def counts(self) -> AccreditationStatus:
        return AccreditationStatus.NONE if self.under is AccreditationStatus.SUSPENDED else self.held


def accreditation_on(day: date, decisions: Iterable[Decision]) -> Accreditation:
    """What holds on ``day`` by the decisions until then, whatever their order.

    A deferral, a special review and a suspension leave the class as it was, and what was to come next with it; the
    next decision on the class ends each of them. Without any decision an institution is not accredited.
    """
    known = sorted((one for one in decisions if one.on_date <= day), key=_order)
    classed = [one for one in known if one.status not in _STANDING_OVER]
    last = classed[-1] if classed else None
    over = [one for one in known if one.status in _STANDING_OVER and (last is None or _order(one) > _order(last))]
    holds = last is not None and last.status in CLASSES
    steps = [_next_after(one) for one in ([last] if last else []) + over[-1:] if one.status in WINDOWS]
    return Accreditation(
        held=last.status if last and holds else AccreditationStatus.NONE,
        held_since=last.on_date if last and holds else None,
        under=over[-1].status if over else None,
        under_since=over[-1].on_date if over else None,
        has_lapsed=last is not None and last.status is AccreditationStatus.LAPSED,
        steps=tuple(sorted(steps, key=lambda step: (step.due_date, step.rule.kind))),
    )


def require_possible(decision: Decision, before: Iterable[Decision]) -> None:
    """Raises ``NotAccreditedThen`` for a decision that presupposes an accreditation which is not on record."""
    held = accreditation_on(decision.on_date, before).held
    if decision.status in NEEDS_ACCREDITATION and held not in CLASSES:
        raise NotAccreditedThen


def edition_on(day: date, editions: Mapping[str, int]) -> str:
    """The edition of the General Observations in force: of ``editions`` (code to year) the latest not after ``day``.

    Only years are known, so a day early in the year of an edition is already held against it. Raises ``NoEditionYet``.
    """
    out = [(year, code) for code, year in editions.items() if year <= day.year]
    if not out:
        raise NoEditionYet
    return max(out)[1]


_STANDING_OVER: Final = frozenset(
    {AccreditationStatus.DEFERRED, AccreditationStatus.SPECIAL_REVIEW, AccreditationStatus.SUSPENDED}
)


def _order(decision: Decision) -> tuple[date, bool, str]:
    """Of two on one day, the one on the class comes first: a special review may open in the session that renews."""
    return decision.on_date, decision.status in _STANDING_OVER, decision.id


def _next_after(decision: Decision) -> NextStep:
    rule = WINDOWS[decision.status]
    return NextStep(
        rule=rule,
        due_date=decision.next_date or months_after(decision.on_date, rule.months),
        from_date=decision.on_date,
        is_named=decision.next_date is not None,
    )
