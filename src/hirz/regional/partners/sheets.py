"""The tables of partners, out and in again: who does what where, and what was promised in meetings and beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from hirz.foundation import sheets
from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.questions import state_choices
from hirz.foundation.sheets import Named, Sheet
from hirz.foundation.vocabularies.registry import choices
from hirz.regional.institutions.contributing import may_remove, offered
from hirz.regional.organisations.layered import SharedWith
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.permissions import may_edit
from hirz.regional.organisations.viewpoints import membership_of, organisation_id_of
from hirz.regional.partners.actions.coordination import ENTITY, change_activity, record_activity
from hirz.regional.partners.actions.meetings import change_promise, record_promise, settle_promise
from hirz.regional.partners.models import Framework, FrameworkResult, PartnerMeeting, PartnerPromise, UnActivity
from hirz.regional.partners.reading import note_read
from hirz.regional.partners.verbs import PartnerVerb
from hirz.rules.returned_sheet import ReturnedRow, Row
from hirz.rules.sheet_columns import Column, Fault, Kind, day, distinct

STATE: Final = Column(
    name="state_code", label=pgettext_lazy("country", "State"), kind=Kind.CODE, is_required=True, is_fixed=True
)
LAYER: Final = Column(name="layer", label=_("Who may see it?"), kind=Kind.CODE, is_required=True, is_fixed=True)


class DoingSheet(Sheet):
    """What entities of the United Nations do, as far as the person may change it."""

    name: ClassVar[str] = "who-does-what-where"
    columns: Sequence[Column] = (
        Column(name="title", label=_("What is done?"), is_required=True, longest=300, width=50),
        Column(name="entity", label=_("Which entity?"), kind=Kind.CODE, is_required=True, is_fixed=True, width=30),
        STATE,
        Column(name="area", label=_("Region or province"), longest=200),
        Column(name="town", label=_("Town"), longest=200),
        Column(name="from_date", label=_("First day"), kind=Kind.DAY, is_required=True),
        Column(name="until_date", label=_("Last day"), kind=Kind.DAY, is_required=True),
        Column(name="themes", label=_("Themes"), kind=Kind.CODES, width=30),
        Column(
            name="result", label=_("For which outcome or output of the cooperation framework?"), kind=Kind.CODE,
            width=40,
        ),
        LAYER,
    )  # fmt: skip

    def __init__(self, user: User) -> None:
        self.whose, self._user = str(user.pk), user
        rows = UnActivity.objects.visible_to(user)
        self._activities = {str(row.pk): row for row in rows if may_remove(row, user)}
        own = organisation_id_of(user)
        entities = Organisation.objects.visible_to(user).filter(kind=ENTITY)
        self._entities = distinct(entities.filter(pk=own) if own else entities, lambda one: str(one.name))
        results = FrameworkResult.objects.filter(framework__in=Framework.objects.visible_to(user))
        self._results = distinct(
            results.select_related("framework"), lambda one: f"{one.framework.title} · {one.number}"
        )

    def values(self) -> Mapping[str, Row]:
        entities, results = _names(self._entities), _names(self._results)
        hidden = pgettext("who contributed", "An organisation")
        return {
            id: {
                **{name: _text(getattr(row, name)) for name in _DOING}, "state_code": row.state_code,
                "entity": entities.get(row.entity_id, hidden), "themes": "\n".join(row.themes),
                "result": results.get(row.result_id, ""), "layer": row.layer,
            }
            for id, row in self._activities.items()
        }  # fmt: skip

    def words(self) -> Named:
        return {
            "entity": [(name, "") for name in self._entities],
            "state_code": _states(self._user),
            "themes": choices("theme"),
            "result": [(name, row.text[:200]) for name, row in self._results.items()],
            "layer": _layers(self._user),
        }

    def faults(self, row: ReturnedRow, values: Row, changed: Row) -> Iterator[Fault]:
        if values["until_date"] < values["from_date"]:
            yield Fault("until_date", "order")
        result = self._results.get(values["result"])
        if result and result.framework.state_code != values["state_code"]:
            yield Fault("result", "elsewhere")

    def change(self, id: str, values: Row) -> None:
        change_activity(activity=self._activities[id], by=self._user, **self._facts(values))

    def add(self, values: Row) -> None:
        record_activity(
            state_code=values["state_code"], layer=values["layer"], by=self._user,
            entity=self._entities[values["entity"]], **self._facts(values),
        )  # fmt: skip

    def _facts(self, values: Row) -> dict[str, Any]:
        facts: dict[str, Any] = {name: values[name] for name in ("title", "area", "town") if name in values}
        facts |= {name: day(values[name]) for name in ("from_date", "until_date") if name in values}
        if "themes" in values:
            facts["themes"] = values["themes"].splitlines()
        if "result" in values:
            facts["result"] = self._results.get(values["result"])
        return facts


class PromiseSheet(Sheet):
    """Promises and decisions with who answers for them and by when. An empty side is the office. What is settled stays.

    Who promised what to whom on which day is written once; its words and its day can be put right until it is settled.
    """

    name: ClassVar[str] = "promises"
    columns: Sequence[Column] = (
        Column(name="text", label=_("What was promised?"), is_required=True, longest=10_000, width=60),
        Column(name="promised_by", label=_("Who promised?"), kind=Kind.CODE, is_fixed=True, width=30),
        Column(name="promised_to", label=_("To whom?"), kind=Kind.CODE, is_fixed=True, width=30),
        STATE,
        Column(name="meeting", label=_("In which meeting?"), kind=Kind.CODE, is_fixed=True, width=30),
        Column(
            name="made_date", label=pgettext_lazy("of a promise", "When?"), kind=Kind.DAY, is_required=True,
            is_fixed=True,
        ),
        Column(name="due_date", label=pgettext_lazy("of a promise", "By when?"), kind=Kind.DAY),
        Column(name="outcome", label=_("What became of it?"), kind=Kind.CODE),
        Column(name="outcome_date", label=_("On which day?"), kind=Kind.DAY),
        Column(name="outcome_note", label=_("In a few words"), longest=10_000, width=40),
        LAYER,
    )  # fmt: skip

    def __init__(self, user: User) -> None:
        self.whose, self._user = str(user.pk), user
        rows = PartnerPromise.objects.visible_to(user)
        self._promises = {str(row.pk): row for row in rows if may_edit(user, row.state_code)}
        self._sides = distinct(Organisation.objects.visible_to(user), lambda one: str(one.name))
        self._meetings = distinct(PartnerMeeting.objects.visible_to(user), lambda one: f"{one.on_date} · {one.subject}")

    def values(self) -> Mapping[str, Row]:
        sides, meetings = {None: "", **_names(self._sides)}, _names(self._meetings)
        hidden = pgettext("who contributed", "An organisation")
        return {
            id: {
                **{name: _text(getattr(row, name)) for name in _PROMISED}, "state_code": row.state_code,
                "promised_by": sides.get(row.promised_by_id, hidden),
                "promised_to": sides.get(row.promised_to_id, hidden),
                "meeting": meetings.get(row.meeting_id, ""), "layer": row.layer,
            }
            for id, row in self._promises.items()
        }  # fmt: skip

    def note_read(self) -> None:
        note_read(PartnerVerb.READ_PROMISES, self._user, by=self._user)

    def words(self) -> Named:
        sides = [(name, "") for name in self._sides]
        return {
            "promised_by": sides,
            "promised_to": sides,
            "state_code": _states(self._user),
            "meeting": [(name, "") for name in self._meetings],
            "outcome": [(str(value), str(words)) for value, words in PartnerPromise.Outcome.choices],
            "layer": _layers(self._user),
        }

    def faults(self, row: ReturnedRow, values: Row, changed: Row) -> Iterator[Fault]:
        if row.id and self._promises[row.id].outcome:
            yield from (Fault(name, "settled") for name in changed)
            return
        today = timezone.localdate().isoformat()
        yield from (Fault(name, "not_come") for name in ("made_date", "outcome_date") if values[name] > today)
        if bool(values["outcome"]) != bool(values["outcome_date"]):
            yield Fault("outcome_date", "without")
        if values["outcome_note"] and not values["outcome"]:
            yield Fault("outcome_note", "without")
        if values["due_date"] and values["due_date"] < values["made_date"]:
            yield Fault("due_date", "order")
        if not row.id and values["promised_by"] == values["promised_to"]:
            yield Fault("promised_to", "same")

    def change(self, id: str, values: Row) -> None:
        promise = self._promises[id]
        if "text" in values or "due_date" in values:
            told = {"text": promise.text, "due_date": _text(promise.due_date), **values}
            change_promise(promise=promise, text=told["text"], due_date=day(told["due_date"]), by=self._user)
        self._settle(promise, values)

    def add(self, values: Row) -> None:
        promise = record_promise(
            state_code=values["state_code"], layer=values["layer"], by=self._user, text=values["text"],
            made_date=day(values["made_date"]), due_date=day(values["due_date"]),
            promised_by=self._sides.get(values["promised_by"]), promised_to=self._sides.get(values["promised_to"]),
            meeting=self._meetings.get(values["meeting"]),
        )  # fmt: skip
        self._settle(promise, values)

    def _settle(self, promise: PartnerPromise, values: Row) -> None:
        on_date = day(values.get("outcome_date", ""))
        if on_date and values.get("outcome"):
            note = values.get("outcome_note", "")
            settle_promise(promise=promise, outcome=values["outcome"], on_date=on_date, note=note, by=self._user)


SHEETS: Final[Mapping[str, type[DoingSheet] | type[PromiseSheet]]] = {
    one.name: one for one in (DoingSheet, PromiseSheet)
}
_DOING: Final = ("title", "area", "town", "from_date", "until_date")
_PROMISED: Final = ("text", "made_date", "due_date", "outcome", "outcome_date", "outcome_note")


def tables_for(user: User) -> list[str]:
    """The kinds of tables that the person fills in: the office all, an entity of the United Nations what it does."""
    membership = membership_of(user)
    if not user.is_contributor:
        return list(SHEETS)
    return [DoingSheet.name] if membership and membership.organisation.kind == ENTITY else []


@action
def table_out(*, kind: str, by: User) -> bytes:
    """One of ``SHEETS`` as a workbook. Raises ``AccessDenied``."""
    _require(kind, by)
    record(PartnerVerb.PARTNER_TABLE_LEFT, by=by, subject=by, table=kind)
    return sheets.sheet_out(SHEETS[kind](by))


@action
def table_in(*, kind: str, data: bytes, decided: Mapping[str, bool], by: User) -> int:
    """Write what the table changes and adds; of rows in conflict those that somebody decided for. How many rows.

    Raises ``AccessDenied``, ``NotOurSheet``.
    """
    _require(kind, by)
    changed, added = sheets.take_in(SHEETS[kind](by), data, decided)
    record(PartnerVerb.PARTNER_TABLE_TAKEN_IN, by=by, subject=by, table=kind, changed=changed, added=added)
    return changed + added


def _require(kind: str, user: User) -> None:
    if kind not in tables_for(user):
        raise AccessDenied


def _names(rows: Mapping[str, Any]) -> dict[Any, str]:
    return {row.pk: name for name, row in rows.items()}


def _text(value: Any) -> str:
    return "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)


def _states(user: User) -> list[tuple[str, str]]:
    membership = membership_of(user)
    own = {membership.organisation.state_code} if membership else set()
    return [(code, name) for code, name in state_choices(*own) if code in own or may_edit(user, code)]


def _layers(user: User) -> list[tuple[str, str]]:
    return [(layer.value, str(SharedWith(layer.value).label)) for layer in offered(user)]
