"""What components say about risk, time and missing knowledge: in words, never by colour alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import TemplateSyntaxError
from django.utils import translation

from hirz.faces.shell.parts import ConsentCell, ConsentRow, Event, EventKind
from hirz.faces.shell.trend import Measured, drawn
from tests.faces.shell.rendering import rendered

NOW = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
CLOCK = "{% clock due_at=due_at now=now frozen=frozen %}"


def clock(left: timedelta, *, frozen: bool = False) -> str:
    return rendered(CLOCK, due_at=NOW + left, now=NOW, frozen=frozen)


@pytest.mark.parametrize(
    ("left", "urgency", "words"),
    [
        (timedelta(minutes=-1), "missed", "1 minute ago"),
        (timedelta(hours=23), "urgent", "in 23 hours"),
        (timedelta(hours=25), "soon", "in 25 hours"),
        (timedelta(days=3), "calm", "in 3 days"),
        (timedelta(days=60), "calm", "in 60 days"),
    ],
)
def test_clock_says_time_left(left: timedelta, urgency: str, words: str) -> None:
    shown = clock(left)
    assert f'data-urgency="{urgency}"' in shown
    assert words in shown
    assert ("Missed" in shown) is (urgency == "missed")


def test_clock_never_overstates_time_left() -> None:
    assert "in 2 days" in clock(timedelta(days=2, hours=23, minutes=59))
    assert "in 1 minute" in clock(timedelta(seconds=119))


def test_clock_frozen_shows_no_time_left() -> None:
    shown = clock(timedelta(hours=-5), frozen=True)
    assert "Frozen" in shown
    assert "ago" not in shown


def test_clock_refuses_what_is_no_moment() -> None:
    with pytest.raises(TemplateSyntaxError, match="due_at"):
        rendered("{% clock due_at=due_at %}", due_at="2026-05-14")


def test_risk_not_assessed_says_so() -> None:
    assert "Risk not assessed" in rendered('{% risk_badge level="" %}')


def test_risk_is_said_in_the_language_of_the_page() -> None:
    with translation.override("ar"):
        assert "حرج" in rendered('{% risk_badge level="critical" %}')


def test_fact_without_content_says_that_it_is_not_known() -> None:
    assert "Not known" in rendered('{% fact term="Place" %}   {% endfact %}')
    assert "Not asked" in rendered('{% fact term="Place" missing="Not asked" %}{% endfact %}')


def test_consent_matrix_refuses_a_row_with_too_few_answers() -> None:
    rows = [ConsentRow("Naming", [ConsentCell("GIVEN")])]
    with pytest.raises(TemplateSyntaxError, match="one answer for each person"):
        rendered('{% consent_matrix caption="Consent" people=people rows=rows %}', people=["A", "B"], rows=rows)


def test_consent_matrix_refuses_a_state_that_does_not_exist() -> None:
    rows = [ConsentRow("Naming", [ConsentCell("PERHAPS")])]
    with pytest.raises(TemplateSyntaxError, match="PERHAPS"):
        rendered('{% consent_matrix caption="Consent" people=people rows=rows %}', people=["A"], rows=rows)


LANES: list[tuple[str, Measured]] = [
    ("Coordination", [("Office", [(date(2023, 1, 1), 0), (date(2025, 1, 1), 4)]), ("Trust", [(date(2024, 1, 1), 2)])]),
    ("Consultation", [("Office", []), ("Trust", [])]),
]


def test_trend_draws_every_level_on_its_day_and_says_whose_it_is() -> None:
    (_coordination, (office, trust)), (_consultation, nothing) = drawn(LANES, 4).lanes
    (first, last), (between,) = office.dots, trust.dots
    assert first.y > between.y > last.y
    assert [len(line.pieces) for line in (office, trust, *nothing)] == [1, 0, 0, 0]
    assert first.x < between.x < last.x
    assert drawn(LANES, 4).authors == [(1, "Office"), (2, "Trust")]


def test_trend_is_a_picture_that_nobody_has_to_hear() -> None:
    shown = rendered('{% trend caption="Levels" lanes=lanes highest=4 %}', lanes=LANES)
    assert shown.count('aria-hidden="true"') == 2
    assert "Trust" in shown
    assert "style=" not in shown


def test_timeline_puts_events_in_order_and_unknown_dates_last() -> None:
    events = [
        Event(EventKind.DEVELOPMENT, "Ban", ""),
        Event(EventKind.REPLY, "Answer", "2026-08"),
        Event(EventKind.ENGAGEMENT, "Speech", "2026-05-14"),
    ]
    shown = rendered('{% timeline caption="Story" events=events %}', events=events)
    assert shown.index("Speech") < shown.index("Answer") < shown.index("Ban")
    assert "Date not known" in shown
