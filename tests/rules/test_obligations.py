from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.accreditation import EVENT_OF, AccreditationStatus, Decision, accreditation_on
from hirz.rules.mechanism_facts import (
    EventFact,
    EventKind,
    Override,
    OverrideSaysNothing,
    OverrideWithoutReason,
    Stage,
    StateFacts,
)
from hirz.rules.obligations import obligations, review_after
from hirz.rules.reporting_law import REPORTS, RULES
from hirz.rules.treaty_law import TREATIES
from hirz.rules.treaty_status import ActionKind, Precision, TreatyFact
from tests.rules.states import SESSIONS, act, by_rule, days, event, owed

SUBMITTED, OBSERVATIONS = EventKind.REPORT_SUBMITTED, EventKind.CONCLUDING_OBSERVATIONS
REVIEWED = EventKind.UPR_REVIEWED
DAYS = st.dates(min_value=date(1985, 1, 1), max_value=date(2030, 12, 31))
TREATY = st.sampled_from(sorted(TREATIES))
ACTS = st.lists(
    st.builds(TreatyFact, id=st.uuids().map(str), treaty=TREATY, kind=st.sampled_from(ActionKind), on_date=DAYS),
    max_size=15,
)
EVENTS = st.lists(
    st.builds(
        EventFact,
        id=st.uuids().map(str),
        kind=st.sampled_from(EventKind),
        on_date=DAYS,
        treaty=TREATY,
        next_date=st.none() | DAYS,
        session=st.none() | st.integers(1, 54),
        reference=st.sampled_from(["", "UZB 1/2024", "UZB 2/2024"]),
    ),
    max_size=15,
)
FACTS = st.builds(StateFacts, state=st.just("XM"), actions=ACTS.map(tuple), events=EVENTS.map(tuple))
UNTIL = date(2035, 12, 31)


def computed(facts: StateFacts, *overrides: Override) -> dict[str, date]:
    found = obligations(facts, until=UNTIL, sessions=SESSIONS, overrides=overrides)
    assert len({one.key for one in found}) == len(found)
    return {one.key: one.due_date for one in found}


def test_series_starts_with_the_entry_into_force_and_goes_on_at_its_interval() -> None:
    found = owed(act("cedaw", "1998-08-26"), until="2010-01-01")
    assert days(found, "cedaw.initial") == ["1999-09-25"]
    assert days(found, "cedaw.periodic") == ["2003-09-25", "2007-09-25"]
    assert [one.number for one in found] == [1, 2, 3]


def test_protocol_on_armed_conflict_asks_for_one_report() -> None:
    found = owed(act("op_crc_ac", "2003-04-10"))
    assert days(found, "op_crc_ac.initial") == ["2005-05-10"]
    assert len(found) == 1


def test_covenant_on_civil_rights_asks_again_only_after_a_review() -> None:
    assert days(owed(act("iccpr", "2006-01-24")), "iccpr.initial") == ["2007-04-24"]
    found = owed(act("iccpr", "2006-01-24"), event(OBSERVATIONS, "2016-07-11", "iccpr"))
    expected = by_rule(found, "iccpr.predictable")
    assert [one.due_date.isoformat() for one in expected] == ["2024-07-11"]
    assert expected[0].is_approximate
    assert expected[0].rule.verify


def test_signature_alone_obliges_to_nothing() -> None:
    assert owed(act("icmw", "2002-01-08", ActionKind.SIGNATURE)) == ()


def test_one_late_report_fulfils_all_that_are_due() -> None:
    found = owed(act("cedaw", "1998-08-26"), event(SUBMITTED, "2008-01-01", "cedaw"), until="2012-01-01")
    assert [one.fulfilled_date is not None for one in found] == [True, True, True, False]


def test_report_shortly_before_its_day_is_that_report() -> None:
    found = owed(act("cedaw", "1998-08-26"), event(SUBMITTED, "1999-03-01", "cedaw"), until="2004-01-01")
    assert [one.fulfilled_date for one in found] == [date(1999, 3, 1), None]


