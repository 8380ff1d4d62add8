"""The first text of a report, from its numbers alone: people go on from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from hirz.foundation.vocabularies.dates import day_in_words
from hirz.foundation.vocabularies.lists import listed
from hirz.foundation.vocabularies.registry import label
from hirz.regional.programme.findings import plain
from hirz.regional.programme.numbers import of_record
from hirz.regional.programme.tables import disaggregation_words

DRAFTED_IN: Final = ("ar", "en", "ru")


def drafted(numbers: Mapping[str, Any], *, from_date: date, until_date: date, language: str) -> str:
    """A paragraph for each thing that was recorded; nothing is said of what was not."""
    with translation.override(language):
        days = {"first": day_in_words(from_date), "last": day_in_words(until_date)}
        return "\n\n".join([_("This report covers %(first)s to %(last)s.") % days, *_paragraphs(numbers)])


def _paragraphs(numbers: Mapping[str, Any]) -> Iterator[str]:
    if numbers["activities"]:
        yield _("Activities that ended in the period: %(kinds)s.") % {"kinds": _kinds(numbers["activities"])}
    else:
        yield _("No activity ended in the period.")
    if numbers["not_reported"]:
        silent = _("Activities whose last day passed in the period and that nobody reported as done: %(kinds)s.")
        yield silent % {"kinds": _kinds(numbers["not_reported"])}
    people = of_record(numbers["participations"])
    if people.total:
        told = {"number": plain(people.total), "words": disaggregation_words(people, of_people=True)}
        yield _("Participants: %(number)s. Each is counted once in each activity. Disaggregation: %(words)s.") % told
    if numbers["served"]:
        yield _("Recommendations of the mechanisms served by these activities: %(number)s.") % {
            "number": numbers["served"]
        }
    yield from _indicators(numbers)
    found = numbers["follow_ups"]
    if found["done"] or found["due"]:
        yield _("Follow-up: done %(done)s, due and not done %(due)s.") % found
        answers = _("People asked: %(asked)s, who answered: %(answered)s, who applied what they learned: %(applied)s.")
        yield answers % found


def _kinds(counted: Iterable[tuple[str, int]]) -> str:
    return listed(f"{label('activity_kind', kind)}: {number}" for kind, number in counted)


def _indicators(numbers: Mapping[str, Any]) -> Iterator[str]:
    for one in numbers["indicators"]:
        if not one["values"]:
            continue
        latest = one["values"][0]
        told = {"title": one["title"], "value": plain(Decimal(latest["total"]))}
        if one["target"]:
            yield _("%(title)s: %(value)s (target: %(target)s).") % {**told, "target": plain(Decimal(one["target"]))}
        else:
            yield _("%(title)s: %(value)s.") % told
