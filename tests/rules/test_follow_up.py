import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.follow_up import (
    ReturnedWithoutReason,
    Standing,
    Step,
    StepNotOffered,
    UpdateState,
    ValidatedByItsWriter,
    advance,
    offers,
)

DRAFT, WITH_AUTHORITY, WITH_OFFICE, RETURNED, VALIDATED = UpdateState
WRITER = Standing(writes=True, wrote=True)
COLLEAGUE = Standing(writes=True)
AUTHORITY = Standing(writes=True, authority=True)
OFFICE = Standing(validator=True)
NOBODY = Standing()
PEOPLE = st.builds(
    Standing, writes=st.booleans(), wrote=st.booleans(), authority=st.booleans(), validator=st.booleans()
)


@pytest.mark.parametrize(
    ("state", "who", "expected"),
    [
        (DRAFT, WRITER, [Step.SUBMIT]),
        (DRAFT, OFFICE, []),
        (WITH_AUTHORITY, WRITER, [Step.TAKE_BACK]),
        (WITH_AUTHORITY, AUTHORITY, [Step.TAKE_BACK, Step.ENDORSE, Step.RETURN]),
        (WITH_AUTHORITY, OFFICE, []),
        (WITH_OFFICE, AUTHORITY, [Step.TAKE_BACK]),
        (WITH_OFFICE, OFFICE, [Step.RETURN, Step.VALIDATE]),
        (RETURNED, COLLEAGUE, [Step.SUBMIT, Step.REWORK]),
        (VALIDATED, WRITER, []),
        (VALIDATED, OFFICE, []),
    ],
)
def test_each_person_is_offered_their_own_steps(state: UpdateState, who: Standing, expected: list[Step]) -> None:
    assert list(offers(state, who)) == expected


@given(st.sampled_from(UpdateState), st.sampled_from(Step), PEOPLE)
def test_step_is_taken_exactly_where_it_is_offered(state: UpdateState, step: Step, who: Standing) -> None:
    if step in offers(state, who):
        assert advance(state, step, who, reason="because") is not state
    else:
        with pytest.raises((StepNotOffered, ValidatedByItsWriter)):
            advance(state, step, who, reason="because")


@given(st.sampled_from(UpdateState), PEOPLE)
def test_nobody_validates_or_endorses_what_they_wrote(state: UpdateState, who: Standing) -> None:
    wrote = Standing(writes=who.writes, wrote=True, authority=who.authority, validator=who.validator)
    assert not {Step.VALIDATE, Step.ENDORSE} & set(offers(state, wrote))


@given(PEOPLE)
def test_from_what_is_validated_no_way_leads_on(who: Standing) -> None:
    assert offers(VALIDATED, who) == ()


def test_update_goes_by_the_authority_of_the_organisation_where_there_is_another() -> None:
    assert advance(DRAFT, Step.SUBMIT, WRITER, has_other_authority=True) is WITH_AUTHORITY
    assert advance(WITH_AUTHORITY, Step.ENDORSE, AUTHORITY) is WITH_OFFICE
    assert advance(DRAFT, Step.SUBMIT, WRITER) is WITH_OFFICE


def test_what_the_authority_writes_goes_straight_to_the_office() -> None:
    wrote = Standing(writes=True, wrote=True, authority=True)
    assert advance(DRAFT, Step.SUBMIT, wrote, has_other_authority=True) is WITH_OFFICE


def test_whoever_validates_is_told_apart_from_whoever_wrote() -> None:
    own = Standing(writes=True, wrote=True, validator=True)
    with pytest.raises(ValidatedByItsWriter):
        advance(WITH_OFFICE, Step.VALIDATE, own)
    assert advance(WITH_OFFICE, Step.VALIDATE, OFFICE) is VALIDATED


@pytest.mark.parametrize(
    ("state", "who", "after"), [(WITH_AUTHORITY, AUTHORITY, DRAFT), (WITH_OFFICE, OFFICE, RETURNED)]
)
def test_return_needs_its_reason(state: UpdateState, who: Standing, after: UpdateState) -> None:
    with pytest.raises(ReturnedWithoutReason):
        advance(state, Step.RETURN, who, reason="  ")
    assert advance(state, Step.RETURN, who, reason="Which year?") is after


def test_authority_of_another_organisation_is_nobody() -> None:
    for state, step in itertools.product(UpdateState, Step):
        with pytest.raises(StepNotOffered):
            advance(state, step, NOBODY, reason="because")


def test_what_the_office_gave_back_is_a_draft_again_once_it_is_taken_up() -> None:
    assert advance(RETURNED, Step.REWORK, COLLEAGUE) is DRAFT
    assert advance(WITH_OFFICE, Step.TAKE_BACK, COLLEAGUE) is DRAFT


def test_drafts_and_what_was_given_back_are_not_handed_in() -> None:
    assert [state for state in UpdateState if not state.is_handed_in] == [DRAFT, RETURNED]
