"""Judging a case: its risk by one person at any time, its verification by two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.reprisals.cases.actions.holding import hold
from hirz.reprisals.cases.deadlines import refresh_deadlines
from hirz.reprisals.cases.facts import case_facts
from hirz.reprisals.cases.models import Case, RiskAssessment, Verification
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.verbs import CaseVerb
from hirz.rules import risk as risk_rules
from hirz.rules import verification as rules
from hirz.rules.errors import BadInput
from hirz.rules.lifecycle import CaseEvent, advance


@dataclass(frozen=True, slots=True)
class Judgement:
    """A level of risk with its reasons, what was agreed to lower it, and when it is looked at again."""

    level: str
    reasons: Sequence[str] = ()
    mitigations: Sequence[str] = ()
    review_date: date | None = None
    note: str = ""


@action
def assess_risk(*, case: Case, judgement: Judgement, by: User) -> RiskAssessment:
    """Assess the risk. A raise shortens the clocks at once; a closed matter comes back to the desk."""
    require(by, CasePermission.RISK_ASSESS, case.office_id)
    hold(case)
    level = risk_rules.RiskLevel(judgement.level)
    earlier = risk_rules.RiskLevel(case.risk) if case.risk else None
    today = case.office.today
    monitored = case.state == "MONITORING"
    review = judgement.review_date or risk_rules.latest_review_date(level, today, monitored=monitored)
    risk_rules.RiskAssessment(
        level=level, author=str(by.pk), assessed_date=today, review_date=review, reasons=tuple(judgement.reasons),
        mitigations=tuple(judgement.mitigations), previous=earlier, monitored=monitored,
    )  # fmt: skip
    assessment = RiskAssessment(
        case=case, level=level.value, reasons=list(judgement.reasons), mitigations=list(judgement.mitigations),
        review_date=review, note=judgement.note, entered_by=by, entered_at=timezone.now(),
    )  # fmt: skip
    assessment.full_clean()
    assessment.save(force_insert=True)
    case.risk = level.value
    case.save(update_fields=["risk"])
    raised = risk_rules.is_raise(earlier, level)
    record(
        CaseVerb.RISK_RAISED if raised else CaseVerb.RISK_ASSESSED, by=by, subject=assessment, case_id=case.pk,
        office_id=case.office_id, level=level.value, earlier=earlier.value if earlier else None,
    )  # fmt: skip
    if raised:
        _come_back_to_the_desk(case)
    refresh_deadlines(case)
    return assessment


def _come_back_to_the_desk(case: Case) -> None:
    """New danger in a matter that had been laid aside opens it again by itself."""
    target = advance(case_facts(case), CaseEvent.RAISE_RISK)
    if target.value != case.state:
        case.state, case.state_since, case.out_of_scope_reason = target.value, timezone.now(), None
        case.save(update_fields=["state", "state_since", "out_of_scope_reason"])


class NothingToConfirm(BadInput):
    code = "nothing_to_confirm"


@action
def propose_verification(
    *, case: Case, level: str, standard: str, basis: str, act_finding: str, by: User
) -> Verification:
    """The first of two people states the level reached, the standard applied and what it rests on."""
    require(by, CasePermission.CASE_EDIT, case.office_id)
    proposal = Verification(
        case=case, level=level, standard=standard, basis=basis, act_finding=act_finding,
        proposed_by=by, proposed_at=timezone.now(),
    )  # fmt: skip
    proposal.full_clean()
    proposal.save(force_insert=True)
    _set_level(case, rules.VerificationLevel.UNDER_VERIFICATION)
    record(
        CaseVerb.VERIFICATION_PROPOSED, by=by, subject=proposal, case_id=case.pk, office_id=case.office_id, level=level
    )
    return proposal


@action
def confirm_verification(*, case: Case, by: User, note: str = "") -> Verification:
    """The second person confirms. The rules refuse the same person, a missing axis or a level it does not bear."""
    require(by, CasePermission.CASE_VERIFY, case.office_id)
    proposal = _open_proposal(case)
    conclusion = rules.conclude(
        _assessments(case, proposal),
        level=rules.VerificationLevel(proposal.level),
        standard=proposal.standard,
        basis=proposal.basis,
        proposer=str(proposal.proposed_by_id),
        by=str(by.pk),
        current=rules.VerificationLevel(case.verification),
    )
    _decide(proposal, by=by, confirmed=True, note=note)
    _set_level(case, conclusion.level)
    record(
        CaseVerb.VERIFICATION_CONFIRMED, by=by, subject=proposal, case_id=case.pk, office_id=case.office_id,
        level=conclusion.level.value,
    )  # fmt: skip
    refresh_deadlines(case)
    return proposal


@action
def return_verification(*, case: Case, by: User, note: str) -> Verification:
    """The second person sends it back and says why."""
    require(by, CasePermission.CASE_VERIFY, case.office_id)
    proposal = _open_proposal(case)
    if proposal.proposed_by_id == by.pk:
        raise rules.SamePerson
    if not note.strip():
        raise BadInput("reason_missing")
    _decide(proposal, by=by, confirmed=False, note=note)
    record(CaseVerb.VERIFICATION_RETURNED, by=by, subject=proposal, case_id=case.pk, office_id=case.office_id)
    return proposal


def _open_proposal(case: Case) -> Verification:
    proposal = case.verifications.select_for_update().filter(decided_at__isnull=True).first()
    if proposal is None:
        raise NothingToConfirm
    return proposal


def _decide(proposal: Verification, *, by: User, confirmed: bool, note: str) -> None:
    proposal.decided_by, proposal.decided_at = by, timezone.now()
    proposal.confirmed, proposal.decision_note = confirmed, note
    proposal.save(update_fields=["decided_by", "decided_at", "confirmed", "decision_note"])


def _set_level(case: Case, level: rules.VerificationLevel) -> None:
    case.verification = level.value
    case.save(update_fields=["verification"])


def _assessments(case: Case, proposal: Verification) -> rules.Assessments:
    """The three axes as recorded: the act by the proposer, the latest link, the most credible source."""
    act = rules.ActAssessment(
        finding=rules.Finding(proposal.act_finding), basis=proposal.basis, by=str(proposal.proposed_by_id)
    )
    return rules.Assessments(act=act, link=_link(case), information=_information(case))


def _link(case: Case) -> rules.LinkAssessment | None:
    link = case.links.order_by("-entered_at").first()
    if link is None:
        return None
    return rules.LinkAssessment(
        strength=rules.LinkStrength(link.strength),
        by=str(link.entered_by_id),
        bases=frozenset(rules.LinkBasis(basis) for basis in link.bases),
    )


def _information(case: Case) -> rules.InformationAssessment | None:
    order = [credibility.value for credibility in rules.InformationCredibility]
    source = min(case.sources.all(), key=lambda s: order.index(s.credibility), default=None)
    if source is None:
        return None
    return rules.InformationAssessment(
        reliability=rules.SourceReliability(source.reliability),
        credibility=rules.InformationCredibility(source.credibility),
        by=str(source.entered_by_id),
    )
