"""Calendar facts that others published, and what the rules make of the same facts.

Deposits are those of the United Nations Treaty Collection, chapter IV. Each row names who published the result. Where
the rule and the published day differ, the last column says why.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from hirz.rules.mechanism_facts import EventKind
from hirz.rules.obligations import review_after
from hirz.rules.treaty_law import entry_into_force
from tests.rules.states import act, by_rule, days, event, owed

OBSERVATIONS = EventKind.CONCLUDING_OBSERVATIONS


class InForce(NamedTuple):
    state: str
    treaty: str
    deposit: str
    in_force: str
    source: str


class Report(NamedTuple):
    state: str
    treaty: str
    deposit: str
    rule: str
    computed: str
    published: str
    source: str
    difference: str = ""


IN_FORCE = [
    InForce("Tajikistan", "icmw", "2002-01-08", "2003-07-01", "Came into effect in 2003 (Asia-Plus, 4 April 2011)"),
    InForce(
        "Russian Federation", "crc", "1990-08-16", "1990-09-15", "Annual report of the CRC, annex on States parties"
    ),
    InForce("Ethiopia", "crc", "1991-05-14", "1991-06-13", "Annual report of the CRC, annex on States parties"),
    InForce("Azerbaijan", "crc", "1992-08-13", "1992-09-12", "Annual report of the CRC, annex on States parties"),
    InForce("Ecuador", "crc", "1990-03-23", "1990-09-02", "Annual report of the CRC: with the Convention itself"),
    InForce("Albania", "crc", "1992-02-27", "1992-03-28", "Annual report of the CRC: a leap year"),
]
REPORTS = [
    Report(
        "Uzbekistan", "crc", "1994-06-29", "crc.initial", "1996-07-29", "1996", "CRC/C/41/Add.8, reports due in 1996",
    ),
    Report(
        "Turkmenistan", "icerd", "1994-09-29", "icerd.initial", "1995-10-29", "1995",
        "CERD/C/TKM/CO/5, para. 4: about nine years late in 2004",
    ),
    Report(
        "Kyrgyzstan", "crc", "1994-10-07", "crc.periodic", "2011-11-06", "2010", "CRC/C/KGZ/3-4, reports due in 2010",
        "the Committee asked for the third and fourth report together and named the day",
    ),
    Report(
        "Tajikistan", "icmw", "2002-01-08", "icmw.periodic", "2019-07-01", "2017", "CMW/C/TJK/2, report due in 2017",
        "the Committee named a day five years after its observations of 26 April 2012",
    ),
]  # fmt: skip


@pytest.mark.parametrize("row", IN_FORCE, ids=lambda row: f"{row.state} {row.treaty}")
def test_treaty_binds_from_the_published_day(row: InForce) -> None:
    assert entry_into_force(row.treaty, date.fromisoformat(row.deposit)) == date.fromisoformat(row.in_force)


@pytest.mark.parametrize("row", REPORTS, ids=lambda row: f"{row.state} {row.rule}")
def test_report_falls_due_when_published_or_differs_for_a_reason(row: Report) -> None:
    computed = days(owed(act(row.treaty, row.deposit)), row.rule)
    assert row.computed in computed
    agrees = any(day.startswith(row.published) for day in computed)
    assert agrees != bool(row.difference)


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


def test_next_report_of_turkmenistan_was_due_on_the_day_that_its_committee_set() -> None:
    """Source: CCPR/C/TKM/CO/1, para. 25."""
    observations = event(OBSERVATIONS, "2012-03-28", "iccpr", next_date=date(2015, 3, 30))
    assert days(owed(act("iccpr", "1997-05-01"), observations), "committee.report") == ["2015-03-30"]


def test_follow_up_of_turkmenistan_was_due_within_a_year() -> None:
    """Source: CCPR/C/TKM/CO/1, para. 24."""
    found = owed(act("iccpr", "1997-05-01"), event(OBSERVATIONS, "2012-03-28", "iccpr"))
    assert days(found, "ccpr.follow_up") == ["2013-03-28"]


def test_second_report_of_tajikistan_was_due_on_the_day_that_its_committee_set() -> None:
    """Source: CMW/C/TJK/2, cover; observations adopted on 26 April 2012."""
    observations = event(OBSERVATIONS, "2012-04-26", "icmw", next_date=date(2017, 4, 26))
    found = owed(act("icmw", "2002-01-08"), observations, until="2020-01-01")
    assert days(found, "committee.report") == ["2017-04-26"]
    assert not [one for one in by_rule(found, "icmw.periodic") if one.due_date > observations.on_date]


def test_second_review_of_kazakhstan_led_to_the_third_and_the_third_to_the_fourth() -> None:
    """Source: A/HRC/28/10 (review of 30 October 2014) and the fourth review on 23 January 2025, at session 48."""
    reviews = [
        event(EventKind.UPR_REVIEWED, "2014-10-30", session=20),
        event(EventKind.UPR_REVIEWED, "2019-11-07", session=34),
    ]
    assert days(owed(*reviews), "upr.review") == ["2019-11-04", "2025-01-20"]
