"""The numbers of a report as tables in the language of the page: the same on the page, in the document and as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.dates import day_in_words
from hirz.foundation.vocabularies.registry import label
from hirz.regional.programme.findings import WITHHELD, plain, words_for_finding
from hirz.regional.programme.numbers import day, is_withheld, of_record
from hirz.rules.disaggregation import Breakdown, Disaggregated

Numbers = Mapping[str, Any]
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A caption, the names of the columns, and rows of as many cells; ``empty`` says what no row means."""

    caption: str
    header: Row
    rows: tuple[Row, ...]
    empty: str


def tables_of(numbers: Numbers) -> list[ShownTable]:
    """All tables of a report, in the language that is active."""
    return [
        _by_kind(
            numbers["activities"], _("Activities that ended in the period"), _("No activity ended in the period.")
        ),
        *_not_reported(numbers),
        _participations(numbers),
        ShownTable(
            _("Indicators"),
            (_("Indicator"), pgettext("country", "State"), _("Period"), _("Value"), _("Baseline"), _("Target"),
             _("Disaggregation")),
            tuple(_indicator_rows(numbers)),
            _("There is no indicator."),
        ),
        _tests(numbers),
        ShownTable(
            _("Budget of these activities, by currency"),
            (_("Currency"), pgettext("money", "Planned"), pgettext("money", "Committed"), pgettext("money", "Spent")),
            tuple((currency, *(plain(Decimal(one)) for one in sums)) for currency, sums in numbers["money"].items()),
            _("No budget is on record."),
        ),
        _followed_up(numbers),
    ]  # fmt: skip


def disaggregation_words(number: Disaggregated, *, of_people: bool = False) -> str:
    """How a number is divided, and whether its parts add up; ``of_people``: small groups are not spoken of."""
    if not number.breakdowns:
        return words_for_finding(number.finding(""))
    return ". ".join(_divided(number, one, of_people=of_people) for one in number.breakdowns)


def breakdown_rows(number: Disaggregated) -> list[Row]:
    """For each dimension of a number of people a row: its name, its parts in words, and what is said of the sum."""
    rows: list[Row] = []
    for one in number.breakdowns:
        name = label("disaggregation_dimension", one.dimension)
        if is_withheld(one):
            rows.append((name, "—", str(WITHHELD)))
        else:
            rows.append((name, _parts(one), words_for_finding(number.finding(one.dimension))))
    return rows


def _divided(number: Disaggregated, one: Breakdown, *, of_people: bool) -> str:
    name = label("disaggregation_dimension", one.dimension)
    if of_people and is_withheld(one):
        return _("%(dimension)s: %(words)s") % {"dimension": name, "words": WITHHELD}
    told = {"dimension": name, "parts": _parts(one), "words": words_for_finding(number.finding(one.dimension))}
    return _("%(dimension)s (%(words)s): %(parts)s") % told


def _parts(one: Breakdown) -> str:
    pairs = ((label("disaggregation_category", code), plain(value)) for code, value in one.parts.items())
    told = (_("%(part)s: %(number)s") % {"part": part, "number": number} for part, number in pairs)
    return reduce(_followed_by, told)


def _followed_by(before: str, after: str) -> str:
    return pgettext("parts of a number", "%(before)s; %(after)s") % {"before": before, "after": after}


def _by_kind(kinds: Iterable[tuple[str, int]], caption: str, empty: str = "") -> ShownTable:
    header = (pgettext("activity", "Kind"), pgettext("column of a table", "Number"))
    return ShownTable(
        caption, header, tuple((label("activity_kind", kind), str(number)) for kind, number in kinds), empty
    )


def _not_reported(numbers: Numbers) -> Iterator[ShownTable]:
    """Numbers that were taken before these were told apart do not have them."""
    if kinds := numbers.get("not_reported"):
        yield _by_kind(kinds, _("Activities whose last day passed in the period and that nobody reported as done"))


def _participations(numbers: Numbers) -> ShownTable:
    number = of_record(numbers["participations"])
    total = (_("All"), plain(number.total), words_for_finding(number.finding("")) if not number.breakdowns else "")
    return ShownTable(
        _("Participants, counted once in each activity they took part in"),
        (_("Dimension"), _("Parts"), _("Sum of the parts")),
        (total, *breakdown_rows(number)),
        "",
    )


def _indicator_rows(numbers: Numbers) -> Iterator[Row]:
    for one in numbers["indicators"]:
        about = (one["title"], state_name(one["state"]) or _("No State in particular"))
        aims = (_plain(one["baseline"]), _plain(one["target"]))
        for value in one["values"]:
            number = of_record(value)
            days = " – ".join(day_in_words(day(value[end])) for end in ("from", "until"))
            yield (*about, days, plain(number.total), *aims, disaggregation_words(number))
        if not one["values"]:
            yield (*about, "—", _("no value reported"), *aims, "—")


def _tests(numbers: Numbers) -> ShownTable:
    return ShownTable(
        _("Tests before and after"),
        (_("Activity"), _("Sat both tests"), _("Mean before"), _("Mean after"), _("Change")),
        tuple(
            (one["title"], str(one["paired"]), *(_plain(one[name]) for name in ("before", "after", "difference")))
            if one["before"]
            else (one["title"], str(one["paired"]), _("too few to be shown"), "—", "—")
            for one in numbers["tests"]
        ),
        _("No test is on record."),
    )


def _followed_up(numbers: Numbers) -> ShownTable:
    found = numbers["follow_ups"]
    rows = (
        (_("Followed up in the period"), str(found["done"])),
        (_("Due and not done"), str(found["due"])),
        (_("People asked"), str(found["asked"])),
        (_("People who answered"), str(found["answered"])),
        (_("People who applied what they learned"), str(found["applied"])),
        (_("Recommendations served by these activities"), str(numbers["served"])),
    )
    header = (_("Follow-up"), pgettext("column of a table", "Number"))
    return ShownTable(_("What was applied later"), header, rows, "")


def _plain(text: str) -> str:
    return plain(Decimal(text)) if text else "—"
