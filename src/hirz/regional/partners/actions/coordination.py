"""Cooperation frameworks, what entities of the United Nations do, and on which recommendations."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar, Final

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.vocabularies.registry import vocabulary
from hirz.regional.institutions.contributing import contributed, may_remove
from hirz.regional.organisations.permissions import require_edit
from hirz.regional.organisations.viewpoints import organisation_id_of
from hirz.regional.partners.actions.entering import changed, entered
from hirz.regional.partners.models import (
    ActivityRecommendation,
    Framework,
    FrameworkResult,
    ResultRecommendation,
    UnActivity,
)
from hirz.regional.partners.verbs import PartnerVerb
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.errors import BadInput
from hirz.rules.layers import Layer

ENTITY: Final = "un_entity"


class NoEntity(BadInput):
    """The organisation is no entity of the United Nations."""

    code: ClassVar[str] = "no_un_entity"


class OfAnotherState(BadInput):
    """A recommendation or a framework of another State."""

    code: ClassVar[str] = "of_another_state"


class NotAnOutcome(BadInput):
    """An output stands under an outcome of the same framework, and not under another output."""

    code: ClassVar[str] = "not_an_outcome"


class NoSuchTarget(BadInput):
    """None of the targets of the Sustainable Development Goals."""

    code: ClassVar[str] = "no_such_sdg_target"


@action
def record_framework(*, state_code: str, by: User, **facts: Any) -> Framework:
    """Put a cooperation framework on record: it is signed, and public."""
    require_edit(by, state_code)
    row = contributed(Framework(entered_by=by, **facts), state_code=state_code, layer=Layer.PUBLIC, by=by)
    return entered(row, by, PartnerVerb.FRAMEWORK_RECORDED, state=state_code)


@action
def add_result(*, framework: Framework, by: User, **facts: Any) -> FrameworkResult:
    """Add an outcome, or an output under one, with the targets that it serves."""
    require_edit(by, framework.state_code)
    row = FrameworkResult(framework=framework, **facts)
    if row.outcome is not None and (row.outcome.framework_id != framework.pk or row.outcome.outcome_id):
        raise NotAnOutcome
    if any(code not in vocabulary("sdg_target") for code in row.sdg_targets):
        raise NoSuchTarget
    return entered(row, by, PartnerVerb.FRAMEWORK_RESULT_ADDED, state=framework.state_code, number=row.number)


@action
def map_result(
    *, result: FrameworkResult, recommendations: Collection[Recommendation], by: User
) -> list[ResultRecommendation]:
    """Say that a result answers recommendations to the same State."""
    state = result.framework.state_code
    require_edit(by, state)
    if any(one.state_code != state for one in recommendations):
        raise OfAnotherState
    rows = [ResultRecommendation(result=result, recommendation=one) for one in recommendations]
    return [
        entered(row, by, PartnerVerb.FRAMEWORK_RESULT_MAPPED, state=state, recommendation=str(row.recommendation_id))
        for row in rows
    ]


@action
def record_activity(
    *, state_code: str, layer: str, by: User, recommendations: Collection[Recommendation] = (), **facts: Any
) -> UnActivity:
    """Put on record what an entity does. A contributor records what its own entity does, and nobody else's."""
    row = contributed(UnActivity(entered_by=by, **facts), state_code=state_code, layer=layer, by=by)
    own = organisation_id_of(by)
    if own is not None and row.entity_id != own:
        raise AccessDenied
    if row.entity.kind != ENTITY:
        raise NoEntity
    states = {one.state_code for one in recommendations} | ({row.result.framework.state_code} if row.result else set())
    if states - {state_code}:
        raise OfAnotherState
    entered(row, by, PartnerVerb.UN_ACTIVITY_RECORDED, state=state_code)
    for one in recommendations:
        ActivityRecommendation.objects.create(activity=row, recommendation=one)
    return row


@action
def change_activity(*, activity: UnActivity, by: User, **facts: Any) -> UnActivity:
    """Change what is known of an activity. Whose it is, in which State and layer, stays."""
    if not may_remove(activity, by):
        raise AccessDenied
    for name, value in facts.items():
        setattr(activity, name, value)
    if activity.result and activity.result.framework.state_code != activity.state_code:
        raise OfAnotherState
    return changed(activity, by, PartnerVerb.UN_ACTIVITY_CHANGED, state=activity.state_code)


@action
def remove_activity(*, activity: UnActivity, by: User) -> None:
    """Take an activity off the record. That it was there stays in the history."""
    if not may_remove(activity, by):
        raise AccessDenied
    record(PartnerVerb.UN_ACTIVITY_REMOVED, by=by, subject=activity, state=activity.state_code)
    activity.delete()
