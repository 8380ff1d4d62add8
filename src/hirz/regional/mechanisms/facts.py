"""The records of States as the rules read them, and the calendar that follows. Two questions to the database, however
many States; one more for what people decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import vocabulary
from hirz.regional.mechanisms.models import MechanismEvent, ObligationOverride, TreatyAction
from hirz.rules.mechanism_facts import EventFact, EventKind, Obligation, Override, StateFacts
from hirz.rules.obligations import obligations
from hirz.rules.treaty_status import ActionKind, Precision, TreatyFact

YEARS_AHEAD: Final = 10


def end_of_calendar(today: date) -> date:
    return date(today.year + YEARS_AHEAD, 12, 31)


def facts_of(state_codes: Sequence[str], *, user: User) -> dict[str, StateFacts]:
    """What is on record of each State; of a State without any record, nothing."""
    actions: defaultdict[str, list[TreatyFact]] = defaultdict(list)
    events: defaultdict[str, list[EventFact]] = defaultdict(list)
    for action in TreatyAction.objects.visible_to(user).filter(state_code__in=state_codes).defer("text"):
        actions[action.state_code].append(fact_of_action(action))
    happened = MechanismEvent.objects.visible_to(user).select_related("institution")
    for event in happened.filter(state_code__in=state_codes):
        events[event.state_code].append(fact_of_event(event))
    return {
        code: StateFacts(state=code, actions=tuple(actions[code]), events=tuple(events[code])) for code in state_codes
    }


def fact_of_action(action: TreatyAction) -> TreatyFact:
    return TreatyFact(
        id=str(action.pk),
        treaty=action.treaty,
        kind=ActionKind(action.kind),
        on_date=action.on_date,
        precision=Precision(action.precision),
        article=action.article,
        withdraws=str(action.withdraws_id) if action.withdraws_id else None,
        until_date=action.until_date,
    )


def fact_of_event(event: MechanismEvent) -> EventFact:
    return EventFact(
        id=str(event.pk),
        kind=EventKind(event.kind),
        on_date=event.on_date,
        treaty=event.treaty or None,
        next_date=event.next_date,
        follow_up_date=event.follow_up_date,
        session=event.session,
        reference=event.reference,
        institution=str(event.institution_id or ""),
        institution_name=event.institution.name if event.institution else "",
    )


def words_against_rules(
    state_codes: Sequence[str], *, user: User, until: date = date.max
) -> dict[str, ObligationOverride]:
    """The last word on each obligation by a day, by its key. One that returns to its rule is there too, and says so."""
    rows = ObligationOverride.objects.visible_to(user).filter(state_code__in=state_codes, decided_at__date__lte=until)
    return {row.key: row for row in rows.select_related("decided_by").order_by("decided_at", "id")}


def calendar(facts: Iterable[StateFacts], words: Iterable[ObligationOverride], *, until: date) -> list[Obligation]:
    """Everything that these States owe by ``until`` and have owed before, the earliest first."""
    overrides = [_override(row) for row in words if not row.returns_to_rule]
    days = session_days()
    found = [one for state in facts for one in obligations(state, until=until, sessions=days, overrides=overrides)]
    return sorted(found, key=lambda one: (one.due_date, one.key))


def session_days() -> Mapping[int, date]:
    """First day of each session of the Working Group on the universal periodic review that has been set."""
    sessions = [term.facts for term in vocabulary("upr_session")]
    return {
        number: starts
        for facts in sessions
        if isinstance(number := facts["number"], int) and isinstance(starts := facts["starts"], date)
    }


def _override(row: ObligationOverride) -> Override:
    return Override(key=row.key, reason=row.reason, due_date=row.due_date, is_owed=row.is_owed)
