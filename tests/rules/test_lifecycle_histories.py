"""Whatever people do to a case, in whatever order, it never stands where it may not."""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.lifecycle import (
    CaseEvent,
    CaseFacts,
    CaseState,
    NotAllowed,
    ScopeFinding,
    advance,
    missing,
    offers,
)
from hirz.rules.risk import RiskLevel
from hirz.rules.verification import VerificationLevel

flags = {
    name: st.booleans()
    for name, kind in CaseFacts.__annotations__.items()
    if kind == "bool"
}  # fmt: skip
case_facts = st.builds(
    CaseFacts,
    state=st.sampled_from(CaseState),
    risk=st.none() | st.sampled_from(RiskLevel),
    scope=st.sampled_from(ScopeFinding),
    verification=st.sampled_from(VerificationLevel),
    verification_people=st.frozensets(st.sampled_from("abc"), max_size=3),
    replies_awaited=st.integers(0, 2),
    replies_logged=st.integers(0, 2),
    **flags,
)
GOOD = CaseFacts(
    state=CaseState.RECEIVED,
    risk=RiskLevel.HIGH,
    scope=ScopeFinding.WITHIN,
    verification=VerificationLevel.REASONABLE_GROUNDS,
    verification_people=frozenset("ab"),
    **dict.fromkeys(flags.keys() - {"frozen"}, True),
)


def with_defects(defects: dict[str, Any], people: frozenset[str], level: VerificationLevel) -> CaseFacts:
    """A record in good order but for a few things."""
    return replace(GOOD, verification_people=people, verification=level, **defects)


mostly_good = st.builds(
    with_defects,
    st.dictionaries(st.sampled_from(sorted(flags)), st.booleans(), max_size=3),
    st.sampled_from([frozenset("ab"), frozenset("ab"), frozenset("abc"), frozenset("a")]),
    st.sampled_from([VerificationLevel.REASONABLE_GROUNDS, *VerificationLevel]),
)
FORWARD = [
    CaseEvent.TRIAGE,
    CaseEvent.START_VERIFICATION,
    CaseEvent.PLAN_RESPONSE,
    CaseEvent.TAKE_ACTION,
    CaseEvent.MONITOR,
    CaseEvent.CLOSE,
]


@dataclass(frozen=True)
class Visit:
    state: CaseState
    facts: CaseFacts


def walk(turns: list[tuple[CaseFacts, CaseEvent]]) -> list[Visit]:
    """The states a new case goes through; facts change between events as people work on the record."""
    state, visits = CaseState.RECEIVED, []
    for facts, event in turns:
        standing = replace(facts, state=state)
        with suppress(NotAllowed):
            state = advance(standing, event)
            visits.append(Visit(state, standing))
    return visits


events = st.sampled_from(FORWARD) | st.sampled_from(CaseEvent)
straight_ahead = st.tuples(*(st.tuples(mostly_good, st.just(event)) for event in FORWARD)).map(list)
wandering = st.lists(st.tuples(mostly_good | case_facts, events), max_size=40)
histories = st.builds(lambda first, then: walk(first + then), straight_ahead | wandering, wandering)


@given(histories)
def test_nothing_is_done_to_the_outside_without_two_people_and_consent(visits: list[Visit]) -> None:
    before = CaseState.RECEIVED
    for visit in visits:
        if visit.state is CaseState.RESPONSE_PLANNED and before is not CaseState.RESPONSE_PLANNED:
            assert len(visit.facts.verification_people) >= 2
            assert visit.facts.verification.is_conclusion
            assert not visit.facts.verification.is_negative
        if visit.state is CaseState.ACTION_TAKEN and before is not CaseState.ACTION_TAKEN:
            assert before is CaseState.RESPONSE_PLANNED
            assert visit.facts.consent_covers_action
            assert visit.facts.do_no_harm_checked
            assert visit.facts.victim_wishes_recorded
        before = visit.state


@given(histories)
def test_frozen_case_is_neither_verified_nor_acted_on(visits: list[Visit]) -> None:
    working = {CaseState.VERIFYING, CaseState.RESPONSE_PLANNED, CaseState.ACTION_TAKEN}
    before = CaseState.RECEIVED
    for visit in visits:
        if visit.facts.frozen and visit.state in working:
            assert visit.state is before
        before = visit.state


@given(histories)
def test_case_is_closed_only_with_an_outcome_and_the_victim_thought_of(visits: list[Visit]) -> None:
    before = CaseState.RECEIVED
    for visit in visits:
        if visit.state is CaseState.CLOSED and before is not CaseState.CLOSED:
            assert visit.facts.outcome_recorded
            assert visit.facts.victim_informed or visit.facts.victim_unsafe_to_inform
            assert visit.facts.replies_awaited == 0
        before = visit.state


@given(case_facts, st.sampled_from(CaseEvent))
def test_advance_succeeds_exactly_when_nothing_is_missing(facts: CaseFacts, event: CaseEvent) -> None:
    lacking = None
    try:
        target = advance(facts, event)
    except NotAllowed as refusal:
        lacking = refusal.missing
    else:
        assert target is facts.state or event is CaseEvent.RAISE_RISK or missing(facts, target) == ()
    assert lacking != ()


def with_flag(facts: CaseFacts, flag: str, value: Any) -> CaseFacts:
    return replace(facts, **{flag: value})


@given(case_facts, st.sampled_from(sorted(flags)), st.sampled_from(CaseState))
def test_knowing_more_never_asks_for_more(facts: CaseFacts, flag: str, target: CaseState) -> None:
    less, more = with_flag(facts, flag, flag == "frozen"), with_flag(facts, flag, flag != "frozen")
    assert {item.code for item in missing(more, target)} <= {item.code for item in missing(less, target)}


@given(case_facts)
def test_every_case_has_a_way_on(facts: CaseFacts) -> None:
    assert offers(facts)
