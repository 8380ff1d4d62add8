"""The programme of the office in the invented State: one result, two indicators, a training, and the month's report."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from hirz.faces.cli.demonstration import region_training
from hirz.faces.cli.demonstration.time_travel import at
from hirz.foundation.accounts.models import User
from hirz.regional.organisations.models import Organisation
from hirz.regional.programme.actions import planning, reporting
from hirz.regional.programme.models import Cycle, Indicator, Result
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.layers import Layer
from hirz.rules.programme_results import DataPrinciple, ReportKind, period_of

SEXES: Final = {"sex_female": Decimal(84), "sex_male": Decimal(64), "sex_not_said": Decimal(2)}
PRINCIPLES: Final = {
    DataPrinciple.PARTICIPATION: "Teachers of both languages chose with us what is counted.",
    DataPrinciple.DISAGGREGATION: "Divided by sex.",
    DataPrinciple.SELF_IDENTIFICATION: "Everybody answers for themselves, and may leave it open.",
    DataPrinciple.TRANSPARENCY: "Definition and source stand beside the number.",
    DataPrinciple.PRIVACY: "No list of names leaves the institute.",
    DataPrinciple.ACCOUNTABILITY: "The Ministry answers for the lists.",
}


def build(recommendation: Recommendation, ministry: Organisation, officer: User, second: User) -> None:
    """``second``: who clears the report that the officer drafted."""
    with at(datetime(2024, 9, 23, 8, tzinfo=UTC)):
        result = _planned(officer)
    with at(datetime(2026, 1, 12, 8, tzinfo=UTC)):
        _divided(result, ministry.state_code, officer)
        _undivided(result, ministry.state_code, officer)
    with at(datetime(2026, 3, 16, 8, tzinfo=UTC)):
        activity = region_training.held(result, recommendation, ministry, officer)
    with at(datetime(2026, 4, 6, 8, tzinfo=UTC)):
        _reported(result.cycle, ministry.state_code, officer, second)
    with at(datetime(2026, 6, 15, 8, tzinfo=UTC)):
        region_training.asked_again(activity, officer)


def _planned(officer: User) -> Result:
    days = {"from_date": date(2024, 1, 1), "until_date": date(2027, 12, 31)}
    cycle = planning.add_cycle(cycle=Cycle(pillar_set="plan_2022", **days), by=officer)
    said = Result(
        cycle=cycle, pillar="plan_2022_non_discrimination", kind=Result.Kind.OUTCOME, spotlights=["young_people"],
        title="Children learn in the language that they speak at home",
    )  # fmt: skip
    return planning.add_result(result=said, by=officer)


def _divided(result: Result, state_code: str, officer: User) -> None:
    """An indicator whose value is divided by sex, held against the principles one by one, and published."""
    said = Indicator(
        result=result, state_code=state_code, title="Teachers trained to teach in both languages", kind="process",
        definition="Teachers of the first six classes who finished a course of three days or more.",
        measure="COUNT", source="Lists of the institute of teachers", **_aim(from_=0, to=600),
    )  # fmt: skip
    indicator = planning.add_indicator(indicator=said, by=officer)
    planning.record_value(indicator=indicator, said=_in_2025(150, {"sex": SEXES}), by=officer)
    for code, reason in PRINCIPLES.items():
        planning.check_principle(indicator=indicator, principle=code, is_met=True, reason=reason, by=officer)
    planning.share_indicator(indicator=indicator, layer=Layer.PUBLIC, by=officer)


def _undivided(result: Result, state_code: str, officer: User) -> None:
    """An indicator that nobody divided: the Government sees it, and nobody else outside the office."""
    said = Indicator(
        result=result, state_code=state_code, title="Schools that have the books in both languages", kind="outcome",
        measure="RATE", source="Yearbook of the Ministry of Education", **_aim(from_=12, to=100),
    )  # fmt: skip
    indicator = planning.add_indicator(indicator=said, by=officer)
    planning.record_value(indicator=indicator, said=_in_2025(37, {}), by=officer)
    planning.share_indicator(indicator=indicator, layer=Layer.GOVERNMENT, by=officer)


def _aim(*, from_: int, to: int) -> dict[str, Decimal | date]:
    days = {"baseline_date": date(2023, 12, 31), "target_date": date(2027, 12, 31)}
    return {"baseline": Decimal(from_), "target": Decimal(to), **days}


def _in_2025(number: int, parts: planning.Parts) -> planning.ValueSaid:
    first, last = date(2025, 1, 1), date(2025, 12, 31)
    return planning.ValueSaid(from_date=first, until_date=last, number=Decimal(number), parts=parts)


def _reported(cycle: Cycle, state_code: str, officer: User, second: User) -> None:
    kind = ReportKind.MONTHLY
    period = period_of(kind, 2026, 3)
    report = reporting.draft_report(cycle=cycle, kind=kind, period=period, states=[state_code], by=officer)
    reporting.clear_report(report=report, by=second)
