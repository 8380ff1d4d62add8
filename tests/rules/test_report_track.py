from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.calendar import NaiveMoment
from hirz.rules.report_track import (
    EntryEvent,
    EntryFacts,
    EntryMissing,
    EntryNotAllowed,
    EntryState,
    advance_entry,
    missing_for,
)

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
S, E = EntryState, EntryEvent
READY = EntryFacts(
    state=S.CANDIDATE,
    reason_given=True,
    text_written=True,
    comment_closed=True,
    verifiers=frozenset({"ana", "bek"}),
    drafters=frozenset({"chinara"}),
    clearer="daniyar",
    consent_confirmed_at=NOW - timedelta(days=3),
    risk_confirmed_at=NOW - timedelta(days=3),
)
Lacks = dict[EntryMissing, dict[str, Any]]
REASON: Lacks = {EntryMissing.REASON_NOT_GIVEN: {"reason_given": False}}
FROZEN: Lacks = {EntryMissing.ENTRY_FROZEN: {"frozen": True}}
STALE = NOW - timedelta(days=30, seconds=1)
CLEARED: Lacks = {
    EntryMissing.STATE_COMMENT_OPEN: {"comment_closed": False},
    EntryMissing.CLEARER_NOT_NAMED: {"clearer": None},
    EntryMissing.CLEARER_IS_VERIFIER: {"clearer": "bek"},
    EntryMissing.CLEARER_IS_DRAFTER: {"clearer": "chinara"},
    EntryMissing.CONSENT_NOT_RECONFIRMED: {"consent_confirmed_at": STALE},
    EntryMissing.RISK_NOT_RECONFIRMED: {"risk_confirmed_at": STALE},
}
STEPS: dict[tuple[EntryState, EntryEvent, EntryState], Lacks] = {
    (S.CANDIDATE, E.DRAFT, S.DRAFTED): REASON | FROZEN,
    (S.DRAFTED, E.SEND_FOR_COMMENT, S.STATE_COMMENT): {EntryMissing.TEXT_MISSING: {"text_written": False}} | FROZEN,
    (S.STATE_COMMENT, E.RETURN_TO_DRAFT, S.DRAFTED): {},
    (S.STATE_COMMENT, E.CLEAR, S.CLEARED): CLEARED | FROZEN,
    (S.CLEARED, E.RETURN_TO_DRAFT, S.DRAFTED): {},
    (S.CLEARED, E.PUBLISH, S.PUBLISHED): FROZEN,
    **{
        (state, event, target): REASON
        for state in (S.CANDIDATE, S.DRAFTED, S.STATE_COMMENT, S.CLEARED)
        for event, target in (
            (E.OMIT_FOR_PROTECTION, S.OMITTED_FOR_PROTECTION),
            (E.OMIT_OTHER, S.OMITTED_OTHER),
        )
    },
    (S.OMITTED_FOR_PROTECTION, E.RECONSIDER, S.CANDIDATE): REASON,
    (S.OMITTED_OTHER, E.RECONSIDER, S.CANDIDATE): REASON,
}


FORWARD = {S.CANDIDATE: E.DRAFT, S.DRAFTED: E.SEND_FOR_COMMENT, S.STATE_COMMENT: E.CLEAR}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step[0]}-{step[1]}")
def test_entry_moves_on_when_nothing_lacks(step: tuple[EntryState, EntryEvent, EntryState]) -> None:
    state, event, target = step
    facts = replace(READY, state=state)
    assert missing_for(facts, event, now=NOW) == ()
    assert advance_entry(facts, event, now=NOW) is target


@pytest.mark.parametrize(
    ("step", "code"), [(step, code) for step, lacks in STEPS.items() for code in lacks], ids=lambda value: str(value)
)
def test_entry_stays_for_each_thing_that_lacks(
    step: tuple[EntryState, EntryEvent, EntryState], code: EntryMissing
) -> None:
    state, event, _ = step
    with pytest.raises(EntryNotAllowed) as refusal:
        advance_entry(replace(READY, state=state, **STEPS[step][code]), event, now=NOW)
    assert refusal.value.missing == (code,)
    assert str(refusal.value) == code


