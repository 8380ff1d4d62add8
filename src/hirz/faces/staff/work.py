"""What waits for one person: their clocks, what came up to them, what only they can do next, what changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery
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
from hirz.reprisals.people.models import ConsentOverride
from hirz.reprisals.people.permissions import PeoplePermission
from hirz.reprisals.reporting.models import ReportEntry
from hirz.reprisals.reporting.permissions import ReportPermission
from hirz.reprisals.response.models import Communication
from hirz.rules.clock_targets import ClockKind
from hirz.rules.report_track import EntryState

RowT = TypeVar("RowT", bound=Model)
CLOCKS_SHOWN: Final = 12
ESCALATIONS_SHOWN: Final = 30
SHOWN: Final = 5
CHANGES_SHOWN: Final = 12
RECENT: Final = timedelta(days=7)


@dataclass(frozen=True)
class Item:
    """One thing that waits, and the page on which it is done; ``due_date`` where it is owed by a day."""

    title: str
    url: str
    note: str
    since: datetime
    due_date: date | None = None


@dataclass(frozen=True)
class Waiting:
    """Things of one kind, the oldest first; ``more`` says that not all of them are listed."""

    title: str | Promise
    icon: str
    items: list[Item]
    url: str
    more: bool


@dataclass(frozen=True)
class Due:
    """A clock that this person must see, and the missed deadline they may take up, if it came up to them."""

    kind: str | Promise
    clock: Deadline
    escalation: Escalation | None


@dataclass(frozen=True)
class CaseClocks:
    """The clocks of one case, and who answers for them."""

    case: Case
    owner: User | None
    substitute: User | None
    due: list[Due]


@dataclass(frozen=True)
class Clocks:
    """Clocks case by case, what was missed on clocks that are not among them, and whether some are not listed here."""

    cases: list[CaseClocks]
    missed: list[Escalation]
    more: bool


def clocks_of(user: User, now: datetime, *, every: bool = False) -> Clocks:
    """The most urgent clocks, or every one.

    A miss stays until it is taken up. A clock on a case the person may no longer read is not theirs.
    """
    clocks = deadlines_for(user, now).filter(case__in=Case.objects.visible_to(user))
    running, more_run = _first(clocks, None if every else CLOCKS_SHOWN)
    misses, more_missed = _first(escalations_for(user), None if every else ESCALATIONS_SHOWN)
    missed = {(m.kind, m.subject_id, m.due_at): m for m in misses}
    found: dict[UUID, CaseClocks] = {}
    for clock in running:
        held = found.setdefault(clock.case_id, CaseClocks(clock.case, clock.owner, clock.substitute, []))
        escalation = missed.pop((clock.kind, clock.subject_id, clock.due_at), None)
        held.due.append(Due(CLOCKS[ClockKind(clock.kind)], clock, escalation))
    return Clocks(list(found.values()), list(missed.values()), more=more_run or more_missed)


def _first(rows: QuerySet[RowT], most: int | None) -> tuple[list[RowT], bool]:
    """So many of them, and whether there are more."""
    listed = list(rows if most is None else rows[: most + 1])
    return listed[:most], most is not None and len(listed) > most


def escalations_for(user: User) -> QuerySet[Escalation]:
    """Missed clocks that came up to this person, and that nobody has taken up."""
    led = offices_with(user, CasePermission.ESCALATION_LEAD)
    headed = offices_with(user, CasePermission.ESCALATION_HEAD)
    own = Q(level=Escalation.Level.OWNER) & (Q(case__owner=user) | Q(case__substitute=user))
    lead = Q(level=Escalation.Level.LEAD, case__office__in=led)
    head = Q(level=Escalation.Level.HEAD, case__office__in=headed)
    waiting = Escalation.objects.filter(own | lead | head, taken_at__isnull=True)
    return waiting.filter(case__in=Case.objects.visible_to(user)).select_related("case").order_by("due_at", "id")


def same_clock(escalation: Escalation, user: User) -> QuerySet[Escalation]:
    """Everything that came up to this person for the same miss: whoever stands at two levels takes it up once."""
    return escalations_for(user).filter(
        kind=escalation.kind, subject_id=escalation.subject_id, due_at=escalation.due_at
    )


def waiting_for(user: User) -> list[Waiting]:
    """What waits for this person on cases, kind by kind; kinds without anything are left out."""
    kinds = [
        _exceptions(user), _verifications(user), _entries(user), _frozen_letters(user), _unsent_letters(user),
        _opened_cases(user),
    ]  # fmt: skip
    return [kind for kind in kinds if kind.items]


def frozen_cases(user: User) -> list[Case]:
    """Cases of this person that stand still because consent was withdrawn."""
    return list(_own_cases(user).filter(frozen_at__isnull=False).order_by("frozen_at", "id")[:SHOWN])


def changes_for(user: User, now: datetime) -> list[tuple[Entry, Case]]:
    """What others did on this person's cases in the last week, the newest first."""
    cases = {case.pk: case for case in _own_cases(user).only("pk", "reference")}
    acts = Entry.objects.exclude(actor_kind=Entry.Actor.SYSTEM).exclude(actor=user)
    entries = acts.filter(case_id__in=cases, reading=False, at__gte=now - RECENT)
    newest = entries.select_related("actor").order_by("-id")[:CHANGES_SHOWN]
    return [(entry, cases[entry.case_id]) for entry in newest if entry.case_id]


def _own_cases(user: User) -> QuerySet[Case]:
    return Case.objects.visible_to(user).open().filter(Q(owner=user) | Q(substitute=user))


def _exceptions(user: User) -> Waiting:
    """Exceptions to consent that lack their second person: not the one who asked."""
    offices = offices_with(user, PeoplePermission.OVERRIDE_APPROVE)
    cases = Case.objects.visible_to(user).filter(office__in=offices)
    rows = ConsentOverride.objects.filter(
        case_id__in=cases.values("pk"), approved_at__isnull=True, reviewed_at__isnull=True
    )
    asked = rows.exclude(asked_by=user).select_related("asked_by").order_by("asked_at", "id")
    named = asked.annotate(reference=Subquery(cases.filter(pk=OuterRef("case_id")).values("reference")))
    return _waiting(
        pgettext_lazy("waits for you", "Exceptions to consent to approve"), "exclamation-triangle",
        reverse("staff:case_list"),
        (
            Item(
                o.reference, f"{reverse('staff:case', args=[o.case_id])}#exceptions", o.asked_by.display_name,
                o.asked_at,
            )
            for o in named[: SHOWN + 1]
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
