"""Everything the page of a letter says: its text beside the facts, and what consent has to say about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.concerned import people_beside, people_identifiable
from hirz.reprisals.cases.models import Case, Deadline
from hirz.reprisals.people.disclosing import would_refuse
from hirz.reprisals.people.web.consent_words import Lack, lacks, lacks_of
from hirz.reprisals.people.web.fields import state_name
from hirz.reprisals.response.facts import government_intent
from hirz.reprisals.response.models import Communication
from hirz.reprisals.response.permissions import ResponsePermission
from hirz.reprisals.response.web.record import READ, concerned_in, facts_of
from hirz.rules.clock_targets import ClockKind

State = Communication.State
WAITING = (State.PLANNED, State.DRAFTED, State.FROZEN)


def page_of_letter(letter: Communication, user: User) -> dict[str, Any]:
    case = Case.objects.select_related("office").prefetch_related(*READ).get(pk=letter.case_id)
    replies = list(letter.replies.select_related("recorded_by", "assessed_by"))
    due_at = reply_due_at(letter)
    return {
        "letter": letter,
        "case": case,
        "recipient": state_name(letter.recipient_state),
        "facts": facts_of(case),
        "concerned": concerned_in(case, user, letter.language),
        "lacking": lacking(letter, user) if letter.state in WAITING else [],
        "frozen_because": lacks(letter.frozen_because, user=user),
        "waits": letter.state in WAITING,
        "replies": replies,
        "due_at": due_at,
        "no_reply_came": _no_reply_came(letter, replies, due_at),
        **_may(letter, user),
    }


def lacking(letter: Communication, user: User) -> list[Lack]:
    """What consent does not cover today, the names that its text holds included; empty when it may go."""
    missing = would_refuse(
        intent=government_intent(letter), people=people_identifiable(letter.case),
        text=f"{letter.subject}\n{letter.body}", beside=people_beside(letter.case),
    )  # fmt: skip
    return lacks_of(missing, user=user)


def would_lack(case: Case, user: User, *, named: bool) -> list[Lack]:
    """The same for a letter that is not planned yet."""
    return lacking(Communication(case=case, kind="allegation_letter", named=named), user)


def reply_due_at(letter: Communication) -> datetime | None:
    running = Deadline.objects.filter(kind=ClockKind.STATE_REPLY, subject_id=letter.pk)
    return running.values_list("due_at", flat=True).first()


def _no_reply_came(letter: Communication, replies: Sequence[object], due_at: datetime | None) -> bool:
    """Whether the time of the State has passed in silence, so that this may be put on record."""
    return letter.state == State.SENT and not replies and due_at is not None and due_at < timezone.now()


def _may(letter: Communication, user: User) -> dict[str, bool]:
    """Which forms are there: those of a permission held, at the step where the letter stands."""
    held = {p: has_permission(user, p, letter.case.office_id) for p in ResponsePermission}
    writable = letter.state in (State.PLANNED, State.DRAFTED)
    return {
        "may_draft": held[ResponsePermission.COMMUNICATION_DRAFT] and writable,
        "may_send": held[ResponsePermission.COMMUNICATION_SEND] and letter.state == State.DRAFTED,
        "may_resume": held[ResponsePermission.RESPONSE_PLAN] and letter.state == State.FROZEN,
        "may_cancel": held[ResponsePermission.RESPONSE_PLAN] and letter.state in WAITING,
        "may_record_reply": held[ResponsePermission.REPLY_RECORD] and letter.state == State.SENT,
    }
