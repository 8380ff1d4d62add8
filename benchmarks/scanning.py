"""Searching 10,000 cases as a page does, out of the database. Run: ``python -m benchmarks.scanning``.

Each case has a key of its own and 4 KiB of text. What is measured is everything: rows and keys fetched, keys unwrapped,
texts opened and looked through. The time of opening and looking alone is in ``benchmarks.sealing``.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from benchmarks.measuring import Result, report
from benchmarks.staff_pages import prepare

CASES: Final = 10_000
ROUNDS: Final = 5
TARGET: Final = 3.0
"""Seconds of this process, rows and keys fetched among them: as long as somebody waits without wondering."""
FIRST_TARGET: Final = 0.2
"""Seconds until somebody who waits sees the first of what is found."""
_BEGINNING: Final = datetime(2026, 1, 1, tzinfo=UTC)
_TOLD: Final = ("She was asked what she had said in Geneva. " * 96)[:4096]


def fill() -> None:
    from hirz.foundation.accounts.models import User
    from hirz.foundation.offices.models import Office
    from hirz.reprisals.cases.models import Case

    office = Office.objects.get(code="bishkek")
    desk = User.objects.create_user(email="desk@hirz.example", display_name="Desk", office=office)
    Case.objects.bulk_create(
        Case(
            reference=f"C-{i:07d}", office=office, state_concerned="XM", state_since=_BEGINNING, opened_by=desk,
            opened_at=_BEGINNING + timedelta(minutes=i), summary=_TOLD + ("Lamia" if i % 1000 == 0 else ""),
        )
        for i in range(CASES)
    )  # fmt: skip


def searched() -> tuple[float, float, float]:
    """Seconds of this process, seconds of the clock, seconds of the clock until the first progress is told."""
    from hirz.reprisals.cases.finding import Found, scan
    from hirz.reprisals.cases.models import Case

    cpu, wall = time.process_time(), time.perf_counter()
    events = scan(Case.objects.all(), "lamia")
    next(events), next(events)
    first = time.perf_counter() - wall
    found = sum(isinstance(event, Found) for event in events)
    if found != CASES // 1000:
        raise SystemExit(f"found {found}")
    return time.process_time() - cpu, time.perf_counter() - wall, first


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="hirz-scanning-") as folder:
        prepare(Path(folder))
        from hirz.foundation.walls.standing import WORKER, become

        become(WORKER)
        fill()
        rounds = [searched() for _ in range(ROUNDS)]
        cpu, wall, first = (min(values) for values in zip(*rounds, strict=True))
    said = f"{cpu:.2f} s of this process, {wall:.2f} s in all"
    return report(
        Result("10,000 cases of 4 KiB fetched, opened, looked through", said, f"< {TARGET} s", cpu < TARGET),
        Result("the first progress is told after", f"{first:.3f} s", f"< {FIRST_TARGET} s", first < FIRST_TARGET),
    )


if __name__ == "__main__":
    sys.exit(main())
