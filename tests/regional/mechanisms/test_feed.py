"""The calendar file: well formed by RFC 5545, and nothing in it that is not public."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from hirz.foundation.accounts.models import User
from hirz.regional.mechanisms.actions import Settlement, settle_obligation
from hirz.regional.mechanisms.feed import feed_of
from hirz.regional.mechanisms.icalendar import LINE_OCTETS, DayEntry, calendar_file
from hirz.regional.mechanisms.words import SOURCES
from hirz.rules.reporting_law import RULES
from tests.regional.mechanisms.conftest import acted, happened
from tests.reprisals.people.web.pages import signed_in

MADE_AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=200)


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def test_day_is_an_event_of_one_whole_day() -> None:
    entry = DayEntry("one@hirz", date(2026, 12, 31), "Report", "Rule")
    lines = unfolded(calendar_file([entry], name="Obligations", made_at=MADE_AT))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert {"UID:one@hirz", "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101"} <= set(lines)
    assert "DTSTAMP:20260102T030405Z" in lines


@given(TEXT, TEXT)
def test_any_text_comes_back_and_no_line_is_too_long(summary: str, description: str) -> None:
    data = calendar_file([DayEntry("u", date(2026, 1, 1), summary, description)], name="N", made_at=MADE_AT)
    assert all(len(line) <= LINE_OCTETS for line in data.split(b"\r\n"))
    lines = unfolded(data)
    told = next(line for line in lines if line.startswith("SUMMARY:")).removeprefix("SUMMARY:")
    assert unescaped(told) == "\n".join(summary.splitlines())


def test_text_cannot_begin_an_event_of_its_own() -> None:
    entry = DayEntry("u", date(2026, 1, 1), "Report\r\nEND:VEVENT\r\nBEGIN:VALARM", "x")
    assert unfolded(calendar_file([entry], name="N", made_at=MADE_AT)).count("END:VEVENT") == 1


@pytest.mark.django_db
def test_feed_holds_what_comes_and_no_reason_of_ours(officer: User) -> None:
    acted(officer, "cedaw", "1998-08-26")
    happened(officer, "concluding_observations", "2024-02-01", "cedaw", next_date=date(2028, 2, 1))
    key = next_key(officer)
    with time_machine.travel("2026-06-01", tick=False):
        settlement = Settlement("Whispered to us", date(2028, 5, 5))
        settle_obligation(state_code="XM", key=key, settlement=settlement, by=officer)
        with translation.override("en"):
            text = "\n".join(unfolded(feed_of(["XM"], user=officer, now=timezone.now())))
    assert "DTSTART;VALUE=DATE:20280505" in text
    assert "Amruvia: Periodic report: CEDAW" in text
    assert "Whispered" not in text
    assert "19990925" not in text


def next_key(user: User) -> str:
    from hirz.regional.mechanisms.facts import calendar, facts_of

    found = calendar(facts_of(["XM"], user=user).values(), (), until=date(2029, 1, 1))
    return next(one.key for one in found if one.due_date == date(2028, 2, 1))


@pytest.mark.django_db
def test_signed_in_person_saves_the_file(officer: User, reader: User) -> None:
    acted(officer, "cedaw", "1998-08-26")
    answer = signed_in(reader).get("/treaties/XM/calendar.ics")
    content = b"".join(answer)
    assert answer["Content-Type"].startswith("text/calendar")
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")


def test_every_source_of_a_rule_can_be_translated() -> None:
    with translation.override("en"):
        assert {rule.source for rule in RULES.values()} == {str(source) for source in SOURCES}
