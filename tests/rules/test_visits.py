from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.visits import (
    FIRST,
    NEXT,
    BadDays,
    DaysMissing,
    ReportMissing,
    Step,
    StepBeforeTheLast,
    StepOutOfTurn,
    VisitFacts,
    VisitStage,
    offers,
    require_step,
)

DAY = date(2026, 4, 1)
_S = VisitStage


def visit(*stages: VisitStage, days: bool = True, report: str = "A/HRC/70/1") -> VisitFacts:
    steps = tuple(Step(stage, DAY + timedelta(days=place)) for place, stage in enumerate(stages))
    first = DAY + timedelta(days=90) if days else None
    return VisitFacts(steps=steps, first_date=first, last_date=first, report_symbol=report)


WHOLE = (
    _S.REQUESTED, _S.REMINDER, _S.ACCEPTED_IN_PRINCIPLE, _S.DATES_AGREED, _S.PREPARATION, _S.UNDER_WAY, _S.COMPLETED,
    _S.REPORT_PRESENTED, _S.FOLLOW_UP,
)  # fmt: skip


def test_visit_goes_from_the_request_to_the_follow_up() -> None:
    for place, stage in enumerate(WHOLE):
        require_step(visit(*WHOLE[:place]), Step(stage, DAY + timedelta(days=place)))


@pytest.mark.parametrize(
    ("after", "offered"),
    [
        ((), {_S.REQUESTED, _S.ACCEPTED_IN_PRINCIPLE}),
        ((_S.REQUESTED,), {_S.REMINDER, _S.ACCEPTED_IN_PRINCIPLE, _S.DATES_AGREED, _S.DECLINED, _S.CANCELLED}),
        ((_S.DECLINED,), {_S.REMINDER, _S.ACCEPTED_IN_PRINCIPLE, _S.DATES_AGREED}),
        ((_S.POSTPONED,), {_S.REMINDER, _S.DATES_AGREED, _S.DECLINED, _S.CANCELLED}),
        ((_S.UNDER_WAY,), {_S.COMPLETED, _S.CANCELLED}),
        ((_S.FOLLOW_UP,), {_S.FOLLOW_UP}),
        ((_S.CANCELLED,), set()),
    ],
)
def test_what_can_come_next(after: tuple[VisitStage, ...], offered: set[VisitStage]) -> None:
    assert set(offers(visit(*after))) == offered


@given(st.lists(st.sampled_from(VisitStage), max_size=12))
def test_only_what_is_offered_is_taken(stages: list[VisitStage]) -> None:
    facts = visit(days=True)
    for place, stage in enumerate(stages):
        step = Step(stage, DAY + timedelta(days=place))
        if stage in offers(facts):
            require_step(facts, step)
            facts = VisitFacts(
                steps=(*facts.steps, step), first_date=facts.first_date, last_date=facts.last_date, report_symbol="A/1"
            )
        else:
            with pytest.raises(StepOutOfTurn):
                require_step(facts, step)


def test_report_comes_only_after_the_visit_and_every_stage_can_be_reached() -> None:
    reached, waiting = set[VisitStage](), list(FIRST)
    while waiting:
        stage = waiting.pop()
        if stage not in reached:
            reached.add(stage)
            waiting += NEXT[stage]
    assert reached == set(VisitStage)
    assert [stage for stage in VisitStage if _S.REPORT_PRESENTED in NEXT[stage]] == [_S.COMPLETED]


def test_step_before_the_last_is_refused() -> None:
    with pytest.raises(StepBeforeTheLast):
        require_step(visit(_S.REQUESTED), Step(_S.REMINDER, DAY - timedelta(days=1)))


def test_dates_agreed_without_days_are_refused() -> None:
    with pytest.raises(DaysMissing):
        require_step(visit(_S.REQUESTED, days=False), Step(_S.DATES_AGREED, DAY))


def test_report_without_a_symbol_is_refused() -> None:
    with pytest.raises(ReportMissing):
        require_step(visit(*WHOLE[:7], report=""), Step(_S.REPORT_PRESENTED, DAY + timedelta(days=200)))


@pytest.mark.parametrize(("first", "last"), [(None, DAY), (DAY, DAY - timedelta(days=1))])
def test_visit_that_ends_before_it_begins_is_refused(first: date | None, last: date) -> None:
    with pytest.raises(BadDays):
        VisitFacts(first_date=first, last_date=last)
