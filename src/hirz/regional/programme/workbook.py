"""The indicators and the numbers of participants as a workbook: every total with its parts, or with what they lack."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from hirz.engines.documents.typed import sound
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.registry import label
from hirz.regional.programme.facts import participations_of, with_values
from hirz.regional.programme.findings import WITHHELD, words_for_finding
from hirz.regional.programme.models import Activity, Cycle, Indicator
from hirz.regional.programme.numbers import is_withheld
from hirz.regional.programme.verbs import ProgrammeVerb
from hirz.rules.disaggregation import Disaggregated

Cell = str | Decimal | None
Row = tuple[Cell, ...]


@action
def saved_workbook(*, cycle: Cycle, by: User) -> bytes:
    """What the person may see of a cycle, in the language of the page."""
    book = Workbook(write_only=True)
    _sheet(book, _("Indicators"), _indicator_header(), indicator_rows(cycle, by))
    _sheet(book, pgettext("sheet of a workbook", "Participants"), _people_header(), people_rows(cycle, by))
    written = io.BytesIO()
    book.save(written)
    record(ProgrammeVerb.PROGRAMME_EXPORTED, by=by, subject=cycle)
    return written.getvalue()


def indicator_rows(cycle: Cycle, user: User) -> Iterator[Row]:
    """A row for each value as a whole, one for each part, and one for what is said of each division."""
    found = Indicator.objects.visible_to(user).filter(result__cycle=cycle).select_related("result")
    indicators = list(found.order_by("result__pillar", "state_code", "entered_at", "id"))
    values = with_values(indicators)
    for one in indicators:
        about = (label("pillar", one.result.pillar), one.result.title, one.title, str(one.pk), _state(one.state_code))
        aims = (one.baseline, one.target)
        for value in values[one.pk]:
            days = (value.from_date.isoformat(), value.until_date.isoformat())
            for told in _told(value.disaggregated):
                yield (*about, *days, *aims, *told)
        if not values[one.pk]:
            yield (*about, "", "", *aims, "", "", None, _("no value reported"))


def people_rows(cycle: Cycle, user: User) -> Iterator[Row]:
    """The same for the number of people who took part in each activity."""
    activities = list(Activity.objects.visible_to(user).filter(result__cycle=cycle))
    numbers = participations_of(activities, user)
    for one in activities:
        if not numbers[one.pk].total:
            continue
        about = (one.title, str(one.pk), _state(one.state_code), one.until_date.isoformat())
        for told in _told(numbers[one.pk], of_people=True):
            yield (*about, *told)


def _told(number: Disaggregated, *, of_people: bool = False) -> Iterator[Row]:
    """Dimension, part, number, what is said: first the whole, then each division."""
    whole = "" if number.breakdowns else words_for_finding(number.finding(""))
    yield ("", _("All"), number.total, whole)
    for one in number.breakdowns:
        name = label("disaggregation_dimension", one.dimension)
        if of_people and is_withheld(one):
            yield (name, "", None, str(WITHHELD))
            continue
        for part, value in one.parts.items():
            yield (name, label("disaggregation_category", part), value, "")
        yield (name, "", None, words_for_finding(number.finding(one.dimension)))


def _indicator_header() -> tuple[str, ...]:
    return (
        _("Priority"), pgettext("of a programme", "Result"), _("Indicator"), _("Identifier"),
        pgettext("country", "State"), pgettext("period", "From"), pgettext("period", "Until"), _("Baseline"),
        _("Target"), *_told_header(),
    )  # fmt: skip


def _people_header() -> tuple[str, ...]:
    about = (_("Activity"), _("Identifier"), pgettext("country", "State"), _("Ended"))
    return (*about, *_told_header())


def _told_header() -> tuple[str, ...]:
    number = pgettext("column of a table", "Number")
    return (_("Dimension"), pgettext("of a number", "Part"), number, _("Sum of the parts"))


def _sheet(book: Workbook, title: str, header: tuple[str, ...], rows: Iterable[Row]) -> None:
    sheet = book.create_sheet(title=title[:31])
    for row in (header, *rows):
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Cell) -> Any:
    """Text is text, also where it begins like a formula, and without characters that no workbook can hold."""
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value=value)
    cell = WriteOnlyCell(sheet, value=sound(value))
    cell.data_type = "s"
    return cell


def _state(code: str) -> str:
    return state_name(code) or _("No State in particular")
