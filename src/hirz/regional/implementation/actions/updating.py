"""Writing an update on a measure and taking it on its way, with a stamp at every step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.utils import timezone

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.keys.sealed import require_opened
from hirz.regional.implementation.contributing import name_for, require_layer_for, require_own, standing_of
from hirz.regional.implementation.models import (
    OPEN,
    Evidence,
    Measure,
    MeasureIndicator,
    ReportedPart,
    ReportedValue,
    Stamp,
    Update,
    UpdateCitation,
)
from hirz.regional.implementation.verbs import ImplementationVerb as Verb
from hirz.regional.organisations.models import Contributor
from hirz.rules.disaggregation import exact
from hirz.rules.errors import BadInput, RefusedByRule
from hirz.rules.follow_up import Step, UpdateState, advance
from hirz.rules.reminding import opening


class UpdateNotOpen(RefusedByRule):
    """It was handed in, or stands: to change it, it has to be taken back, or another has to follow it."""

    code: ClassVar[str] = "update_not_open"


class UpdateBegunAlready(RefusedByRule):
    """The organisation has a draft on this measure: it is written on there."""

    code: ClassVar[str] = "update_begun_already"


class UpdateSaysNothing(BadInput):
    """Nothing is handed in that does not say how the measure stands."""

    code: ClassVar[str] = "update_says_nothing"


class UpdateAhead(BadInput):
    """It says how the measure stands on a day that has not come, and for which no update can be owed yet."""

    code: ClassVar[str] = "update_ahead"


class IndicatorOfAnotherMeasure(BadInput):
    code: ClassVar[str] = "indicator_of_another_measure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The value of an indicator for a period, and its parts by category (``disaggregation_category``)."""

    indicator: MeasureIndicator
    starts_date: date
    ends_date: date
    value: Decimal
    parts: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an update says. A draft may say as little as it likes."""

    for_date: date
    progress: str = ""
    words: str = ""
    values: Sequence[Reported] = ()
    evidence: Sequence[tuple[Evidence, str]] = ()


@action
def draft_update(*, measure: Measure, content: Content, layer: str, by: User) -> Update:
    """Begin an update in the name of whoever ``by`` speaks for. One is written at a time."""
    organisation = name_for(by, measure.state_code)
    require_layer_for(by, layer)
    if measure.updates.filter(contributed_by=organisation, state__in=OPEN).exists():
        raise UpdateBegunAlready
    update = Update(
        measure=measure, state_code=measure.state_code, contributed_by=organisation, entered_by=by, layer=layer
    )
    _say(update, content)
    update.full_clean()
    update.save(force_insert=True)
    _put_beside(update, content)
    record(Verb.UPDATE_DRAFTED, by=by, subject=update, measure=str(measure.pk))
    return update


@action
def keep_draft(*, update: Update, content: Content, layer: str, by: User) -> Update:
    """Write on. What the office returned becomes a draft again by that. Whoever wrote last is its writer."""
    update = _held(update)
    require_own(by, update)
    if update.state not in OPEN:
        raise UpdateNotOpen
    require_layer_for(by, layer)
    if update.state == UpdateState.RETURNED:
        _move(update, Step.REWORK, by=by)
    update.layer, update.entered_by = layer, by
    _say(update, content)
    update.full_clean()
    update.save()
    update.values.all().delete()
    update.citations.all().delete()
    _put_beside(update, content)
    record(Verb.UPDATE_DRAFTED, by=by, subject=update, measure=str(update.measure_id))
    return update


@action
def take_step(*, update: Update, step: Step, by: User, reason: str = "") -> Update:
    """Hand in, take back, pass on, return or validate. Raises what ``hirz.rules.follow_up.advance`` raises."""
    update = _held(update)
    if step is Step.SUBMIT:
        _require_fit_to_hand_in(update)
    _move(update, step, by=by, reason=reason)
    return update


def _require_fit_to_hand_in(update: Update) -> None:
    """A day written by mistake far ahead would silence every reminder until then."""
    if not update.progress:
        raise UpdateSaysNothing
    if opening(update.for_date) > timezone.localdate():
        raise UpdateAhead


def _held(update: Update) -> Update:
    """As it is now, and nobody else moves it until this is through."""
    return Update.objects.select_for_update(of=("self",)).get(pk=update.pk)


def _move(update: Update, step: Step, *, by: User, reason: str = "") -> None:
    who = standing_of(by, update)
    if not (who.writes or who.validator):
        raise AccessDenied
    before = UpdateState(update.state)
    has_other_authority = step is Step.SUBMIT and _has_other_authority(update, by)
    after = advance(before, step, who, has_other_authority=has_other_authority, reason=reason)
    require_opened(update.words)
    organisation = update.contributed_by_id if who.writes else None
    stamp = Stamp(update=update, step=step, by=by, for_organisation_id=organisation, reason=reason.strip())
    stamp.full_clean()
    stamp.save(force_insert=True)
    update.state = after
    update.save(update_fields=["state"])
    record(Verb.UPDATE_MOVED, by=by, subject=update, step=step.value, state=after.value)


def _has_other_authority(update: Update, by: User) -> bool:
    if update.contributed_by_id is None:
        return False
    authorities = Contributor.objects.today().filter(
        organisation=update.contributed_by_id, part=Contributor.Part.VALIDATING_AUTHORITY
    )
    return authorities.exclude(user=by).exists()


def _say(update: Update, content: Content) -> None:
    update.for_date, update.progress, update.words = content.for_date, content.progress, content.words.strip()


def _put_beside(update: Update, content: Content) -> None:
    for reported in content.values:
        _report(update, reported)
    for evidence, place in content.evidence:
        citation = UpdateCitation(update=update, evidence=evidence, place=place)
        citation.full_clean()
        citation.save(force_insert=True)


def _report(update: Update, reported: Reported) -> None:
    if reported.indicator.measure_id != update.measure_id:
        raise IndicatorOfAnotherMeasure
    value = ReportedValue(
        update=update, indicator=reported.indicator, value=exact(reported.value),
        starts_date=reported.starts_date, ends_date=reported.ends_date,
    )  # fmt: skip
    value.full_clean()
    value.save(force_insert=True)
    ReportedPart.objects.bulk_create(
        ReportedPart(value=value, category=category, number=exact(number))
        for category, number in reported.parts.items()
    )
