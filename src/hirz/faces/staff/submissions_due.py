"""Submissions that wait: what each still owes the person who wrote, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.functional import Promise

from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.web.labels import CLOCKS, ESCALATION_LEVELS
from hirz.reprisals.intake.deadlines import submission_deadlines_for, submission_escalations_for
from hirz.reprisals.intake.models import Submission, SubmissionDeadline, SubmissionEscalation
from hirz.reprisals.people.web.fields import state_name
from hirz.rules.clock_targets import ClockKind

CLOCKS_SHOWN: Final = 12
ESCALATIONS_SHOWN: Final = 30


@dataclass(frozen=True)
class Owed:
    """One thing owed, by when, and the miss the reader may take up, if it came up to them."""

    kind: str | Promise
    due_at: datetime
    escalation: SubmissionEscalation | None = None
    level: str | Promise = ""


@dataclass(frozen=True)
class SubmissionDue:
    submission: Submission
    state_concerned: str
    owed: list[Owed]


def submissions_due(user: User, now: datetime) -> list[SubmissionDue]:
    """The most urgent first; then what was missed, is no longer owed, and nobody has taken up."""
    missed = {_key(m): m for m in submission_escalations_for(user)[:ESCALATIONS_SHOWN]}
    found: dict[UUID, SubmissionDue] = {}
    for clock in submission_deadlines_for(user, now)[:CLOCKS_SHOWN]:
        _held(found, clock.submission).owed.append(_owed(clock, missed.pop(_key(clock), None)))
    for miss in missed.values():
        _held(found, miss.submission).owed.append(_owed(miss, miss, ESCALATION_LEVELS[miss.level]))
    return list(found.values())


def _key(clock: SubmissionDeadline | SubmissionEscalation) -> tuple[UUID, str, datetime]:
    return clock.submission_id, clock.kind, clock.due_at


def _held(found: dict[UUID, SubmissionDue], about: Submission) -> SubmissionDue:
    return found.setdefault(about.pk, SubmissionDue(about, state_name(about.state_concerned), []))


def _owed(
    clock: SubmissionDeadline | SubmissionEscalation, miss: SubmissionEscalation | None, level: str | Promise = ""
) -> Owed:
    return Owed(CLOCKS[ClockKind(clock.kind)], clock.due_at, miss, level)