def test_committee_that_names_a_day_starts_the_series_anew() -> None:
    observations = event(OBSERVATIONS, "2014-02-28", "cedaw", next_date=date(2018, 2, 28))
    found = owed(act("cedaw", "1998-08-26"), observations, until="2023-01-01")
    assert days(found, "committee.report") == ["2018-02-28", "2022-02-28"]
    assert max(days(found, "cedaw.periodic")) < "2014-02-28"


def test_list_of_issues_prior_to_reporting_gives_a_year() -> None:
    prior = event(EventKind.LIST_OF_ISSUES_PRIOR, "2022-05-12", "cat")
    assert days(owed(act("cat", "1998-08-26"), prior, until="2024-01-01"), "committee.simplified") == ["2023-05-12"]


def test_replies_to_a_list_of_issues_are_due_on_the_day_it_names() -> None:
    issues = event(EventKind.LIST_OF_ISSUES, "2022-05-12", "cat", next_date=date(2022, 8, 1))
    replies = event(EventKind.REPLIES_SUBMITTED, "2022-07-30", "cat")
    found = owed(issues, replies)
    assert [(one.due_date, one.fulfilled_date) for one in found] == [(date(2022, 8, 1), date(2022, 7, 30))]


@pytest.mark.parametrize(
    ("treaty", "due"), [("cat", "2021-06-01"), ("cedaw", "2022-06-01"), ("icmw", "2022-06-01"), ("crc", None)]
)
def test_follow_up_is_due_by_the_habit_of_the_committee(treaty: str, due: str | None) -> None:
    found = owed(event(OBSERVATIONS, "2020-06-01", treaty))
    assert [one.due_date.isoformat() for one in found if "follow_up" in one.rule.code] == ([due] if due else [])


def test_preventive_mechanism_is_due_a_year_after_the_deposit_unless_postponed() -> None:
    assert days(owed(act("opcat", "2008-12-29")), "opcat.mechanism") == ["2009-12-29"]
    postponed = act("opcat", "2010-02-08", ActionKind.PREVENTION_POSTPONED, until_date=date(2012, 10, 22))
    assert days(owed(act("opcat", "2008-10-22"), postponed), "opcat.mechanism") == ["2012-10-22"]


def test_report_for_the_review_is_due_twelve_weeks_before_and_half_time_is_encouraged() -> None:
    found = owed(event(REVIEWED, "2019-11-07", session=34))
    assert days(found, "upr.report") == ["2024-10-28"]
    (half,) = by_rule(found, "upr.mid_term")
    assert half.rule.voluntary
    assert date(2019, 11, 7) < half.due_date < date(2025, 1, 20)


def test_review_that_nobody_has_set_is_expected_and_said_to_be() -> None:
    (expected,) = by_rule(owed(event(REVIEWED, "2025-01-23", session=48)), "upr.review_expected")
    assert expected.is_approximate
    assert expected.due_date == date(2029, 7, 23)


def test_order_of_the_first_cycle_does_not_tell_the_second() -> None:
    assert review_after(12) is None
    assert review_after(13) == 27


@given(st.lists(st.tuples(DAYS, st.sampled_from(AccreditationStatus), st.none() | DAYS), unique_by=lambda one: one[0]))
def test_calendar_tells_of_an_institution_what_its_decisions_do(
    decisions: list[tuple[date, AccreditationStatus, date | None]],
) -> None:
    facts = StateFacts(
        state="XM",
        events=tuple(
            EventFact(id=str(on_date), kind=EVENT_OF[status], on_date=on_date, next_date=next_date)
            for on_date, status, next_date in decisions
        ),
    )
    standing = accreditation_on(
        UNTIL, [Decision(id=str(day), status=status, on_date=day, next_date=named) for day, status, named in decisions]
    )
    found = obligations(facts, until=date.max, sessions=SESSIONS)
    waiting = sorted((one.due_date, one.rule.code) for one in found if one.fulfilled_date is None)
    assert waiting == sorted((step.due_date, step.rule.code) for step in standing.steps)


