"""Consent as law: what may leave, for whom, and why.

A disclosure is content with a purpose, a recipient and the people it concerns. :func:`decide` weighs it against the
recorded consent decisions and answers :class:`Allowed` (holding the only value renderers accept) or :class:`Refused`
(holding every reason). Sources: design, "Consent", rules 1 to 6; OHCHR Manual on Human Rights Monitoring, chapter on
protection of victims and witnesses (informed consent per use); UN Personal Data Protection and Privacy Principles
(2018), principles 2 (purpose) and 9 (transfers).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

from hirz.engines.clearance import Cleared, Disclosable, Proof, issue
from hirz.rules.errors import BadInput
from hirz.rules.naming import people_found, searched_parts


class Scope(StrEnum):
    """What a person can say yes or no to, each on its own."""

    RECORD = "RECORD"
    CONTACT_BACK = "CONTACT_BACK"
    SHARE_WITHIN_OHCHR = "SHARE_WITHIN_OHCHR"
    SHARE_UN_ENTITY = "SHARE_UN_ENTITY"
    SHARE_MECHANISM = "SHARE_MECHANISM"
    SHARE_PROTECTION_PARTNER = "SHARE_PROTECTION_PARTNER"
    RAISE_WITH_GOVERNMENT = "RAISE_WITH_GOVERNMENT"
    NAME_TO_GOVERNMENT = "NAME_TO_GOVERNMENT"
    REPORT_WITHOUT_NAME = "REPORT_WITHOUT_NAME"
    REPORT_NAMED = "REPORT_NAMED"
    PUBLIC_STATEMENT = "PUBLIC_STATEMENT"
    STATISTICS = "STATISTICS"


class ConsentState(StrEnum):
    """The answer on record. Only ``GIVEN`` opens anything; ``REFUSED`` and ``WITHDRAWN`` close."""

    NOT_SOUGHT = "NOT_SOUGHT"
    GIVEN = "GIVEN"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"
    UNABLE_TO_OBTAIN = "UNABLE_TO_OBTAIN"


CLOSING = frozenset({ConsentState.REFUSED, ConsentState.WITHDRAWN})


class GivenBy(StrEnum):
    SELF = "SELF"
    FAMILY = "FAMILY"
    GUARDIAN = "GUARDIAN"
    REPRESENTATIVE = "REPRESENTATIVE"


class Purpose(StrEnum):
    """Why something leaves."""

    CONTACT_SUBMITTER = "CONTACT_SUBMITTER"
    SHARE_WITHIN_OHCHR = "SHARE_WITHIN_OHCHR"
    SHARE_UN_ENTITY = "SHARE_UN_ENTITY"
    SHARE_MECHANISM = "SHARE_MECHANISM"
    SHARE_PROTECTION_PARTNER = "SHARE_PROTECTION_PARTNER"
    RAISE_WITH_GOVERNMENT = "RAISE_WITH_GOVERNMENT"
    ANNUAL_REPORT = "ANNUAL_REPORT"
    PUBLIC_STATEMENT = "PUBLIC_STATEMENT"
    STATISTICS = "STATISTICS"


UNNAMED_SCOPE: dict[Purpose, Scope] = {
    Purpose.CONTACT_SUBMITTER: Scope.CONTACT_BACK,
    Purpose.SHARE_WITHIN_OHCHR: Scope.SHARE_WITHIN_OHCHR,
    Purpose.SHARE_UN_ENTITY: Scope.SHARE_UN_ENTITY,
    Purpose.SHARE_MECHANISM: Scope.SHARE_MECHANISM,
    Purpose.SHARE_PROTECTION_PARTNER: Scope.SHARE_PROTECTION_PARTNER,
    Purpose.RAISE_WITH_GOVERNMENT: Scope.RAISE_WITH_GOVERNMENT,
    Purpose.ANNUAL_REPORT: Scope.REPORT_WITHOUT_NAME,
    Purpose.PUBLIC_STATEMENT: Scope.PUBLIC_STATEMENT,
    Purpose.STATISTICS: Scope.STATISTICS,
}
NAMED_SCOPE: dict[Purpose, Scope] = {
    Purpose.RAISE_WITH_GOVERNMENT: Scope.NAME_TO_GOVERNMENT,
    Purpose.ANNUAL_REPORT: Scope.REPORT_NAMED,
    Purpose.PUBLIC_STATEMENT: Scope.REPORT_NAMED,
}
NEVER_NAMED = frozenset({Purpose.STATISTICS})
RECONFIRM_WITHIN = timedelta(days=30)
OVERRIDE_PURPOSES = frozenset({Purpose.RAISE_WITH_GOVERNMENT, Purpose.SHARE_PROTECTION_PARTNER})


@dataclass(frozen=True, slots=True)
class Decision:
    """One answer, as recorded. ``recipient`` is a code, or None for any recipient.

    ``decided_at`` is an aware moment; ``valid_until`` the last day on which the answer holds, as days are counted
    where the question is asked: ``now`` is given in that hour. ``settles`` names decisions of other givers that a
    person has resolved in favour of this one (rule 6).
    """

    id: str
    person: str
    scope: Scope
    state: ConsentState
    given_by: GivenBy
    decided_at: datetime
    recipient: str | None = None
    valid_until: date | None = None
    best_interest: bool = False
    settles: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.decided_at.tzinfo is None:
            raise BadInput("a consent decision needs an aware moment")

    def covers(self, recipient: str) -> bool:
        return self.recipient is None or self.recipient == recipient

    @property
    def is_guarded(self) -> bool:
        """Whether it is what a child needs (rule 1)."""
        return self.given_by is GivenBy.GUARDIAN and self.best_interest

    def in_force(self, now: datetime) -> bool:
        return self.decided_at <= now and (self.valid_until is None or now.date() <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Concerned:
    """A person identifiable from what leaves; ``spellings`` are all names known for them, in every script."""

    person: str
    named: bool
    spellings: frozenset[str] = frozenset()
    child: bool = False


@dataclass(frozen=True, slots=True)
class Override:
    """Life at stake and nobody reachable (rule 5): recorded reason, two different approvers, reviewed in 72 hours."""

    id: str
    asked_by: str
    approved_by: str
    reason: str
    approved_at: datetime

    def __post_init__(self) -> None:
        if self.asked_by == self.approved_by:
            raise BadInput("an override needs a second approver")
        if not self.reason.strip():
            raise BadInput("an override needs its reason")


ContentT = TypeVar("ContentT", bound=Disclosable)


@dataclass(frozen=True, slots=True)
class Disclosure(Generic[ContentT]):
    """What is about to leave.

    ``clearance_at`` is the moment from which the 30 days of rule 4 count back (now, when None);
    ``risk_confirmed_at`` when the risk of being reported was last assessed. ``concerns_nobody``: the content speaks of
    a law, a practice or a climate, and it was stated that nobody can be identified from it. ``beside`` are people who
    belong to the matter and whom the content does not describe, such as a source: as long as it does not name them,
    nobody asks for their consent.
    """

    id: str
    purpose: Purpose
    recipient: str
    concerned: tuple[Concerned, ...]
    content: ContentT
    clearance_at: datetime | None = None
    risk_confirmed_at: datetime | None = None
    concerns_nobody: bool = False
    beside: tuple[Concerned, ...] = ()


class Reason(StrEnum):
    """Why consent does not cover a disclosure."""

    NOT_GIVEN = "NOT_GIVEN"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"
    GUARDIAN_NEEDED = "GUARDIAN_NEEDED"
    RECONFIRMATION_NEEDED = "RECONFIRMATION_NEEDED"
    RISK_NOT_CONFIRMED = "RISK_NOT_CONFIRMED"
    NAMING_NOT_FORESEEN = "NAMING_NOT_FORESEEN"
    NAME_IN_CONTENT = "NAME_IN_CONTENT"
    NOBODY_CONCERNED = "NOBODY_CONCERNED"


@dataclass(frozen=True, slots=True, order=True)
class Missing:
    """One reason: whose consent, for what. Holds ids and codes only, so it may be shown and logged."""

    person: str
    reason: Reason
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class Allowed(Generic[ContentT]):
    cleared: Cleared[ContentT]

    @property
    def proof(self) -> Proof:
        return self.cleared.proof


@dataclass(frozen=True, slots=True)
class Refused:
    missing: tuple[Missing, ...]


Verdict: TypeAlias = "Allowed[ContentT] | Refused"


def required_scopes(purpose: Purpose, *, named: bool) -> tuple[Scope, ...]:
    """Every scope that must be GIVEN: to keep the record at all, for the purpose, and for the name (rule 1).

    Naming for a purpose that has no scope of its own for names needs no more than the purpose itself.
    """
    scopes = [Scope.RECORD, UNNAMED_SCOPE[purpose]]
    if named and purpose in NAMED_SCOPE:
        scopes.append(NAMED_SCOPE[purpose])
    return tuple(scopes)


def standing(
    decisions: Iterable[Decision], *, person: str, scope: Scope, recipient: str, now: datetime, child: bool = False
) -> tuple[ConsentState, Decision | None]:
    """The answer that holds for one person, scope and recipient, and the decision it rests on.

    Each giver's latest answer counts; between givers the narrower wins unless a person settled it (rule 6). A yes
    counts from its moment on; a no counts at once, also where a clock that was ahead has dated it later. Of several
    that are given it rests on the latest; for a ``child`` on the guardian's, where there is one.
    """
    relevant = [d for d in decisions if d.person == person and d.scope == scope and d.covers(recipient)]
    latest = _latest_of_each_giver([d for d in relevant if d.decided_at <= now or d.state in CLOSING])
    settled = frozenset().union(*(d.settles for d in latest)) if latest else frozenset()
    open_answers = [d for d in latest if d.id not in settled]
    closing = [d for d in open_answers if d.state in CLOSING]
    if closing:
        worst = max(closing, key=_order)
        return worst.state, worst
    given = [d for d in open_answers if d.state is ConsentState.GIVEN]
    in_force = [d for d in given if d.in_force(now)]
    if in_force:
        best = max(in_force, key=lambda d: (child and d.is_guarded, _order(d)))
        return ConsentState.GIVEN, best
    if given or any(d.state is ConsentState.EXPIRED for d in open_answers):
        return ConsentState.EXPIRED, None
    return ConsentState.NOT_SOUGHT, None


def _latest_of_each_giver(decisions: Sequence[Decision]) -> list[Decision]:
    """Per giver the latest general and the latest particular answer; of two at one moment the one that closes.

    A later particular answer replaces that giver's general one; a later general yes does not undo a particular no.
    """
    latest: dict[tuple[GivenBy, str | None], Decision] = {}
    for decision in sorted(decisions, key=_order):
        latest[decision.given_by, decision.recipient] = decision
        if decision.recipient is not None:
            latest.pop((decision.given_by, None), None)
    return list(latest.values())


def _order(decision: Decision) -> tuple[datetime, bool, str]:
    return decision.decided_at, decision.state in CLOSING, decision.id


_REASON_OF: dict[ConsentState, Reason] = {
    ConsentState.NOT_SOUGHT: Reason.NOT_GIVEN,
    ConsentState.REFUSED: Reason.REFUSED,
    ConsentState.WITHDRAWN: Reason.WITHDRAWN,
    ConsentState.EXPIRED: Reason.EXPIRED,
}


def decide(
    disclosure: Disclosure[ContentT],
    decisions: Iterable[Decision],
    now: datetime,
    override: Override | None = None,
) -> Verdict[ContentT]:
    """Weigh a disclosure against the consent on record.

    ``now`` is an aware moment. The answer is :class:`Allowed`, or :class:`Refused` with every reason found, in a
    stable order. Content that holds a spelling of somebody who is not to be named is refused whatever the consent.
    The proof lists the decisions it rests on, and the override where something rests on that alone.
    """
    held = tuple(decisions)
    missing: set[Missing] = set()
    relied: set[str] = set()
    if not disclosure.concerned and not disclosure.concerns_nobody and disclosure.purpose is not Purpose.STATISTICS:
        missing.add(Missing("", Reason.NOBODY_CONCERNED))
    for concerned in disclosure.concerned:
        found, used = _weigh(disclosure, concerned, held, now, override)
        missing |= found
        relied |= used
    found, used = _weigh_beside(disclosure, held, now)
    missing |= _names_in(disclosure) | found
    relied |= used
    missing |= _risk_of(disclosure, now)
    if missing:
        return Refused(tuple(sorted(missing, key=lambda m: (m.person, m.reason, m.scope or ""))))
    proof = Proof(disclosure.id, disclosure.purpose, disclosure.recipient, tuple(sorted(relied)), now)
    return Allowed(issue(disclosure.content, proof))


def _weigh(
    disclosure: Disclosure[ContentT],
    concerned: Concerned,
    decisions: tuple[Decision, ...],
    now: datetime,
    override: Override | None,
) -> tuple[set[Missing], set[str]]:
    missing: set[Missing] = set()
    relied: set[str] = set()
    if concerned.named and disclosure.purpose in NEVER_NAMED:
        missing.add(Missing(concerned.person, Reason.NAMING_NOT_FORESEEN))
    for scope in required_scopes(disclosure.purpose, named=concerned.named):
        state, decision = standing(
            decisions, person=concerned.person, scope=scope, recipient=disclosure.recipient, now=now,
            child=concerned.child,
        )  # fmt: skip
        given = decision is not None and state is ConsentState.GIVEN
        reason = _weakness(disclosure, concerned, scope, decision, now) if decision and given else _REASON_OF[state]
        if decision and given and reason is None:
            relied.add(decision.id)
        elif override is not None and _overridden(disclosure, concerned, state):
            relied.add(override.id)
        elif reason is not None:
            missing.add(Missing(concerned.person, reason, scope))
    return missing, relied


def _weakness(
    disclosure: Disclosure[ContentT], concerned: Concerned, scope: Scope, decision: Decision, now: datetime
) -> Reason | None:
    """Why a GIVEN answer is still not enough: a child's guardian (rule 1), the age of the answer (rule 4)."""
    if concerned.child and not decision.is_guarded:
        return Reason.GUARDIAN_NEEDED
    oldest = (disclosure.clearance_at or now) - RECONFIRM_WITHIN
    reported = disclosure.purpose is Purpose.ANNUAL_REPORT and scope is not Scope.RECORD
    return Reason.RECONFIRMATION_NEEDED if reported and decision.decided_at < oldest else None


