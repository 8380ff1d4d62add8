"""Clocks kept where lists can find them, and missed ones raised.

The rules compute clocks from facts; this table is their index and is rewritten by every act on a case. A lost row
cannot lose a deadline: the worker rebuilds all of them every hour.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hirz.foundation.accounts.access import offices_with, require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SYSTEM, action, record
from hirz.reprisals.cases.facts import clock_facts, may_be_outlived
from hirz.reprisals.cases.models import Case, Deadline, Escalation, RunningClock
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.redraft_models import Redraft
from hirz.reprisals.cases.signals import clocks_rewritten
from hirz.reprisals.cases.verbs import CaseVerb
from hirz.reprisals.people.models import ConsentOverride
from hirz.rules.clock_targets import Unit
from hirz.rules.clocks import Clock, EscalationLevel, running_clocks

logger = logging.getLogger("hirz.deadlines")
_CLOCKS: Final = 0x48525A02
"""Namespace of the advisory locks of clocks, so that they meet no other lock of the database."""
OneT = TypeVar("OneT")


def refresh_deadlines(case: Case) -> None:
    """Rewrite the clocks of one case from its facts as they stand: what the caller holds may be older."""
    wait_for_other_clocks(case.pk)
    stored = Case.objects.select_related("office", "owner", "substitute").get(pk=case.pk)
    clocks = running_clocks(clock_facts(stored), stored.office.calendar)
    Deadline.objects.filter(case=stored).delete()
    Deadline.objects.bulk_create(_as_row(stored, clock) for clock in clocks)
    clocks_rewritten.send(sender=Case, case=stored)


def wait_for_other_clocks(subject: UUID) -> None:
    """Whoever rewrites the same clocks at once waits: of two that do it side by side the older facts could stay.

    Holds until the transaction ends. It is no lock of a row: those are taken in an order of their own.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, %s))", [str(subject), _CLOCKS])


def _as_row(case: Case, clock: Clock) -> Deadline:
    return Deadline(
        case=case,
        kind=clock.kind.value,
        subject_id=UUID(clock.about) if clock.about else case.pk,
        started_at=clock.started_at,
        due_at=clock.due_at,
        reminder_at=clock.reminder_at,
        lead_at=clock.lead_at,
        head_at=clock.head_at,
        in_hours=clock.unit is Unit.HOURS,
        owner_id=UUID(clock.owner) if clock.owner else None,
        substitute_id=UUID(clock.substitute) if clock.substitute else None,
    )


def deadlines_for(user: User, now: datetime) -> QuerySet[Deadline]:
    """What this person must see now: their own clocks, those they stand in for, those that came up to them."""
    led = offices_with(user, CasePermission.ESCALATION_LEAD)
    headed = offices_with(user, CasePermission.ESCALATION_HEAD)
    mine = Q(owner=user) | Q(substitute=user)
    came_up = Q(case__office__in=led, lead_at__lte=now) | Q(case__office__in=headed, head_at__lte=now)
    return (
        Deadline.objects.filter(mine | came_up).select_related("case", "owner", "substitute").order_by("due_at", "id")
    )


def escalate_missed(now: datetime | None = None) -> int:
    """Raise every clock that reached a level nobody was told of yet. Returns how many were raised; safe to repeat."""
    moment = now or timezone.now()
    missed = Deadline.objects.filter(Q(due_at__lte=moment) | Q(lead_at__lte=moment))
    return sum(each_by_itself(missed, lambda deadline: _escalate(deadline, moment)))


def each_by_itself(rows: Iterable[OneT], act: Callable[[OneT], int]) -> list[int]:
    """What ``act`` gave for each. One that fails is logged and left to the next run: it holds up no other deadline."""
    given = []
    for row in rows:
        try:
            given.append(act(row))
        except Exception as error:
            logger.error("a clock could not be kept: %s", type(error).__name__)
    return given


def _escalate(deadline: Deadline, moment: datetime) -> int:
    return sum(_raise(deadline, level, moment) for level in levels_reached(deadline, moment))


def levels_reached(clock: RunningClock, moment: datetime) -> list[EscalationLevel]:
    """Who should have been told of a clock by now."""
    told_at = (
        (EscalationLevel.OWNER, clock.due_at),
        (EscalationLevel.LEAD, clock.lead_at),
        (EscalationLevel.HEAD, clock.head_at),
    )
    return [level for level, at in told_at if at <= moment]


@action
def _raise(deadline: Deadline, level: EscalationLevel, moment: datetime) -> int:
    escalation, created = Escalation.objects.get_or_create(
        kind=deadline.kind,
        subject_id=deadline.subject_id,
        due_at=deadline.due_at,
        level=level.value,
        defaults={"case_id": deadline.case_id, "raised_at": moment},
    )
    if created:
        record(
            CaseVerb.CLOCK_ESCALATED, by=SYSTEM, subject=escalation, case_id=deadline.case_id,
            kind=deadline.kind, level=level.value,
        )  # fmt: skip
    return int(created)


@action
def take_escalation(*, escalation: Escalation, by: User) -> None:
    """A person takes a missed clock up: the history says who and when. The clock itself runs until the work is done."""
    require(by, CasePermission.CASE_VIEW, escalation.case.office_id)
    if Escalation.objects.select_for_update().get(pk=escalation.pk).taken_at is not None:
        return  # a colleague was quicker: who took it up stands
    escalation.taken_by, escalation.taken_at = by, timezone.now()
    escalation.save(update_fields=["taken_by", "taken_at"])
    record(
        CaseVerb.ESCALATION_TAKEN, by=by, subject=escalation, case_id=escalation.case_id,
        kind=escalation.kind, level=escalation.level,
    )  # fmt: skip


def rebuild_deadlines() -> int:
    """Recompute the clocks of every case that may have one, one transaction each."""
    cases = Case.objects.filter(_may_have_clocks()).only("pk").order_by("pk")
    return sum(each_by_itself(cases.iterator(chunk_size=200), _rebuilt))


def _may_have_clocks() -> Q:
    """Those that are open; of the others those with something that outlives them, or with a row that is left over."""
    unseen = ConsentOverride.objects.filter(case_id=OuterRef("pk"), reviewed_at__isnull=True)
    unwritten = Redraft.objects.to_be_done().filter(case=OuterRef("pk"))
    kept = Deadline.objects.filter(case=OuterRef("pk"))
    outlived = Q(Exists(unseen)) | Q(Exists(unwritten)) | Q(Exists(kept)) | may_be_outlived()
    return Q(pk__in=Case.objects.open().values("pk")) | outlived


@transaction.atomic
def _rebuilt(case: Case) -> int:
    refresh_deadlines(case)
    return 1