def test_no_other_step_of_an_entry_exists() -> None:
    foreseen = {(state, event) for state, event, _ in STEPS}
    for state in S:
        for event in E:
            if (state, event) not in foreseen:
                with pytest.raises(EntryNotAllowed) as refusal:
                    advance_entry(replace(READY, state=state), event, now=NOW)
                assert refusal.value.missing == (EntryMissing.STEP_NOT_FORESEEN,)


@pytest.mark.parametrize("age", [timedelta(days=30), timedelta(0), timedelta(minutes=-5)])
def test_confirmation_of_thirty_days_or_a_fast_clock_is_recent(age: timedelta) -> None:
    facts = replace(READY, state=S.STATE_COMMENT, consent_confirmed_at=NOW - age, risk_confirmed_at=NOW - age)
    assert advance_entry(facts, E.CLEAR, now=NOW) is S.CLEARED


def test_nothing_confirmed_is_not_recent() -> None:
    facts = replace(READY, state=S.STATE_COMMENT, consent_confirmed_at=None, risk_confirmed_at=None)
    assert missing_for(facts, E.CLEAR, now=NOW) == (
        EntryMissing.CONSENT_NOT_RECONFIRMED,
        EntryMissing.RISK_NOT_RECONFIRMED,
    )


def test_what_the_record_does_not_say_is_not_there() -> None:
    lacking = {step: missing_for(EntryFacts(state=step), event, now=NOW) for step, event in FORWARD.items()}
    assert lacking == {
        S.CANDIDATE: (EntryMissing.REASON_NOT_GIVEN,),
        S.DRAFTED: (EntryMissing.TEXT_MISSING,),
        S.STATE_COMMENT: (
            EntryMissing.STATE_COMMENT_OPEN,
            EntryMissing.CLEARER_NOT_NAMED,
            EntryMissing.CONSENT_NOT_RECONFIRMED,
            EntryMissing.RISK_NOT_RECONFIRMED,
        ),
    }


def test_moment_without_zone_is_refused() -> None:
    with pytest.raises(NaiveMoment):
        advance_entry(READY, E.DRAFT, now=NOW.replace(tzinfo=None))


people = st.sampled_from(["ana", "bek", "chinara", "daniyar"])
entry_facts = st.builds(
    EntryFacts,
    state=st.sampled_from(S),
    reason_given=st.booleans(),
    text_written=st.just(True),
    frozen=st.booleans(),
    comment_closed=st.booleans(),
    verifiers=st.frozensets(people, max_size=2),
    drafters=st.frozensets(people, max_size=2),
    clearer=people,
    consent_confirmed_at=st.sampled_from([NOW, STALE, None]),
    risk_confirmed_at=st.sampled_from([NOW, STALE, None]),
)


@given(st.lists(st.tuples(entry_facts, st.sampled_from(E)), max_size=30))
def test_nothing_is_published_that_a_third_person_has_not_cleared(turns: list[tuple[EntryFacts, EntryEvent]]) -> None:
    passed = [(S.CANDIDATE, READY)]
    for facts, event in turns:
        standing = replace(facts, state=passed[-1][0])
        with suppress(EntryNotAllowed):
            passed.append((advance_entry(standing, event, now=NOW), standing))
    for (before, _), (state, facts) in pairwise(passed):
        if state is S.CLEARED:
            assert before is S.STATE_COMMENT
            assert facts.clearer not in facts.verifiers | facts.drafters
        if state is S.PUBLISHED:
            assert before is S.CLEARED
        if (before, state) in ((S.CANDIDATE, S.DRAFTED), (S.CLEARED, S.PUBLISHED)):
            assert not facts.frozen
        if state in (S.OMITTED_FOR_PROTECTION, S.OMITTED_OTHER):
            assert facts.reason_given


@pytest.mark.parametrize("nobody", [True, False])
def test_consent_is_confirmed_again_wherever_somebody_is_concerned(nobody: bool) -> None:
    facts = EntryFacts(state=EntryState.STATE_COMMENT, concerns_nobody=nobody)
    lacking = missing_for(facts, EntryEvent.CLEAR, now=datetime(2026, 5, 1, tzinfo=UTC))
    assert (EntryMissing.CONSENT_NOT_RECONFIRMED in lacking) is not nobody
