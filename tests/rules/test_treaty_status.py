from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.treaty_law import TREATIES, NotATreaty, Procedure, entry_into_force, months_after
from hirz.rules.treaty_status import (
    BINDING,
    AcceptedProcedure,
    ActionKind,
    Precision,
    Standing,
    TreatyFact,
    remaining_on,
    standing_on,
)
from tests.rules.states import act

DAYS = st.dates(min_value=date(1960, 1, 1), max_value=date(2060, 12, 31))
TREATY = st.sampled_from(sorted(TREATIES))
TODAY = date(2026, 1, 1)
ACTS = st.builds(
    TreatyFact,
    id=st.uuids().map(str),
    treaty=TREATY,
    kind=st.sampled_from(ActionKind),
    on_date=DAYS,
)


def binds(found: tuple[AcceptedProcedure, ...], procedure: Procedure) -> bool:
    return any(one.binds for one in found if one.opening.procedure is procedure)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2003-09-29", 3, "2003-12-29"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2020-03-31", -1, "2020-02-29"),
        ("2020-12-15", 1, "2021-01-15"),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: str, months: int, later: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(later)


@given(DAYS, st.integers(-600, 600))
def test_months_later_never_leaves_the_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


@given(TREATY, DAYS, DAYS)
def test_treaty_binds_no_earlier_for_who_deposits_later(treaty: str, one: date, other: date) -> None:
    first, second = sorted((one, other))
    assert entry_into_force(treaty, first) <= entry_into_force(treaty, second)


@given(TREATY, DAYS)
def test_treaty_never_binds_before_the_deposit_or_before_it_is_in_force(treaty: str, deposit: date) -> None:
    assert entry_into_force(treaty, deposit) >= max(deposit, TREATIES[treaty].in_force_date)


def test_migrant_workers_convention_binds_from_the_first_of_a_month() -> None:
    assert entry_into_force("icmw", date(2003, 9, 29)) == date(2004, 1, 1)


def test_code_that_is_no_treaty_is_refused() -> None:
    with pytest.raises(NotATreaty):
        standing_on(TODAY, "magna_carta", [])


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2003-12-01", Standing.NO_ACTION),
        ("2003-12-02", Standing.SIGNATORY),
        ("2006-01-24", Standing.CONSENTED),
        ("2006-04-23", Standing.CONSENTED),
        ("2006-04-24", Standing.PARTY),
    ],
)
def test_standing_follows_the_acts_day_by_day(day: str, standing: Standing) -> None:
    acts = [act("iccpr", "2003-12-02", ActionKind.SIGNATURE), act("iccpr", "2006-01-24", ActionKind.RATIFICATION)]
    assert standing_on(date.fromisoformat(day), "iccpr", acts).standing is standing


@pytest.mark.parametrize(
    ("exact", "is_taken"), [("2015-04-21", True), ("2014-12-20", True), ("2014-04-21", False), ("2016-01-01", True)]
)
def test_act_known_by_its_year_gives_way_to_the_day_that_may_be_the_same(exact: str, is_taken: bool) -> None:
    vague = act("crpd", "2015-12-31", ActionKind.BECAME_PARTY, precision=Precision.YEAR)
    known = act("crpd", exact, ActionKind.RATIFICATION)
    found = standing_on(TODAY, "crpd", [vague, known])
    assert found.consent == (known if is_taken else vague)
    assert found.is_approximate is not is_taken


def test_signature_by_a_day_gives_way_to_the_day_itself() -> None:
    vague = act("crpd", "2022-08-31", ActionKind.SIGNATURE, precision=Precision.BY)
    known = act("crpd", "2018-03-22", ActionKind.SIGNATURE)
    assert standing_on(TODAY, "crpd", [vague, known]).signed == known
    assert standing_on(TODAY, "crpd", [vague]).signed == vague


def test_denunciation_takes_effect_after_its_wait_and_a_new_accession_counts_anew() -> None:
    acts = [act("iccpr_op1", "1990-01-01"), act("iccpr_op1", "2000-01-01", ActionKind.DENUNCIATION)]
    assert standing_on(date(2000, 3, 31), "iccpr_op1", acts).standing is Standing.PARTY
    assert standing_on(date(2000, 4, 1), "iccpr_op1", acts).standing is Standing.FORMER_PARTY
    again = [*acts, act("iccpr_op1", "2001-01-01")]
    assert standing_on(date(2001, 4, 1), "iccpr_op1", again).standing is Standing.PARTY


