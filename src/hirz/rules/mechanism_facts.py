"""What is on record of a State before the mechanisms, and what follows from it: the shapes of facts and obligations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final

from hirz.rules.errors import BadInput
from hirz.rules.reporting_law import ObligationKind, Rule
from hirz.rules.treaty_status import TreatyFact


class OverrideWithoutReason(BadInput):
    """A computed day is only put aside with a reason that others can read."""

    code: ClassVar[str] = "override_without_reason"


class OverrideSaysNothing(BadInput):
    """An override gives another day, or says that nothing is owed."""

    code: ClassVar[str] = "override_says_nothing"


class EventKind(StrEnum):
    """Codes of the vocabulary ``mechanism_event``."""

    REPORT_SUBMITTED = "report_submitted"
    LIST_OF_ISSUES = "list_of_issues"
    LIST_OF_ISSUES_PRIOR = "list_of_issues_prior"
    REPLIES_SUBMITTED = "replies_submitted"
    REVIEW_HELD = "review_held"
    CONCLUDING_OBSERVATIONS = "concluding_observations"
    FOLLOW_UP_SUBMITTED = "follow_up_submitted"
    PREVENTIVE_MECHANISM_DESIGNATED = "preventive_mechanism_designated"
    UPR_REPORT_SUBMITTED = "upr_report_submitted"
    UPR_REVIEWED = "upr_reviewed"
    UPR_OUTCOME_ADOPTED = "upr_outcome_adopted"
    UPR_MID_TERM_SUBMITTED = "upr_mid_term_submitted"
    INSTITUTION_ACCREDITED = "institution_accredited"
    INSTITUTION_DEFERRED = "institution_deferred"
    INSTITUTION_SPECIAL_REVIEW = "institution_special_review"
    INSTITUTION_SUSPENDED = "institution_suspended"
    INSTITUTION_NOT_ACCREDITED = "institution_not_accredited"
    COMMUNICATION_SENT = "communication_sent"
    COMMUNICATION_ANSWERED = "communication_answered"


UNDER_A_TREATY: Final = frozenset(
    {
        EventKind.REPORT_SUBMITTED, EventKind.LIST_OF_ISSUES, EventKind.LIST_OF_ISSUES_PRIOR,
        EventKind.REPLIES_SUBMITTED, EventKind.REVIEW_HELD, EventKind.CONCLUDING_OBSERVATIONS,
        EventKind.FOLLOW_UP_SUBMITTED,
    }
)  # fmt: skip
"""Without its treaty none of these starts or fulfils anything."""

DONE_BY_MECHANISMS: Final = frozenset(
    {
        ObligationKind.UPR_REVIEW, ObligationKind.DEFERRED_CONSIDERATION, ObligationKind.END_OF_SPECIAL_REVIEW,
        ObligationKind.END_OF_SUSPENSION,
    }
)  # fmt: skip
"""What a mechanism itself does by its day: nobody is late with it."""


class Stage(StrEnum):
    """Where an obligation stands on one day. What nobody owes is never past due: its time has passed."""

    UPCOMING = "UPCOMING"
    PAST_DUE = "PAST_DUE"
    PASSED = "PASSED"
    FULFILLED = "FULFILLED"
    NOT_OWED = "NOT_OWED"


@dataclass(frozen=True, kw_only=True)
class EventFact:
    """Something that happened before a mechanism, from which an obligation starts or by which one is fulfilled.

    ``next_date`` and ``follow_up_date`` are days that the mechanism itself named: they win over what a rule computes.
    ``session`` is that of the Working Group on the universal periodic review; ``reference`` ties an answer to a letter;
    ``institution`` tells decisions on several national institutions of one State apart, by its id.
    """

    id: str
    kind: EventKind
    on_date: date
    treaty: str | None = None
    next_date: date | None = None
    follow_up_date: date | None = None
    session: int | None = None
    reference: str = ""
    institution: str = ""
    institution_name: str = ""


@dataclass(frozen=True, kw_only=True)
class StateFacts:
    """All that is on record of one State, which ``state`` names by its ISO 3166-1 alpha-2 code."""

    state: str
    actions: tuple[TreatyFact, ...] = ()
    events: tuple[EventFact, ...] = ()

    def as_of(self, day: date) -> StateFacts:
        """The same as it could be known on ``day``: what happened later is left out."""
        return replace(
            self,
            actions=tuple(fact for fact in self.actions if fact.on_date <= day),
            events=tuple(fact for fact in self.events if fact.on_date <= day),
        )

    def events_of(self, *kinds: EventKind, treaty: str | None = None) -> list[EventFact]:
        """Events of these kinds, and of this treaty if one is named, the earliest first."""
        found = [fact for fact in self.events if fact.kind in kinds and treaty in (None, fact.treaty)]
        return sorted(found, key=lambda fact: (fact.on_date, fact.id))


@dataclass(frozen=True, kw_only=True)
class Override:
    """A person's word against a rule: another day, or nothing owed, and why.

    Raises ``OverrideWithoutReason`` or ``OverrideSaysNothing``.
    """

    key: str
    reason: str
    due_date: date | None = None
    is_owed: bool = True

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise OverrideWithoutReason
        if self.is_owed == (self.due_date is None):
            raise OverrideSaysNothing


@dataclass(frozen=True, kw_only=True)
class Obligation:
    """One thing owed to a mechanism, or encouraged by it, and the rule from which it follows.

    ``key`` stays the same as long as its rule and the fact it starts from do. ``from_date`` is the day from which it
    counts; ``number`` its place in a series set by the treaty. ``institution_name`` is said where the State has
    decisions on several. ``is_approximate``: the day from which it counts is not
    known exactly, or the rule gives no day but a time.
    """

    key: str
    rule: Rule
    state: str
    due_date: date
    from_date: date
    treaty: str | None = None
    number: int | None = None
    session: int | None = None
    reference: str = ""
    institution_name: str = ""
    is_approximate: bool = False
    is_owed: bool = True
    fulfilled_date: date | None = None
    override: Override | None = None

    @property
    def kind(self) -> ObligationKind:
        return self.rule.kind

    def stage_on(self, day: date) -> Stage:
        """Where it stands on ``day``. The last day itself is in time."""
        if not self.is_owed:
            return Stage.NOT_OWED
        if self.fulfilled_date is not None and self.fulfilled_date <= day:
            return Stage.FULFILLED
        if self.due_date >= day:
            return Stage.UPCOMING
        is_late = not self.rule.voluntary and self.kind not in DONE_BY_MECHANISMS
        return Stage.PAST_DUE if is_late else Stage.PASSED
