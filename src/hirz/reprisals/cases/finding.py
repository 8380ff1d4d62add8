"""Finding words in what is written on cases. It lies sealed: what a person may read is opened and looked through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hirz.reprisals.cases.models import Case, CaseQuerySet
from hirz.rules.searching import patterns_of

LOOKED_THROUGH: Final = 10_000
"""Cases opened for one search, those opened last first."""
_AT_ONCE: Final = 200
_PARTS: Final = ("engagements", "acts", "links", "developments", "risk_assessments", "verifications")
_TEXTS: Final = ("note", "place", "legal_basis", "reasoning", "text", "basis")


def telling_of(cases: CaseQuerySet, typed: str) -> Iterator[Case]:
    """Those of ``cases`` in whose own words every word typed occurs, newest first, as they are found."""
    patterns = patterns_of(typed)
    newest = cases.order_by("-opened_at", "-id").prefetch_related(*_PARTS)[:LOOKED_THROUGH]
    for case in newest.iterator(chunk_size=_AT_ONCE):
        written = "\n".join(_written(case))
        if all(pattern.search(written) for pattern in patterns):
            yield case


def _written(case: Case) -> Iterator[str]:
    yield from (case.summary, case.wishes, case.scope_reason, case.referral)
    for part in _PARTS:
        for row in getattr(case, part).all():
            yield from (getattr(row, text) for text in _TEXTS if hasattr(row, text))