def test_covenant_knows_no_denunciation() -> None:
    acts = [act("iccpr", "1990-01-01"), act("iccpr", "1997-08-25", ActionKind.DENUNCIATION)]
    assert standing_on(TODAY, "iccpr", acts).standing is Standing.PARTY


def test_reservation_is_in_effect_until_it_is_withdrawn() -> None:
    reservation = act("crc", "1994-01-01", ActionKind.RESERVATION)
    gone = act("crc", "2010-01-01", ActionKind.WITHDRAWAL_OF_RESERVATION, withdraws=reservation.id)
    acts = [act("crc", "1994-01-01"), reservation, gone]
    assert standing_on(date(2009, 12, 31), "crc", acts).reservations == (reservation,)
    assert standing_on(date(2010, 1, 1), "crc", acts).reservations == ()


def test_individual_communications_need_a_declaration_under_the_treaty() -> None:
    acts = [act("cat", "1998-08-26")]
    assert not binds(standing_on(TODAY, "cat", acts).procedures, Procedure.INDIVIDUAL_COMMUNICATIONS)
    acts.append(act("cat", "2008-02-21", ActionKind.INDIVIDUAL_COMPLAINTS_ACCEPTED))
    assert binds(standing_on(TODAY, "cat", acts).procedures, Procedure.INDIVIDUAL_COMMUNICATIONS)


def test_inquiry_binds_a_party_unless_it_was_excluded() -> None:
    acts = [act("cat", "1998-08-26")]
    assert binds(standing_on(TODAY, "cat", acts).procedures, Procedure.INQUIRY)
    acts.append(act("cat", "1998-08-26", ActionKind.INQUIRY_EXCLUDED))
    assert not binds(standing_on(TODAY, "cat", acts).procedures, Procedure.INQUIRY)
    acts.append(act("cat", "2005-01-01", ActionKind.INQUIRY_ACCEPTED))
    assert binds(standing_on(TODAY, "cat", acts).procedures, Procedure.INQUIRY)


def test_protocol_opens_its_procedure_by_itself() -> None:
    assert binds(
        standing_on(TODAY, "iccpr_op1", [act("iccpr_op1", "2009-06-30")]).procedures,
        Procedure.INDIVIDUAL_COMMUNICATIONS,
    )


def test_what_remains_names_treaties_and_procedures_of_parties() -> None:
    left = remaining_on(TODAY, [act("cat", "1998-08-26"), act("crpd", "2018-03-22", ActionKind.SIGNATURE)])
    treaties = {item.treaty for item in left if item.opening is None}
    assert treaties == set(TREATIES) - {"cat"}
    assert [item.signed for item in left if item.treaty == "crpd"] == [True]
    procedures = {(item.treaty, item.opening.procedure) for item in left if item.opening is not None}
    assert procedures == {("cat", Procedure.INDIVIDUAL_COMMUNICATIONS)}


def test_what_was_consented_to_and_is_not_in_force_yet_does_not_remain() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert "cat" not in {item.treaty for item in remaining_on(TODAY, [act("cat", yesterday.isoformat())])}


@given(st.lists(ACTS, max_size=12), DAYS, DAYS)
def test_later_acts_say_nothing_of_an_earlier_day(acts: list[TreatyFact], day: date, another: date) -> None:
    known = [fact for fact in acts if fact.on_date <= day]
    assert remaining_on(day, acts) == remaining_on(day, known)


@given(st.lists(ACTS, max_size=12), DAYS)
def test_party_has_consented_and_the_wait_is_over(acts: list[TreatyFact], day: date) -> None:
    for treaty in TREATIES:
        found = standing_on(day, treaty, acts)
        if found.standing is Standing.PARTY:
            assert found.consent is not None
            assert found.consent.kind in BINDING
            assert found.since_date is not None
            assert found.since_date <= day


@given(st.lists(ACTS, max_size=12), DAYS, TREATY)
def test_one_more_ratification_never_leaves_more_to_do(acts: list[TreatyFact], day: date, treaty: str) -> None:
    more = TreatyFact(id="more", treaty=treaty, kind=ActionKind.ACCESSION, on_date=date(1960, 1, 1))
    before = {item.treaty for item in remaining_on(day, acts) if item.opening is None}
    after = {item.treaty for item in remaining_on(day, [*acts, more]) if item.opening is None}
    assert after <= before
