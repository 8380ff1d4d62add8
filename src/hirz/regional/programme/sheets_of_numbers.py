"""Tables of numbers: values of indicators, and people who are counted and not kept by name, each with their parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.sheets import Named, Sheet
from hirz.foundation.vocabularies.registry import label, vocabulary
from hirz.regional.organisations.permissions import may_edit
from hirz.regional.programme.actions.people import correct_count, count_participants
from hirz.regional.programme.actions.planning import ValueSaid, record_value
from hirz.regional.programme.dimensions import CATEGORIES, overlapping
from hirz.regional.programme.facts import with_values
from hirz.regional.programme.models import Activity, CountedParticipants, Cycle, Indicator, IndicatorValue
from hirz.regional.programme.numbers import NOT_SENSITIVE
from hirz.regional.programme.tables import disaggregation_words
from hirz.rules.disaggregation import Breakdown, Disaggregated
from hirz.rules.disaggregation import Kind as NumberKind
from hirz.rules.returned_sheet import ReturnedRow, Row, RowOutcome
from hirz.rules.sheet_columns import Column, Fault, Kind, distinct, plain

Parts = dict[str, dict[str, Decimal]]
SAYS: Final = Column(name="says", label=_("Sum of the parts"), is_told=True, width=40)


class ValueSheet(Sheet):
    """Values of indicators by period. The period of a value stays; a value of another is a new row."""

    name: ClassVar[str] = "values"

    def __init__(self, cycle: Cycle, user: User) -> None:
        self.whose = f"{cycle.pk} {user.pk}"
        self._user = user
        rows = Indicator.objects.visible_to(user).filter(result__cycle=cycle)
        found = [one for one in rows if may_edit(user, one.state_code)]
        self._indicators = distinct(found, lambda one: " · ".join(filter(None, (one.title, one.state_code))))
        self._names = {row.pk: name for name, row in self._indicators.items()}
        self._values = {str(row.pk): row for rows in with_values(found).values() for row in rows}
        self._periods = {(row.indicator_id, row.from_date, row.until_date) for row in self._values.values()}
        self.columns: Sequence[Column] = (
            Column(name="indicator", label=_("Indicator"), kind=Kind.CODE, is_required=True, is_fixed=True, width=50),
            Column(name="from_date", label=_("First day"), kind=Kind.DAY, is_required=True, is_fixed=True),
            Column(name="until_date", label=_("Last day"), kind=Kind.DAY, is_required=True, is_fixed=True),
            Column(name="number", label=pgettext_lazy("of an indicator", "Value"), kind=Kind.NUMBER, is_required=True),
            Column(name="note", label=_("Remark"), longest=300),
            *_part_columns(vocabulary(CATEGORIES).codes, Kind.NUMBER), SAYS,
        )  # fmt: skip

    def values(self) -> Mapping[str, Row]:
        return {id: self._row(row) for id, row in self._values.items()}

    def words(self) -> Named:
        return {"indicator": [(name, "") for name in self._indicators]}

    def faults(self, row: ReturnedRow, values: Row, changed: Row) -> Iterator[Fault]:
        if values["until_date"] < values["from_date"]:
            yield Fault("until_date", "order")
        indicator = self._indicators[values["indicator"]]
        from_date, until_date = (date.fromisoformat(values[name]) for name in ("from_date", "until_date"))
        period = (indicator.pk, from_date, until_date)
        if row.outcome is RowOutcome.NEW and period in self._periods:
            yield Fault("from_date", "twice")
        self._periods.add(period)
        kind = NumberKind(indicator.measure)
        if _divides(changed, "number") and not _adds_up(Decimal(values["number"]), _parts(values), kind):
            yield Fault("number", "sums")

    def change(self, id: str, values: Row) -> None:
        self._record({**self._row(self._values[id]), **values})

    def add(self, values: Row) -> None:
        self._record(values)

    def _row(self, row: IndicatorValue) -> Row:
        return {
            "indicator": self._names[row.indicator_id], "from_date": row.from_date.isoformat(),
            "until_date": row.until_date.isoformat(), "number": plain(row.number), "note": row.note,
            **_part_cells(self.columns, row.disaggregated), "says": disaggregation_words(row.disaggregated),
        }  # fmt: skip

    def _record(self, values: Row) -> None:
        said = ValueSaid(
            from_date=date.fromisoformat(values["from_date"]), until_date=date.fromisoformat(values["until_date"]),
            number=Decimal(values["number"]), parts=_parts(values), note=values["note"],
        )  # fmt: skip
        record_value(indicator=self._indicators[values["indicator"]], said=said, by=self._user)


class CountSheet(Sheet):
    """People who are counted. Divided only as small groups may be told of: what else divides them stays as it is."""

    name: ClassVar[str] = "participants"

    def __init__(self, cycle: Cycle, user: User) -> None:
        self.whose = f"{cycle.pk} {user.pk}"
        self._user = user
        activities = own_activities(cycle, user)
        self._activities = distinct(activities, lambda one: f"{one.title} · {one.from_date}")
        counted = CountedParticipants.objects.visible_to(user).filter(activity__in=activities)
        self._counted = {str(row.pk): row for row in counted.select_related("activity")}
        told = [term.code for term in vocabulary(CATEGORIES) if term.family in NOT_SENSITIVE]
        self.columns: Sequence[Column] = (
            Column(name="activity", label=_("Activity"), kind=Kind.CODE, is_required=True, is_fixed=True, width=50),
            Column(name="total", label=_("Participants"), kind=Kind.WHOLE, is_required=True),
            Column(name="source", label=_("How were they counted?"), is_required=True, longest=300, width=30),
            *_part_columns(told, Kind.WHOLE), SAYS,
        )  # fmt: skip

    def values(self) -> Mapping[str, Row]:
        names = {activity.pk: name for name, activity in self._activities.items()}
        return {id: self._row(row, names[row.activity_id]) for id, row in self._counted.items()}

    def words(self) -> Named:
        return {"activity": [(name, "") for name in self._activities]}

    def faults(self, row: ReturnedRow, values: Row, changed: Row) -> Iterator[Fault]:
        total, parts = Decimal(values["total"]), self._all_parts(row.id, values)
        too_many = any(number > total for several in parts.values() for number in several.values())
        if total < 1:
            yield Fault("total", "missing")
        elif too_many or (_divides(changed, "total") and not _adds_up(total, _parts(values))):
            yield Fault("total", "sums")

    def change(self, id: str, values: Row) -> None:
        counted = self._counted[id]
        told = {**self._row(counted, ""), **values}
        counted.total, counted.source = int(told["total"]), told["source"]
        counted.parts = _whole(self._all_parts(id, told))
        correct_count(counted=counted, by=self._user)

    def add(self, values: Row) -> None:
        row = CountedParticipants(
            activity=self._activities[values["activity"]], total=int(values["total"]), source=values["source"],
            parts=_whole(_parts(values)),
        )  # fmt: skip
        count_participants(counted=row, by=self._user)

    def _row(self, counted: CountedParticipants, activity: str) -> Row:
        told = {name: parts for name, parts in counted.parts.items() if name in NOT_SENSITIVE}
        number = _number(Decimal(counted.total), told)
        return {
            "activity": activity, "total": str(counted.total), "source": counted.source,
            **_part_cells(self.columns, number), "says": disaggregation_words(number, of_people=True),
        }  # fmt: skip

    def _all_parts(self, id: str, values: Row) -> Parts:
        """With what divides them by anything else."""
        kept = self._counted[id].parts if id else {}
        return {**{name: kept[name] for name in kept if name not in NOT_SENSITIVE}, **_parts(values)}


def own_activities(cycle: Cycle, user: User) -> list[Activity]:
    """Those of the cycle that the person may change."""
    rows = Activity.objects.visible_to(user).filter(result__cycle=cycle)
    return [one for one in rows if may_edit(user, one.state_code)]


def _part_columns(codes: Iterable[str], kind: Kind) -> list[Column]:
    return [Column(name=code, label=_part_words(code), kind=kind) for code in codes]


def _part_words(code: str) -> str:
    family = vocabulary(CATEGORIES).term(code).family or ""
    return f"{label('disaggregation_dimension', family)}: {label(CATEGORIES, code)}"


def _part_cells(columns: Sequence[Column], number: Disaggregated) -> Row:
    told = {code: plain(value) for one in number.breakdowns for code, value in one.parts.items()}
    return {column.name: told.get(column.name, "") for column in columns if column.name in vocabulary(CATEGORIES)}


def _parts(values: Row) -> Parts:
    """Dimension → part → number, of the cells that are filled."""
    found: Parts = {}
    for term in vocabulary(CATEGORIES):
        if term.family and values.get(term.code):
            found.setdefault(term.family, {})[term.code] = Decimal(values[term.code])
    return found


def _number(
    total: Decimal, parts: Mapping[str, Mapping[str, Decimal]], kind: NumberKind = NumberKind.COUNT
) -> Disaggregated:
    exactly = {name: {code: Decimal(number) for code, number in several.items()} for name, several in parts.items()}
    divided = tuple(Breakdown(name, several, name in overlapping()) for name, several in sorted(exactly.items()))
    return Disaggregated(total, divided, kind)


def _adds_up(total: Decimal, parts: Parts, kind: NumberKind = NumberKind.COUNT) -> bool:
    return all(found.holds for found in _number(total, parts, kind).findings(parts).values())


def _divides(changed: Row, whole: str) -> bool:
    """Whether the number or one of its parts is among what changed."""
    return whole in changed or any(name in vocabulary(CATEGORIES) for name in changed)


def _whole(parts: Parts) -> dict[str, dict[str, int]]:
    return {name: {code: int(number) for code, number in several.items()} for name, several in parts.items()}
