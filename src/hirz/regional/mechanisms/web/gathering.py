"""What the pages about treaties show, put together from the records and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.http import Http404

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import page_language
from hirz.foundation.vocabularies.registry import state as state_of
from hirz.regional.mechanisms.facts import calendar, end_of_calendar, facts_of, words_against_rules
from hirz.regional.mechanisms.models import ObligationOverride
from hirz.regional.mechanisms.words import (
    DOORS,
    STANDINGS,
    act_words,
    article_words,
    obligation_words,
    remaining_words,
    source_words,
    symbol_of,
)
from hirz.regional.organisations.viewpoints import membership_of
from hirz.rules.errors import BadInput
from hirz.rules.layers import INTERNATIONAL
from hirz.rules.mechanism_facts import Obligation, Stage, StateFacts
from hirz.rules.treaty_status import Standing, TreatyStanding, remaining_on, standings_on


@dataclass(frozen=True)
class CalendarRow:
    """One obligation as a page shows it; ``earlier`` counts those before it that one report would fulfil as well."""

    one: Obligation
    words: str
    source: str
    when: date | str
    word: ObligationOverride | None
    earlier: int = 0
    since: date | None = None


@dataclass(frozen=True)
class StateRow:
    """One State in the list: how many treaties bind it, what remains, what is past due and what comes next.

    Of a State of which nothing is recorded none of these is known, and none is told.
    """

    code: str
    name: str
    is_on_record: bool
    parties: int
    remaining: int
    past_due: int
    coming: CalendarRow | None


def known_state(code: str) -> str:
    """The code of a State, or nothing here."""
    try:
        return state_of(code).alpha_2
    except BadInput:
        raise Http404 from None


def state_read_by(user: User, code: str) -> str:
    """The code of a State that is in the person's part, or nothing here: a contributor has one State."""
    known, membership = known_state(code), membership_of(user)
    if membership is not None and membership.organisation.state_code not in (INTERNATIONAL, known):
        raise Http404
    return known


def states_covered() -> list[str]:
    """States that an office covers, in the order of the page's language."""
    codes = {code for listed in Office.objects.values_list("states", flat=True) for code in listed}
    return sort_for_people(codes, state_name, page_language())


def state_rows(user: User, today: date) -> list[StateRow]:
    codes = states_covered()
    facts, words = facts_of(codes, user=user), words_against_rules(codes, user=user)
    return [_state_row(facts[code], words, today) for code in codes]


def _state_row(facts: StateFacts, words: Mapping[str, ObligationOverride], today: date) -> StateRow:
    rows = calendar([facts], words.values(), until=end_of_calendar(today))
    coming = next((one for one in rows if one.stage_on(today) is Stage.UPCOMING), None)
    standings = standings_on(today, facts.actions)
    return StateRow(
        code=facts.state,
        name=state_name(facts.state),
        is_on_record=bool(facts.actions),
        parties=sum(found.standing is Standing.PARTY for found in standings),
        remaining=len(remaining_on(today, facts.actions)),
        past_due=len(_late(rows, words, today)),
        coming=_row(coming, words) if coming else None,
    )


def status_page(code: str, user: User, day: date) -> dict[str, Any]:
    """A State under every treaty on a day, and what remains for it."""
    facts = facts_of([code], user=user)[code]
    return {
        "standings": [_standing_row(found) for found in standings_on(day, facts.actions)],
        "remaining": [(item.treaty, remaining_words(item)) for item in remaining_on(day, facts.actions)],
    }


def _standing_row(found: TreatyStanding) -> dict[str, Any]:
    words, tone, icon = STANDINGS[found.standing]
    return {
        "treaty": found.treaty,
        "symbol": symbol_of(found.treaty),
        "standing": {"label": words, "tone": tone, "icon": icon},
        "signed": act_words(found.signed) if found.signed else "",
        "consent": found.consent,
        "consented": act_words(found.consent) if found.consent else "",
        "since": f"{found.since_date.year}~" if found.is_approximate and found.since_date else found.since_date,
        "reservations": len(found.reservations),
        "procedures": [(one.opening.procedure, one.binds, DOORS[one.opening.door], article_words(one.opening.article))
                       for one in found.procedures],
    }  # fmt: skip


def calendar_page(code: str, user: User, day: date) -> dict[str, Any]:
    """What could be known on a day: past due first, then what comes, year by year; the rest stands apart."""
    facts = facts_of([code], user=user)[code].as_of(day)
    words = words_against_rules([code], user=user, until=day)
    rows = calendar([facts], words.values(), until=end_of_calendar(day))
    at = {stage: [one for one in rows if one.stage_on(day) is stage] for stage in Stage}
    return {
        "late": _late(rows, words, day),
        "years": [
            (year, [_row(one, words) for one in found])
            for year, found in groupby(at[Stage.UPCOMING], key=lambda one: one.due_date.year)
        ],
        "passed": [_row(one, words) for one in at[Stage.PASSED]],
        "settled": [_row(one, words) for one in at[Stage.NOT_OWED]],
        "fulfilled": [_row(one, words) for one in reversed(at[Stage.FULFILLED])],
    }


def coming_for(codes: Sequence[str], user: User, today: date, *, until: date) -> list[CalendarRow]:
    """What these States owe from ``today`` to ``until``, the earliest first. Without a State nothing is asked."""
    if not codes:
        return []
    facts, words = facts_of(codes, user=user), words_against_rules(codes, user=user)
    rows = calendar(facts.values(), words.values(), until=until)
    return [_row(one, words) for one in rows if one.stage_on(today) is Stage.UPCOMING]


def one_obligation(code: str, key: str, user: User, today: date) -> CalendarRow:
    """The obligation of a State that has this key; nothing here when there is none."""
    facts, words = facts_of([code], user=user), words_against_rules([code], user=user)
    for one in calendar(facts.values(), words.values(), until=end_of_calendar(today)):
        if one.key == key:
            return _row(one, words)
    raise Http404


def _late(rows: Iterable[Obligation], words: Mapping[str, ObligationOverride], today: date) -> list[CalendarRow]:
    """What is past due, one row for all reports that a single one would fulfil, the longest overdue first."""
    grouped: dict[tuple[str, ...], list[Obligation]] = {}
    for one in rows:
        if one.stage_on(today) is Stage.PAST_DUE:
            grouped.setdefault(_group(one), []).append(one)
    return [_row(found[-1], words, found) for found in grouped.values()]


def _group(one: Obligation) -> tuple[str, ...]:
    """Reports under one treaty can be combined; anything else stands for itself."""
    is_report = one.treaty is not None and one.kind.value.endswith("_REPORT")
    return (one.treaty or "", "report") if is_report else (one.key,)


def _row(one: Obligation, words: Mapping[str, ObligationOverride], found: Sequence[Obligation] = ()) -> CalendarRow:
    return CalendarRow(
        one=one,
        words=obligation_words(one),
        source=source_words(one),
        when=f"{one.due_date.year}~" if one.is_approximate and one.override is None else one.due_date,
        word=words.get(one.key),
        earlier=max(len(found) - 1, 0),
        since=found[0].due_date if len(found) > 1 else None,
    )
