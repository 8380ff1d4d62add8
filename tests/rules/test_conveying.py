from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hirz.rules.conveying import (
    ConsentForAnybody,
    ConsentRanOut,
    Conveyable,
    ConveyingRefused,
    Message,
    NameInMessage,
    NameNotAgreed,
    NeverAsked,
    NotConveyable,
    NothingToConvey,
    NotToBeConveyed,
    VoiceAnswer,
    VoiceAnswerState,
    convey,
)
from hirz.rules.errors import BadInput

UNDER_LOAD = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
GIVEN, REFUSED, WITHDRAWN = VoiceAnswerState
RECIPIENTS = ["ministry", "rapporteur"]
MOMENTS = st.integers(-400, 400).map(lambda hours: NOW + timedelta(hours=hours))
YES = st.builds(
    VoiceAnswer,
    id=st.integers(0, 999).map(str),
    state=st.just(GIVEN),
    answered_at=MOMENTS,
    recipient=st.sampled_from(RECIPIENTS),
    with_name=st.booleans(),
    valid_until=st.none() | st.dates(date(2026, 5, 1), date(2026, 7, 1)),
)
NO = st.builds(
    VoiceAnswer,
    id=st.integers(0, 999).map(str),
    state=st.sampled_from([REFUSED, WITHDRAWN]),
    answered_at=MOMENTS,
    recipient=st.none() | st.sampled_from(RECIPIENTS),
)
ANSWERS = st.lists(YES | NO, max_size=6, unique_by=lambda one: one.id)


def message(text: str = "The well ran dry", *, with_name: bool = False, **more: frozenset[str]) -> Message:
    return Message(voice="v", recipient="rapporteur", text=text, with_name=with_name, **more)


def answer(
    state: VoiceAnswerState = GIVEN, *, hours: int = -1, to: str | None = "rapporteur", **more: object
) -> VoiceAnswer:
    return VoiceAnswer(id=f"{hours}", state=state, answered_at=NOW + timedelta(hours=hours), recipient=to, **more)  # type: ignore[arg-type]


def test_message_with_consent_for_its_recipient_is_conveyable_and_names_the_answer() -> None:
    found = convey(message(), [answer(hours=-5)], NOW)
    assert (found.message.text, found.answer, found.decided_at) == ("The well ran dry", "-5", NOW)


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [
        ([], NeverAsked),
        ([answer(to="ministry")], NeverAsked),
        ([answer(hours=1)], NeverAsked),
        ([answer(REFUSED)], ConveyingRefused),
        ([answer(hours=-2), answer(WITHDRAWN)], ConveyingRefused),
        ([answer(hours=-2), answer(WITHDRAWN, to=None)], ConveyingRefused),
        ([answer(hours=-2), answer(WITHDRAWN, hours=3)], ConveyingRefused),
        ([answer(valid_until=date(2026, 5, 31))], ConsentRanOut),
    ],
)
def test_without_standing_consent_nothing_is_carried(
    answers: list[VoiceAnswer], refusal: type[NotToBeConveyed]
) -> None:
    with pytest.raises(refusal):
        convey(message(), answers, NOW)


def test_no_to_one_recipient_closes_nothing_to_another() -> None:
    assert convey(message(), [answer(hours=-2), answer(REFUSED, to="ministry")], NOW)


def test_later_yes_for_the_recipient_ends_a_no_to_everybody() -> None:
    assert convey(message(), [answer(REFUSED, hours=-3, to=None), answer(hours=-2)], NOW)


def test_last_day_of_a_consent_still_holds() -> None:
    assert convey(message(), [answer(valid_until=NOW.date())], NOW)


def test_name_goes_along_only_where_that_was_agreed() -> None:
    with pytest.raises(NameNotAgreed):
        convey(message(with_name=True), [answer()], NOW)
    assert convey(message("Zarina Tolo says so", with_name=True), [answer(with_name=True)], NOW)


@pytest.mark.parametrize("text", ["Zarina said so", "ЗАРИНА сказала", "It was Z.; ask Tolo"])
def test_name_in_the_words_themselves_is_found(text: str) -> None:
    known = frozenset({"Zarina Tolo", "Зарина Толо"})
    with pytest.raises(NameInMessage):
        convey(message(text, spellings=known), [answer()], NOW)


def test_consent_for_anybody_cannot_be_recorded() -> None:
    with pytest.raises(ConsentForAnybody):
        answer(to=None)


def test_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(BadInput):
        VoiceAnswer(id="1", state=GIVEN, answered_at=datetime(2026, 1, 1), recipient="x")  # noqa: DTZ001


def test_empty_message_is_refused() -> None:
    with pytest.raises(NothingToConvey):
        convey(message("  "), [answer()], NOW)


@UNDER_LOAD
@given(answers=ANSWERS)
def test_nothing_goes_that_no_yes_for_this_recipient_covers(answers: list[VoiceAnswer]) -> None:
    try:
        found = convey(message(), answers, NOW)
    except NotToBeConveyed:
        return
    (relied,) = (one for one in answers if one.id == found.answer)
    assert (relied.state, relied.recipient) == (GIVEN, "rapporteur")
    assert relied.answered_at <= NOW
    assert relied.valid_until is None or relied.valid_until >= NOW.date()


@UNDER_LOAD
@given(answers=ANSWERS, no=NO)
def test_one_more_no_never_opens(answers: list[VoiceAnswer], no: VoiceAnswer) -> None:
    def goes(given: list[VoiceAnswer]) -> bool:
        try:
            return bool(convey(message(), given, NOW))
        except NotToBeConveyed:
            return False

    assert not (goes([*answers, no]) and not goes(answers))


def test_conveyable_cannot_be_made_changed_or_copied_by_hand() -> None:
    found = convey(message(), [answer()], NOW)
    with pytest.raises(NotConveyable):
        Conveyable(object(), message(), "1", NOW)
    with pytest.raises(NotConveyable):
        found.message = message("Something else")
    for copied in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(NotConveyable):
            copied(found)
    with pytest.raises(NotConveyable):
        type("Other", (Conveyable,), {})
