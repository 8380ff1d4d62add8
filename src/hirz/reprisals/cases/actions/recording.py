"""The records of a case: people, engagements, acts, links, sources, developments. Added, never overwritten."""

from __future__ import annotations

from typing import Any, TypeVar

from django.utils import timezone

from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.reprisals.cases.models import (
    Act,
    Case,
    CasePerson,
    Development,
    Engagement,
    LinkAssessment,
    Record,
    Source,
)
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.verbs import CaseVerb
from hirz.reprisals.people.models import Person
from hirz.rules.errors import BadInput

RecordT = TypeVar("RecordT", bound=Record)


@action
def add_party(*, case: Case, person: Person, role: str, by: User, **fields: Any) -> CasePerson:
    require(by, CasePermission.CASE_EDIT, case.office_id)
    party = _save(CasePerson(case=case, person=person, role=role, entered_by=by, **fields))
    record(
        CaseVerb.PERSON_JOINED, by=by, subject=party, case_id=case.pk, office_id=case.office_id,
        person=str(person.pk), role=role,
    )  # fmt: skip
    return party


@action
def add_source(*, case: Case, by: User, **fields: Any) -> Source:
    return _add(Source(case=case, entered_by=by, **fields), by)


@action
def assess_source(*, source: Source, reliability: str, credibility: str, by: User) -> None:
    """How far the source is relied upon, and how credible what it brought is: two judgements."""
    require(by, CasePermission.CASE_EDIT, source.case.office_id)
    source.reliability, source.credibility = reliability, credibility
    source.full_clean()
    source.save(update_fields=["reliability", "credibility"])
    record(
        CaseVerb.SOURCE_ASSESSED, by=by, subject=source, case_id=source.case_id, office_id=source.case.office_id,
        reliability=reliability, credibility=credibility,
    )  # fmt: skip


@action
def add_engagement(*, case: Case, by: User, **fields: Any) -> Engagement:
    return _add(Engagement(case=case, entered_by=by, **fields), by)


@action
def add_act(*, case: Case, by: User, **fields: Any) -> Act:
    return _add(Act(case=case, entered_by=by, **fields), by)


@action
def assess_link(*, case: Case, engagement: Engagement, act: Act, by: User, **fields: Any) -> LinkAssessment:
    if engagement.case_id != case.pk or act.case_id != case.pk:
        raise BadInput("link_across_cases")
    return _add(LinkAssessment(case=case, engagement=engagement, act=act, entered_by=by, **fields), by)


@action
def add_development(*, case: Case, by: User, **fields: Any) -> Development:
    return _add(Development(case=case, entered_by=by, **fields), by)


def _add(row: RecordT, by: User) -> RecordT:
    case: Case = row.case  # type: ignore[attr-defined]
    require(by, CasePermission.CASE_EDIT, case.office_id)
    _save(row)
    record(
        CaseVerb.RECORD_ADDED, by=by, subject=row, case_id=case.pk, office_id=case.office_id, kind=row._meta.model_name
    )
    return row


def _save(row: RecordT) -> RecordT:
    row.entered_at = timezone.now()
    row.full_clean()
    row.save(force_insert=True)
    return row
