"""The clocks of a submission: until somebody has triaged it, and until whoever wrote has heard from us.

They run by the same rules as those of a case, and are kept as an index in the same way. A triaged submission has left
them to its case; what joined a case that had been acknowledged to somebody else keeps its own.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.dispatch import receiver
from django.utils import timezone

from hirz.foundation.accounts.access import offices_with, require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SYSTEM, Actor, action, record
from hirz.reprisals.cases.deadlines import each_by_itself, levels_reached, wait_for_other_clocks
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.signals import clocks_rewritten
from hirz.reprisals.cases.verbs import CaseVerb
from hirz.reprisals.intake.contact import refuses_contact, whose_word_counts
from hirz.reprisals.intake.models import Message, Submission, SubmissionDeadline, SubmissionEscalation
from hirz.reprisals.intake.permissions import IntakePermission
from hirz.reprisals.intake.receipts import NOT_GIVEN_OUT
from hirz.rules.clock_targets import ClockKind, Unit
from hirz.rules.clocks import Clock, ClockFacts, EscalationLevel, running_clocks
from hirz.rules.lifecycle import CaseState
from hirz.rules.risk import RiskLevel, RiskStep

_ENDED: Final = ("CLOSED", "OUT_OF_SCOPE", "MERGED")


def refresh_submission_deadlines(submission: Submission) -> None:
    """Rewrite the clocks of one submission from its facts as they stand."""
    wait_for_other_clocks(submission.pk)
    stored = Submission.objects.select_related("office").get(pk=submission.pk)
    SubmissionDeadline.objects.filter(submission=stored).delete()
    SubmissionDeadline.objects.bulk_create(_as_row(stored, clock) for clock in _clocks(stored))


def _clocks(submission: Submission) -> list[Clock]:
    clocks = running_clocks(_facts(submission), submission.office.calendar)
    waits = submission.triaged_at is None
    return [clock for clock in clocks if waits or clock.kind is ClockKind.ACKNOWLEDGEMENT]


def _facts(submission: Submission) -> ClockFacts:
    """Its office owns it, nobody alone. A life said to be at stake counts as critical until somebody has judged it."""
    arrived = submission.arrived_at
    urgent = submission.life_at_risk
    return ClockFacts(
        state=CaseState.RECEIVED,
        state_since=arrived,
        received_at=arrived,
        owner=str(submission.office_id),
        substitute=None,
        acknowledgement_possible=not _need_not_be_acknowledged(submission),
        risk_history=(RiskStep(level=RiskLevel.CRITICAL, at=arrived),) if urgent else (),
    )


def _need_not_be_acknowledged(submission: Submission) -> bool:
    return (
        submission.secret_hash == NOT_GIVEN_OUT
        or submission.messages.filter(direction=Message.Direction.TO_SUBMITTER).exists()
        or refuses_contact(submission, whose_word_counts(submission))
        or _case_answers_for(submission)
    )


def _case_answers_for(submission: Submission) -> bool:
    """A case it is part of runs the clock itself, was acknowledged since it arrived, or says that it is not safe."""
    runs_there = Q(acknowledged_at__isnull=True) & ~Q(state__in=_ENDED)
    told = Q(acknowledged_at__gte=submission.arrived_at) | Q(submitter_told_at__gte=submission.arrived_at)
    return submission.cases.filter(runs_there | told | Q(unsafe_to_tell_submitter=True)).exists()


def _as_row(submission: Submission, clock: Clock) -> SubmissionDeadline:
    return SubmissionDeadline(
        submission=submission,
        kind=clock.kind.value,
        started_at=clock.started_at,
        due_at=clock.due_at,
        lead_at=clock.lead_at,
        head_at=clock.head_at,
        in_hours=clock.unit is Unit.HOURS,
    )


@receiver(clocks_rewritten)
def refresh_with_the_case(*, case: Case, **kwargs: Any) -> None:
    """What a case takes over or lets go of changes what its submissions still owe."""
    for submission in case.submissions.order_by("pk"):
        refresh_submission_deadlines(submission)


def submission_deadlines_for(user: User, now: datetime) -> QuerySet[SubmissionDeadline]:
    """The clocks of those who answer what arrives in an office, and those that came up to its head."""
    answering = Q(submission__office__in=offices_with(user, IntakePermission.MESSAGE_SEND))
    headed = Q(submission__office__in=offices_with(user, CasePermission.ESCALATION_HEAD), head_at__lte=now)
    found = SubmissionDeadline.objects.filter(answering | headed, _open_to(user)).select_related("submission")
    return found.defer("submission__answers").order_by("due_at", "id")


def submission_escalations_for(user: User) -> QuerySet[SubmissionEscalation]:
    """Missed clocks of submissions that came up to this person, and that nobody has taken up."""
    at = {
        EscalationLevel.OWNER: IntakePermission.MESSAGE_SEND,
        EscalationLevel.LEAD: CasePermission.ESCALATION_LEAD,
        EscalationLevel.HEAD: CasePermission.ESCALATION_HEAD,
    }
    mine = Q(pk__in=[])
    for level, permission in at.items():
        mine |= Q(level=level.value, submission__office__in=offices_with(user, permission))
    waiting = SubmissionEscalation.objects.filter(mine, _open_to(user), taken_at__isnull=True)
    missed = waiting.select_related("submission")
    return missed.defer("submission__answers").order_by("due_at", "id")


def _open_to(user: User) -> Q:
    return Q(submission__office__in=offices_with(user, IntakePermission.SUBMISSION_VIEW))


def same_submission_clock(escalation: SubmissionEscalation, user: User) -> QuerySet[SubmissionEscalation]:
    """Everything that came up to this person for the same miss: whoever stands at two levels takes it up once."""
    return submission_escalations_for(user).filter(
        submission=escalation.submission_id, kind=escalation.kind, due_at=escalation.due_at
    )


def escalate_missed_submissions(now: datetime | None = None) -> int:
    """Raise every clock that reached a level nobody was told of yet. Returns how many were raised; safe to repeat."""
    moment = now or timezone.now()
    missed = SubmissionDeadline.objects.filter(due_at__lte=moment).select_related("submission")
    return sum(each_by_itself(missed.defer("submission__answers"), lambda clock: _escalate(clock, moment)))


def _escalate(clock: SubmissionDeadline, moment: datetime) -> int:
    return sum(_raise(clock, level) for level in levels_reached(clock, moment))


@action
def _raise(clock: SubmissionDeadline, level: EscalationLevel) -> int:
    escalation, created = SubmissionEscalation.objects.get_or_create(
        submission_id=clock.submission_id, kind=clock.kind, due_at=clock.due_at, level=level.value,
        defaults={"raised_at": timezone.now()},
    )  # fmt: skip
    if created:
        _write(CaseVerb.CLOCK_ESCALATED, escalation, SYSTEM)
    return int(created)


@action
def take_submission_escalation(*, escalation: SubmissionEscalation, by: User) -> None:
    """A person takes a missed clock up: the history says who and when. The clock itself runs until the work is done."""
    require(by, IntakePermission.SUBMISSION_VIEW, escalation.submission.office_id)
    if SubmissionEscalation.objects.select_for_update().get(pk=escalation.pk).taken_at is not None:
        return  # a colleague was quicker: who took it up stands
    escalation.taken_by, escalation.taken_at = by, timezone.now()
    escalation.save(update_fields=["taken_by", "taken_at"])
    _write(CaseVerb.ESCALATION_TAKEN, escalation, by)


def _write(verb: CaseVerb, escalation: SubmissionEscalation, by: Actor) -> None:
    record(
        verb, by=by, subject=escalation, office_id=escalation.submission.office_id, kind=escalation.kind,
        level=escalation.level, submission=str(escalation.submission_id),
    )  # fmt: skip


def rebuild_submission_deadlines() -> int:
    """Recompute the clocks of every submission that may have one, one transaction each."""
    answered = Message.objects.filter(submission=OuterRef("pk"), direction=Message.Direction.TO_SUBMITTER)
    unanswered = ~Exists(answered) & ~Q(secret_hash=NOT_GIVEN_OUT)
    found = Submission.objects.filter(Q(triaged_at__isnull=True) | unanswered | Exists(_clock_of()))
    return sum(each_by_itself(found.order_by("pk").only("pk").iterator(chunk_size=200), _rebuilt))


@transaction.atomic
def _rebuilt(submission: Submission) -> int:
    refresh_submission_deadlines(submission)
    return 1


def _clock_of() -> QuerySet[SubmissionDeadline]:
    return SubmissionDeadline.objects.filter(submission=OuterRef("pk"))
