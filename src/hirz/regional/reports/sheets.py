"""The table of an organisation's own measures, out and in again (``hirz.foundation.sheets``).

An update that is filled in becomes a draft: it is handed in on its page, by a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hirz.foundation import sheets
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.sheets import Named, Sheet, Weighed
from hirz.foundation.vocabularies.registry import label, vocabulary
from hirz.regional.implementation.actions.planning import add_measure, change_measure
from hirz.regional.implementation.actions.updating import Content, Reported, draft_update, keep_draft
from hirz.regional.implementation.models import OPEN, Evidence, Measure, Update
from hirz.regional.organisations.viewpoints import organisation_id_of
from hirz.regional.reports.verbs import ReportOutVerb
from hirz.rules.layers import Layer
from hirz.rules.returned_sheet import ReturnedRow, Row
from hirz.rules.sheet_columns import Column, Fault, Kind, day

OF_UPDATE: Final = ("as_of", "progress", "words")
COLUMNS: Final = (
    Column(name="title", label=_("Title"), is_required=True, longest=300, width=50),
    Column(name="account", label=_("Account of the measure"), width=50),
    Column(name="due_date", label=_("Due"), kind=Kind.DAY, width=12),
    Column(name="every_months", label=_("Report every so many months"), kind=Kind.WHOLE, width=12),
    Column(name="as_of", label=_("Update: as of"), kind=Kind.DAY, width=12),
    Column(name="progress", label=_("Update: how it stands"), kind=Kind.CODE),
    Column(name="words", label=_("Update: in words"), width=60),
)


class MeasureSheet(Sheet):
    name: ClassVar[str] = "measures"
    columns: Sequence[Column] = COLUMNS

    def __init__(self, state_code: str, user: User) -> None:
        self.whose = str(organisation_id_of(user) or "office")
        self._state_code, self._user = state_code, user
        self._measures = {str(one.pk): one for one in own_measures(state_code, user)}

    def values(self) -> Mapping[str, Row]:
        drafts = {row.measure_id: row for row in _drafts(list(self._measures.values()), self._user)}
        return {id: _row(one, drafts.get(one.pk)) for id, one in self._measures.items()}

    @action
    def note_read(self) -> None:
        verb, rows = ReportOutVerb.READ_SHEET_OF_MEASURES, len(self._measures)
        record(verb, by=self._user, subject=self._user, state=self._state_code, rows=rows)

    def words(self) -> Named:
        codes = (term.code for term in vocabulary("implementation_progress"))
        return {"progress": [(code, label("implementation_progress", code)) for code in codes]}

    def faults(self, row: ReturnedRow, values: Row, changed: Row) -> Iterable[Fault]:
        is_told = any(changed.get(name) or (row.id and name in changed) for name in OF_UPDATE)
        if is_told and not values.get("as_of"):
            yield Fault("as_of", "missing")

    def change(self, id: str, values: Row) -> None:
        measure, facts = self._measures[id], _facts(values)
        if facts:
            change_measure(measure=measure, by=self._user, **facts)
        if any(name in values for name in OF_UPDATE):
            _draft(measure, values, self._user)

    def add(self, values: Row) -> None:
        facts = {"starts_date": timezone.localdate(), **_facts(values)}
        measure = add_measure(state_code=self._state_code, by=self._user, layer=Layer.INTERNAL, **facts)
        if values.get("as_of"):
            _draft(measure, values, self._user)


def own_measures(state_code: str, user: User) -> list[Measure]:
    """Measures in whose name the person speaks: the organisation's, or the office's."""
    rows = Measure.objects.visible_to(user).filter(state_code=state_code, contributed_by=organisation_id_of(user))
    return list(rows.order_by("due_date", "title", "id"))


def states_of_measures(user: User) -> list[str]:
    """Those in which measures are on record in whose name the person speaks."""
    rows = Measure.objects.visible_to(user).filter(contributed_by=organisation_id_of(user)).exclude(state_code="")
    return list(rows.order_by("state_code").values_list("state_code", flat=True).distinct())


@action
def sheet_out(*, state_code: str, by: User) -> bytes:
    """The table as a workbook, with room for new rows."""
    sheet = MeasureSheet(state_code, by)
    sheet.note_read()
    return sheets.sheet_out(sheet)


def weigh_sheet(data: bytes, *, state_code: str, user: User) -> Weighed:
    """What the table would do, row by row. Raises ``NotOurSheet``."""
    return sheets.weigh_sheet(MeasureSheet(state_code, user), data)


@action
def take_in_sheet(*, data: bytes, state_code: str, decided: Mapping[str, bool], by: User) -> int:
    """Write what the table changes; of rows in conflict those that somebody decided for. Returns how many rows.

    Raises ``NotOurSheet``.
    """
    changed, added = sheets.take_in(MeasureSheet(state_code, by), data, decided)
    record(ReportOutVerb.SHEET_TAKEN_IN, by=by, subject=by, state=state_code, changed=changed, added=added)
    return changed + added


def _drafts(measures: Sequence[Measure], user: User) -> Iterator[Update]:
    rows = Update.objects.visible_to(user).filter(measure__in=measures, state__in=OPEN)
    yield from rows.filter(contributed_by=organisation_id_of(user))


def _row(measure: Measure, draft: Update | None) -> Row:
    return {
        "title": measure.title,
        "account": measure.account,
        "due_date": measure.due_date.isoformat() if measure.due_date else "",
        "every_months": str(measure.every_months or ""),
        "as_of": draft.for_date.isoformat() if draft else "",
        "progress": draft.progress if draft else "",
        "words": draft.words if draft else "",
    }


def _facts(values: Mapping[str, str]) -> dict[str, Any]:
    facts: dict[str, Any] = {name: values[name] for name in ("title", "account") if name in values}
    if "due_date" in values:
        facts["due_date"] = day(values["due_date"])
    if "every_months" in values:
        facts["every_months"] = int(values["every_months"]) if values["every_months"] else None
    return facts


def _draft(measure: Measure, values: Mapping[str, str], by: User) -> None:
    """What is not in the table stays as the draft has it."""
    draft = next(_drafts([measure], by), None)
    before = _row(measure, draft)
    told = {name: values.get(name, before[name]) for name in OF_UPDATE}
    as_of = day(told["as_of"])
    if as_of is None:
        raise ValidationError({"as_of": "as_of"})
    content = Content(for_date=as_of, progress=told["progress"], words=told["words"])
    if draft is None:
        draft_update(measure=measure, content=content, layer=measure.layer, by=by)
    else:
        beside = replace(content, values=_values_of(draft), evidence=_evidence_of(draft))
        keep_draft(update=draft, content=beside, layer=draft.layer, by=by)


def _values_of(draft: Update) -> list[Reported]:
    return [
        Reported(
            indicator=row.indicator, starts_date=row.starts_date, ends_date=row.ends_date, value=row.value,
            parts={part.category: part.number for part in row.parts.all()},
        )
        for row in draft.values.select_related("indicator").prefetch_related("parts")
    ]  # fmt: skip


def _evidence_of(draft: Update) -> list[tuple[Evidence, str]]:
    return [(citation.evidence, citation.place) for citation in draft.citations.select_related("evidence")]
