"""The way of a case from what arrived to what came of it.

A state is a phase of work with an owner and a clock. ``missing`` names what a step still lacks and the action that
brings each thing about; ``advance`` takes the step or refuses. Entries in the annual report have a track of their
own: ``hirz.rules.report_track``.

Source: design, table of states; Human Rights Council resolution 12/2, paragraph 1 (who is protected); OHCHR Manual on
Human Rights Monitoring (do no harm, informed consent).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hirz.rules.case_facts import ENDED, CaseFacts, CaseState, ScopeFinding
from hirz.rules.case_needs import Missing, MissingCode, NotAllowed, Remedy, unmet

__all__ = [
    "CaseEvent",
    "CaseFacts",
    "CaseState",
    "Missing",
    "MissingCode",
    "NotAllowed",
    "Offer",
    "Remedy",
    "ScopeFinding",
    "SubmitterStage",
    "advance",
    "missing",
    "offers",
    "submitter_stage",
]

OPEN = frozenset(CaseState) - ENDED


class CaseEvent(StrEnum):
    """What people do that moves a case, or may be done to it in any state."""

    TRIAGE = "TRIAGE"
    SEEK_CONSENT = "SEEK_CONSENT"
    START_VERIFICATION = "START_VERIFICATION"
    PLAN_RESPONSE = "PLAN_RESPONSE"
    TAKE_ACTION = "TAKE_ACTION"
    AWAIT_STATE = "AWAIT_STATE"
    ASSESS_REPLY = "ASSESS_REPLY"
    MONITOR = "MONITOR"
    CLOSE = "CLOSE"
    MERGE = "MERGE"
    RULE_OUT_OF_SCOPE = "RULE_OUT_OF_SCOPE"
    REOPEN = "REOPEN"
    RAISE_RISK = "RAISE_RISK"
    WITHDRAW_CONSENT = "WITHDRAW_CONSENT"


class SubmitterStage(StrEnum):
    """All that a submitter is shown of the lifecycle: codes of the vocabulary ``submission_state``."""

    RECEIVED = "RECEIVED"
    IN_REVIEW = "IN_REVIEW"
    ACTION_TAKEN = "ACTION_TAKEN"
    CLOSED = "CLOSED"


@dataclass(frozen=True)
class Offer:
    """A step that leads on from where a case stands, and what it still lacks."""

    event: CaseEvent
    target: CaseState
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class _Step:
    event: CaseEvent
    sources: frozenset[CaseState]
    target: CaseState
    needs: tuple[MissingCode, ...] = ()


_TRIAGED = (MissingCode.SCOPE_NOT_DECIDED, MissingCode.RISK_NOT_ASSESSED, MissingCode.DUPLICATES_NOT_CHECKED)
_CONSENTED = (MissingCode.CONSENT_NOT_RECORDED, MissingCode.CASE_FROZEN)
_VERIFIED = (
    MissingCode.SUBJECT_MISSING,
    MissingCode.ENGAGEMENT_MISSING,
    MissingCode.ACT_MISSING,
    MissingCode.SOURCE_MISSING,
    MissingCode.LINK_NOT_ASSESSED,
    MissingCode.VERIFICATION_NOT_CONCLUDED,
    MissingCode.SECOND_PERSON_NEEDED,
    MissingCode.ALLEGATION_NOT_ESTABLISHED,
    MissingCode.CASE_FROZEN,
)
_PLANNED = (
    MissingCode.RESPONSE_NOT_PLANNED,
    MissingCode.DO_NO_HARM_NOT_CHECKED,
    MissingCode.WISHES_NOT_RECORDED,
    MissingCode.CONSENT_DOES_NOT_COVER_ACTION,
    MissingCode.CASE_FROZEN,
)
# Consent is asked twice: before the action, and (as it stood when it was carried out) before the case goes on.
_ACTED = (MissingCode.CONSENT_DOES_NOT_COVER_ACTION, MissingCode.ACTION_NOT_RECORDED)
_REPLIED = (MissingCode.REPLY_NOT_ASSESSED, MissingCode.SUBMITTER_NOT_TOLD)
_ENDING = (MissingCode.OUTCOME_NOT_RECORDED, MissingCode.VICTIM_NOT_INFORMED, MissingCode.REPLY_STILL_AWAITED)

_STEPS: tuple[_Step, ...] = (
    _Step(
        CaseEvent.TRIAGE,
        frozenset({CaseState.RECEIVED}),
        CaseState.TRIAGED,
        (MissingCode.CHANNEL_UNKNOWN, MissingCode.LANGUAGE_UNKNOWN),
    ),
    _Step(CaseEvent.SEEK_CONSENT, frozenset({CaseState.TRIAGED}), CaseState.CONSENT_PENDING, _TRIAGED),
    _Step(
        CaseEvent.SEEK_CONSENT,
        frozenset({CaseState.VERIFYING, CaseState.RESPONSE_PLANNED}),
        CaseState.CONSENT_PENDING,
    ),
    _Step(
        CaseEvent.START_VERIFICATION,
        frozenset({CaseState.TRIAGED}),
        CaseState.VERIFYING,
        _TRIAGED + _CONSENTED,
    ),
    _Step(
        CaseEvent.START_VERIFICATION,
        frozenset({CaseState.CONSENT_PENDING, CaseState.RESPONSE_PLANNED, CaseState.MONITORING}),
        CaseState.VERIFYING,
        _CONSENTED,
    ),
    _Step(
        CaseEvent.PLAN_RESPONSE,
        frozenset({CaseState.VERIFYING, CaseState.ACTION_TAKEN, CaseState.AWAITING_STATE, CaseState.MONITORING}),
        CaseState.RESPONSE_PLANNED,
        _VERIFIED,
    ),
    _Step(
        CaseEvent.PLAN_RESPONSE,
        frozenset({CaseState.REPLY_ASSESSED}),
        CaseState.RESPONSE_PLANNED,
        _VERIFIED + _REPLIED,
    ),
    _Step(CaseEvent.TAKE_ACTION, frozenset({CaseState.RESPONSE_PLANNED}), CaseState.ACTION_TAKEN, _PLANNED),
    _Step(
        CaseEvent.AWAIT_STATE,
        frozenset({CaseState.ACTION_TAKEN}),
        CaseState.AWAITING_STATE,
        (*_ACTED, MissingCode.COMMUNICATION_NOT_SENT),
    ),
    _Step(
        CaseEvent.AWAIT_STATE,
        frozenset({CaseState.REPLY_ASSESSED}),
        CaseState.AWAITING_STATE,
        (*_REPLIED, MissingCode.COMMUNICATION_NOT_SENT),
    ),
    _Step(
        CaseEvent.ASSESS_REPLY,
        frozenset({CaseState.AWAITING_STATE}),
        CaseState.REPLY_ASSESSED,
        (MissingCode.REPLY_NOT_LOGGED,),
    ),
    _Step(
        CaseEvent.MONITOR,
        frozenset({CaseState.ACTION_TAKEN}),
        CaseState.MONITORING,
        (*_ACTED, MissingCode.REPLY_STILL_AWAITED),
    ),
    _Step(
        CaseEvent.MONITOR,
        frozenset({CaseState.REPLY_ASSESSED}),
        CaseState.MONITORING,
        (*_REPLIED, MissingCode.REPLY_STILL_AWAITED),
    ),
    _Step(
        CaseEvent.CLOSE,
        OPEN - {CaseState.RECEIVED, CaseState.AWAITING_STATE, CaseState.REPLY_ASSESSED},
        CaseState.CLOSED,
        _ENDING,
    ),
    _Step(CaseEvent.CLOSE, frozenset({CaseState.REPLY_ASSESSED}), CaseState.CLOSED, _REPLIED + _ENDING),
    _Step(CaseEvent.MERGE, OPEN, CaseState.MERGED, (MissingCode.SURVIVING_CASE_NOT_NAMED,)),
    _Step(
        CaseEvent.RULE_OUT_OF_SCOPE,
        OPEN,
        CaseState.OUT_OF_SCOPE,
        (MissingCode.SCOPE_NOT_RULED_OUTSIDE, MissingCode.REFERRAL_NOT_RECORDED),
    ),
    _Step(CaseEvent.REOPEN, ENDED, CaseState.TRIAGED, (MissingCode.REASON_NOT_GIVEN,)),
    # New danger in a matter that had been laid aside brings it back to the desk by itself.
    _Step(CaseEvent.RAISE_RISK, frozenset({CaseState.CLOSED, CaseState.OUT_OF_SCOPE}), CaseState.TRIAGED),
)


def missing(facts: CaseFacts, target: CaseState) -> tuple[Missing, ...]:
    """What must still be there before the case can stand in ``target``; empty when it can.

    A state that no single step reaches from here gives ``STEP_NOT_FORESEEN``.
    """
    steps = [step for step in _STEPS if facts.state in step.sources and step.target is target]
    return unmet(facts, steps[0].needs if steps else (MissingCode.STEP_NOT_FORESEEN,))


def advance(facts: CaseFacts, event: CaseEvent) -> CaseState:
    """The state after ``event``; raises ``NotAllowed`` with everything the step lacks.

    A raised risk and a withdrawn consent are taken note of in every state: the first shortens the clocks, the second
    freezes the case, and neither waits for a condition.
    """
    step = _step_for(facts.state, event)
    if step is None:
        return _stay(facts, event)
    lacking = unmet(facts, step.needs)
    if lacking:
        raise NotAllowed(lacking)
    return step.target


def offers(facts: CaseFacts) -> tuple[Offer, ...]:
    """The steps that lead on from here, each with what it lacks, in the order of the lifecycle."""
    steps = [step for step in _STEPS if facts.state in step.sources and step.event is not CaseEvent.RAISE_RISK]
    return tuple(Offer(step.event, step.target, unmet(facts, step.needs)) for step in steps)


def submitter_stage(facts: CaseFacts) -> SubmitterStage:
    """What the submitter's inbox shows; a case merged into another is still looked at there."""
    if facts.state in (CaseState.CLOSED, CaseState.OUT_OF_SCOPE):
        return SubmitterStage.CLOSED
    if facts.state is CaseState.RECEIVED:
        return SubmitterStage.RECEIVED
    if facts.state in _AFTER_ACTION or facts.action_recorded:
        return SubmitterStage.ACTION_TAKEN
    return SubmitterStage.IN_REVIEW


_AFTER_ACTION = frozenset({CaseState.AWAITING_STATE, CaseState.REPLY_ASSESSED, CaseState.MONITORING})


def _step_for(state: CaseState, event: CaseEvent) -> _Step | None:
    return next((step for step in _STEPS if step.event is event and state in step.sources), None)


def _stay(facts: CaseFacts, event: CaseEvent) -> CaseState:
    if event in (CaseEvent.RAISE_RISK, CaseEvent.WITHDRAW_CONSENT):
        return facts.state
    raise NotAllowed(unmet(facts, (MissingCode.STEP_NOT_FORESEEN,)))
