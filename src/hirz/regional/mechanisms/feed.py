"""The calendar of obligations as a file for other programs. It holds what is public: what is owed, when, by which rule.

The reason of a word against a rule stays inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import state_name
from hirz.regional.mechanisms.facts import calendar, facts_of, words_against_rules
from hirz.regional.mechanisms.icalendar import DayEntry, calendar_file
from hirz.regional.mechanisms.words import obligation_words, source_words
from hirz.rules.mechanism_facts import Obligation, Stage
from hirz.rules.treaty_law import months_after

MONTHS_AHEAD: Final = 120
LATE_DAYS: Final = 365
"""What has been past due for longer is no appointment any more: the page shows it."""


def feed_of(state_codes: Sequence[str], *, user: User, now: datetime) -> bytes:
    """What these States owe in the coming ten years, and what fell due in the last one and has not come."""
    today = timezone.localdate(now)
    facts, words = facts_of(state_codes, user=user), words_against_rules(state_codes, user=user)
    rows = calendar(facts.values(), words.values(), until=months_after(today, MONTHS_AHEAD))
    recent = [one for one in rows if one.due_date >= today - timedelta(days=LATE_DAYS)]
    open_ones = [one for one in recent if one.stage_on(today) in (Stage.UPCOMING, Stage.PAST_DUE)]
    return calendar_file([_entry(one) for one in open_ones], name=_("Obligations"), made_at=now)


def _entry(one: Obligation) -> DayEntry:
    notes = [source_words(one)]
    if one.is_approximate:
        notes.append(_("The time is expected, no day is set."))
    if one.rule.verify:
        notes.append(_("To be verified"))
    summary = _("%(state)s: %(obligation)s") % {
        "state": state_name(one.state),
        "obligation": obligation_words(one),
    }
    return DayEntry(f"{one.key}@hirz", one.due_date, summary, "\n".join(notes))
