"""What waits for one person: their clocks, what came up to them, what only they can do next, what changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.access import offices_with
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.cases.deadlines import deadlines_for
from hirz.reprisals.cases.models import Case, CaseGrant, Deadline, Escalation, Verification
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.web.labels import CLOCKS
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.intake.permissions import IntakePermission
from hirz.reprisals.people.web.fields import state_name
from hirz.reprisals.reporting.models import ReportEntry
from hirz.reprisals.reporting.permissions import ReportPermission
from hirz.reprisals.response.models import Communication
from hirz.rules.clocks import ClockKind
from hirz.rules.report_track import EntryState

CLOCKS_SHOWN: Final = 12
SHOWN: Final = 5
CHANGES_SHOWN: Final = 12
RECENT: Final = timedelta(days=7)


@dataclass(frozen=True)
class Item:
    """One thing that waits, and the page on which it is done."""

    title: str
    url: str
    note: str
    since: datetime


@dataclass(frozen=True)
class Waiting:
    """Things of one kind, the oldest first; ``more`` says that not all of them are listed."""

    title: str | Promise
    icon: str
    items: list[Item]
    url: str
    more: bool


def clocks_of(user: User, now: datetime) -> list[tuple[Deadline, str]]:
    """The most urgent clocks with their words. A clock on a case the person may no longer read is not theirs."""
    visible = deadlines_for(user, now).filter(case__in=Case.objects.visible_to(user))
    return [(clock, str(CLOCKS[ClockKind(clock.kind)])) for clock in visible[:CLOCKS_SHOWN]]


def escalations_for(user: User) -> QuerySet[Escalation]:
    """Missed clocks that came up to this person, and that nobody has taken up."""
    led = offices_with(user, CasePermission.ESCALATION_LEAD)
    headed = offices_with(user, CasePermission.ESCALATION_HEAD)
    own = Q(level=Escalation.Level.OWNER) & (Q(case__owner=user) | Q(case__substitute=user))
    lead = Q(level=Escalation.Level.LEAD, case__office__in=led)
    head = Q(level=Escalation.Level.HEAD, case__office__in=headed)
    waiting = Escalation.objects.filter(own | lead | head, taken_at__isnull=True)
    return waiting.filter(case__in=Case.objects.visible_to(user)).select_related("case").order_by("due_at", "id")


def waiting_for(user: User) -> list[Waiting]:
    """Everything that waits for this person, kind by kind; kinds without anything are left out."""
    kinds = [
        _submissions(user), _verifications(user), _entries(user), _frozen_letters(user), _unsent_letters(user),
        _opened_cases(user),
    ]  # fmt: skip
    return [kind for kind in kinds if kind.items]


def frozen_cases(user: User) -> list[Case]:
    """Cases of this person that stand still because consent was withdrawn."""
    return list(_own_cases(user).filter(frozen_at__isnull=False).order_by("frozen_at", "id")[:SHOWN])


def changes_for(user: User, now: datetime) -> list[tuple[Entry, Case]]:
    """What others did on this person's cases in the last week, the newest first."""
    cases = {case.pk: case for case in _own_cases(user).only("pk", "reference")}
    entries = Entry.objects.filter(case_id__in=cases, at__gte=now - RECENT).exclude(actor=user)
    newest = entries.select_related("actor").order_by("-id")[:CHANGES_SHOWN]
    return [(entry, cases[entry.case_id]) for entry in newest if entry.case_id]


def _own_cases(user: User) -> QuerySet[Case]:
    return Case.objects.visible_to(user).open().filter(Q(owner=user) | Q(substitute=user))


def _submissions(user: User) -> Waiting:
    offices = offices_with(user, IntakePermission.SUBMISSION_TRIAGE)
    rows = Submission.objects.visible_to(user).waiting().filter(office__in=offices).order_by("arrived_at", "id")
    return _waiting(
        pgettext_lazy("waits for you", "Submissions to triage"), "inbox-arrow-down", reverse("intake:queue"),
        (
            Item(s.reference, reverse("intake:submission", args=[s.pk]), _state(s.state_concerned), s.arrived_at)
            for s in rows[: SHOWN + 1]
        ),
    )  # fmt: skip


def _verifications(user: User) -> Waiting:
    offices = offices_with(user, CasePermission.CASE_VERIFY)
    rows = Verification.objects.filter(decided_at__isnull=True, case__in=Case.objects.visible_to(user).open())
    rows = rows.filter(case__office__in=offices).exclude(proposed_by=user).select_related("case")
    return _waiting(
        pgettext_lazy("waits for you", "Conclusions to confirm"), "check-badge", reverse("staff:case_list"),
        (
            Item(
                v.case.reference, reverse("cases:confirm_verification", args=[v.case_id]),
                label("verification_level", v.level), v.proposed_at,
            )
            for v in rows.order_by("proposed_at", "id")[: SHOWN + 1]
        ),
    )  # fmt: skip


def _entries(user: User) -> Waiting:
    offices = offices_with(user, ReportPermission.REPORT_CLEAR)
    drafted = [EntryState.DRAFTED.value, EntryState.STATE_COMMENT.value]
    rows = ReportEntry.objects.visible_to(user).filter(edition__office__in=offices, track__in=drafted)
    rows = rows.exclude(drafted_by=user).select_related("case", "edition").order_by("drafted_at", "id")
    return _waiting(
        pgettext_lazy("waits for you", "Paragraphs to clear"), "document-check", reverse("reporting:editions"),
        (
            Item(
                e.case.reference, reverse("reporting:entry", args=[e.pk]),
                label("report_track", e.track), e.drafted_at or e.case.opened_at,
            )
            for e in rows[: SHOWN + 1]
        ),
    )  # fmt: skip


def _frozen_letters(user: User) -> Waiting:
    rows = _own_letters(user).filter(state=Communication.State.FROZEN)
    return _letters(pgettext_lazy("waits for you", "Your letters that are frozen"), "pause-circle", rows)


def _unsent_letters(user: User) -> Waiting:
    return _letters(
        pgettext_lazy("waits for you", "Your letters not sent yet"), "envelope", _own_letters(user).not_sent()
    )


def _own_letters(user: User) -> Any:
    mine = Q(drafted_by=user) | Q(planned_by=user, drafted_by__isnull=True)
    return Communication.objects.visible_to(user).filter(mine).select_related("case").order_by("planned_at", "id")


def _letters(title: str | Promise, icon: str, rows: QuerySet[Communication]) -> Waiting:
    return _waiting(
        title, icon, reverse("response:list"),
        (
            Item(
                letter.case.reference, reverse("response:letter", args=[letter.pk]),
                label("communication_type", letter.kind), letter.planned_at,
            )
            for letter in rows[: SHOWN + 1]
        ),
    )  # fmt: skip


def _opened_cases(user: User) -> Waiting:
    grants = CaseGrant.objects.in_force().filter(user=user).select_related("case").order_by("granted_at", "pk")
    return _waiting(
        pgettext_lazy("waits for you", "Cases opened to you"), "lock-open", reverse("staff:case_list"),
        (
            Item(g.case.reference, reverse("staff:case", args=[g.case_id]), g.purpose, g.granted_at)
            for g in grants[: SHOWN + 1]
        ),
    )  # fmt: skip


def _waiting(title: str | Promise, icon: str, url: str, items: Iterable[Item]) -> Waiting:
    listed = list(items)
    return Waiting(title, icon, listed[:SHOWN], url, more=len(listed) > SHOWN)


def _state(code: str) -> str:
    return state_name(code)
