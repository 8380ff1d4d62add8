"""Cycles, results, indicators and values: who records them, and what is published."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.vocabularies.registry import vocabulary
from hirz.regional.programme.actions.planning import (
    add_cycle,
    add_result,
    check_principle,
    share_indicator,
)
from hirz.regional.programme.models import Cycle, Indicator, IndicatorValue, Result, ValuePart
from hirz.regional.programme.refusals import IndicatorNotFit, PartOfAnotherDimension, PillarOfAnotherSet
from hirz.rules.disaggregation import NumberNotExact, Outcome
from hirz.rules.layers import Layer
from hirz.rules.programme_results import DataPrinciple
from tests.regional.programme.conftest import SEXES, checked, make_indicator, value_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("pillar_set", ["central_asia_2018", "plan_2018", "plan_2022"])
def test_each_set_has_six_priorities_for_a_cycle(pillar_set: str, officer: User) -> None:
    cycle = Cycle(pillar_set=pillar_set, from_date=date(2018, 1, 1), until_date=date(2021, 12, 31))
    add_cycle(cycle=cycle, by=officer)
    pillars = [term.code for term in vocabulary("pillar") if term.family == pillar_set]
    assert len(pillars) == 6
    for pillar in pillars:
        add_result(result=Result(cycle=cycle, pillar=pillar, kind="OUTPUT", title="Something"), by=officer)
    assert cycle.results.count() == 6


def test_priority_of_another_set_is_refused(cycle: Cycle, officer: User) -> None:
    with pytest.raises(PillarOfAnotherSet):
        add_result(result=Result(cycle=cycle, pillar="plan_2018_participation", kind="OUTPUT", title="T"), by=officer)


def test_plan_is_recorded_by_those_who_edit(cycle: Cycle, reader: User) -> None:
    with pytest.raises(AccessDenied):
        add_result(result=Result(cycle=cycle, pillar="plan_2022_participation", kind="OUTPUT", title="T"), by=reader)


def test_indicator_begins_in_the_office_whatever_it_says(result: Result, officer: User) -> None:
    assert make_indicator(result, officer, layer=Layer.PUBLIC).layer == Layer.INTERNAL


def test_indicator_of_another_state_is_refused(result: Result, elsewhere: User) -> None:
    with pytest.raises(AccessDenied):
        make_indicator(result, elsewhere)


def test_value_of_the_same_period_is_corrected_with_its_parts(indicator: Indicator, officer: User) -> None:
    value_of(indicator, officer, 10, parts=SEXES)
    value_of(indicator, officer, 12, parts={"sex": {"sex_female": Decimal(12)}})
    row = IndicatorValue.objects.get()
    assert (row.number, [(part.part, part.number) for part in row.parts.all()]) == (12, [("sex_female", 12)])
    before = [entry.detail["before"] for entry in Entry.objects.filter(subject_id=row.pk).order_by("id")]
    assert before == ["", "10.000000"]


@pytest.mark.parametrize(
    ("number", "outcome"), [(10, Outcome.SUMS), (12, Outcome.DOES_NOT_SUM), (9, Outcome.DOES_NOT_SUM)]
)
def test_value_says_whether_its_parts_add_up(
    number: int, outcome: Outcome, indicator: Indicator, officer: User
) -> None:
    row = value_of(indicator, officer, number, parts=SEXES)
    assert row.disaggregated.finding("sex").outcome is outcome
    assert row.disaggregated.finding("age_group").outcome is Outcome.NOT_DISAGGREGATED


@pytest.mark.parametrize("parts", [{"sex": {"place_rural": 1}}, {"sex": {"women": 1}}, {"colour": {"sex_female": 1}}])
def test_part_stands_under_its_own_dimension(
    parts: dict[str, dict[str, int]], indicator: Indicator, officer: User
) -> None:
    with pytest.raises(PartOfAnotherDimension):
        value_of(indicator, officer, parts={d: {p: Decimal(n) for p, n in some.items()} for d, some in parts.items()})
    assert not IndicatorValue.objects.exists()


def test_number_that_cannot_be_kept_exactly_is_refused(indicator: Indicator, officer: User) -> None:
    with pytest.raises(NumberNotExact):
        value_of(indicator, officer, parts={"sex": {"sex_female": Decimal("0.0000001")}})
    assert not ValuePart.objects.exists()


@pytest.mark.parametrize("principle", DataPrinciple)
def test_principle_that_is_not_met_keeps_the_indicator_from_being_published(
    principle: DataPrinciple, indicator: Indicator, officer: User
) -> None:
    value_of(indicator, officer, parts=SEXES)
    checked(indicator, officer, principle)
    with pytest.raises(IndicatorNotFit) as refused:
        share_indicator(indicator=indicator, layer=Layer.PUBLIC, by=officer)
    assert [one.principle for one in refused.value.obstacles] == [principle]
    assert Indicator.objects.get().layer == Layer.INTERNAL


def test_indicator_is_published_when_all_six_are_met(indicator: Indicator, officer: User, reader: User) -> None:
    value_of(indicator, officer, parts=SEXES)
    checked(indicator, officer)
    assert not Indicator.objects.visible_to(reader).exists()
    share_indicator(indicator=indicator, layer=Layer.PUBLIC, by=officer)
    assert Indicator.objects.visible_to(reader).exists()


def test_public_indicator_goes_back_when_a_principle_is_found_unmet(indicator: Indicator, officer: User) -> None:
    value_of(indicator, officer, parts=SEXES)
    checked(indicator, officer)
    share_indicator(indicator=indicator, layer=Layer.PUBLIC, by=officer)
    said = {"principle": "privacy", "is_met": False, "reason": "Small groups"}
    check_principle(indicator=indicator, by=officer, **said)  # type: ignore[arg-type]
    assert Indicator.objects.get().layer == Layer.INTERNAL


def test_public_indicator_goes_back_when_its_value_is_divided_no_more(indicator: Indicator, officer: User) -> None:
    value_of(indicator, officer, parts=SEXES)
    checked(indicator, officer)
    share_indicator(indicator=indicator, layer=Layer.PUBLIC, by=officer)
    value_of(indicator, officer, 10)
    assert Indicator.objects.get().layer == Layer.INTERNAL


def test_who_does_not_validate_does_not_publish(indicator: Indicator, officer: User, desk_of_country: User) -> None:
    value_of(indicator, officer, parts=SEXES)
    checked(indicator, officer)
    with pytest.raises(AccessDenied):
        share_indicator(indicator=indicator, layer=Layer.PUBLIC, by=desk_of_country)
    share_indicator(indicator=indicator, layer=Layer.PARTNERS, by=desk_of_country)
    assert Indicator.objects.get().layer == Layer.PARTNERS


def test_indicator_published_while_somebody_finds_it_unfit_goes_back(indicator: Indicator, officer: User) -> None:
    value_of(indicator, officer, parts=SEXES)
    checked(indicator, officer)
    as_it_was = Indicator.objects.get()
    share_indicator(indicator=indicator, layer=Layer.PUBLIC, by=officer)
    said = {"principle": "privacy", "is_met": False, "reason": "Small groups"}
    check_principle(indicator=as_it_was, by=officer, **said)  # type: ignore[arg-type]
    assert Indicator.objects.get().layer == Layer.INTERNAL
