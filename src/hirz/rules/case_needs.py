"""What a step in the life of a case may lack, and the action that brings each thing about.

Source: design, table of states, column "leaves when".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from hirz.rules.case_facts import CaseFacts, ScopeFinding
from hirz.rules.errors import RefusedByRule


class MissingCode(StrEnum):
    """What a step still lacks."""

    CHANNEL_UNKNOWN = "CHANNEL_UNKNOWN"
    LANGUAGE_UNKNOWN = "LANGUAGE_UNKNOWN"
    SCOPE_NOT_DECIDED = "SCOPE_NOT_DECIDED"
    SCOPE_NOT_RULED_OUTSIDE = "SCOPE_NOT_RULED_OUTSIDE"
    RISK_NOT_ASSESSED = "RISK_NOT_ASSESSED"
    DUPLICATES_NOT_CHECKED = "DUPLICATES_NOT_CHECKED"
    CONSENT_NOT_RECORDED = "CONSENT_NOT_RECORDED"
    CASE_FROZEN = "CASE_FROZEN"
    SUBJECT_MISSING = "SUBJECT_MISSING"
    ENGAGEMENT_MISSING = "ENGAGEMENT_MISSING"
    ACT_MISSING = "ACT_MISSING"
    SOURCE_MISSING = "SOURCE_MISSING"
    LINK_NOT_ASSESSED = "LINK_NOT_ASSESSED"
    VERIFICATION_NOT_CONCLUDED = "VERIFICATION_NOT_CONCLUDED"
    SECOND_PERSON_NEEDED = "SECOND_PERSON_NEEDED"
    ALLEGATION_NOT_ESTABLISHED = "ALLEGATION_NOT_ESTABLISHED"
    RESPONSE_NOT_PLANNED = "RESPONSE_NOT_PLANNED"
    DO_NO_HARM_NOT_CHECKED = "DO_NO_HARM_NOT_CHECKED"
    WISHES_NOT_RECORDED = "WISHES_NOT_RECORDED"
    CONSENT_DOES_NOT_COVER_ACTION = "CONSENT_DOES_NOT_COVER_ACTION"
    ACTION_NOT_RECORDED = "ACTION_NOT_RECORDED"
    COMMUNICATION_NOT_SENT = "COMMUNICATION_NOT_SENT"
    REPLY_NOT_LOGGED = "REPLY_NOT_LOGGED"
    REPLY_STILL_AWAITED = "REPLY_STILL_AWAITED"
    REPLY_NOT_ASSESSED = "REPLY_NOT_ASSESSED"
    SUBMITTER_NOT_TOLD = "SUBMITTER_NOT_TOLD"
    OUTCOME_NOT_RECORDED = "OUTCOME_NOT_RECORDED"
    VICTIM_NOT_INFORMED = "VICTIM_NOT_INFORMED"
    SURVIVING_CASE_NOT_NAMED = "SURVIVING_CASE_NOT_NAMED"
    REFERRAL_NOT_RECORDED = "REFERRAL_NOT_RECORDED"
    REASON_NOT_GIVEN = "REASON_NOT_GIVEN"
    STEP_NOT_FORESEEN = "STEP_NOT_FORESEEN"


class Remedy(StrEnum):
    """The action that brings a missing thing about."""

    RECORD_CHANNEL = "RECORD_CHANNEL"
    RECORD_LANGUAGE = "RECORD_LANGUAGE"
    DECIDE_SCOPE = "DECIDE_SCOPE"
    ASSESS_RISK = "ASSESS_RISK"
    CHECK_DUPLICATES = "CHECK_DUPLICATES"
    RECORD_CONSENT = "RECORD_CONSENT"
    SETTLE_WITHDRAWAL = "SETTLE_WITHDRAWAL"
    ADD_SUBJECT = "ADD_SUBJECT"
    ADD_ENGAGEMENT = "ADD_ENGAGEMENT"
    ADD_ACT = "ADD_ACT"
    ADD_SOURCE = "ADD_SOURCE"
    ASSESS_LINK = "ASSESS_LINK"
    PROPOSE_VERIFICATION = "PROPOSE_VERIFICATION"
    CONFIRM_VERIFICATION = "CONFIRM_VERIFICATION"
    CLOSE_CASE = "CLOSE_CASE"
    PLAN_RESPONSE = "PLAN_RESPONSE"
    CHECK_DO_NO_HARM = "CHECK_DO_NO_HARM"
    RECORD_WISHES = "RECORD_WISHES"
    RECORD_ACTION = "RECORD_ACTION"
    SEND_COMMUNICATION = "SEND_COMMUNICATION"
    LOG_REPLY = "LOG_REPLY"
    ASSESS_REPLY = "ASSESS_REPLY"
    TELL_SUBMITTER = "TELL_SUBMITTER"
    RECORD_OUTCOME = "RECORD_OUTCOME"
    INFORM_VICTIM = "INFORM_VICTIM"
    NAME_SURVIVING_CASE = "NAME_SURVIVING_CASE"
    RECORD_REFERRAL = "RECORD_REFERRAL"
    GIVE_REASON = "GIVE_REASON"
    CHOOSE_ANOTHER_STEP = "CHOOSE_ANOTHER_STEP"


@dataclass(frozen=True)
class Missing:
    """One thing a step lacks, and the action that brings it about."""

    code: MissingCode
    remedy: Remedy


class NotAllowed(RefusedByRule):
    """A step is taken too early, or does not exist; ``missing`` says what it lacks."""

    code = "step_not_allowed"

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(", ".join(item.code for item in missing))
        self.missing = missing


_Test = Callable[[CaseFacts], bool]
_Code = MissingCode

_NEEDS: Mapping[MissingCode, tuple[Remedy, _Test]] = MappingProxyType(
    {
        _Code.CHANNEL_UNKNOWN: (Remedy.RECORD_CHANNEL, lambda case: case.channel_known),
        _Code.LANGUAGE_UNKNOWN: (Remedy.RECORD_LANGUAGE, lambda case: case.language_known),
        _Code.SCOPE_NOT_DECIDED: (Remedy.DECIDE_SCOPE, lambda case: case.scope is ScopeFinding.WITHIN),
        _Code.SCOPE_NOT_RULED_OUTSIDE: (Remedy.DECIDE_SCOPE, lambda case: case.scope is ScopeFinding.OUTSIDE),
        _Code.RISK_NOT_ASSESSED: (Remedy.ASSESS_RISK, lambda case: case.risk is not None),
        _Code.DUPLICATES_NOT_CHECKED: (Remedy.CHECK_DUPLICATES, lambda case: case.duplicates_checked),
        _Code.CONSENT_NOT_RECORDED: (Remedy.RECORD_CONSENT, lambda case: case.consent_recorded),
        _Code.CASE_FROZEN: (Remedy.SETTLE_WITHDRAWAL, lambda case: not case.frozen),
        _Code.SUBJECT_MISSING: (Remedy.ADD_SUBJECT, lambda case: case.subject_recorded),
        _Code.ENGAGEMENT_MISSING: (Remedy.ADD_ENGAGEMENT, lambda case: case.engagement_recorded),
        _Code.ACT_MISSING: (Remedy.ADD_ACT, lambda case: case.act_recorded),
        _Code.SOURCE_MISSING: (Remedy.ADD_SOURCE, lambda case: case.source_recorded),
        _Code.LINK_NOT_ASSESSED: (Remedy.ASSESS_LINK, lambda case: case.link_assessed),
        _Code.VERIFICATION_NOT_CONCLUDED: (
            Remedy.PROPOSE_VERIFICATION,
            lambda case: case.verification.is_conclusion,
        ),
        _Code.SECOND_PERSON_NEEDED: (
            Remedy.CONFIRM_VERIFICATION,
            lambda case: len(case.verification_people) > 1,
        ),
        _Code.ALLEGATION_NOT_ESTABLISHED: (Remedy.CLOSE_CASE, lambda case: not case.verification.is_negative),
        _Code.RESPONSE_NOT_PLANNED: (Remedy.PLAN_RESPONSE, lambda case: case.response_planned),
        _Code.DO_NO_HARM_NOT_CHECKED: (Remedy.CHECK_DO_NO_HARM, lambda case: case.do_no_harm_checked),
        _Code.WISHES_NOT_RECORDED: (Remedy.RECORD_WISHES, lambda case: case.victim_wishes_recorded),
        _Code.CONSENT_DOES_NOT_COVER_ACTION: (Remedy.RECORD_CONSENT, lambda case: case.consent_covers_action),
        _Code.ACTION_NOT_RECORDED: (Remedy.RECORD_ACTION, lambda case: case.action_recorded),
        _Code.COMMUNICATION_NOT_SENT: (Remedy.SEND_COMMUNICATION, lambda case: case.replies_awaited > 0),
        _Code.REPLY_NOT_LOGGED: (Remedy.LOG_REPLY, lambda case: case.replies_logged > 0),
        _Code.REPLY_STILL_AWAITED: (Remedy.LOG_REPLY, lambda case: case.replies_awaited == 0),
        _Code.REPLY_NOT_ASSESSED: (Remedy.ASSESS_REPLY, lambda case: case.reply_assessed),
        _Code.SUBMITTER_NOT_TOLD: (
            Remedy.TELL_SUBMITTER,
            lambda case: case.submitter_told or case.submitter_unsafe_to_tell,
        ),
        _Code.OUTCOME_NOT_RECORDED: (Remedy.RECORD_OUTCOME, lambda case: case.outcome_recorded),
        _Code.VICTIM_NOT_INFORMED: (
            Remedy.INFORM_VICTIM,
            lambda case: case.victim_informed or case.victim_unsafe_to_inform,
        ),
        _Code.SURVIVING_CASE_NOT_NAMED: (Remedy.NAME_SURVIVING_CASE, lambda case: case.surviving_case_named),
        _Code.REFERRAL_NOT_RECORDED: (Remedy.RECORD_REFERRAL, lambda case: case.referral_recorded),
        _Code.REASON_NOT_GIVEN: (Remedy.GIVE_REASON, lambda case: case.reopening_reason_given),
        _Code.STEP_NOT_FORESEEN: (Remedy.CHOOSE_ANOTHER_STEP, lambda _: False),
    }
)


def unmet(facts: CaseFacts, needs: Iterable[MissingCode]) -> tuple[Missing, ...]:
    """Those of ``needs`` that the facts do not meet, in the order given."""
    return tuple(Missing(code, _NEEDS[code][0]) for code in needs if not _NEEDS[code][1](facts))
