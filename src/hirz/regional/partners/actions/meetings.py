"""Contacts, meetings, promises and joint plans."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.locking import held
from hirz.regional.institutions.contributing import contributed
from hirz.regional.organisations.erasing import destroy_unit
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.permissions import require_edit
from hirz.regional.partners.actions.entering import SettledAlready, changed, entered, require_come
from hirz.regional.partners.models import (
    JointPlan,
    MeetingParty,
    PartnerContact,
    PartnerMeeting,
    PartnerPromise,
    PlannedAction,
)
from hirz.regional.partners.verbs import PartnerVerb
from hirz.rules.errors import BadInput


class PromiseToOneself(BadInput):
    """Who promises and to whom are two."""

    code: ClassVar[str] = "promise_to_oneself"


@action
def add_contact(*, organisation: Organisation, by: User, **facts: Any) -> PartnerContact:
    """Write down how a person at an organisation is reached. Only the office ever sees it."""
    require_edit(by, organisation.state_code)
    row = PartnerContact(organisation=organisation, state_code=organisation.state_code, entered_by=by, **facts)
    return entered(row, by, PartnerVerb.CONTACT_ADDED, state=row.state_code)


@action
def end_contact(*, contact: PartnerContact, until_date: date, by: User) -> PartnerContact:
    """Somebody is no contact any more: nothing here needs their name, so the key of it is destroyed."""
    require_edit(by, contact.state_code)
    contact = held(contact)
    if contact.until_date is not None:
        raise SettledAlready
    contact.until_date = until_date
    contact.save(update_fields=["until_date"])
    record(PartnerVerb.CONTACT_ENDED, by=by, subject=contact, state=contact.state_code)
    destroy_unit(contact.pk)
    return contact


@action
def record_meeting(
    *, organisations: Collection[Organisation], state_code: str, layer: str, by: User, **facts: Any
) -> PartnerMeeting:
    """Put a meeting on record, with those who took part."""
    require_edit(by, state_code)
    row = contributed(PartnerMeeting(entered_by=by, **facts), state_code=state_code, layer=layer, by=by)
    require_come(row.on_date)
    entered(row, by, PartnerVerb.MEETING_RECORDED, state=state_code)
    for organisation in {one.pk: one for one in organisations}.values():
        MeetingParty.objects.create(meeting=row, organisation=organisation)
    return row


@action
def record_promise(*, state_code: str, layer: str, by: User, **facts: Any) -> PartnerPromise:
    """Put on record what one promised another; a side that is not given is the office."""
    require_edit(by, state_code)
    row = contributed(PartnerPromise(entered_by=by, **facts), state_code=state_code, layer=layer, by=by)
    require_come(row.made_date)
    if row.promised_by_id == row.promised_to_id:
        raise PromiseToOneself
    return entered(row, by, PartnerVerb.PROMISE_RECORDED, state=state_code)


@action
def change_promise(*, promise: PartnerPromise, text: str, due_date: date | None, by: User) -> PartnerPromise:
    """Put the words of a promise or its day right, until somebody said what became of it."""
    promise = _held_open(promise, by)
    promise.text, promise.due_date = text, due_date
    return changed(promise, by, PartnerVerb.PROMISE_CHANGED, state=promise.state_code)


@action
def settle_promise(*, promise: PartnerPromise, outcome: str, on_date: date, by: User, note: str = "") -> PartnerPromise:
    """Say what became of a promise. It ends the reminders, and is never changed."""
    promise = _held_open(promise, by)
    require_come(on_date)
    promise.outcome, promise.outcome_date, promise.outcome_note = outcome, on_date, note
    return changed(promise, by, PartnerVerb.PROMISE_SETTLED, state=promise.state_code, outcome=outcome)


@action
def make_plan(*, state_code: str, layer: str, by: User, **facts: Any) -> JointPlan:
    require_edit(by, state_code)
    row = contributed(JointPlan(entered_by=by, **facts), state_code=state_code, layer=layer, by=by)
    return entered(row, by, PartnerVerb.JOINT_PLAN_MADE, state=state_code)


@action
def add_planned_action(*, plan: JointPlan, by: User, **facts: Any) -> PlannedAction:
    """Add an action to a plan; one without a lead is the office's."""
    require_edit(by, plan.state_code)
    return entered(PlannedAction(plan=plan, **facts), by, PartnerVerb.PLANNED_ACTION_ADDED, state=plan.state_code)


@action
def move_planned_action(*, planned: PlannedAction, state: str, by: User) -> PlannedAction:
    """Say how far an action of a plan is."""
    require_edit(by, planned.plan.state_code)
    planned.state = state
    return changed(planned, by, PartnerVerb.PLANNED_ACTION_MOVED, state=planned.plan.state_code, to=state)


def _held_open(promise: PartnerPromise, by: User) -> PartnerPromise:
    """The promise, locked, if nobody has said yet what became of it. Raises ``SettledAlready``."""
    require_edit(by, promise.state_code)
    promise = held(promise)
    if promise.outcome:
        raise SettledAlready
    return promise
