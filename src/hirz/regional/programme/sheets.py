"""The tables of a cycle, out and in again: activities, values of indicators, and how many people took part.

They hold what the person may record: rows of States that they work for. Nobody who took part stands in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation import sheets
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.questions import state_choices
from hirz.foundation.sheets import Named, Sheet
from hirz.foundation.vocabularies.registry import choices
from hirz.regional.organisations.permissions import may_edit
from hirz.regional.programme.actions.doing import add_activity, change_activity
from hirz.regional.programme.facts import participations_of
from hirz.regional.programme.models import Activity, Cycle, Result
from hirz.regional.programme.models.rows import LANGUAGES
from hirz.regional.programme.sheets_of_numbers import CountSheet, ValueSheet, own_activities
from hirz.regional.programme.tables import disaggregation_words
from hirz.regional.programme.verbs import ProgrammeVerb
from hirz.rules.returned_sheet import ReturnedRow, Row
from hirz.rules.sheet_columns import Column, Fault, Kind, day, distinct, plain

COLUMNS: Final = (
    Column(name="title", label=_("Title"), is_required=True, longest=300, width=50),
    Column(name="result", label=pgettext_lazy("of a programme", "Result"), kind=Kind.CODE, is_required=True,
           is_fixed=True, width=40),
    Column(name="state_code", label=pgettext_lazy("country", "State"), kind=Kind.CODE, is_fixed=True),
    Column(name="kind", label=pgettext_lazy("of an activity", "Kind"), kind=Kind.CODE, is_required=True),
    Column(name="purpose", label=_("What is it for?"), is_required=True, longest=4000, width=50),
    Column(name="language", label=_("Language of these words"), kind=Kind.CODE, is_required=True),
    Column(name="place", label=_("Place"), longest=200),
    Column(name="from_date", label=_("First day"), kind=Kind.DAY, is_required=True),
    Column(name="until_date", label=_("Last day"), kind=Kind.DAY, is_required=True),
    Column(name="state", label=_("How far is it?"), kind=Kind.CODE, is_required=True),
    Column(name="took_part", label=_("Participants"), kind=Kind.WHOLE, is_told=True),
    Column(name="divided", label=_("Sum of the parts"), is_told=True, width=40),
)  # fmt: skip
WRITTEN: Final = ("title", "kind", "purpose", "language", "place", "from_date", "until_date", "state")


class ActivitySheet(Sheet):
    """``took_part`` and ``divided`` tell who is on record as having taken part; small groups are not spoken of."""

    name: ClassVar[str] = "activities"
    columns: Sequence[Column] = COLUMNS

    def __init__(self, cycle: Cycle, user: User) -> None:
        self.whose = f"{cycle.pk} {user.pk}"
        self._user = user
        self._activities = {str(one.pk): one for one in own_activities(cycle, user)}
        self._results = distinct(Result.objects.visible_to(user).filter(cycle=cycle), lambda one: str(one.title))

    def values(self) -> Mapping[str, Row]:
        people = participations_of(self._activities.values(), self._user)
        names = {row.pk: name for name, row in self._results.items()}
        return {
            id: {
                **{name: _written(getattr(one, name)) for name in (*WRITTEN, "state_code")},
                "result": names[one.result_id],
                "took_part": plain(people[one.pk].total),
                "divided": disaggregation_words(people[one.pk], of_people=True) if people[one.pk].total else "",
            }
            for id, one in self._activities.items()
        }

    def words(self) -> Named:
        return {
            "result": [(name, "") for name in self._results],
            "state_code": [(code, name) for code, name in state_choices() if may_edit(self._user, code)],
            "kind": choices("activity_kind"),
            "language": [(code, "") for code in LANGUAGES],
            "state": [(str(value), str(words)) for value, words in Activity.State.choices],
        }

    def faults(self, row: ReturnedRow, values: Row, changed: Row) -> Iterable[Fault]:
        if values.get("until_date", "") < values.get("from_date", ""):
            yield Fault("until_date", "order")

    def change(self, id: str, values: Row) -> None:
        activity = self._activities[id]
        for name, value in _facts(values).items():
            setattr(activity, name, value)
        change_activity(activity=activity, by=self._user)

    def add(self, values: Row) -> None:
        about = {"result": self._results[values["result"]], "state_code": values["state_code"], "owner": self._user}
        add_activity(activity=Activity(**about, **_facts(values)), by=self._user)


SHEETS: Final[Mapping[str, type[ActivitySheet] | type[ValueSheet] | type[CountSheet]]] = {
    one.name: one for one in (ActivitySheet, ValueSheet, CountSheet)
}


@action
def table_out(*, kind: str, cycle: Cycle, by: User) -> bytes:
    """One of ``SHEETS`` as a workbook."""
    record(ProgrammeVerb.PROGRAMME_EXPORTED, by=by, subject=cycle, table=kind)
    return sheets.sheet_out(SHEETS[kind](cycle, by))


@action
def table_in(*, kind: str, cycle: Cycle, data: bytes, decided: Mapping[str, bool], by: User) -> int:
    """Write what the table changes and adds; of rows in conflict those that somebody decided for. How many rows.

    Raises ``NotOurSheet``.
    """
    changed, added = sheets.take_in(SHEETS[kind](cycle, by), data, decided)
    record(ProgrammeVerb.PROGRAMME_TABLE_TAKEN_IN, by=by, subject=cycle, table=kind, changed=changed, added=added)
    return changed + added


def _written(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _facts(values: Row) -> dict[str, Any]:
    days = ("from_date", "until_date")
    return {name: day(values[name]) if name in days else values[name] for name in WRITTEN if name in values}
