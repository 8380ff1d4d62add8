"""From rows to the facts that the rules judge. Narrower apps add what they know through :func:`contributes`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.people.disclosing import consent_standing
from hirz.reprisals.people.models import ConsentOverride
from hirz.rules.clocks import (
    ClockFacts,
    RecordedBreach,
    RecordedOverride,
    RecordedPromise,
    RecordedRedraft,
    SentCommunication,
)
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.lifecycle import CaseFacts, CaseState, ScopeFinding
from hirz.rules.risk import RiskLevel, RiskStep
from hirz.rules.verification import VerificationLevel

SUBJECT_ROLES = ("victim",)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a narrower app knows about a case: facts of the lifecycle, what its clocks run on, the last action."""

    lifecycle: Mapping[str, Any] = field(default_factory=dict)
    communications: tuple[SentCommunication, ...] = ()
    promises: tuple[RecordedPromise, ...] = ()
    breaches: tuple[RecordedBreach, ...] = ()
    action_recorded_at: datetime | None = None


Contributor = Callable[[Case], Contribution]
_contributors: list[Contributor] = []


def contributes(contributor: Contributor) -> Contributor:
    _contributors.append(contributor)
    return contributor


Outliving = Callable[[], Q]
_outliving: list[Outliving] = []


def outlives(condition: Outliving) -> Outliving:
    """Register which cases may have a clock of a narrower app that runs on when they have ended."""
    _outliving.append(condition)
    return condition


def may_be_outlived() -> Q:
    return reduce(or_, (condition() for condition in _outliving), Q(pk__in=[]))


def case_facts(case: Case) -> CaseFacts:
    """Everything the lifecycle asks about a case."""
    known: dict[str, Any] = {}
    for contribution in _contributions(case):
        known |= contribution.lifecycle
    return CaseFacts(
        state=CaseState(case.state),
        risk=RiskLevel(case.risk) if case.risk else None,
        channel_known=True,
        language_known=bool(case.language),
        scope=ScopeFinding(case.scope_finding),
        duplicates_checked=case.duplicates_checked_at is not None,
        frozen=case.frozen_at is not None,
        consent_recorded=_consent_recorded(case),
        subject_recorded=case.parties.filter(role__in=SUBJECT_ROLES).exists(),
        engagement_recorded=case.engagements.exists(),
        act_recorded=case.acts.exists(),
        source_recorded=case.sources.exists(),
        link_assessed=case.links.exists(),
        verification=VerificationLevel(case.verification),
        verification_people=_verifiers(case),
        do_no_harm_checked=case.do_no_harm_checked_at is not None,
        victim_wishes_recorded=bool(case.wishes),
        submitter_told=case.submitter_told_at is not None,
        submitter_unsafe_to_tell=case.unsafe_to_tell_submitter,
        outcome_recorded=case.outcome is not None,
        victim_informed=case.victim_informed_at is not None,
        victim_unsafe_to_inform=case.unsafe_to_inform_victim,
        surviving_case_named=case.merged_into_id is not None,
        referral_recorded=bool(case.referral),
        **known,
    )


def clock_facts(case: Case) -> ClockFacts:
    """Everything the clocks ask about a case."""
    contributions = _contributions(case)
    actions = [c.action_recorded_at for c in contributions if c.action_recorded_at]
    latest = case.risk_assessments.order_by("-entered_at").first()
    return ClockFacts(
        state=CaseState(case.state),
        state_since=case.state_since,
        received_at=case.opened_at,
        owner=_who_still_works_on(case, case.owner),
        substitute=_who_still_works_on(case, case.substitute),
        acknowledged_at=case.acknowledged_at,
        acknowledgement_possible=not case.unsafe_to_tell_submitter,
        risk_history=tuple(RiskStep(level=RiskLevel(a.level), at=a.entered_at) for a in case.risk_assessments.all()),
        risk_review_date=latest.review_date if latest else None,
        action_recorded_at=max(actions, default=None),
        last_reviewed_at=case.last_reviewed_at,
        communications=tuple(sent for c in contributions for sent in c.communications),
        promises=tuple(promise for c in contributions for promise in c.promises),
        breaches=tuple(breach for c in contributions for breach in c.breaches),
        redrafts=_redrafts(case),
        overrides=tuple(
            RecordedOverride(id=str(o.pk), recorded_at=o.asked_at, reviewed_at=o.reviewed_at)
            for o in ConsentOverride.objects.filter(case_id=case.pk)
        ),
    )


def _who_still_works_on(case: Case, user: User | None) -> str | None:
    """Whoever left the office answers for nothing in it any more: without an owner the clocks are the team lead's."""
    return str(user.pk) if user and has_permission(user, CasePermission.CASE_VIEW, case.office_id) else None


def _redrafts(case: Case) -> tuple[RecordedRedraft, ...]:
    """None once everything was erased: then there is nothing left to write anew."""
    if case.narrative_erased_at is not None:
        return ()
    return tuple(RecordedRedraft(id=str(r.pk), asked_at=r.asked_at, done_at=r.done_at) for r in case.redrafts.all())


def _contributions(case: Case) -> list[Contribution]:
    return [contributor(case) for contributor in _contributors]


def _consent_recorded(case: Case) -> bool:
    """Whether everybody the case is about agreed that we keep it."""
    subjects = [party.person for party in case.parties.filter(role__in=SUBJECT_ROLES).select_related("person")]
    standing = consent_standing(subjects)
    return bool(subjects) and all(s[Scope.RECORD] is ConsentState.GIVEN for s in standing.values())


def _verifiers(case: Case) -> frozenset[str]:
    confirmed = case.verifications.filter(confirmed=True).order_by("-decided_at").first()
    if confirmed is None:
        return frozenset()
    return frozenset({str(confirmed.proposed_by_id), str(confirmed.decided_by_id)})
