"""Cycles, results, indicators with their values, and what is shared of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.vocabularies.registry import vocabulary
from hirz.regional.organisations.permissions import require_edit, require_validate
from hirz.regional.programme.actions.entering import entered
from hirz.regional.programme.dimensions import parts_of
from hirz.regional.programme.models import Cycle, Indicator, IndicatorValue, PrincipleCheck, Result, ValuePart
from hirz.regional.programme.refusals import IndicatorNotFit, PartOfAnotherDimension, PillarOfAnotherSet
from hirz.regional.programme.verbs import ProgrammeVerb
from hirz.rules.disaggregation import exact
from hirz.rules.layers import INTERNATIONAL, Layer, Side, require_layer
from hirz.rules.programme_results import DataPrinciple, Obstacle, obstacles

Parts = Mapping[str, Mapping[str, Decimal]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSaid:
    """What an indicator was over a period, with its parts: dimension → part → number."""

    from_date: date
    until_date: date
    number: Decimal
    parts: Parts = field(default_factory=dict)
    note: str = ""


@action
def add_cycle(*, cycle: Cycle, by: User) -> Cycle:
    return entered(cycle, ProgrammeVerb.CYCLE_ADDED, state_code=INTERNATIONAL, by=by)


@action
def add_result(*, result: Result, by: User) -> Result:
    if vocabulary("pillar").term(result.pillar).family != result.cycle.pillar_set:
        raise PillarOfAnotherSet
    return entered(result, ProgrammeVerb.RESULT_ADDED, state_code=INTERNATIONAL, by=by)


@action
def add_indicator(*, indicator: Indicator, by: User) -> Indicator:
    """It begins in the office, whatever it says of itself: nothing is published that nobody checked."""
    indicator.layer = Layer.INTERNAL
    return entered(indicator, ProgrammeVerb.PROGRAMME_INDICATOR_ADDED, state_code=indicator.state_code, by=by)


@action
def record_value(*, indicator: Indicator, said: ValueSaid, by: User) -> IndicatorValue:
    """Put a value on record, or correct the one of the same period: number and parts are then those said now."""
    require_edit(by, indicator.state_code)
    _require_parts(said.parts)
    _hold(indicator)
    found = indicator.values.filter(from_date=said.from_date, until_date=said.until_date).first()
    row = found or IndicatorValue(indicator=indicator, from_date=said.from_date, until_date=said.until_date)
    before = str(found.number) if found else ""
    row.number, row.note, row.entered_by = exact(said.number), said.note, by
    row.full_clean()
    row.save()
    row.parts.all().delete()
    _keep_parts(row, said.parts, by)
    verb = ProgrammeVerb.PROGRAMME_INDICATOR_VALUE_RECORDED
    record(verb, by=by, subject=row, indicator=str(indicator.pk), before=before)
    _withdraw_what_does_not_fit(indicator, by)
    return row


@action
def check_principle(*, indicator: Indicator, principle: str, is_met: bool, reason: str, by: User) -> PrincipleCheck:
    """Say whether an indicator keeps a principle, and why. Found unmet, a public indicator is public no longer."""
    require_edit(by, indicator.state_code)
    _hold(indicator)
    row = indicator.checks.filter(principle=principle).first() or PrincipleCheck(
        indicator=indicator, principle=principle
    )
    row.is_met, row.reason, row.checked_by = is_met, reason.strip(), by
    row.full_clean()
    row.save()
    record(ProgrammeVerb.PRINCIPLE_CHECKED, by=by, subject=indicator, principle=principle, is_met=is_met)
    _withdraw_what_does_not_fit(indicator, by)
    return row


@action
def share_indicator(*, indicator: Indicator, layer: Layer, by: User) -> Indicator:
    """Put an indicator into another layer. Whoever validates publishes it, and only when it keeps the principles."""
    require_edit(by, indicator.state_code)
    require_layer(layer, contributor=Side.OFFICE)
    _hold(indicator)
    if layer is Layer.PUBLIC:
        require_validate(by, indicator.state_code)
        if found := obstacles_of(indicator):
            raise IndicatorNotFit(found)
    indicator.layer = layer
    indicator.save(update_fields=["layer"])
    record(ProgrammeVerb.PROGRAMME_INDICATOR_SHARED, by=by, subject=indicator, layer=layer.value)
    return indicator


def obstacles_of(indicator: Indicator) -> tuple[Obstacle, ...]:
    """What keeps the indicator from being published, as its checks and values stand."""
    checked = {DataPrinciple(check.principle): check.is_met for check in indicator.checks.all()}
    has_parts = ValuePart.objects.filter(value__indicator=indicator).exists()
    return obstacles(checked, is_disaggregated=has_parts)


def _hold(indicator: Indicator) -> None:
    """Ours alone until the transaction ends: nobody publishes it while somebody finds that it does not fit."""
    indicator.refresh_from_db(fields=["layer"], from_queryset=Indicator.objects.select_for_update())


def _withdraw_what_does_not_fit(indicator: Indicator, by: User) -> None:
    if indicator.layer == Layer.PUBLIC and obstacles_of(indicator):
        indicator.layer = Layer.INTERNAL
        indicator.save(update_fields=["layer"])
        record(ProgrammeVerb.PROGRAMME_INDICATOR_WITHDRAWN, by=by, subject=indicator)


def require_parts_of(dimension: str, parts: Iterable[str]) -> None:
    """Raises ``PartOfAnotherDimension``, also for a code that no vocabulary knows."""
    if not parts_of(dimension).issuperset(parts):
        raise PartOfAnotherDimension


def _require_parts(parts: Parts) -> None:
    for dimension, several in parts.items():
        require_parts_of(dimension, several)
        for number in several.values():
            exact(number)


def _keep_parts(row: IndicatorValue, parts: Parts, by: User) -> None:
    ValuePart.objects.bulk_create(
        ValuePart(value=row, dimension=dimension, part=part, number=number, entered_by=by)
        for dimension, several in parts.items()
        for part, number in several.items()
    )
