"""From which likeness on pairs are listed for somebody, by what was decided about the files they may see."""

from __future__ import annotations

from typing import Final

from hirz.foundation.accounts.models import User
from hirz.reprisals.matching.models import PairDecision, Verdict
from hirz.rules.review_line import Judged, ReviewLine, review_line

LOOKED_AT: Final = 5_000
"""Decisions from which the line is learned."""


def line_for(user: User) -> ReviewLine:
    """Of each pair the decision that stands; what nobody could tell teaches nothing."""
    standing = PairDecision.objects.visible_to(user).standing().values("likeness", "verdict", "pk")[:LOOKED_AT]
    told = [(row["likeness"], row["verdict"]) for row in standing]
    return review_line(
        Judged(likeness, verdict == Verdict.SAME)
        for likeness, verdict in told
        if likeness is not None and verdict != Verdict.UNSURE
    )
