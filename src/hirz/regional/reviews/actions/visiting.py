"""Standing invitations and visits of special procedures: steps, preparation, meetings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.regional.organisations.permissions import require_edit
from hirz.regional.reviews.models import PreparationItem, StandingInvitation, Visit, VisitMeeting, VisitStep
from hirz.regional.reviews.verbs import ReviewVerb
from hirz.rules.errors import BadInput, RefusedByRule
from hirz.rules.layers import Layer, Side, require_layer
from hirz.rules.visits import Step, VisitFacts, VisitStage, require_step


class NoStepToTakeBack(RefusedByRule):
    """The first step is the visit itself, and only the last can be taken back."""

    code: ClassVar[str] = "visit_no_step_to_take_back"


class MeetingWithNobody(BadInput):
    """A meeting is with somebody, or something was said."""

    code: ClassVar[str] = "visit_meeting_with_nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A meeting: its day, the ids of the organisations, and notes. The last two are sealed."""

    on_date: date
    organisations: Sequence[UUID] = ()
    notes: str = ""


@action
def record_invitation(*, state_code: str, from_date: date, source: str, by: User) -> StandingInvitation:
    require_edit(by, state_code)
    row = StandingInvitation(
        state_code=state_code, from_date=from_date, source=source, layer=Layer.PUBLIC, entered_by=by
    )
    row.full_clean()
    row.save(force_insert=True)
    record(ReviewVerb.INVITATION_RECORDED, by=by, subject=row, state=state_code)
    return row


@action
def end_invitation(*, invitation: StandingInvitation, until_date: date, by: User) -> StandingInvitation:
    """The State took its invitation back."""
    require_edit(by, invitation.state_code)
    invitation.until_date = until_date
    invitation.full_clean()
    invitation.save()
    record(ReviewVerb.INVITATION_ENDED, by=by, subject=invitation, state=invitation.state_code)
    return invitation


@action
def record_visit(*, state_code: str, first: Step, layer: Layer, by: User, **facts: Any) -> Visit:
    """Put a visit on record with the step it began with: a request, or an invitation nobody had asked for."""
    require_edit(by, state_code)
    require_layer(layer, contributor=Side.OFFICE)
    row = Visit(state_code=state_code, layer=layer.value, entered_by=by, **facts)
    row.full_clean()
    row.save(force_insert=True)
    record(ReviewVerb.VISIT_RECORDED, by=by, subject=row, state=state_code)
    _take(row, first, row.source, by)
    return row


@action
def change_visit(*, visit: Visit, by: User, layer: Layer, **facts: Any) -> Visit:
    """Put other days, another symbol of the report or another layer on record. Raises ``BadDays``."""
    require_edit(by, visit.state_code)
    require_layer(layer, contributor=Side.OFFICE)
    visit.layer = layer.value
    for name, value in facts.items():
        setattr(visit, name, value)
    VisitFacts(first_date=visit.first_date, last_date=visit.last_date)
    visit.full_clean()
    visit.save()
    record(ReviewVerb.VISIT_CHANGED, by=by, subject=visit, layer=layer.value)
    return visit


@action
def take_step(*, visit: Visit, step: Step, source: str, by: User) -> VisitStep:
    """Put on record what happened next. Refused where it cannot come next, or its day lies before the last."""
    require_edit(by, visit.state_code)
    return _take(Visit.objects.select_for_update().get(pk=visit.pk), step, source, by)


@action
def take_back_step(*, visit: Visit, by: User) -> None:
    """Take the last step off the record that never was. That it was there stays in the history."""
    require_edit(by, visit.state_code)
    steps = list(Visit.objects.select_for_update().get(pk=visit.pk).steps.all())
    if len(steps) < 2:
        raise NoStepToTakeBack
    record(ReviewVerb.VISIT_STEP_TAKEN_BACK, by=by, subject=visit, stage=steps[-1].stage, on=str(steps[-1].on_date))
    steps[-1].delete()


@action
def note_preparation(
    *, visit: Visit, kind: str, by: User, due_date: date | None = None, done_date: date | None = None
) -> PreparationItem:
    """Say of one thing to see to before the visit until when, and since when it is done."""
    require_edit(by, visit.state_code)
    row = visit.preparation.filter(kind=kind).first() or PreparationItem(
        visit=visit, state_code=visit.state_code, kind=kind, entered_by=by
    )
    row.due_date, row.done_date = due_date, done_date
    row.full_clean()
    row.save()
    record(ReviewVerb.VISIT_PREPARED, by=by, subject=visit, kind=kind, done=done_date is not None)
    return row


@action
def record_meeting(*, visit: Visit, met: Met, by: User) -> VisitMeeting:
    """Put a meeting on record: with whom, and what was said, are sealed."""
    require_edit(by, visit.state_code)
    if not met.organisations and not met.notes.strip():
        raise MeetingWithNobody
    row = VisitMeeting(
        visit=visit, state_code=visit.state_code, on_date=met.on_date, entered_by=by, notes=met.notes.strip(),
        organisations=sorted(map(str, met.organisations)),
    )  # fmt: skip
    row.full_clean()
    row.save(force_insert=True)
    record(ReviewVerb.VISIT_MEETING_RECORDED, by=by, subject=visit)
    return row


def _take(visit: Visit, step: Step, source: str, by: User) -> VisitStep:
    require_step(visit.facts, step)
    row = VisitStep(
        visit=visit, place=visit.steps.count() + 1, stage=VisitStage(step.stage).value, on_date=step.on_date,
        source=source, entered_by=by,
    )  # fmt: skip
    row.full_clean()
    row.save(force_insert=True)
    record(ReviewVerb.VISIT_STEP_TAKEN, by=by, subject=visit, stage=row.stage, on=str(row.on_date))
    return row
