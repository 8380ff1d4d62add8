"""What a submission may contain: everything wrong is found, told by its place, and nothing of it is repeated."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hirz.foundation.vocabularies.registry import names
from hirz.reprisals.intake.answers import BadAnswers, Problem, accept, check, schema
from hirz.reprisals.intake.arrival import find_draft, keep_answers, new_token, start_draft
from hirz.reprisals.intake.wording import words_for_problem
from tests.reprisals.intake.arriving import TOLD, told

CANARY = "زرزور-canary"

texts = st.text(alphabet=st.characters(codec=None), max_size=20)
arbitrary_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for part, inner in parts for found in places(inner, (*path, part)))]


PLACES = places(TOLD)[1:]


def with_change(place: tuple[Any, ...], value: Any) -> dict[str, Any]:
    changed = deepcopy(TOLD)
    target: Any = changed
    for part in place[:-1]:
        target = target[part]
    target[place[-1]] = value
    return changed


def test_whole_story_is_acceptable() -> None:
    assert check(told()) == ()


def test_four_answers_are_enough() -> None:
    least = {"language": "fr", "relation": "self", "narrative": "…", "consent": {"given_by": "self", "answers": {}}}
    assert accept(least) == least


@pytest.mark.parametrize("name", ["language", "relation", "narrative", "consent"])
def test_answer_that_is_owed_is_missed_at_its_place(name: str) -> None:
    assert check(told(**{name: None})) == (Problem(name, "missing"),)


@pytest.mark.parametrize(
    ("place", "value", "problem"),
    [
        (("relation",), "", Problem("relation", "missing")),
        (("narrative",), "", Problem("narrative", "missing")),
        (("consent", "given_by"), "", Problem("consent.given_by", "missing")),
        (("consent",), {"answers": {}}, Problem("consent.given_by", "missing")),
        (("surprise",), "x", Problem("", "unknown_field")),
        (("victim", "surprise"), "x", Problem("victim", "unknown_field")),
        (("narrative",), "x" * 2_000_001, Problem("narrative", "too_long")),
        (("victim", "names"), ["x" * 401], Problem("victim.names.0", "too_long")),
        (("victim", "names"), ["x"] * 21, Problem("victim.names", "too_many")),
        (("act", "kinds"), ["detention"] * 21, Problem("act.kinds", "too_many")),
        (("language",), "tlh", Problem("language", "unknown_code")),
        (("channel",), "pigeon", Problem("channel", "unknown_code")),
        (("relation",), "enemy", Problem("relation", "unknown_code")),
        (("state_concerned",), "ZZ", Problem("state_concerned", "unknown_code")),
        (("state_concerned",), "xm", Problem("state_concerned", "unknown_code")),
        (("victim", "kind"), "robot", Problem("victim.kind", "unknown_code")),
        (("engagement", "body"), "fifa", Problem("engagement.body", "unknown_code")),
        (("act", "kinds"), ["detention", "rain"], Problem("act.kinds", "unknown_code")),
        (("act", "perpetrator"), "weather", Problem("act.perpetrator", "unknown_code")),
        (("consent", "given_by"), "neighbour", Problem("consent.given_by", "unknown_code")),
        (("consent", "answers", "RECORD"), "PERHAPS", Problem("consent.answers.RECORD", "unknown_code")),
        (("consent", "answers", "RECORD"), "WITHDRAWN", Problem("consent.answers.RECORD", "unknown_code")),
        (("consent", "answers", "EVERYTHING"), "GIVEN", Problem("consent.answers", "unknown_code")),
        (("narrative",), ["x"], Problem("narrative", "wrong_type")),
        (("life_at_risk",), "yes", Problem("life_at_risk", "wrong_type")),
        (("victim",), "Salma", Problem("victim", "wrong_type")),
        (("act", "date"), "yesterday", Problem("act.date", "date_not_read")),
        (("engagement", "date"), "2026-02-30", Problem("engagement.date", "date_not_read")),
        (("narrative",), "a\0b", Problem("narrative", "not_storable")),
        (("victim", "names"), ["\ud800"], Problem("victim.names.0", "not_storable")),
    ],
)  # fmt: skip
def test_each_problem_is_told_by_its_place_and_code(place: tuple[Any, ...], value: Any, problem: Problem) -> None:
    assert check(with_change(place, value)) == (problem,)
    assert words_for_problem(problem.code)


def test_every_problem_is_told_at_once() -> None:
    problems = check(told(language="tlh", narrative="", relation=None))
    assert {p.path for p in problems} == {"language", "narrative", "relation"}


@pytest.mark.parametrize("date", ["2026", "2026-05", "2026-05-14", "2026-05?", "2024-05/2024-07", "٢٠٢٦-٠٥-١٤", "202X"])
def test_date_known_in_part_and_in_any_digits_is_acceptable(date: str) -> None:
    assert check(with_change(("act", "date"), date)) == ()


@pytest.mark.parametrize("name", ["kind", "gender", "age_group"])
def test_coded_answer_left_blank_is_no_unknown_code(name: str) -> None:
    assert check(with_change(("victim", name), "")) == ()


@pytest.mark.parametrize("value", [None, [], "x", 3, True])
def test_what_is_no_object_is_not_acceptable(value: Any) -> None:
    assert check(value) == (Problem("", "wrong_type"),)


@pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: {"a": inner}], ids=["lists", "objects"])
def test_three_thousand_levels_are_refused_without_falling_over(wrap: Callable[[Any], Any]) -> None:
    deep: Any = "x"
    for _ in range(3000):
        deep = wrap(deep)
    assert check(deep) == (Problem("", "nested_too_deep"),)
    assert check(with_change(("narrative",), deep)) == (Problem("", "nested_too_deep"),)


@settings(deadline=None)
@given(arbitrary_json)
def test_arbitrary_json_is_judged_and_never_raises(value: Any) -> None:
    assert all(words_for_problem(problem.code) for problem in check(value))


@settings(deadline=None)
@given(st.sampled_from(PLACES), arbitrary_json)
def test_story_with_anything_in_one_place_is_judged_and_never_raises(place: tuple[Any, ...], value: Any) -> None:
    for problem in check(with_change(place, value)):
        assert words_for_problem(problem.code)


@pytest.mark.django_db
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(PLACES), value=texts)
def test_whatever_is_acceptable_is_stored_as_it_is(place: tuple[Any, ...], value: str) -> None:
    answers = with_change(place, value)
    if check(answers):
        return
    token = new_token()
    start_draft(token=token, language="en")
    keep_answers(token=token, answers=answers)
    assert find_draft(token).answers == answers


@pytest.mark.parametrize("value", [CANARY, [CANARY], {CANARY: CANARY}], ids=["text", "list", "object"])
def test_refusal_repeats_nothing_of_what_was_written(value: Any) -> None:
    for place in [*PLACES, (CANARY,), ("victim", CANARY), ("consent", "answers", CANARY)]:
        problems = check(with_change(place, value))
        assert CANARY not in repr(problems)
        assert CANARY not in str(BadAnswers(problems))


def test_refusal_carries_every_problem() -> None:
    with pytest.raises(BadAnswers) as refused:
        accept(told(language="tlh", narrative=""))
    assert {p.code for p in refused.value.problems} == {"unknown_code", "missing"}


def test_documented_shape_names_a_vocabulary_that_exists_wherever_it_names_one() -> None:
    described = json.dumps(schema())
    mentioned = {part.split("`")[0] for part in described.split("Vocabulary `")[1:]}
    assert mentioned
    assert mentioned <= set(names())
