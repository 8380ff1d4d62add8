from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from hirz.faces.staff.case_consent import consents
from hirz.faces.staff.case_events import events
from hirz.faces.staff.case_record import CaseRecord
from hirz.faces.staff.case_steps import steps
from hirz.foundation.accounts.doors import StaffRequest, requires, visible_or_404
from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.cases.models import Case, Deadline, LinkAssessment, RiskAssessment, Verification
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.reading import note_read
from hirz.reprisals.cases.web.labels import CLOCKS, CONFIDENTIALITY, FINDINGS, STANDARDS
from hirz.reprisals.people.permissions import PeoplePermission
from hirz.reprisals.people.web.fields import state_name
from hirz.reprisals.response.permissions import ResponsePermission
from hirz.rules.clock_targets import ClockKind
from hirz.rules.clocks import is_reminder_due
from hirz.rules.verification import Finding


@requires(None)
def case(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A case on one page. A grant may open it to somebody without a role that reads cases."""
    visible = Case.objects.visible_to(request.user).select_related("office", "owner", "substitute", "merged_into")
    found = visible_or_404(visible, pk=pk)
    note_read(case=found, by=request.user)
    record = CaseRecord(found, request.user)
    return render(request, "staff/case.html", _content(record))


def _content(record: CaseRecord) -> dict[str, Any]:
    return {
        "case": record.case,
        "record": record,
        "state": state_name(record.case.state_concerned),
        "other_states": [state_name(code) for code in record.case.other_states],
        "steps": steps(record),
        "consents": consents(record),
        "events": events(record),
        "clocks": [_clock(clock) for clock in record.deadlines],
        "redraft_awaited": bool(record.case.frozen_at) and record.case.redrafts.to_be_done().exists(),
        "frozen_scopes": [label("consent_scope", scope) for scope in record.case.frozen_scopes],
        "sources": [(source, CONFIDENTIALITY[source.confidentiality]) for source in record.sources],
        "links": [(link, _bases(link)) for link in record.links],
        "risks": [(risk, *_reasons(risk)) for risk in record.risks],
        "verifications": [_verification(found) for found in record.verifications],
        "review_url": _note_url(record, "reviewed"),
        "acknowledge_url": _note_url(record, "acknowledged"),
        **_allowed(record),
    }


def _note_url(record: CaseRecord, fact: str) -> str:
    return f"{reverse('cases:note', args=[record.case.pk])}?fact={fact}"


def _allowed(record: CaseRecord) -> dict[str, bool]:
    """What the reader may do on this case; the page shows no button that would lead nowhere."""
    return {
        "may_edit": record.may(CasePermission.CASE_EDIT),
        "may_assign": record.may(CasePermission.CASE_ASSIGN),
        "may_assess_risk": record.may(CasePermission.RISK_ASSESS),
        "may_verify": record.may(CasePermission.CASE_VERIFY),
        "may_plan": record.may(ResponsePermission.RESPONSE_PLAN),
        "may_see_to_breaches": record.may(CasePermission.ESCALATION_HEAD),
        "may_grant": record.may(CasePermission.GRANT_GIVE),
        "may_ask_exception": record.may(PeoplePermission.CONSENT_RECORD),
        "may_read_history": record.may(CasePermission.HISTORY_VIEW),
    }


def _clock(clock: Deadline) -> tuple[Deadline, str, bool]:
    """The clock, what it is called, and whether it is time to remind the State."""
    return clock, str(CLOCKS[ClockKind(clock.kind)]), is_reminder_due(clock.reminder_at, timezone.now())


def _bases(link: LinkAssessment) -> list[str]:
    return [label("link_basis", basis) for basis in link.bases]


def _reasons(risk: RiskAssessment) -> tuple[list[str], list[str]]:
    reasons = [label("risk_reason", reason) for reason in risk.reasons]
    return reasons, [label("mitigation", mitigation) for mitigation in risk.mitigations]


def _verification(found: Verification) -> dict[str, Any]:
    return {
        "row": found,
        "finding": FINDINGS[Finding(found.act_finding)],
        "standard": STANDARDS.get(found.standard, found.standard),
    }