def _overridden(disclosure: Disclosure[ContentT], concerned: Concerned, state: ConsentState) -> bool:
    """Rule 5: quiet, non-identifying steps only, and never against an expressed no."""
    quiet = disclosure.purpose in OVERRIDE_PURPOSES and not concerned.named
    return quiet and state not in {ConsentState.REFUSED, ConsentState.WITHDRAWN}


def _names_in(disclosure: Disclosure[ContentT]) -> set[Missing]:
    unnamed = {c: c.spellings for c in disclosure.concerned if not c.named and c.spellings}
    if not unnamed:
        return set()
    named = people_found(disclosure.content.plain_text(), unnamed)
    return {Missing(c.person, Reason.NAME_IN_CONTENT) for c in named}


def _weigh_beside(
    disclosure: Disclosure[ContentT], decisions: tuple[Decision, ...], now: datetime
) -> tuple[set[Missing], set[str]]:
    """Whoever is named is concerned (rule 1), whether or not anybody meant to speak of them.

    A part of a name that somebody bears as well who may be named, such as that of a family, tells nothing of them.
    """
    missing: set[Missing] = set()
    relied: set[str] = set()
    if not disclosure.beside:
        return missing, relied
    told = frozenset().union(*(searched_parts(s) for c in disclosure.concerned if c.named for s in c.spellings))
    unsaid = {c: frozenset().union(*map(searched_parts, c.spellings)) - told for c in disclosure.beside}
    for named in people_found(disclosure.content.plain_text(), unsaid):
        lacking, used = _weigh(disclosure, replace(named, named=True), decisions, now, None)
        missing |= {Missing(named.person, Reason.NAME_IN_CONTENT)} if lacking else set()
        relied |= used
    return missing, relied


def _risk_of(disclosure: Disclosure[ContentT], now: datetime) -> set[Missing]:
    if disclosure.purpose is not Purpose.ANNUAL_REPORT or not disclosure.concerned:
        return set()
    confirmed = disclosure.risk_confirmed_at
    if confirmed is not None and confirmed >= (disclosure.clearance_at or now) - RECONFIRM_WITHIN:
        return set()
    return {Missing("", Reason.RISK_NOT_CONFIRMED)}