def test_institutions_of_one_state_are_read_each_by_itself_and_named() -> None:
    renewed, lapsed = (
        {"institution": "1", "institution_name": "Rivers"},
        {"institution": "2", "institution_name": "Lamps"},
    )
    accredited, gone = EventKind.INSTITUTION_ACCREDITED, EventKind.INSTITUTION_NOT_ACCREDITED
    found = owed(
        event(accredited, "2018-10-01", **renewed),
        event(accredited, "2020-10-01", **lapsed),
        event(gone, "2021-10-01", **lapsed),
        event(accredited, "2023-11-01", **renewed),
    )
    assert [(one.institution_name, one.due_date, one.fulfilled_date) for one in found] == [
        ("Rivers", date(2023, 10, 1), date(2023, 11, 1)),
        ("Rivers", date(2028, 11, 1), None),
    ]


def test_decision_of_which_it_is_not_said_on_whom_is_on_the_only_institution_there_is() -> None:
    known = {"institution": "1", "institution_name": "Rivers"}
    decisions = [event(EventKind.INSTITUTION_ACCREDITED, "2018-10-01")]
    decisions += [event(EventKind.INSTITUTION_ACCREDITED, "2023-11-01", **known)]
    assert [(one.institution_name, one.fulfilled_date) for one in owed(*decisions)] == [
        ("", date(2023, 11, 1)),
        ("", None),
    ]


def test_window_of_a_mechanism_passes_and_nobody_is_late() -> None:
    (window,) = owed(event(EventKind.INSTITUTION_SPECIAL_REVIEW, "2020-12-11"))
    assert window.stage_on(date(2022, 6, 11)) is Stage.UPCOMING
    assert window.stage_on(date(2022, 6, 12)) is Stage.PASSED
    assert window.rule.verify


def test_accreditation_lasts_five_years_and_the_next_fulfils_it() -> None:
    first, second = "2018-10-01", "2023-11-01"
    found = owed(event(EventKind.INSTITUTION_ACCREDITED, first), event(EventKind.INSTITUTION_ACCREDITED, second))
    assert [(one.due_date, one.fulfilled_date) for one in found] == [
        (date(2023, 10, 1), date(2023, 11, 1)),
        (date(2028, 11, 1), None),
    ]


def test_letter_is_answered_by_its_own_answer_within_sixty_days() -> None:
    letters = [event(EventKind.COMMUNICATION_SENT, "2024-03-01", reference=f"UZB {number}/2024") for number in (1, 2)]
    letters = [replace(letter, id=letter.reference) for letter in letters]
    answer = event(EventKind.COMMUNICATION_ANSWERED, "2024-04-10", reference="UZB 2/2024")
    found = owed(*letters, answer)
    assert {one.reference: one.fulfilled_date for one in found} == {"UZB 1/2024": None, "UZB 2/2024": date(2024, 4, 10)}
    assert {one.due_date for one in found} == {date(2024, 4, 30)}


def test_day_known_by_its_year_only_makes_what_follows_approximate() -> None:
    found = owed(act("crpd", "2015-12-31", ActionKind.BECAME_PARTY, precision=Precision.YEAR), until="2020-01-01")
    assert [one.is_approximate for one in found] == [True]


@pytest.mark.parametrize(
    ("day", "stage"),
    [("1999-09-25", Stage.UPCOMING), ("1999-09-26", Stage.PAST_DUE), ("2000-01-01", Stage.FULFILLED)],
)
def test_last_day_is_in_time(day: str, stage: Stage) -> None:
    found = owed(act("cedaw", "1998-08-26"), event(SUBMITTED, "2000-01-01", "cedaw"), until="2000-01-01")
    assert found[0].stage_on(date.fromisoformat(day)) is stage


def test_what_is_only_encouraged_is_never_past_due() -> None:
    (half,) = by_rule(owed(event(REVIEWED, "2014-10-30", session=20)), "upr.mid_term")
    assert half.stage_on(date(2030, 1, 1)) is Stage.PASSED


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_override_needs_a_reason(reason: str) -> None:
    with pytest.raises(OverrideWithoutReason):
        Override(key="XM:cedaw.initial:cedaw:1", reason=reason, due_date=date(2000, 1, 1))


