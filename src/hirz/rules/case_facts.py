"""Where a case stands and what its record holds, as far as the lifecycle asks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hirz.rules.risk import RiskLevel
from hirz.rules.verification import VerificationLevel


class CaseState(StrEnum):
    """Where a case stands: codes of the vocabulary ``case_state``."""

    RECEIVED = "RECEIVED"
    TRIAGED = "TRIAGED"
    CONSENT_PENDING = "CONSENT_PENDING"
    VERIFYING = "VERIFYING"
    RESPONSE_PLANNED = "RESPONSE_PLANNED"
    ACTION_TAKEN = "ACTION_TAKEN"
    AWAITING_STATE = "AWAITING_STATE"
    REPLY_ASSESSED = "REPLY_ASSESSED"
    MONITORING = "MONITORING"
    CLOSED = "CLOSED"
    MERGED = "MERGED"
    OUT_OF_SCOPE = "OUT_OF_SCOPE"

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes work on the case."""
        return self not in ENDED


ENDED = frozenset({CaseState.CLOSED, CaseState.MERGED, CaseState.OUT_OF_SCOPE})


class ScopeFinding(StrEnum):
    """Whether the allegation is within resolution 12/2, paragraph 1 (a) to (d)."""

    UNDECIDED = "UNDECIDED"
    WITHIN = "WITHIN"
    OUTSIDE = "OUTSIDE"


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """What the record says of a case; whatever is not said counts as not there.

    ``frozen``: a consent on which the work rested was withdrawn and no person has settled yet what follows.
    ``consent_recorded``: the consent to keep a record (scope RECORD) is GIVEN.
    ``consent_covers_action``: consent covers the planned action and its recipient, or did when it was carried out.
    ``verification_people``: ids of those who proposed and confirmed the present level.
    ``replies_awaited`` and ``replies_logged``: communications whose reply, or whose "no reply", is open or logged.
    ``referral_recorded``: where an out-of-scope matter was referred, or that nobody fits, is written down.
    """

    state: CaseState
    risk: RiskLevel | None = None
    channel_known: bool = False
    language_known: bool = False
    scope: ScopeFinding = ScopeFinding.UNDECIDED
    duplicates_checked: bool = False
    frozen: bool = False
    consent_recorded: bool = False
    subject_recorded: bool = False
    engagement_recorded: bool = False
    act_recorded: bool = False
    source_recorded: bool = False
    link_assessed: bool = False
    verification: VerificationLevel = VerificationLevel.RECEIVED
    verification_people: frozenset[str] = frozenset()
    response_planned: bool = False
    do_no_harm_checked: bool = False
    victim_wishes_recorded: bool = False
    consent_covers_action: bool = False
    action_recorded: bool = False
    replies_awaited: int = 0
    replies_logged: int = 0
    reply_assessed: bool = False
    submitter_told: bool = False
    submitter_unsafe_to_tell: bool = False
    outcome_recorded: bool = False
    victim_informed: bool = False
    victim_unsafe_to_inform: bool = False
    surviving_case_named: bool = False
    referral_recorded: bool = False
    reopening_reason_given: bool = False
