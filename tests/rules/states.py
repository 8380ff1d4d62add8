"""Facts of States for the tests of the calendar, and how to say them in few words."""

from __future__ import annotations

from datetime import date

from hirz.rules.mechanism_facts import EventFact, EventKind, Obligation, StateFacts
from hirz.rules.obligations import obligations
from hirz.rules.treaty_status import ActionKind, TreatyFact

SESSIONS = {16: date(2013, 4, 22), 20: date(2014, 10, 27), 34: date(2019, 11, 4), 48: date(2025, 1, 20)}


def act(treaty: str, day: str, kind: ActionKind = ActionKind.ACCESSION, **more: object) -> TreatyFact:
    return TreatyFact(id=f"{treaty}-{kind}-{day}", treaty=treaty, kind=kind, on_date=date.fromisoformat(day), **more)  # type: ignore[arg-type]


def event(kind: EventKind, day: str, treaty: str | None = None, **more: object) -> EventFact:
    return EventFact(id=f"{kind}-{day}", kind=kind, on_date=date.fromisoformat(day), treaty=treaty, **more)  # type: ignore[arg-type]


def owed(*facts: TreatyFact | EventFact, until: str = "2035-12-31") -> tuple[Obligation, ...]:
    state = StateFacts(
        state="XM",
        actions=tuple(fact for fact in facts if isinstance(fact, TreatyFact)),
        events=tuple(fact for fact in facts if isinstance(fact, EventFact)),
    )
    return obligations(state, until=date.fromisoformat(until), sessions=SESSIONS)


def by_rule(found: tuple[Obligation, ...], rule: str) -> list[Obligation]:
    return [one for one in found if one.rule.code == rule]


def days(found: tuple[Obligation, ...], rule: str) -> list[str]:
    return [one.due_date.isoformat() for one in by_rule(found, rule)]