def test_override_says_one_thing() -> None:
    for more in ({}, {"due_date": date(2000, 1, 1), "is_owed": False}):
        with pytest.raises(OverrideSaysNothing):
            Override(key="XM:cedaw.initial:cedaw:1", reason="Agreed", **more)  # type: ignore[arg-type]


def test_later_override_holds() -> None:
    facts = StateFacts(state="XM", actions=(act("cedaw", "1998-08-26"),))
    key = "XM:cedaw.initial:cedaw:1"
    first = Override(key=key, reason="Extended", due_date=date(2001, 1, 1))
    second = Override(key=key, reason="Taken back", is_owed=False)
    found = {one.key: one for one in obligations(facts, until=UNTIL, sessions={}, overrides=(first, second))}
    assert found[key].override == second
    assert found[key].stage_on(UNTIL) is Stage.NOT_OWED


def test_obligation_put_forward_is_there_however_near_the_end_of_the_calendar() -> None:
    facts = StateFacts(state="XM", actions=(act("crc", "2020-01-15"),))
    key = "XM:crc.periodic:crc:2"
    assert computed(facts)[key] == date(2027, 2, 14)
    sooner = Override(key=key, reason="Asked for at once", due_date=date(2023, 5, 1))
    near = obligations(facts, until=date(2023, 6, 1), sessions={}, overrides=(sooner,))
    assert {one.key: one.due_date for one in near} == {
        "XM:crc.initial:crc:1": date(2022, 2, 14), key: date(2023, 5, 1),
    }  # fmt: skip


@given(FACTS, st.data())
def test_override_touches_nothing_but_its_own_obligation(facts: StateFacts, data: st.DataObject) -> None:
    before = computed(facts)
    if not before:
        return
    key = data.draw(st.sampled_from(sorted(before)))
    after = computed(facts, Override(key=key, reason="Agreed", due_date=date(2000, 1, 1)))
    assert {**before, key: date(2000, 1, 1)} == after


@given(FACTS)
def test_obligation_never_falls_due_after_the_end_and_the_earliest_comes_first(facts: StateFacts) -> None:
    found = obligations(facts, until=UNTIL, sessions=SESSIONS)
    assert [one.due_date for one in found] == sorted(one.due_date for one in found)
    assert all(one.due_date <= UNTIL for one in found)
    assert {one.rule.code for one in found} <= set(RULES)


@given(FACTS, DAYS)
def test_nothing_is_counted_from_a_fact_that_was_not_known_yet(facts: StateFacts, day: date) -> None:
    for one in obligations(facts.as_of(day), until=UNTIL, sessions=SESSIONS):
        assert one.fulfilled_date is None or one.fulfilled_date <= day
        assert one.key.split(":")[-1] not in {fact.id for fact in facts.events if fact.on_date > day}


@given(FACTS, TREATY, DAYS)
def test_submission_never_leaves_more_to_report(facts: StateFacts, treaty: str, day: date) -> None:
    def waiting(what: StateFacts) -> int:
        found = obligations(what, until=UNTIL, sessions=SESSIONS)
        return sum(one.fulfilled_date is None and one.treaty in REPORTS for one in found)

    more = EventFact(id="more", kind=SUBMITTED, on_date=day, treaty=treaty)
    assert waiting(replace(facts, events=(*facts.events, more))) <= waiting(facts)


@given(FACTS)
def test_longer_horizon_keeps_what_a_shorter_one_showed(facts: StateFacts) -> None:
    near = date(2031, 1, 1)
    short = {one.key for one in obligations(facts, until=near, sessions=SESSIONS)}
    long = {one.key for one in obligations(facts, until=UNTIL, sessions=SESSIONS) if one.due_date <= near}
    assert short == long


def test_every_treaty_with_reports_is_a_treaty_and_every_rule_has_a_source() -> None:
    assert set(REPORTS) < set(TREATIES)
    assert all(rule.source for rule in RULES.values())
    assert {f"{treaty}.initial" for treaty in REPORTS} <= set(RULES)
