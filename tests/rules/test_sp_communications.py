from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.mechanism_facts import EventKind
from hirz.rules.sp_communications import (
    CONFIDENCE,
    PERIODS,
    BadReference,
    BeforeItWasSent,
    Letter,
    LetterKind,
    Reference,
    Standing,
    read_reference,
)
from tests.rules.states import event, owed

SENT = date(2026, 3, 2)
DAYS = st.dates(min_value=SENT, max_value=date(2027, 12, 31))


def test_reply_to_an_allegation_letter_is_due_after_sixty_days() -> None:
    assert Letter(kind=LetterKind.ALLEGATION, sent_date=SENT).due_date == date(2026, 5, 1)


def test_reply_falls_due_on_the_day_that_the_calendar_of_the_state_tells() -> None:
    (obligation,) = owed(event(EventKind.COMMUNICATION_SENT, SENT.isoformat(), reference="AL XAM 1/2026"))
    assert obligation.due_date == Letter(kind=LetterKind.JOINT_ALLEGATION, sent_date=SENT).due_date


@pytest.mark.parametrize("kind", [LetterKind.URGENT_APPEAL, LetterKind.JOINT_URGENT_APPEAL])
def test_reply_to_an_urgent_appeal_is_due_sooner_and_its_rule_is_to_be_verified(kind: LetterKind) -> None:
    letter = Letter(kind=kind, sent_date=SENT)
    assert (letter.due_date, letter.period.verify) == (date(2026, 4, 1), True)


@given(st.sampled_from(LetterKind), DAYS)
def test_day_that_the_letter_names_wins(kind: LetterKind, asked: date) -> None:
    assert Letter(kind=kind, sent_date=SENT, asked_date=asked).due_date == asked


@given(st.sampled_from(LetterKind), DAYS, DAYS)
def test_reply_is_late_only_after_its_last_day(kind: LetterKind, replied: date, day: date) -> None:
    letter = Letter(kind=kind, sent_date=SENT, replied_date=replied)
    standing = letter.standing_on(day)
    if replied > day:
        assert standing is (Standing.AWAITED if day <= letter.due_date else Standing.OVERDUE)
    else:
        assert standing is (Standing.IN_TIME if replied <= letter.due_date else Standing.LATE)


@given(st.sampled_from(LetterKind), DAYS)
def test_it_is_expected_in_confidence_until_its_day_whenever_it_is_published(kind: LetterKind, published: date) -> None:
    letter = Letter(kind=kind, sent_date=SENT, published_date=published)
    assert letter.confidential_until == SENT + timedelta(days=CONFIDENCE.days)


@pytest.mark.parametrize("field", ["asked_date", "replied_date", "published_date"])
def test_nothing_comes_before_the_day_of_sending(field: str) -> None:
    with pytest.raises(BeforeItWasSent):
        Letter(kind=LetterKind.OTHER, sent_date=SENT, **{field: SENT - timedelta(days=1)})


def test_every_period_has_its_source() -> None:
    assert all(period.source and period.days > 0 for period in PERIODS.values())


@given(
    st.sampled_from(LetterKind), st.text(alphabet="ABCXYZ", min_size=3, max_size=3), st.integers(1, 9999),
    st.integers(1990, 2099),
)  # fmt: skip
def test_reference_is_read_as_it_is_written(kind: LetterKind, alpha_3: str, number: int, year: int) -> None:
    written = Reference(kind, alpha_3, number, year)
    assert read_reference(str(written)) == written
    assert read_reference(f"  {str(written).lower()} ".replace("/", " / ")) == written


@given(st.text())
def test_nothing_but_a_reference_is_read(text: str) -> None:
    """What is read holds no word of what was typed beside it: there is nowhere for a name to stand."""
    for typed in (f"AL KAZ 1/2026 {text}x", f"x{text} AL KAZ 1/2026", f"AL KAZ 1/2026/{text}"):
        with pytest.raises(BadReference):
            read_reference(typed)


@pytest.mark.parametrize("typed", ["", "AL KAZ 0/2026", "XX KAZ 1/2026", "AL KA 1/2026", "AL KAZ 1/1826", "AL KAZ 1"])
def test_reference_that_cannot_be_one_is_refused(typed: str) -> None:
    with pytest.raises(BadReference):
        read_reference(typed)
