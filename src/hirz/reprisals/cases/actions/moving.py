"""A case moves through its states, freezes and thaws, and small facts that a step needs are noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar, Final
from uuid import UUID

from django.utils import timezone

from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import Actor, action, record
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.cases.actions.holding import hold
from hirz.reprisals.cases.deadlines import refresh_deadlines
from hirz.reprisals.cases.facts import case_facts
from hirz.reprisals.cases.models import Case, CourseDecision
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.verbs import CaseVerb
from hirz.rules.errors import BadInput, RefusedByRule
from hirz.rules.lifecycle import CaseEvent, CaseState, ScopeFinding, advance

_PERMISSION: Final[Mapping[CaseEvent, CasePermission]] = {
    CaseEvent.CLOSE: CasePermission.CASE_CLOSE,
    CaseEvent.REOPEN: CasePermission.CASE_CLOSE,
}


class RedraftAwaited(RefusedByRule):
    """Somebody was erased, and the case is not written without them yet."""

    code: ClassVar[str] = "redraft_awaited"


class NarrativeErased(RefusedByRule):
    """What was written on the case was erased with the last person it was kept for: nothing goes on."""

    code: ClassVar[str] = "narrative_erased"


class WithdrawnMeanwhile(RefusedByRule):
    """Another consent was withdrawn after the page was opened: who settles has not seen it."""

    code: ClassVar[str] = "withdrawn_meanwhile"


class SurvivorEnded(RefusedByRule):
    """The case that is to remain has ended: its clocks stand still, and so would those of what is merged into it."""

    code: ClassVar[str] = "survivor_ended"


@action
def move(*, case: Case, event: CaseEvent, by: User, reason: str = "") -> CaseState:
    """Take a step of the lifecycle, or raise ``NotAllowed`` with everything it lacks."""
    require(by, _PERMISSION.get(event, CasePermission.CASE_EDIT), case.office_id)
    hold(case)
    if case.narrative_erased_at is not None:
        raise NarrativeErased
    facts = case_facts(case)
    if event is CaseEvent.REOPEN:
        facts = replace(facts, reopening_reason_given=bool(reason.strip()))
    target = advance(facts, event)
    _enter(case, target, timezone.now())
    said = _keep_words(case, CourseDecision.Kind.REOPENED, reason, by) if event is CaseEvent.REOPEN else {}
    record(
        CaseVerb.CASE_MOVED, by=by, subject=case, case_id=case.pk, office_id=case.office_id,
        event=event.value, to=target.value, **said,
    )  # fmt: skip
    refresh_deadlines(case)
    return target


def _enter(case: Case, target: CaseState, at: datetime) -> None:
    case.state, case.state_since = target.value, at
    case.out_of_scope_reason = case.merged_into = None  # why it was laid aside, if it was, holds no longer
    case.save(update_fields=["state", "state_since", "out_of_scope_reason", "merged_into"])


def _keep_words(case: Case, kind: CourseDecision.Kind, words: str, by: User) -> dict[str, str]:
    """The words of a decision, kept on the case; the history gets their id only."""
    decision = CourseDecision(case=case, kind=kind, note=words.strip(), entered_by=by)
    decision.full_clean()
    decision.save(force_insert=True)
    return {"course_decision": str(decision.pk)}


_FACTS: Final = {
    "acknowledged": "acknowledged_at",
    "submitter_told": "submitter_told_at",
    "victim_informed": "victim_informed_at",
    "do_no_harm_checked": "do_no_harm_checked_at",
    "reviewed": "last_reviewed_at",
}


@action
def note_done(*, case: Case, fact: str, by: User) -> None:
    """Record that a step outside the system was done now: ``acknowledged``, ``submitter_told`` …"""
    require(by, CasePermission.CASE_EDIT, case.office_id)
    if fact not in _FACTS:
        raise BadInput("unknown_fact")
    setattr(case, _FACTS[fact], timezone.now())
    case.save(update_fields=[_FACTS[fact]])
    record(CaseVerb.CASE_FACT_RECORDED, by=by, subject=case, case_id=case.pk, office_id=case.office_id, fact=fact)
    refresh_deadlines(case)


@action
def describe(*, case: Case, by: User, **changes: Any) -> None:
    """Change what is written about the case itself: summary, wishes, outcome, referral, what is unsafe to do."""
    require(by, CasePermission.CASE_EDIT, case.office_id)
    allowed = {
        "summary", "wishes", "outcome", "closure", "referral", "unsafe_to_tell_submitter", "unsafe_to_inform_victim",
    }  # fmt: skip
    if not changes.keys() <= allowed:
        raise BadInput("unknown_fact")
    for name, value in changes.items():
        setattr(case, name, value)
    case.full_clean()
    case.save(update_fields=list(changes))
    record(
        CaseVerb.CASE_FACT_RECORDED, by=by, subject=case, case_id=case.pk, office_id=case.office_id,
        fact="described", fields=sorted(changes),
    )  # fmt: skip
    refresh_deadlines(case)


@action
def freeze(*, case: Case, scopes: frozenset[str], by: Actor, at: datetime) -> None:
    """Consent went: what rests on it stops until a person settles what follows."""
    case.frozen_at = case.frozen_at or at
    case.frozen_scopes = sorted(set(case.frozen_scopes) | scopes)
    case.save(update_fields=["frozen_at", "frozen_scopes"])
    record(
        CaseVerb.CASE_FROZEN, by=by, subject=case, case_id=case.pk, office_id=case.office_id, scopes=case.frozen_scopes
    )


@action
def settle_withdrawal(*, case: Case, note: str, by: User) -> None:
    """A person has seen the withdrawal and decided how the case goes on without that consent.

    What they have seen is what ``case`` says as they hand it in.
    """
    require(by, CasePermission.CASE_EDIT, case.office_id)
    if not note.strip():
        raise BadInput("reason_missing")
    seen = case.frozen_scopes
    hold(case)
    if case.redrafts.filter(done_at__isnull=True).exists():
        raise RedraftAwaited
    if case.frozen_scopes != seen:
        raise WithdrawnMeanwhile
    case.frozen_at, case.frozen_scopes = None, []
    case.save(update_fields=["frozen_at", "frozen_scopes"])
    said = _keep_words(case, CourseDecision.Kind.WITHDRAWAL_SETTLED, note, by)
    record(CaseVerb.CASE_UNFROZEN, by=by, subject=case, case_id=case.pk, office_id=case.office_id, **said)


@action
def merge(*, case: Case, into: Case, by: User) -> None:
    """End a case that is open in another that is open: work that somebody owes goes on there.

    A case that has ended is taken up again first, with its reason, by whoever may (:func:`move`).
    """
    require(by, CasePermission.CASE_EDIT, case.office_id)
    require(by, CasePermission.CASE_EDIT, into.office_id)
    hold(case, together_with=into)
    if case.pk == into.pk or _ends_in(into, case.pk):
        raise BadInput("merge_into_itself")
    if not CaseState(into.state).is_open:
        raise SurvivorEnded
    case.merged_into = into
    case.state, case.state_since = advance(case_facts(case), CaseEvent.MERGE).value, timezone.now()
    case.save(update_fields=["merged_into", "state", "state_since"])
    record(
        CaseVerb.CASE_MOVED, by=by, subject=case, case_id=case.pk, office_id=case.office_id,
        event=CaseEvent.MERGE.value, to=case.state, into=str(into.pk),
    )  # fmt: skip
    refresh_deadlines(case)


@beyond_the_wall()
def _ends_in(case: Case, wanted: UUID) -> bool:
    seen: set[UUID] = set()
    current: Case | None = case
    while current is not None and current.pk not in seen:
        if current.merged_into_id == wanted:
            return True
        seen.add(current.pk)
        current = current.merged_into
    return False


@action
def rule_out_of_scope(*, case: Case, reason_code: str, reason: str, referral: str, by: User) -> None:
    """Outside resolution 12/2: counted with protection, and referred where it belongs."""
    require(by, CasePermission.CASE_EDIT, case.office_id)
    if not (reason.strip() and referral.strip()):
        raise BadInput("reason_missing")
    hold(case)
    case.scope_finding, case.out_of_scope_reason = ScopeFinding.OUTSIDE.value, reason_code
    case.scope_reason, case.referral = reason, referral
    target = advance(case_facts(case), CaseEvent.RULE_OUT_OF_SCOPE)
    case.state, case.state_since = target.value, timezone.now()
    case.full_clean()
    case.save(
        update_fields=["scope_finding", "out_of_scope_reason", "scope_reason", "referral", "state", "state_since"]
    )
    record(
        CaseVerb.CASE_MOVED, by=by, subject=case, case_id=case.pk, office_id=case.office_id,
        event=CaseEvent.RULE_OUT_OF_SCOPE.value, to=target.value, reason=reason_code,
    )  # fmt: skip
    refresh_deadlines(case)
