"""Accreditation in the calendar of a State: the rule for the next one starts from an event before the mechanisms.

That event is the one thing written there, so that the same day is not computed in two places.
"""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet

from hirz.foundation.accounts.models import User
from hirz.regional.institutions.models import AccreditationDecision
from hirz.regional.mechanisms.actions import record_event, remove_event
from hirz.regional.mechanisms.models import MechanismEvent
from hirz.rules.accreditation import CLASSES
from hirz.rules.mechanism_facts import EventKind

KIND: Final = EventKind.INSTITUTION_ACCREDITED.value


def enter_in_calendar(decision: AccreditationDecision, *, by: User) -> None:
    """A class starts the time until the next accreditation. One that somebody entered before stays as it is."""
    if decision.status not in CLASSES or _events(decision).exists():
        return
    record_event(
        state_code=decision.state_code, by=by, kind=KIND, on_date=decision.on_date, next_date=decision.next_date,
        reference=decision.session[:64], source=decision.source,
    )  # fmt: skip


def take_off_calendar(decision: AccreditationDecision, *, by: User) -> None:
    """With a decision that never was goes its event."""
    for event in _events(decision).filter(source=decision.source):
        remove_event(event=event, by=by)


def _events(decision: AccreditationDecision) -> QuerySet[MechanismEvent]:
    return MechanismEvent.objects.filter(state_code=decision.state_code, kind=KIND, on_date=decision.on_date)
