"""A table of an organisation's own measures that goes out, is filled in where there is no line, and comes back.

Each row carries its id. What was sent goes along on a sheet of its own, signed, so that on return three values of each
cell can be told apart (``hirz.rules.returned_sheet``). An update that is filled in becomes a draft: it is handed in on
its page, by a person.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, ClassVar, Final

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from hirz.engines.canonical import canonical_json
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.vocabularies.registry import label, page_language, vocabulary
from hirz.regional.implementation.actions.planning import add_measure, change_measure
from hirz.regional.implementation.actions.updating import Content, Reported, draft_update, keep_draft
from hirz.regional.implementation.models import OPEN, Evidence, Measure, Update
from hirz.regional.organisations.viewpoints import organisation_id_of
from hirz.regional.recommendations.reading.said import Refused
from hirz.regional.recommendations.reading.tables import require_sound_archive
from hirz.regional.reports.verbs import ReportOutVerb
from hirz.rules.errors import BadInput
from hirz.rules.layers import Layer
from hirz.rules.returned_sheet import ReturnedRow, Row, RowOutcome, not_returned, weigh

ID: Final = "id"
OF_MEASURE: Final = ("title", "account", "due_date", "every_months")
OF_UPDATE: Final = ("as_of", "progress", "words")
COLUMNS: Final = (*OF_MEASURE, *OF_UPDATE)
SENT: Final = "sent"
SALT: Final = "hirz sheet of measures 1"
ROWS: Final = 500
MAX_BYTES: Final = 4 * 1024 * 1024
PIECE: Final = 30_000
"""Characters of one cell; a workbook holds no more than 32,767."""


class NotOurSheet(BadInput):
    """The file is no table of measures that was downloaded here."""

    code: ClassVar[str] = "not_our_sheet"


@dataclass(frozen=True)
class Weighed:
    """What a table that came back would do. ``faults``: what cannot be read, by the number of the row."""

    rows: Sequence[ReturnedRow]
    faults: Mapping[int, Sequence[tuple[str, str]]]
    kept_back: Sequence[str]

    def with_outcome(self, outcome: RowOutcome) -> list[ReturnedRow]:
        return [row for row in self.rows if row.outcome is outcome and row.number not in self.faults]

    @property
    def changed(self) -> list[ReturnedRow]:
        return self.with_outcome(RowOutcome.CHANGED)

    @property
    def conflicts(self) -> list[ReturnedRow]:
        return self.with_outcome(RowOutcome.CONFLICT)

    @property
    def new(self) -> list[ReturnedRow]:
        return self.with_outcome(RowOutcome.NEW)

    @property
    def unknown(self) -> list[ReturnedRow]:
        return [row for row in self.rows if row.outcome is RowOutcome.UNKNOWN]

    @property
    def is_nothing_new(self) -> bool:
        return not (self.changed or self.conflicts or self.new or self.unknown or self.faults)


def own_measures(state_code: str, user: User) -> list[Measure]:
    """Measures in whose name the person speaks: the organisation's, or the office's."""
    rows = Measure.objects.visible_to(user).filter(state_code=state_code, contributed_by=organisation_id_of(user))
    return list(rows.order_by("due_date", "title", "id"))


def values_of(measures: Sequence[Measure], user: User) -> dict[str, Row]:
    """What stands here now, as the table writes it, by the id of the measure."""
    drafts = {row.measure_id: row for row in _drafts(measures, user)}
    return {str(one.pk): _row(one, drafts.get(one.pk)) for one in measures}


@action
def sheet_out(*, state_code: str, by: User) -> bytes:
    """The table as a workbook, with room for new rows."""
    values = values_of(own_measures(state_code, by), by)
    book = Workbook()
    _table(book.active, values)
    _codes(book.create_sheet("codes"))
    _sent(book.create_sheet(SENT), values, by)
    written = io.BytesIO()
    book.save(written)
    record(ReportOutVerb.READ_SHEET_OF_MEASURES, by=by, subject=by, state=state_code, rows=len(values))
    return written.getvalue()


def weigh_sheet(data: bytes, *, state_code: str, user: User) -> Weighed:
    """What the table would do, row by row. Raises ``NotOurSheet``."""
    returned, sent = _read(data, user)
    rows = weigh(returned, sent=sent, now=values_of(own_measures(state_code, user), user), columns=COLUMNS)
    faults = {row.number: found for row in rows if (found := list(_faults_in(row)))}
    return Weighed(rows, faults, not_returned(returned, sent=sent))


@action
def take_in_sheet(*, data: bytes, state_code: str, decided: Mapping[str, bool], by: User) -> int:
    """Write what the table changes; of rows in conflict those that somebody decided for. Returns how many rows.

    Rows that cannot be read and rows that are not known change nothing. Raises ``NotOurSheet``.
    """
    weighed = weigh_sheet(data, state_code=state_code, user=by)
    measures = {str(one.pk): one for one in own_measures(state_code, by)}
    taken = [*weighed.changed, *(row for row in weighed.conflicts if decided.get(row.id))]
    for row in taken:
        _write(measures[row.id], row.to_write(taking_conflicts=row.outcome is RowOutcome.CONFLICT), by)
    for row in weighed.new:
        _add(state_code, row, by)
    record(
        ReportOutVerb.SHEET_TAKEN_IN, by=by, subject=by, state=state_code, changed=len(taken), added=len(weighed.new)
    )
    return len(taken) + len(weighed.new)


def _drafts(measures: Sequence[Measure], user: User) -> Iterator[Update]:
    rows = Update.objects.visible_to(user).filter(measure__in=measures, state__in=OPEN)
    yield from rows.filter(contributed_by=organisation_id_of(user))


def _row(measure: Measure, draft: Update | None) -> Row:
    return {
        "title": measure.title,
        "account": _evened(measure.account),
        "due_date": measure.due_date.isoformat() if measure.due_date else "",
        "every_months": str(measure.every_months or ""),
        "as_of": draft.for_date.isoformat() if draft else "",
        "progress": draft.progress if draft else "",
        "words": _evened(draft.words) if draft else "",
    }


def _evened(text: str) -> str:
    """Spreadsheets write the ends of lines in their own ways."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def _table(sheet: Any, values: Mapping[str, Row]) -> None:
    sheet.title = "measures"
    sheet.sheet_view.rightToLeft = page_language() == "ar"
    sheet.freeze_panes = "B2"
    sheet.append([ID, *COLUMNS])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for id, row in values.items():
        sheet.append([id, *(row[name] for name in COLUMNS)])
    for number in range(2, len(values) + ROWS):
        for place in range(1, len(COLUMNS) + 2):
            _as_text(sheet.cell(row=number, column=place))
    for letter, width in zip("ABCDEFGH", (12, 50, 50, 12, 12, 12, 16, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    codes = ",".join(term.code for term in vocabulary("implementation_progress"))
    choice = DataValidation(type="list", formula1=f'"{codes}"', allow_blank=True)
    choice.add(f"G2:G{len(values) + ROWS}")
    sheet.add_data_validation(choice)


def _as_text(cell: Any) -> None:
    """Text is text, also where it begins like a formula, and a day stays as it was written."""
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(cell.value, str):
        cell.data_type = "s"


def _codes(sheet: Any) -> None:
    """What the codes of the table mean, in the language of the page."""
    sheet.sheet_view.rightToLeft = page_language() == "ar"
    for term in vocabulary("implementation_progress"):
        sheet.append([term.code, label("implementation_progress", term.code)])


def _sent(sheet: Any, values: Mapping[str, Row], user: User) -> None:
    sheet.sheet_state = "veryHidden"
    sheet.append([_signer(user).sign(_digest(values))])
    for id, row in values.items():
        told = json.dumps(dict(row), ensure_ascii=False)
        sheet.append([id, *(told[start : start + PIECE] for start in range(0, len(told), PIECE))])


def _signer(user: User) -> signing.Signer:
    """For one organisation: what was sent to another proves nothing here."""
    return signing.Signer(salt=f"{SALT} {organisation_id_of(user) or 'office'}")


def _digest(values: Mapping[str, Row]) -> str:
    return sha256(canonical_json({id: dict(row) for id, row in values.items()})).hexdigest()


def _read(data: bytes, user: User) -> tuple[list[tuple[str, Row]], dict[str, Row]]:
    if len(data) > MAX_BYTES:
        raise NotOurSheet
    try:
        require_sound_archive(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        lines = [[_text(value) for value in line] for line in book.worksheets[0].iter_rows(values_only=True)]
        kept = [[_text(value) for value in line] for line in book[SENT].iter_rows(values_only=True)]
    except Refused:
        raise NotOurSheet from None
    except Exception:  # what openpyxl raises for a damaged workbook is of many kinds, none documented
        raise NotOurSheet from None
    if not lines or ID not in lines[0]:
        raise NotOurSheet
    return list(_returned(lines)), _as_sent(kept, user)


def _returned(lines: Sequence[Sequence[str]]) -> Iterator[tuple[str, Row]]:
    names = lines[0]
    for line in lines[1:]:
        row = {name: value for name, value in zip(names, line, strict=False) if name}
        if any(row.values()):
            yield row.pop(ID), {name: _evened(row[name]) for name in COLUMNS if name in row}


def _as_sent(kept: Sequence[Sequence[str]], user: User) -> dict[str, Row]:
    """What was sent, if its signature holds; else nobody can say, and every difference is asked about."""
    try:
        values = {line[0]: json.loads("".join(line[1:])) for line in kept[1:] if line and line[0]}
        signed = _signer(user).unsign(kept[0][0])
    except (signing.BadSignature, ValueError, IndexError, TypeError):
        return {}
    return values if signed == _digest(values) else {}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _faults_in(row: ReturnedRow) -> Iterator[tuple[str, str]]:
    """Columns whose new value cannot be read, with a code for what is wrong."""
    values = {name: cell.returned for name, cell in row.cells.items()}
    changed = row.to_write(taking_conflicts=True) if row.outcome is not RowOutcome.NEW else values
    if "title" in changed and not changed["title"]:
        yield "title", "missing"
    for name in ("due_date", "as_of"):
        if changed.get(name) and _day(changed[name]) is None:
            yield name, "date"
    if changed.get("every_months") and not changed["every_months"].isdigit():
        yield "every_months", "number"
    if changed.get("progress") and changed["progress"] not in {t.code for t in vocabulary("implementation_progress")}:
        yield "progress", "code"
    if any(changed.get(name) for name in OF_UPDATE) and not values.get("as_of"):
        yield "as_of", "missing"
    if any(len(value) > 20_000 for value in changed.values()) or len(changed.get("title", "")) > 300:
        yield "title", "too_long"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _write(measure: Measure, values: Mapping[str, str], by: User) -> None:
    facts = _facts(values)
    if facts:
        change_measure(measure=measure, by=by, **facts)
    if any(name in values for name in OF_UPDATE):
        _draft(measure, values, by)


def _add(state_code: str, row: ReturnedRow, by: User) -> None:
    values = {name: cell.returned for name, cell in row.cells.items()}
    facts = {"starts_date": timezone.localdate(), **_facts(values)}
    measure = add_measure(state_code=state_code, by=by, layer=Layer.INTERNAL, **facts)
    if values.get("as_of"):
        _draft(measure, values, by)


def _facts(values: Mapping[str, str]) -> dict[str, Any]:
    facts: dict[str, Any] = {name: values[name] for name in ("title", "account") if name in values}
    if "due_date" in values:
        facts["due_date"] = _day(values["due_date"])
    if "every_months" in values:
        facts["every_months"] = int(values["every_months"]) if values["every_months"] else None
    return facts


def _draft(measure: Measure, values: Mapping[str, str], by: User) -> None:
    """What is not in the table stays as the draft has it."""
    draft = next(_drafts([measure], by), None)
    before = _row(measure, draft)
    told = {name: values.get(name, before[name]) for name in OF_UPDATE}
    day = _day(told["as_of"])
    if day is None:
        raise ValidationError({"as_of": "as_of"})
    content = Content(for_date=day, progress=told["progress"], words=told["words"])
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
