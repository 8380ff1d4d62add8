from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hirz.rules.accreditation import (
    CLASSES,
    AccreditationStatus,
    Decision,
    NoEditionYet,
    NotAccreditedThen,
    accreditation_on,
    edition_on,
    require_possible,
)
from hirz.rules.reporting_law import ObligationKind

UNDER_LOAD = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
A, B, NONE = AccreditationStatus.A, AccreditationStatus.B, AccreditationStatus.NONE
DEFERRED, REVIEW = AccreditationStatus.DEFERRED, AccreditationStatus.SPECIAL_REVIEW
SUSPENDED, LAPSED = AccreditationStatus.SUSPENDED, AccreditationStatus.LAPSED
DAYS = st.dates(min_value=date(1995, 1, 1), max_value=date(2035, 12, 31))
DECISIONS = st.lists(
    st.builds(
        Decision,
        id=st.integers(0, 999).map(str),
        status=st.sampled_from(AccreditationStatus),
        on_date=DAYS,
        next_date=st.none() | DAYS,
    ),
    max_size=6,
    unique_by=lambda one: one.id,
)


def decided(status: AccreditationStatus, on: str, named: str = "") -> Decision:
    next_date = date.fromisoformat(named) if named else None
    return Decision(id=f"{status}:{on}", status=status, on_date=date.fromisoformat(on), next_date=next_date)


HISTORY = [
    decided(DEFERRED, "2011-05-20"),
    decided(B, "2012-03-30"),
    decided(A, "2017-03-17"),
    decided(REVIEW, "2020-12-11"),
    decided(SUSPENDED, "2021-10-29"),
    decided(LAPSED, "2022-10-28"),
]


@pytest.mark.parametrize(
    ("day", "held", "counts", "under"),
    [
        ("2011-05-19", NONE, NONE, None),
        ("2011-05-20", NONE, NONE, DEFERRED),
        ("2012-03-29", NONE, NONE, DEFERRED),
        ("2012-03-30", B, B, None),
        ("2017-03-16", B, B, None),
        ("2017-03-17", A, A, None),
        ("2020-12-11", A, A, REVIEW),
        ("2021-10-29", A, NONE, SUSPENDED),
        ("2022-10-28", NONE, NONE, None),
    ],
)
def test_status_holds_from_its_day_until_the_next(
    day: str, held: AccreditationStatus, counts: AccreditationStatus, under: AccreditationStatus | None
) -> None:
    found = accreditation_on(date.fromisoformat(day), HISTORY)
    assert (found.held, found.counts, found.under) == (held, counts, under)


@pytest.mark.parametrize(
    ("decision", "kind", "due"),
    [
        (decided(A, "2019-02-28"), ObligationKind.REACCREDITATION, "2024-02-28"),
        (decided(B, "2019-02-28", "2021-03-01"), ObligationKind.REACCREDITATION, "2021-03-01"),
        (decided(DEFERRED, "2019-02-28"), ObligationKind.DEFERRED_CONSIDERATION, "2020-02-28"),
    ],
)
def test_next_step_is_the_day_named_or_computed_by_the_rule(decision: Decision, kind: ObligationKind, due: str) -> None:
    (step,) = accreditation_on(date(2019, 12, 31), [decision]).steps
    assert (step.rule.kind, step.due_date.isoformat()) == (kind, due)
    assert step.is_named == (decision.next_date is not None)


def test_review_leaves_the_renewal_where_it_was_and_ends_with_the_next_class() -> None:
    found = accreditation_on(date(2021, 1, 1), HISTORY)
    assert [(step.rule.kind, step.due_date.isoformat()) for step in found.steps] == [
        (ObligationKind.REACCREDITATION, "2022-03-17"),
        (ObligationKind.END_OF_SPECIAL_REVIEW, "2022-06-11"),
    ]
    ended = accreditation_on(date(2021, 6, 30), [*HISTORY[:4], decided(B, "2021-06-29")])
    assert (ended.held, ended.under) == (B, None)


def test_window_that_passed_makes_nothing_lapse() -> None:
    found = accreditation_on(date(2040, 1, 1), HISTORY[:5])
    assert (found.held, found.under, found.has_lapsed) == (A, SUSPENDED, False)
    assert all(step.has_passed(date(2040, 1, 1)) for step in found.steps)
    assert accreditation_on(date(2040, 1, 1), HISTORY).has_lapsed


def test_last_day_of_a_window_is_in_time() -> None:
    (step,) = accreditation_on(date(2019, 1, 1), [decided(A, "2018-01-31")]).steps
    assert not step.has_passed(step.due_date)
    assert step.has_passed(step.due_date + timedelta(days=1))


def test_review_opened_in_the_session_that_renews_stands_over_what_was_renewed() -> None:
    same_day = [decided(REVIEW, "2020-01-01"), decided(A, "2020-01-01")]
    found = accreditation_on(date(2020, 1, 1), same_day)
    assert (found.held, found.under) == (A, REVIEW)


@UNDER_LOAD
@given(decisions=DECISIONS, day=DAYS, data=st.data())
def test_order_of_records_and_later_decisions_change_nothing(
    decisions: list[Decision], day: date, data: st.DataObject
) -> None:
    found = accreditation_on(day, decisions)
    mixed = data.draw(st.permutations(decisions))
    assert accreditation_on(day, mixed) == found
    assert accreditation_on(day, [one for one in mixed if one.on_date <= day]) == found


@UNDER_LOAD
@given(decisions=DECISIONS, day=DAYS)
def test_class_was_decided_and_nothing_else_gives_one(decisions: list[Decision], day: date) -> None:
    found = accreditation_on(day, decisions)
    given_out = {one.status for one in decisions if one.on_date <= day and one.status in CLASSES}
    assert found.held in given_out | {NONE}
    assert (found.held_since is None) == (found.held is NONE)


@pytest.mark.parametrize("status", [REVIEW, SUSPENDED, LAPSED])
def test_what_was_never_accredited_cannot_lose_it(status: AccreditationStatus) -> None:
    later = decided(status, "2020-01-01")
    for before in ([], [decided(DEFERRED, "2019-01-01")], [decided(A, "2020-01-02")]):
        with pytest.raises(NotAccreditedThen):
            require_possible(later, before)
    require_possible(later, [decided(B, "2019-12-31")])


@pytest.mark.parametrize("status", [A, B, DEFERRED, NONE])
def test_anybody_can_be_decided_upon(status: AccreditationStatus) -> None:
    require_possible(decided(status, "2020-01-01"), [])


@pytest.mark.parametrize(("day", "edition"), [("2013-06-01", "old"), ("2017-12-31", "old"), ("2018-01-01", "new")])
def test_edition_is_the_latest_until_then(day: str, edition: str) -> None:
    assert edition_on(date.fromisoformat(day), {"new": 2018, "old": 2013}) == edition


def test_before_the_first_edition_there_is_none() -> None:
    with pytest.raises(NoEditionYet):
        edition_on(date(2012, 12, 31), {"new": 2018, "old": 2013})
