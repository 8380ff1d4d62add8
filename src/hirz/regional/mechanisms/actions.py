"""Recording what States did and what happened before the mechanisms, and settling an obligation by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import Actor, action, record
from hirz.regional.mechanisms.facts import calendar, end_of_calendar, facts_of
from hirz.regional.mechanisms.models import MechanismEvent, ObligationOverride, TreatyAction
from hirz.regional.mechanisms.permissions import MechanismPermission, require_for_state
from hirz.regional.mechanisms.verbs import MechanismVerb
from hirz.regional.organisations.models import Organisation
from hirz.rules.dates import FIRST_PLAUSIBLE_DAY
from hirz.rules.errors import BadInput, RefusedByRule
from hirz.rules.mechanism_facts import Override, OverrideWithoutReason
from hirz.rules.obligations import SETTLED_AHEAD_MONTHS
from hirz.rules.treaty_law import months_after


class NoSuchObligation(BadInput):
    """The facts have changed since the page was made, or the obligation never was."""

    code: ClassVar[str] = "no_such_obligation"


class DayImpossible(BadInput):
    """Nothing like this happened before there were United Nations, and nothing follows from what is still to come."""

    code: ClassVar[str] = "mechanism_day_impossible"


class DayOutOfCalendar(BadInput):
    """An obligation put off beyond what the calendar shows would be seen by nobody, nor ever be put back."""

    code: ClassVar[str] = "day_out_of_calendar"


class StillWithdrawn(RefusedByRule):
    """A reservation whose withdrawal is on record stays on record with it."""

    code: ClassVar[str] = "reservation_still_withdrawn"


@dataclass(frozen=True, slots=True)
class Settlement:
    """Another day, or nothing owed, or back to the rule; always with a reason."""

    reason: str
    due_date: date | None = None
    is_owed: bool = True


@action
def record_treaty_action(*, state_code: str, by: User, **facts: Any) -> TreatyAction:
    """Put one act of a State on record. Raises ``ValidationError`` when it is there already."""
    require_for_state(by, MechanismPermission.TREATY_RECORD, state_code)
    row = TreatyAction(state_code=state_code, entered_by=by, **facts)
    row.full_clean()
    _require_possible(row.on_date)
    row.save(force_insert=True)
    record(MechanismVerb.TREATY_ACTION_RECORDED, by=by, subject=row, state=state_code, treaty=row.treaty, kind=row.kind)
    return row


@action
def remove_treaty_action(*, treaty_action: TreatyAction, by: User) -> None:
    """Take an act off the record that never was. That it was there stays in the history."""
    require_for_state(by, MechanismPermission.TREATY_RECORD, treaty_action.state_code)
    if treaty_action.withdrawals.exists():
        raise StillWithdrawn
    detail = {"state": treaty_action.state_code, "treaty": treaty_action.treaty, "kind": treaty_action.kind}
    record(MechanismVerb.TREATY_ACTION_REMOVED, by=by, subject=treaty_action, on=str(treaty_action.on_date), **detail)
    treaty_action.delete()


@action
def record_event(*, state_code: str, by: Actor, **facts: Any) -> MechanismEvent:
    """Put something that happened before a mechanism on record."""
    person = by if isinstance(by, User) else None
    if person is not None:
        require_for_state(person, MechanismPermission.TREATY_RECORD, state_code)
    row = MechanismEvent(state_code=state_code, entered_by=person, **facts)
    row.full_clean()
    _require_possible(row.on_date)
    row.save(force_insert=True)
    record(MechanismVerb.MECHANISM_EVENT_RECORDED, by=by, subject=row, state=state_code, kind=row.kind)
    return row


@action
def tell_institution(*, event: MechanismEvent, institution: Organisation, by: User) -> None:
    """Say of which national institution a decision was that somebody entered without saying so."""
    require_for_state(by, MechanismPermission.TREATY_RECORD, event.state_code)
    event.institution = institution
    event.save(update_fields=["institution"])
    record(MechanismVerb.MECHANISM_EVENT_CORRECTED, by=by, subject=event, state=event.state_code, kind=event.kind)


@action
def remove_event(*, event: MechanismEvent, by: User) -> None:
    """Take an event off the record that never was. That it was there stays in the history."""
    require_for_state(by, MechanismPermission.TREATY_RECORD, event.state_code)
    record(
        MechanismVerb.MECHANISM_EVENT_REMOVED, by=by, subject=event, state=event.state_code, kind=event.kind,
        on=str(event.on_date),
    )  # fmt: skip
    event.delete()


@action
def settle_obligation(*, state_code: str, key: str, settlement: Settlement, by: User) -> ObligationOverride:
    """Give an obligation another day, say that nothing is owed, or return it to its rule; never without a reason."""
    require_for_state(by, MechanismPermission.OBLIGATION_OVERRIDE, state_code)
    _require_obligation(state_code, key, by)
    if settlement.due_date is not None and settlement.due_date > end_of_calendar(timezone.localdate()):
        raise DayOutOfCalendar
    row = ObligationOverride(
        state_code=state_code, key=key, due_date=settlement.due_date, is_owed=settlement.is_owed,
        reason=settlement.reason.strip(), decided_by=by,
    )  # fmt: skip
    _check(row)
    row.full_clean()
    row.save(force_insert=True)
    verb = MechanismVerb.OBLIGATION_RETURNED if row.returns_to_rule else MechanismVerb.OBLIGATION_OVERRIDDEN
    record(verb, by=by, subject=row, state=state_code, key=key)
    return row


def _require_possible(day: date) -> None:
    """One typing error of this kind would break the whole calendar of the State. Somewhere it is tomorrow already."""
    if not FIRST_PLAUSIBLE_DAY <= day <= timezone.localdate() + timedelta(days=1):
        raise DayImpossible


def _check(row: ObligationOverride) -> None:
    """The rules say what an override is; one that returns to the rule needs its reason all the same."""
    if not row.returns_to_rule:
        Override(key=row.key, reason=row.reason, due_date=row.due_date, is_owed=row.is_owed)
    elif not row.reason:
        raise OverrideWithoutReason


def _require_obligation(state_code: str, key: str, by: User) -> None:
    facts = facts_of([state_code], user=by)
    found = calendar(facts.values(), (), until=months_after(timezone.localdate(), SETTLED_AHEAD_MONTHS))
    if key not in {one.key for one in found}:
        raise NoSuchObligation
