from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.dates import DateDoubt, EdtfDate, doubts

TODAY = date(2024, 5, 12)
FUTURE, OLD = DateDoubt.IN_THE_FUTURE, DateDoubt.BEFORE_1945


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-12", ()),
        ("2024-05-13", (FUTURE,)),
        ("2024", ()),
        ("2024-05", ()),
        ("2024-06", (FUTURE,)),
        ("202X", ()),
        ("2024-05/2024-06", (FUTURE,)),
        ("2024-05/..", ()),
        ("../2024-05", ()),
        ("1945-01-01", ()),
        ("1944-12-31", (OLD,)),
        ("1944", (OLD,)),
        ("194X", ()),
        ("19XX", ()),
        ("1944/1950", (OLD,)),
        ("1940/2030", (FUTURE, OLD)),
    ],
)
def test_date_is_doubted_only_when_no_reading_is_plausible(text: str, expected: tuple[DateDoubt, ...]) -> None:
    assert doubts(EdtfDate.parse(text), TODAY) == expected


@given(st.dates(date(1945, 1, 1), date(2200, 1, 1)), st.integers(0, 3000))
def test_past_day_is_never_in_doubt_and_later_day_always(today: date, days: int) -> None:
    if (past := today - timedelta(days=days)) >= date(1945, 1, 1):
        assert doubts(EdtfDate.parse(str(past)), today) == ()
    later = today + timedelta(days=days + 1)
    assert doubts(EdtfDate.parse(str(later)), today) == (FUTURE,)
