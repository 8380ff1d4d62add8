"""A case is opened, given to somebody, and its scope decided."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.offices.models import Office
from hirz.foundation.offices.references import new_reference
from hirz.reprisals.cases.actions.assessing import Judgement, assess_risk
from hirz.reprisals.cases.actions.moving import move
from hirz.reprisals.cases.deadlines import refresh_deadlines
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.verbs import CaseVerb
from hirz.rules.lifecycle import CaseEvent, CaseState, ScopeFinding


@action
def open_case(
    *,
    office: Office,
    state_concerned: str,
    language: str,
    by: User,
    owner: User | None = None,
    substitute: User | None = None,
    summary: str = "",
    opened_at: datetime | None = None,
) -> Case:
    """Open a case in RECEIVED. Its reference is random: it tells nothing about other cases.

    ``opened_at`` is when what it is about was received, where that was before now: clocks and periods run from then.
    """
    require(by, CasePermission.CASE_EDIT, office.pk)
    at = opened_at or timezone.now()
    case = Case(
        reference=new_reference("C"), office=office, state_concerned=state_concerned, language=language,
        summary=summary, owner=owner, substitute=substitute, opened_by=by, opened_at=at,
        state=CaseState.RECEIVED, state_since=at,
    )  # fmt: skip
    case.full_clean()
    case.save()
    record(CaseVerb.CASE_OPENED, by=by, subject=case, case_id=case.pk, office_id=office.pk)
    refresh_deadlines(case)
    return case


@action
def assign(*, case: Case, owner: User, substitute: User | None, by: User) -> None:
    require(by, CasePermission.CASE_ASSIGN, case.office_id)
    case.owner, case.substitute = owner, substitute
    case.full_clean()
    case.save(update_fields=["owner", "substitute"])
    record(
        CaseVerb.CASE_ASSIGNED, by=by, subject=case, case_id=case.pk, office_id=case.office_id,
        owner=str(owner.pk), substitute=str(substitute.pk) if substitute else None,
    )  # fmt: skip
    refresh_deadlines(case)


@action
def decide_scope(*, case: Case, finding: ScopeFinding, protected_category: str | None, reason: str, by: User) -> None:
    """Whether the allegation is within resolution 12/2, under which of its paragraphs, and why."""
    require(by, CasePermission.CASE_EDIT, case.office_id)
    case.scope_finding, case.protected_category, case.scope_reason = finding.value, protected_category, reason
    case.full_clean()
    case.save(update_fields=["scope_finding", "protected_category", "scope_reason"])
    record(
        CaseVerb.SCOPE_DECIDED, by=by, subject=case, case_id=case.pk, office_id=case.office_id, finding=finding.value
    )


@action
def note_duplicates_checked(*, case: Case, by: User) -> None:
    require(by, CasePermission.CASE_EDIT, case.office_id)
    case.duplicates_checked_at = timezone.now()
    case.save(update_fields=["duplicates_checked_at"])
    record(CaseVerb.CASE_FACT_RECORDED, by=by, subject=case, case_id=case.pk, fact="duplicates_checked")


@action
def triage_case(
    *, case: Case, protected_category: str, reason: str, judgement: Judgement, by: User
) -> None:  # fmt: skip
    """What a desk officer settles at once: scope, risk, and that no other case is about the same."""
    decide_scope(case=case, finding=ScopeFinding.WITHIN, protected_category=protected_category, reason=reason, by=by)
    assess_risk(case=case, judgement=judgement, by=by)
    note_duplicates_checked(case=case, by=by)
    move(case=case, event=CaseEvent.TRIAGE, by=by)
