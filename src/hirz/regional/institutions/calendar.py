"""Accreditation in the calendar of a State: what comes next, by which rule, starts from an event before the mechanisms.

That event is the one thing written there, so that the same day is not computed in two places.
"""

from __future__ import annotations

from django.db.models import QuerySet

from hirz.foundation.accounts.models import User
from hirz.regional.institutions.models import AccreditationDecision
from hirz.regional.mechanisms.actions import record_event, remove_event, tell_institution
from hirz.regional.mechanisms.models import MechanismEvent
from hirz.rules.accreditation import EVENT_OF


def enter_in_calendar(decision: AccreditationDecision, *, by: User) -> None:
    """A decision starts a time, or ends one. An event that somebody entered before stays, as of this institution."""
    if _events(decision).filter(institution=decision.institution).exists():
        return
    entered = _events(decision).filter(institution=None).first()
    if entered is not None:
        tell_institution(event=entered, institution=decision.institution, by=by)
        return
    record_event(
        state_code=decision.state_code, institution=decision.institution, by=by, kind=_kind(decision),
        on_date=decision.on_date, next_date=decision.next_date, reference=decision.session[:64], source=decision.source,
    )  # fmt: skip


def take_off_calendar(decision: AccreditationDecision, *, by: User) -> None:
    """With a decision that never was goes its event."""
    for event in _events(decision).filter(institution=decision.institution, source=decision.source):
        remove_event(event=event, by=by)


def _events(decision: AccreditationDecision) -> QuerySet[MechanismEvent]:
    rows = MechanismEvent.objects.filter(state_code=decision.state_code, on_date=decision.on_date)
    return rows.filter(kind=_kind(decision))


def _kind(decision: AccreditationDecision) -> str:
    return EVENT_OF[decision.fact.status].value
