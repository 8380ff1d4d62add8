"""The way of a case's entry into the annual report.

Source: design, report track and "Clearance" (different people; consent and risk confirmed within 30 days; State
comment); every decision carries its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from hirz.rules.calendar import in_utc
from hirz.rules.errors import RefusedByRule

CONFIRMED_WITHIN = timedelta(days=30)
"""How old the confirmation of consent and of risk may be at clearance (design, consent rule 4)."""


class EntryState(StrEnum):
    """Where an entry stands: codes of the vocabulary ``report_track``."""

    CANDIDATE = "CANDIDATE"
    DRAFTED = "DRAFTED"
    STATE_COMMENT = "STATE_COMMENT"
    CLEARED = "CLEARED"
    PUBLISHED = "PUBLISHED"
    OMITTED_FOR_PROTECTION = "OMITTED_FOR_PROTECTION"
    OMITTED_OTHER = "OMITTED_OTHER"


class EntryEvent(StrEnum):
    """What people do with an entry."""

    DRAFT = "DRAFT"
    SEND_FOR_COMMENT = "SEND_FOR_COMMENT"
    RETURN_TO_DRAFT = "RETURN_TO_DRAFT"
    CLEAR = "CLEAR"
    PUBLISH = "PUBLISH"
    OMIT_FOR_PROTECTION = "OMIT_FOR_PROTECTION"
    OMIT_OTHER = "OMIT_OTHER"
    RECONSIDER = "RECONSIDER"


class EntryMissing(StrEnum):
    """What a step of an entry still lacks."""

    REASON_NOT_GIVEN = "REASON_NOT_GIVEN"
    ENTRY_FROZEN = "ENTRY_FROZEN"
    TEXT_MISSING = "TEXT_MISSING"
    STATE_COMMENT_OPEN = "STATE_COMMENT_OPEN"
    CLEARER_NOT_NAMED = "CLEARER_NOT_NAMED"
    CLEARER_IS_VERIFIER = "CLEARER_IS_VERIFIER"
    CLEARER_IS_DRAFTER = "CLEARER_IS_DRAFTER"
    CONSENT_NOT_RECONFIRMED = "CONSENT_NOT_RECONFIRMED"
    RISK_NOT_RECONFIRMED = "RISK_NOT_RECONFIRMED"
    STEP_NOT_FORESEEN = "STEP_NOT_FORESEEN"


class EntryNotAllowed(RefusedByRule):
    """A step of an entry is taken too early, by the wrong person, or does not exist."""

    code = "entry_step_not_allowed"

    def __init__(self, missing: tuple[EntryMissing, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


@dataclass(frozen=True, kw_only=True)
class EntryFacts:
    """What the record says of an entry; whatever is not said counts as not there.

    ``verifiers`` proposed or confirmed the verification of the case, ``drafters`` wrote or edited the text,
    ``clearer`` is about to clear it (ids of people). ``comment_closed``: the State's comment came or its time ran out.
    ``frozen``: a consent the entry rests on was withdrawn. ``concerns_nobody``: a law, a practice or a climate;
    nobody can be identified and nobody is asked. Moments are aware.
    """

    state: EntryState
    reason_given: bool = False
    text_written: bool = False
    frozen: bool = False
    comment_closed: bool = False
    verifiers: frozenset[str] = frozenset()
    drafters: frozenset[str] = frozenset()
    clearer: str | None = None
    consent_confirmed_at: datetime | None = None
    risk_confirmed_at: datetime | None = None
    concerns_nobody: bool = False


_Test = Callable[[EntryFacts, datetime], bool]

_MET: Mapping[EntryMissing, _Test] = MappingProxyType(
    {
        EntryMissing.REASON_NOT_GIVEN: lambda entry, _: entry.reason_given,
        EntryMissing.ENTRY_FROZEN: lambda entry, _: not entry.frozen,
        EntryMissing.TEXT_MISSING: lambda entry, _: entry.text_written,
        EntryMissing.STATE_COMMENT_OPEN: lambda entry, _: entry.comment_closed,
        EntryMissing.CLEARER_NOT_NAMED: lambda entry, _: entry.clearer is not None,
        EntryMissing.CLEARER_IS_VERIFIER: lambda entry, _: entry.clearer not in entry.verifiers,
        EntryMissing.CLEARER_IS_DRAFTER: lambda entry, _: entry.clearer not in entry.drafters,
        EntryMissing.CONSENT_NOT_RECONFIRMED: lambda entry, now: (
            entry.concerns_nobody or _is_recent(entry.consent_confirmed_at, now)
        ),
        EntryMissing.RISK_NOT_RECONFIRMED: lambda entry, now: _is_recent(entry.risk_confirmed_at, now),
        EntryMissing.STEP_NOT_FORESEEN: lambda *_: False,
    }
)


@dataclass(frozen=True)
class _Step:
    event: EntryEvent
    sources: frozenset[EntryState]
    target: EntryState
    needs: tuple[EntryMissing, ...]


_OMITTED = frozenset({EntryState.OMITTED_FOR_PROTECTION, EntryState.OMITTED_OTHER})
_BEFORE_PRINT = frozenset(EntryState) - _OMITTED - {EntryState.PUBLISHED}
_REASON = (EntryMissing.REASON_NOT_GIVEN,)

_STEPS: tuple[_Step, ...] = (
    _Step(
        EntryEvent.DRAFT,
        frozenset({EntryState.CANDIDATE}),
        EntryState.DRAFTED,
        (*_REASON, EntryMissing.ENTRY_FROZEN),
    ),
    _Step(
        EntryEvent.SEND_FOR_COMMENT,
        frozenset({EntryState.DRAFTED}),
        EntryState.STATE_COMMENT,
        (EntryMissing.TEXT_MISSING, EntryMissing.ENTRY_FROZEN),
    ),
    _Step(
        EntryEvent.RETURN_TO_DRAFT,
        frozenset({EntryState.STATE_COMMENT, EntryState.CLEARED}),
        EntryState.DRAFTED,
        (),
    ),
    _Step(
        EntryEvent.CLEAR,
        frozenset({EntryState.STATE_COMMENT}),
        EntryState.CLEARED,
        (
            EntryMissing.STATE_COMMENT_OPEN,
            EntryMissing.CLEARER_NOT_NAMED,
            EntryMissing.CLEARER_IS_VERIFIER,
            EntryMissing.CLEARER_IS_DRAFTER,
            EntryMissing.CONSENT_NOT_RECONFIRMED,
            EntryMissing.RISK_NOT_RECONFIRMED,
            EntryMissing.ENTRY_FROZEN,
        ),
    ),
    _Step(
        EntryEvent.PUBLISH,
        frozenset({EntryState.CLEARED}),
        EntryState.PUBLISHED,
        (EntryMissing.ENTRY_FROZEN,),
    ),
    _Step(EntryEvent.OMIT_FOR_PROTECTION, _BEFORE_PRINT, EntryState.OMITTED_FOR_PROTECTION, _REASON),
    _Step(EntryEvent.OMIT_OTHER, _BEFORE_PRINT, EntryState.OMITTED_OTHER, _REASON),
    _Step(EntryEvent.RECONSIDER, _OMITTED, EntryState.CANDIDATE, _REASON),
)


def missing_for(facts: EntryFacts, event: EntryEvent, *, now: datetime) -> tuple[EntryMissing, ...]:
    """What ``event`` still lacks at ``now`` (aware); empty when it can be done."""
    step = _step_for(facts.state, event)
    needs = step.needs if step else (EntryMissing.STEP_NOT_FORESEEN,)
    return tuple(need for need in needs if not _MET[need](facts, now))


def advance_entry(facts: EntryFacts, event: EntryEvent, *, now: datetime) -> EntryState:
    """The state after ``event``; raises ``EntryNotAllowed`` with everything it lacks, ``NaiveMoment`` for ``now``."""
    in_utc(now)
    step = _step_for(facts.state, event)
    lacking = missing_for(facts, event, now=now)
    if step is None or lacking:
        raise EntryNotAllowed(lacking)
    return step.target


def _step_for(state: EntryState, event: EntryEvent) -> _Step | None:
    return next((step for step in _STEPS if step.event is event and state in step.sources), None)


def _is_recent(confirmed_at: datetime | None, now: datetime) -> bool:
    return confirmed_at is not None and in_utc(now) - in_utc(confirmed_at) <= CONFIRMED_WITHIN
