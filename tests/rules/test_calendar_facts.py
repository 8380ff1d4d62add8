"""The rules give what others published, or differ for a reason that is written down."""

from __future__ import annotations

from datetime import date

import pytest

from hirz.rules.mechanism_facts import EventKind
from hirz.rules.obligations import review_after
from tests.rules.calendar_facts import FACTS, PAGE, Fact, page_with_table
from tests.rules.states import act, by_rule, event, owed


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.state} {fact.rule} {fact.published}")
def test_rule_gives_what_was_published_or_differs_for_a_reason(fact: Fact) -> None:
    assert fact.computed in fact.outcomes()
    assert fact.agrees != bool(fact.difference)


def test_page_shows_the_facts_as_they_are_run() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == page_with_table(page), "run: python -m tests.rules.calendar_facts"


@pytest.mark.parametrize(
    ("state", "session", "following"),
    [
        ("Kazakhstan", 20, 34), ("Kazakhstan", 34, 48), ("Kyrgyzstan", 21, 35), ("Kyrgyzstan", 35, 49),
        ("Tajikistan", 25, 39), ("Tajikistan", 39, 53), ("Turkmenistan", 16, 30), ("Turkmenistan", 30, 44),
        ("Uzbekistan", 16, 30), ("Uzbekistan", 30, 44),
    ],
)  # fmt: skip
def test_state_is_reviewed_at_the_session_at_which_it_was(state: str, session: int, following: int) -> None:
    """Source: session documents of the Working Group; the last review of Tajikistan is set by the same order."""
    assert review_after(session) == following


def test_report_of_turkmenistan_of_2004_was_its_initial_to_fifth() -> None:
    """Source: CERD/C/TKM/CO/5, para. 1."""
    found = owed(act("icerd", "1994-09-29"), event(EventKind.REPORT_SUBMITTED, "2004-06-01", "icerd"))
    fulfilled = [one.number for one in found if one.fulfilled_date is not None]
    assert fulfilled == [1, 2, 3, 4, 5]


def test_day_that_a_committee_set_takes_the_place_of_the_series() -> None:
    """Source: CMW/C/TJK/2, cover; observations on Tajikistan adopted on 26 April 2012."""
    observations = event(EventKind.CONCLUDING_OBSERVATIONS, "2012-04-26", "icmw", next_date=date(2017, 4, 26))
    found = owed(act("icmw", "2002-01-08"), observations, until="2020-01-01")
    assert not [one for one in by_rule(found, "icmw.periodic") if one.due_date > observations.on_date]
