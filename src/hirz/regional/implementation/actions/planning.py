"""Setting out what is to be done: plans and measures, for which recommendations, by whom, measured how."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.regional.implementation.contributing import name_for, require_layer_for, require_own
from hirz.regional.implementation.models import BudgetLine, Measure, MeasureIndicator, Plan, Responsibility, Tie
from hirz.regional.implementation.verbs import ImplementationVerb as Verb
from hirz.regional.organisations.models import Organisation
from hirz.regional.recommendations.holding import StillHeld, refused_while_held
from hirz.regional.recommendations.models import Part, Recommendation
from hirz.rules.errors import BadInput, RefusedByRule

HungT = TypeVar("HungT", Tie, Responsibility, MeasureIndicator, BudgetLine)


class TieToAnotherState(BadInput):
    """A measure of one State is not for recommendations to another."""

    code: ClassVar[str] = "tie_to_another_state"


class TiedAlready(RefusedByRule):
    """The measure is for this recommendation, or this part, already."""

    code: ClassVar[str] = "measure_tied_already"


class PlanOfAnother(BadInput):
    """A measure belongs to a plan of whoever contributed both."""

    code: ClassVar[str] = "plan_of_another"


class IndicatorReported(RefusedByRule):
    """Values are on record: the indicator stays with them."""

    code: ClassVar[str] = "indicator_reported"


@action
def add_plan(*, state_code: str, by: User, layer: str, **facts: Any) -> Plan:
    """Put a plan on record, in the name of whoever ``by`` speaks for."""
    plan = Plan(state_code=state_code, contributed_by=name_for(by, state_code), entered_by=by, layer=layer, **facts)
    require_layer_for(by, layer)
    plan.full_clean()
    plan.save(force_insert=True)
    record(Verb.PLAN_ADDED, by=by, subject=plan, state=state_code, layer=layer)
    return plan


@action
def change_plan(*, plan: Plan, by: User, **facts: Any) -> Plan:
    require_own(by, plan)
    _changed(plan, facts)
    record(Verb.PLAN_CHANGED, by=by, subject=plan, state=plan.state_code)
    return plan


@action
def add_measure(*, state_code: str, by: User, layer: str, **facts: Any) -> Measure:
    """Put a measure on record, in the name of whoever ``by`` speaks for; in one of their plans when one is given."""
    measure = Measure(
        state_code=state_code, contributed_by=name_for(by, state_code), entered_by=by, layer=layer, **facts
    )
    require_layer_for(by, layer)
    _require_own_plan(measure)
    measure.full_clean()
    measure.save(force_insert=True)
    record(Verb.MEASURE_ADDED, by=by, subject=measure, state=state_code, layer=layer)
    return measure


@action
def change_measure(*, measure: Measure, by: User, **facts: Any) -> Measure:
    require_own(by, measure)
    _changed(measure, facts)
    _require_own_plan(measure)
    record(Verb.MEASURE_CHANGED, by=by, subject=measure, state=measure.state_code)
    return measure


@action
def tie(*, measure: Measure, recommendation: Recommendation, by: User, part: Part | None = None) -> Tie:
    """Say that the measure is for this recommendation, or for one part of it."""
    require_own(by, measure)
    if recommendation.state_code != measure.state_code or (part and part.recommendation_id != recommendation.pk):
        raise TieToAnotherState
    if measure.ties.filter(recommendation=recommendation, part=part).exists():
        raise TiedAlready
    row = _hung(Tie(measure=measure, recommendation=recommendation, part=part))
    record(Verb.MEASURE_TIED, by=by, subject=measure, recommendation=str(recommendation.pk))
    return row


@action
def untie(*, row: Tie, by: User) -> None:
    require_own(by, row.measure)
    record(Verb.MEASURE_UNTIED, by=by, subject=row.measure, recommendation=str(row.recommendation_id))
    row.delete()


@action
def make_responsible(*, measure: Measure, organisation: Organisation, role: str, by: User) -> Responsibility:
    """Name an organisation that answers for the measure; named again, it has the new role."""
    require_own(by, measure)
    row = measure.responsibilities.filter(organisation=organisation).first()
    row = row or Responsibility(measure=measure, organisation=organisation)
    row.role = role
    row.full_clean()
    row.save()
    record(Verb.RESPONSIBILITY_GIVEN, by=by, subject=measure, organisation=str(organisation.pk), role=role)
    return row


@action
def release(*, row: Responsibility, by: User) -> None:
    require_own(by, row.measure)
    record(Verb.RESPONSIBILITY_TAKEN, by=by, subject=row.measure, organisation=str(row.organisation_id))
    row.delete()


@action
def add_indicator(*, measure: Measure, by: User, **facts: Any) -> MeasureIndicator:
    require_own(by, measure)
    row = _hung(MeasureIndicator(measure=measure, **facts))
    record(Verb.MEASURE_INDICATOR_ADDED, by=by, subject=measure, indicator=str(row.pk))
    return row


@action
def remove_indicator(*, indicator: MeasureIndicator, by: User) -> None:
    require_own(by, indicator.measure)
    if indicator.values.exists():
        raise IndicatorReported
    record(Verb.MEASURE_INDICATOR_REMOVED, by=by, subject=indicator.measure, indicator=str(indicator.pk))
    try:
        with refused_while_held():
            indicator.delete()
    except StillHeld:  # in a draft that is somebody else's
        raise IndicatorReported from None


@action
def add_budget_line(*, measure: Measure, by: User, **facts: Any) -> BudgetLine:
    require_own(by, measure)
    row = _hung(BudgetLine(measure=measure, **facts))
    record(Verb.BUDGET_LINE_ADDED, by=by, subject=measure, line=str(row.pk))
    return row


@action
def remove_budget_line(*, line: BudgetLine, by: User) -> None:
    require_own(by, line.measure)
    record(Verb.BUDGET_LINE_REMOVED, by=by, subject=line.measure, line=str(line.pk))
    line.delete()


def _hung(row: HungT) -> HungT:
    row.full_clean()
    row.save(force_insert=True)
    return row


def _changed(row: Plan | Measure, facts: dict[str, Any]) -> None:
    """Nothing but these is written: somebody may be moving the row to a narrower layer at the same time."""
    for name, value in facts.items():
        setattr(row, name, value)
    row.full_clean()
    row.save(update_fields=list(facts))


def _require_own_plan(measure: Measure) -> None:
    plan = measure.plan
    if plan and (plan.state_code, plan.contributed_by_id) != (measure.state_code, measure.contributed_by_id):
        raise PlanOfAnother
