"""The record of a case goes with the last person for whom it is kept, and with nobody before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.consent import ConsentState
from hirz.rules.erasing import PERPETRATOR, VICTIM, Consequence, Party, consequence

ROLES = (VICTIM, "relative", "witness", "source", "representative", PERPETRATOR)
NO = (ConsentState.REFUSED, ConsentState.WITHDRAWN)
OPEN = tuple(state for state in ConsentState if state not in (*NO, ConsentState.GIVEN))
parties = st.builds(
    Party,
    roles=st.frozensets(st.sampled_from(ROLES), min_size=1),
    answer=st.sampled_from(ConsentState),
    erased=st.booleans(),
)


def party(role: str, answer: ConsentState, *, erased: bool = False) -> Party:
    return Party(frozenset({role}), answer, erased)


@pytest.mark.parametrize("role", [role for role in ROLES if role != PERPETRATOR])
def test_record_goes_with_the_only_person(role: str) -> None:
    assert consequence([role], []) is Consequence.ERASE


@pytest.mark.parametrize("role", [role for role in ROLES if role != PERPETRATOR])
def test_record_stays_for_whoever_agreed_to_it(role: str) -> None:
    assert consequence([VICTIM], [party(role, ConsentState.GIVEN)]) is Consequence.REDRAFT


@pytest.mark.parametrize("answer", OPEN)
def test_record_stays_for_a_victim_who_could_not_be_asked_and_for_nobody_else_who_was_not(answer: ConsentState) -> None:
    assert consequence([VICTIM], [party(VICTIM, answer)]) is Consequence.REDRAFT
    assert consequence([VICTIM], [party("witness", answer)]) is Consequence.ERASE


@pytest.mark.parametrize("answer", NO)
def test_record_does_not_stay_for_whoever_said_no(answer: ConsentState) -> None:
    assert consequence([VICTIM], [party(VICTIM, answer)]) is Consequence.ERASE


@given(st.lists(st.builds(party, st.just(PERPETRATOR), st.sampled_from(ConsentState))))
def test_record_never_stays_for_an_alleged_perpetrator(others: list[Party]) -> None:
    assert consequence([VICTIM], others) is Consequence.ERASE


@given(st.lists(parties))
def test_alleged_perpetrator_has_nothing_erased(others: list[Party]) -> None:
    assert consequence([PERPETRATOR], others) is Consequence.NONE


@given(st.lists(parties), st.integers(min_value=0))
def test_one_more_erased_never_brings_a_record_back(others: list[Party], which: int) -> None:
    before = consequence([VICTIM], others)
    fewer = [Party(p.roles, p.answer, p.erased or i == which) for i, p in enumerate(others)]
    assert (before, consequence([VICTIM], fewer)) != (Consequence.ERASE, Consequence.REDRAFT)
    assert consequence([VICTIM], [Party(p.roles, p.answer, True) for p in others]) is Consequence.ERASE
