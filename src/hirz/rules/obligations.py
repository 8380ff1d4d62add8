"""The calendar of what a State owes to the mechanisms, derived from facts by rules that are shown with their source.

Nothing is stored but facts and, with a reason, a person's word against a rule. Sources: ``reporting_law``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from types import MappingProxyType
from typing import Final

from hirz.rules.mechanism_facts import EventFact, EventKind, Obligation, Override, StateFacts
from hirz.rules.reporting_cycle import treaty_reports
from hirz.rules.reporting_law import (
    DEFERRED_CONSIDERATION,
    END_OF_SPECIAL_REVIEW,
    END_OF_SUSPENSION,
    FIRST_SESSION_OF_THE_SECOND_CYCLE,
    FOLLOW_UPS,
    PREVENTIVE_MECHANISM,
    REACCREDITATION,
    REPLIES,
    REPLY,
    SESSIONS_FROM_ONE_REVIEW_TO_THE_NEXT,
    UPR_MID_TERM,
    UPR_REPORT,
    UPR_REVIEW,
    UPR_REVIEW_EXPECTED,
    Rule,
)
from hirz.rules.treaty_law import law_of, months_after
from hirz.rules.treaty_status import ActionKind, standing_on

SETTLED_AHEAD_MONTHS: Final = 240
"""How far ahead an obligation can be settled by hand."""

Sessions = Mapping[int, date]
"""First day of each session of the Working Group on the universal periodic review, as far as sessions are set."""

AFTER_ACCREDITATION: Final[Mapping[EventKind, Rule]] = MappingProxyType(
    {
        EventKind.INSTITUTION_ACCREDITED: REACCREDITATION,
        EventKind.INSTITUTION_DEFERRED: DEFERRED_CONSIDERATION,
        EventKind.INSTITUTION_SPECIAL_REVIEW: END_OF_SPECIAL_REVIEW,
        EventKind.INSTITUTION_SUSPENDED: END_OF_SUSPENSION,
    }
)
"""What follows from each decision on the accreditation of a national institution."""
_SEVERAL: Final = 2


def obligations(
    facts: StateFacts, *, until: date, sessions: Sessions, overrides: Iterable[Override] = ()
) -> tuple[Obligation, ...]:
    """Everything one State owes by ``until`` and has owed before, the earliest first.

    ``sessions`` gives the days of reviews that are set; later reviews are expected at the length of a cycle. The later
    of two overrides of one obligation holds.
    """
    spoken = {override.key: override for override in overrides}
    found = chain(
        treaty_reports(facts, until=_computed_until(until, spoken.values())),
        _preventive_mechanism(facts, until),
        _replies_to_issues(facts),
        _follow_ups(facts),
        _upr(facts, sessions),
        _accreditations(facts),
        _replies(facts),
    )
    settled = (_overridden(one, spoken.get(one.key)) for one in found)
    return tuple(sorted((one for one in settled if one.due_date <= until), key=lambda one: (one.due_date, one.key)))


def review_after(session: int) -> int | None:
    """The session at which a State reviewed at ``session`` comes again, where the order of sessions tells.

    It does from the second cycle on; between the first and the second the number of States in a session changed.
    Source: Human Rights Council resolution 16/21, annex, paragraph 3; decision 17/119.
    """
    if session < FIRST_SESSION_OF_THE_SECOND_CYCLE:
        return None
    return session + SESSIONS_FROM_ONE_REVIEW_TO_THE_NEXT


def _computed_until(until: date, overrides: Iterable[Override]) -> date:
    """Further than is asked for where somebody put an obligation forward: by its rule it may fall due long after."""
    is_put_forward = any(one.due_date is not None and one.due_date <= until for one in overrides)
    return months_after(until, SETTLED_AHEAD_MONTHS) if is_put_forward else until


def _overridden(one: Obligation, override: Override | None) -> Obligation:
    if override is None:
        return one
    return replace(one, override=override, is_owed=override.is_owed, due_date=override.due_date or one.due_date)


def _preventive_mechanism(facts: StateFacts, until: date) -> Iterator[Obligation]:
    rule = PREVENTIVE_MECHANISM
    standing = standing_on(until, "opcat", facts.actions)
    if standing.consent is None:
        return
    start = max(standing.consent.on_date, law_of("opcat").in_force_date)
    postponed = [
        action.until_date or months_after(start, rule.months + 36)
        for action in facts.actions
        if action.kind is ActionKind.PREVENTION_POSTPONED and action.treaty == "opcat"
    ]
    made = facts.events_of(EventKind.PREVENTIVE_MECHANISM_DESIGNATED)
    yield Obligation(
        key=f"{facts.state}:{rule.code}",
        rule=rule,
        state=facts.state,
        due_date=max([months_after(start, rule.months), *postponed]),
        from_date=start,
        treaty="opcat",
        is_approximate=standing.is_approximate,
        fulfilled_date=made[0].on_date if made else None,
    )


def _replies_to_issues(facts: StateFacts) -> Iterator[Obligation]:
    for event in facts.events_of(EventKind.LIST_OF_ISSUES):
        came = _first_after(event, facts.events_of(EventKind.REPLIES_SUBMITTED, treaty=event.treaty))
        yield _from_event(facts, event, REPLIES, event.next_date, came)


def _follow_ups(facts: StateFacts) -> Iterator[Obligation]:
    for event in facts.events_of(EventKind.CONCLUDING_OBSERVATIONS):
        rule = FOLLOW_UPS.get(event.treaty or "")
        if rule is not None:
            came = _first_after(event, facts.events_of(EventKind.FOLLOW_UP_SUBMITTED, treaty=event.treaty))
            yield _from_event(facts, event, rule, event.follow_up_date, came)


def _upr(facts: StateFacts, sessions: Sessions) -> Iterator[Obligation]:
    reviews = facts.events_of(EventKind.UPR_REVIEWED)
    followed_by: Sequence[EventFact | None] = [*reviews[1:], None]
    for review, following in zip(reviews, followed_by, strict=False):
        next_session = review_after(review.session) if review.session else None
        yield from _after_review(facts, review, following, next_session, sessions.get(next_session or 0))


def _after_review(
    facts: StateFacts, review: EventFact, following: EventFact | None, session: int | None, set_date: date | None
) -> Iterator[Obligation]:
    rule = UPR_REVIEW if set_date else UPR_REVIEW_EXPECTED
    next_date = set_date or months_after(review.on_date, rule.months)
    halfway = review.on_date + (next_date - review.on_date) / 2
    came = {
        kind: _first_between(review, following, facts.events_of(kind))
        for kind in (EventKind.UPR_MID_TERM_SUBMITTED, EventKind.UPR_REPORT_SUBMITTED)
    }
    reported = came[EventKind.UPR_REPORT_SUBMITTED] or following
    mid_term = _from_event(facts, review, UPR_MID_TERM, halfway, came[EventKind.UPR_MID_TERM_SUBMITTED])
    report = _from_event(facts, review, UPR_REPORT, next_date + timedelta(weeks=UPR_REPORT.weeks), reported)
    yield mid_term
    yield replace(report, session=session, is_approximate=rule.expected)
    yield replace(_from_event(facts, review, rule, next_date, following), session=session)


def _accreditations(facts: StateFacts) -> Iterator[Obligation]:
    """What follows from the decisions on each institution of the State by itself.

    Of which institution a decision is, need not be said where there is one: then all are of that one.
    """
    decisions = facts.events_of(*AFTER_ACCREDITATION, EventKind.INSTITUTION_NOT_ACCREDITED)
    named = {one.institution: one.institution_name for one in decisions if one.institution}
    if len(named) < _SEVERAL:
        yield from _accreditation(facts, decisions)
        return
    for institution, name in (("", ""), *sorted(named.items())):
        own = [one for one in decisions if one.institution == institution]
        yield from (replace(one, institution_name=name) for one in _accreditation(facts, own))


def _accreditation(facts: StateFacts, decisions: Sequence[EventFact]) -> Iterator[Obligation]:
    """As ``accreditation`` reads the same decisions: only one on the class ends a class, any later one the rest.

    Where a class has gone, no renewal is to come.
    """
    classed, gone = EventKind.INSTITUTION_ACCREDITED, EventKind.INSTITUTION_NOT_ACCREDITED
    for event in decisions:
        ends = (classed, gone) if event.kind is classed else (*AFTER_ACCREDITATION, gone)
        came = _first_after(event, (one for one in decisions if one.kind in ends))
        rule = AFTER_ACCREDITATION.get(event.kind)
        if rule and (event.kind is not classed or came is None or came.kind is not gone):
            yield _from_event(facts, event, rule, event.next_date, came)


def _replies(facts: StateFacts) -> Iterator[Obligation]:
    answers = facts.events_of(EventKind.COMMUNICATION_ANSWERED)
    for event in facts.events_of(EventKind.COMMUNICATION_SENT):
        own = [one for one in answers if event.reference and one.reference == event.reference]
        came = next((one for one in own if one.on_date >= event.on_date), None)
        yield _from_event(facts, event, REPLY, event.next_date, came)


def _from_event(
    facts: StateFacts, event: EventFact, rule: Rule, named_date: date | None, came: EventFact | None
) -> Obligation:
    """An obligation that starts from an event: due on the day that was named, else by the rule."""
    computed = months_after(event.on_date, rule.months) + timedelta(weeks=rule.weeks, days=rule.days)
    return Obligation(
        key=f"{facts.state}:{rule.code}:{event.id}",
        rule=rule,
        state=facts.state,
        due_date=named_date or computed,
        from_date=event.on_date,
        treaty=event.treaty,
        reference=event.reference,
        is_approximate=rule.expected,
        fulfilled_date=came.on_date if came else None,
    )


def _first_after(event: EventFact, candidates: Iterable[EventFact]) -> EventFact | None:
    return next((one for one in candidates if one.on_date > event.on_date), None)


def _first_between(start: EventFact, end: EventFact | None, candidates: Iterable[EventFact]) -> EventFact | None:
    last = end.on_date if end else date.max
    return next((one for one in candidates if start.on_date < one.on_date <= last), None)
