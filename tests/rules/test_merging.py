"""Whose answers count when several files are about one human being."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.consent import CLOSING, ConsentState, Decision, GivenBy, Scope, standing
from hirz.rules.merging import OnePerson, Settlement, answers_of_one, standing_of_one

NOW = datetime(2026, 5, 1, tzinfo=UTC)
FILES = ("a", "b", "c")
USE = Scope.RAISE_WITH_GOVERNMENT
RECIPIENTS = ("", "government")
_numbers = count()


def decision(person: str, state: ConsentState, days_ago: float = 1, **more: object) -> Decision:
    given_by = more.pop("given_by", GivenBy.SELF)
    at = NOW - timedelta(days=days_ago)
    return Decision(str(next(_numbers)), person, USE, state, given_by, at, **more)  # type: ignore[arg-type]


histories = st.lists(
    st.builds(
        decision,
        person=st.sampled_from(FILES),
        state=st.sampled_from(ConsentState),
        days_ago=st.integers(0, 60),
        given_by=st.sampled_from(GivenBy),
        recipient=st.sampled_from([None, "government"]),
        valid_until=st.sampled_from([None, NOW.date() - timedelta(days=3), NOW.date() + timedelta(days=3)]),
    ),
    max_size=12,
)
together = st.sets(st.sampled_from(FILES), min_size=2).map(frozenset)
recipients = st.sampled_from(RECIPIENTS)


def of_file(history: list[Decision], file: str, recipient: str = "") -> ConsentState:
    return standing(history, person=file, scope=USE, recipient=recipient, now=NOW)[0]


def of_one(history: list[Decision], one: OnePerson, recipient: str = "") -> ConsentState:
    return standing_of_one(history, one, scope=USE, recipient=recipient, now=NOW)[0]


def settle(history: list[Decision], file: str, files: frozenset[str]) -> Settlement:
    return Settlement(USE, file, files, frozenset(d.id for d in history if d.person in files))


@given(histories, together, recipients)
def test_one_person_is_open_only_where_every_file_is(
    history: list[Decision], files: frozenset[str], recipient: str
) -> None:
    alone = {of_file(history, file, recipient) for file in files}
    held = of_one(history, OnePerson(files), recipient)
    assert held in alone
    assert (held is ConsentState.GIVEN) == (alone == {ConsentState.GIVEN})
    assert (held in CLOSING) == bool(alone & CLOSING)


@given(histories, together, st.data())
def test_adding_a_file_never_opens_anything(
    history: list[Decision], files: frozenset[str], data: st.DataObject
) -> None:
    fewer = frozenset(data.draw(st.sets(st.sampled_from(sorted(files)), min_size=1)))
    if of_one(history, OnePerson(files)) is ConsentState.GIVEN:
        assert of_one(history, OnePerson(fewer)) is ConsentState.GIVEN


@given(histories, together)
def test_files_that_are_not_settled_keep_their_own_answers(history: list[Decision], files: frozenset[str]) -> None:
    kept = answers_of_one(history, OnePerson(files))
    assert sorted(d.id for d in kept) == sorted(d.id for d in history if d.person in files)
    for file in files:
        assert of_file(list(kept), file) == of_file(history, file)


@given(histories, together, recipients, st.data())
def test_settled_use_has_the_answer_of_the_file_that_was_chosen(
    history: list[Decision], files: frozenset[str], recipient: str, data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from(sorted(files)))
    one = OnePerson(files, (settle(history, chosen, files),))
    assert of_one(history, one, recipient) is of_file(history, chosen, recipient)


@given(histories, together, st.data())
def test_withdrawal_in_any_file_closes_what_was_settled(
    history: list[Decision], files: frozenset[str], data: st.DataObject
) -> None:
    chosen, other = (data.draw(st.sampled_from(sorted(files))) for _ in range(2))
    one = OnePerson(files, (settle(history, chosen, files),))
    withdrawn = decision(other, ConsentState.WITHDRAWN, days_ago=0)
    later = [*history, withdrawn]
    assert of_one(later, one) is ConsentState.WITHDRAWN or of_one(history, one) in CLOSING


@given(histories, together, st.data())
def test_settlement_of_fewer_files_leaves_the_others_to_be_weighed(
    history: list[Decision], files: frozenset[str], data: st.DataObject
) -> None:
    whole = frozenset(FILES)
    chosen = data.draw(st.sampled_from(sorted(files)))
    one = OnePerson(whole, (settle(history, chosen, files),))
    if of_one(history, one) is ConsentState.GIVEN:
        assert all(of_file(history, file) is ConsentState.GIVEN for file in whole - files)


def test_settlement_reaching_beyond_the_files_counts_no_more() -> None:
    history = [decision("a", ConsentState.GIVEN), decision("b", ConsentState.REFUSED)]
    settlement = settle(history, "a", frozenset(FILES))
    assert of_one(history, OnePerson(frozenset({"a", "b"}), (settlement,))) is ConsentState.REFUSED
    assert of_one(history, OnePerson(frozenset(FILES), (settlement,))) is ConsentState.GIVEN


def test_later_settlement_replaces_the_earlier_for_all_its_files() -> None:
    history = [decision(file, ConsentState.GIVEN) for file in FILES]
    first, second = settle(history, "b", frozenset({"a", "b"})), settle(history, "c", frozenset({"b", "c"}))
    one = OnePerson(frozenset(FILES), (first, second))
    assert one.settled_for("b", USE) == second
    assert one.settled_for("a", USE) is None


def test_later_yes_in_any_file_counts_once_settled() -> None:
    history = [decision("a", ConsentState.REFUSED, days_ago=9), decision("b", ConsentState.GIVEN, days_ago=9)]
    one = OnePerson(frozenset({"a", "b"}), (settle(history, "a", frozenset({"a", "b"})),))
    assert of_one([*history, decision("b", ConsentState.GIVEN, days_ago=0)], one) is ConsentState.GIVEN


def test_conflict_names_the_answer_that_closes() -> None:
    refused = decision("b", ConsentState.REFUSED)
    found = standing_of_one(
        [decision("a", ConsentState.GIVEN), refused], OnePerson(frozenset({"a", "b"})), scope=USE, recipient="", now=NOW
    )
    assert found == (ConsentState.REFUSED, refused)
