"""The calendar of everything five States owe over ten years. Run: ``python -m benchmarks.obligations``.

Each State is a party to all treaties since 1995 and was reviewed by every committee ten times: more than any State was.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from typing import Final

from benchmarks.measuring import Result, best_seconds, report
from hirz.rules.mechanism_facts import EventFact, EventKind, StateFacts
from hirz.rules.obligations import obligations
from hirz.rules.reporting_law import REPORTS
from hirz.rules.treaty_law import TREATIES
from hirz.rules.treaty_status import ActionKind, TreatyFact

STATES: Final = ("KZ", "KG", "TJ", "TM", "UZ")
UNTIL: Final = date(2036, 12, 31)
REVIEWS: Final = 10
TARGET_SECONDS: Final = 1.0


def main() -> int:
    facts = [_facts(state) for state in STATES]
    seconds = best_seconds(lambda: [obligations(one, until=UNTIL, sessions={}) for one in facts])
    count = sum(len(obligations(one, until=UNTIL, sessions={})) for one in facts)
    measured = f"{seconds:.3f} s for {count} obligations"
    return report(Result("calendar of five States over ten years", measured, "< 1 s", seconds < TARGET_SECONDS))


def _facts(state: str) -> StateFacts:
    actions = tuple(
        TreatyFact(id=treaty, treaty=treaty, kind=ActionKind.ACCESSION, on_date=date(1995, 1, 1)) for treaty in TREATIES
    )
    events = tuple(
        EventFact(id=f"{treaty}-{kind}-{number}", kind=kind, treaty=treaty, on_date=_day(number, kind))
        for treaty in REPORTS
        for number in range(REVIEWS)
        for kind in (EventKind.REPORT_SUBMITTED, EventKind.CONCLUDING_OBSERVATIONS)
    )
    return StateFacts(state=state, actions=actions, events=events)


def _day(number: int, kind: EventKind) -> date:
    wait = 400 if kind is EventKind.CONCLUDING_OBSERVATIONS else 0
    return date(1998, 1, 1) + timedelta(days=number * 1000 + wait)


if __name__ == "__main__":
    sys.exit(main())
