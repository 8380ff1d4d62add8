"""What consent must guarantee, whatever the history (design, "Consent": properties)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.consent import (
    CLOSING,
    Allowed,
    Concerned,
    ConsentState,
    Decision,
    Disclosure,
    GivenBy,
    Override,
    Purpose,
    Reason,
    Refused,
    Scope,
    decide,
    required_scopes,
)
from hirz.rules.errors import BadInput

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
VICTIM = "victim"
LETTER = "The Working Group asks for information on an arrest at an airport."


@dataclass(frozen=True)
class Text:
    words: str = LETTER

    def plain_text(self) -> str:
        return self.words


def yes(scope: Scope, *, days_ago: float = 1, by: GivenBy = GivenBy.SELF, **more: object) -> Decision:
    return answer(scope, ConsentState.GIVEN, days_ago=days_ago, by=by, **more)


def answer(
    scope: Scope, state: ConsentState, *, days_ago: float = 1, by: GivenBy = GivenBy.SELF, **more: object
) -> Decision:
    at = NOW - timedelta(days=days_ago)
    known = {"id": f"{scope}-{state}-{by}-{days_ago}", "person": VICTIM, **more}
    return Decision(scope=scope, state=state, given_by=by, decided_at=at, **known)  # type: ignore[arg-type]


def disclosure(purpose: Purpose, *, named: bool = False, text: str = LETTER, **more: object) -> Disclosure[Text]:
    who = Concerned(VICTIM, named=named, spellings=frozenset({"Layla Qasimi", "ليلى القاسمي", "Лайла Касыми"}))
    known = {"recipient": "government", "concerned": (who,), "risk_confirmed_at": NOW, **more}
    return Disclosure(id="d1", purpose=purpose, content=Text(text), **known)  # type: ignore[arg-type]


def full_consent(**more: object) -> list[Decision]:
    return [yes(scope, **more) for scope in Scope]  # type: ignore[arg-type]


scopes = st.sampled_from(Scope)
states = st.sampled_from(ConsentState)
givers = st.sampled_from(GivenBy)
decisions = st.builds(
    Decision,
    id=st.uuids().map(str),
    person=st.sampled_from([VICTIM, "somebody else"]),
    scope=scopes,
    state=states,
    given_by=givers,
    decided_at=st.integers(0, 90).map(lambda days: NOW - timedelta(days=days)),
    recipient=st.sampled_from([None, "government", "public"]),
    valid_until=st.none() | st.integers(-60, 60).map(lambda days: (NOW + timedelta(days=days)).date()),
)
histories = st.lists(decisions, max_size=40)
purposes = st.sampled_from([p for p in Purpose if p is not Purpose.STATISTICS])


@given(histories, purposes, st.booleans())
def test_disclosure_without_every_scope_given_never_leaves(
    history: list[Decision], purpose: Purpose, named: bool
) -> None:
    verdict = decide(disclosure(purpose, named=named), history, NOW)
    given = {d.scope for d in history if d.person == VICTIM and d.state is ConsentState.GIVEN}
    if isinstance(verdict, Allowed):
        assert set(required_scopes(purpose, named=named)) <= given


@given(histories, purposes, st.booleans(), st.data())
def test_fewer_consents_never_allow_more(
    history: list[Decision], purpose: Purpose, named: bool, data: st.DataObject
) -> None:
    given = [d for d in history if d.state is ConsentState.GIVEN]
    taken_away = data.draw(st.sets(st.sampled_from(given))) if given else set()
    fewer = [d for d in history if d not in taken_away]
    if isinstance(decide(disclosure(purpose, named=named), fewer, NOW), Allowed):
        assert isinstance(decide(disclosure(purpose, named=named), history, NOW), Allowed)


@given(histories, purposes, st.booleans(), givers, st.randoms())
def test_withdrawal_as_latest_word_refuses_in_any_order_of_arrival(
    history: list[Decision], purpose: Purpose, named: bool, giver: GivenBy, random: object
) -> None:
    for scope in required_scopes(purpose, named=named):
        withdrawn = answer(scope, ConsentState.WITHDRAWN, days_ago=0, by=giver)
        shuffled = [*full_consent(), *history, withdrawn]
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        assert isinstance(decide(disclosure(purpose, named=named), shuffled, NOW), Refused)


@given(histories, purposes, st.booleans())
def test_decision_is_explained_by_reasons_or_by_the_answers_it_rests_on(
    history: list[Decision], purpose: Purpose, named: bool
) -> None:
    verdict = decide(disclosure(purpose, named=named), history, NOW)
    if isinstance(verdict, Refused):
        assert verdict.missing
    else:
        known = {d.id: d for d in history}
        assert {known[i].scope for i in verdict.proof.decisions} == set(required_scopes(purpose, named=named))


@given(
    st.text(max_size=40),
    st.sampled_from(["ليلى القاسمي", "Layla QASIMI", "лайлы Касыми", "وللقاسمي", "لَيْلَى"]),
    st.text(max_size=40),
)
def test_text_that_names_an_unnamed_person_never_leaves(before: str, name: str, after: str) -> None:
    text = f"{before} {name} {after}"
    verdict = decide(disclosure(Purpose.RAISE_WITH_GOVERNMENT, text=text), full_consent(), NOW)
    assert isinstance(verdict, Refused)
    assert Reason.NAME_IN_CONTENT in {m.reason for m in verdict.missing}


@pytest.mark.parametrize("closing", sorted(CLOSING))
def test_particular_no_outlives_a_later_general_yes(closing: ConsentState) -> None:
    history = [
        *full_consent(days_ago=9),
        answer(Scope.RAISE_WITH_GOVERNMENT, closing, days_ago=5, recipient="government"),
        yes(Scope.RAISE_WITH_GOVERNMENT, days_ago=1),
    ]
    assert isinstance(decide(disclosure(Purpose.RAISE_WITH_GOVERNMENT), history, NOW), Refused)


def test_later_yes_of_the_same_giver_opens_again() -> None:
    history = [
        *full_consent(days_ago=9),
        answer(Scope.RAISE_WITH_GOVERNMENT, ConsentState.WITHDRAWN, days_ago=5),
        yes(Scope.RAISE_WITH_GOVERNMENT, days_ago=1),
    ]
    assert isinstance(decide(disclosure(Purpose.RAISE_WITH_GOVERNMENT), history, NOW), Allowed)


def test_conflicting_givers_stay_closed_until_a_person_settles_it() -> None:
    no = answer(Scope.RAISE_WITH_GOVERNMENT, ConsentState.REFUSED, days_ago=9, by=GivenBy.FAMILY)
    history = [*full_consent(days_ago=5), no]
    assert isinstance(decide(disclosure(Purpose.RAISE_WITH_GOVERNMENT), history, NOW), Refused)
    settled = yes(Scope.RAISE_WITH_GOVERNMENT, days_ago=1, settles=frozenset({no.id}))
    assert isinstance(decide(disclosure(Purpose.RAISE_WITH_GOVERNMENT), [*history, settled], NOW), Allowed)


def test_answer_holds_through_its_last_day_and_not_beyond() -> None:
    history = full_consent(valid_until=NOW.date())
    assert isinstance(decide(disclosure(Purpose.SHARE_MECHANISM), history, NOW), Allowed)
    verdict = decide(disclosure(Purpose.SHARE_MECHANISM), history, NOW + timedelta(days=1))
    assert isinstance(verdict, Refused)
    assert {m.reason for m in verdict.missing} == {Reason.EXPIRED}


def test_yes_of_tomorrow_does_not_count_today_and_a_no_of_tomorrow_does() -> None:
    agreed, withdrawn = (answer(Scope.RECORD, s, days_ago=-1) for s in (ConsentState.GIVEN, ConsentState.WITHDRAWN))
    others = [decision for decision in full_consent() if decision.scope is not Scope.RECORD]
    assert isinstance(decide(disclosure(Purpose.SHARE_MECHANISM), [*others, agreed], NOW), Refused)
    assert isinstance(decide(disclosure(Purpose.SHARE_MECHANISM), [*full_consent(), withdrawn], NOW), Refused)


@pytest.mark.parametrize(("days", "allowed"), [(30, True), (30.1, False)])
def test_annual_report_needs_consent_confirmed_within_thirty_days(days: float, allowed: bool) -> None:
    verdict = decide(disclosure(Purpose.ANNUAL_REPORT), full_consent(days_ago=days), NOW)
    assert isinstance(verdict, Allowed) is allowed


def test_annual_report_counts_the_thirty_days_back_from_clearance() -> None:
    cleared = disclosure(Purpose.ANNUAL_REPORT, clearance_at=NOW - timedelta(days=20))
    assert isinstance(decide(cleared, full_consent(days_ago=45), NOW), Allowed)


def test_annual_report_needs_its_risk_confirmed() -> None:
    verdict = decide(disclosure(Purpose.ANNUAL_REPORT, risk_confirmed_at=None), full_consent(), NOW)
    assert isinstance(verdict, Refused)
    assert {m.reason for m in verdict.missing} == {Reason.RISK_NOT_CONFIRMED}


def test_child_needs_guardian_and_best_interest() -> None:
    child = (Concerned(VICTIM, named=False, child=True),)
    asked = disclosure(Purpose.SHARE_MECHANISM, concerned=child)
    assert isinstance(decide(asked, full_consent(), NOW), Refused)
    assert isinstance(decide(asked, full_consent(by=GivenBy.GUARDIAN), NOW), Refused)
    assert isinstance(decide(asked, full_consent(by=GivenBy.GUARDIAN, best_interest=True), NOW), Allowed)


def test_yes_of_the_child_takes_nothing_from_that_of_the_guardian() -> None:
    child = (Concerned(VICTIM, named=False, child=True),)
    asked = disclosure(Purpose.SHARE_MECHANISM, concerned=child)
    guardian = full_consent(days_ago=5, by=GivenBy.GUARDIAN, best_interest=True)
    assert isinstance(decide(asked, [*guardian, *full_consent(days_ago=1)], NOW), Allowed)


def test_yes_of_a_child_alone_takes_nothing_from_an_exception() -> None:
    child = (Concerned(VICTIM, named=False, child=True),)
    asked = disclosure(Purpose.SHARE_PROTECTION_PARTNER, concerned=child)
    exception = Override("o1", "desk", "lead", "Life at stake.", NOW)
    for history in ([], full_consent()):
        assert isinstance(decide(asked, history, NOW, exception), Allowed)


@pytest.mark.parametrize("spelled", ["Li Na", "李娜", "Rustam Qasimi"])
def test_whoever_stands_beside_is_concerned_once_the_text_names_them(spelled: str) -> None:
    source = Concerned("source", named=False, spellings=frozenset({spelled}))
    own = [yes(scope, person="source") for scope in Scope]
    silent, naming = (
        disclosure(Purpose.RAISE_WITH_GOVERNMENT, text=text, beside=(source,)) for text in (LETTER, f"{spelled} told.")
    )
    assert isinstance(decide(silent, full_consent(), NOW), Allowed)
    refused = decide(naming, full_consent(), NOW)
    assert isinstance(refused, Refused)
    assert [(m.person, m.reason) for m in refused.missing if m.person == "source"] == [
        ("source", Reason.NAME_IN_CONTENT)
    ]
    if "Qasimi" not in spelled:  # the name of the victim's family stands in it as well
        assert isinstance(decide(naming, [*full_consent(), *own], NOW), Allowed)


def test_statistics_never_name() -> None:
    verdict = decide(disclosure(Purpose.STATISTICS, named=True), full_consent(), NOW)
    assert isinstance(verdict, Refused)
    assert Reason.NAMING_NOT_FORESEEN in {m.reason for m in verdict.missing}


def test_content_about_nobody_needs_somebody_to_answer_for_it() -> None:
    verdict = decide(disclosure(Purpose.ANNUAL_REPORT, concerned=()), full_consent(), NOW)
    assert isinstance(verdict, Refused)


@given(st.sampled_from(Purpose))
def test_content_said_to_concern_nobody_still_asks_whoever_is_in_it(purpose: Purpose) -> None:
    alone = disclosure(purpose, concerned=(), concerns_nobody=True)
    assert isinstance(decide(alone, [], NOW), Allowed)
    assert isinstance(decide(disclosure(purpose, concerns_nobody=True), [], NOW), Refused)


OVERRIDE = Override(id="o", asked_by="a", approved_by="b", reason="life at stake", approved_at=NOW)


@pytest.mark.parametrize("state", [ConsentState.NOT_SOUGHT, ConsentState.UNABLE_TO_OBTAIN, ConsentState.EXPIRED])
def test_override_allows_a_quiet_step_when_nobody_could_be_asked(state: ConsentState) -> None:
    history = [answer(scope, state) for scope in Scope]
    assert isinstance(decide(disclosure(Purpose.RAISE_WITH_GOVERNMENT), history, NOW, OVERRIDE), Allowed)


@pytest.mark.parametrize("state", sorted(CLOSING))
def test_override_never_goes_against_an_expressed_no(state: ConsentState) -> None:
    history = [*full_consent(days_ago=9), answer(Scope.RAISE_WITH_GOVERNMENT, state)]
    assert isinstance(decide(disclosure(Purpose.RAISE_WITH_GOVERNMENT), history, NOW, OVERRIDE), Refused)


@pytest.mark.parametrize(
    "purpose", sorted(set(Purpose) - {Purpose.RAISE_WITH_GOVERNMENT, Purpose.SHARE_PROTECTION_PARTNER})
)
def test_override_opens_no_public_or_wide_disclosure(purpose: Purpose) -> None:
    assert isinstance(decide(disclosure(purpose), [], NOW, OVERRIDE), Refused)


def test_override_never_names() -> None:
    named = disclosure(Purpose.RAISE_WITH_GOVERNMENT, named=True)
    assert isinstance(decide(named, [], NOW, OVERRIDE), Refused)


def test_override_needs_two_people_and_a_reason() -> None:
    with pytest.raises(BadInput):
        Override(id="o", asked_by="a", approved_by="a", reason="life at stake", approved_at=NOW)
    with pytest.raises(BadInput):
        Override(id="o", asked_by="a", approved_by="b", reason=" ", approved_at=NOW)


def test_decision_without_time_zone_is_refused() -> None:
    with pytest.raises(BadInput):
        Decision("d", VICTIM, Scope.RECORD, ConsentState.GIVEN, GivenBy.SELF, datetime(2026, 1, 1))  # noqa: DTZ001
