"""Facts about treaties and mechanisms from a file: all compared with what is on record first, then all taken, or none.

Importing the same file again changes nothing. A day that was known by its year only gives way to the day itself; two
different days are nobody's to choose between but a person's, and stop the import.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final

from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import Actor, action, record
from hirz.regional.mechanisms.models import MechanismEvent, TreatyAction
from hirz.regional.mechanisms.permissions import MechanismPermission, covered, require_for_state
from hirz.regional.mechanisms.shapes import Read, RowProblem, Said, SaidAction, SaidEvent, SaidNothing, read
from hirz.regional.mechanisms.verbs import MechanismVerb
from hirz.rules.dates import FIRST_PLAUSIBLE_DAY
from hirz.rules.errors import BadInput
from hirz.rules.treaty_law import months_after
from hirz.rules.treaty_status import BINDING, ActionKind, Precision, may_be_the_same

_MONTH_IN_NAME: Final = re.compile(r"(?<!\d)(\d{4})-(\d{2})(?!\d)")


class TreatiesNotImported(BadInput):
    """Some rows cannot be taken, so none was."""

    code: ClassVar[str] = "treaties_not_imported"

    def __init__(self, problems: tuple[RowProblem, ...]) -> None:
        super().__init__(self.code)
        self.problems = problems


class Change(StrEnum):
    """What an import would do with what a row says."""

    CREATED = "CREATED"
    UPDATED = "UPDATED"
    UNCHANGED = "UNCHANGED"


@dataclass(frozen=True, slots=True)
class Planned:
    """What a row says, what would come of it, and the record it would change."""

    change: Change
    said: Said
    row: TreatyAction | MechanismEvent | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. Nothing is taken while there is a problem."""

    read: int
    planned: tuple[Planned, ...]
    problems: tuple[RowProblem, ...]

    def count(self, change: Change) -> int:
        return sum(one.change is change for one in self.planned)

    @property
    def changes(self) -> tuple[Planned, ...]:
        return tuple(one for one in self.planned if one.change is not Change.UNCHANGED)


def day_of_name(name: str) -> date | None:
    """The last day of the month that the name of a file tells, as in ``status_2022-08.csv``; of this month, today."""
    if (found := _MONTH_IN_NAME.search(name)) is None:
        return None
    try:
        first = date(int(found[1]), int(found[2]), 1)
        last = months_after(first, 1) - date.resolution
    except ValueError:
        return None
    return min(last, max(first, timezone.localdate()))


def plan_import(data: bytes, *, as_of: date | None, by: Actor) -> Plan:
    """Read a file and compare it with what is on record; changes nothing."""
    found = read(data, as_of=as_of)
    comparison = _Comparison(found)
    problems = sorted({*found.problems, *comparison.problems, *_not_theirs(found, by)}, key=lambda p: (p.row, p.code))
    return Plan(found.rows, tuple(comparison.planned), tuple(problems))


@action
def import_treaties(*, plan: Plan, by: Actor) -> int:
    """Take over every change of a plan without problems, in one transaction. Returns how many there were."""
    if plan.problems:
        raise TreatiesNotImported(plan.problems)
    if isinstance(by, User):
        for state_code in sorted({one.said.state_code for one in plan.changes}):
            require_for_state(by, MechanismPermission.TREATY_RECORD, state_code)
    for one in plan.changes:
        _take(one, by)
    return len(plan.changes)


def _not_theirs(found: Read, by: Actor) -> Iterator[RowProblem]:
    if isinstance(by, User):
        theirs = covered(by, MechanismPermission.TREATY_RECORD, sorted({one.state_code for one in found.said}))
        yield from (RowProblem(one.row, "not_yours") for one in found.said if one.state_code not in theirs)


class _Refused(Exception):
    """What a row says does not go together with the record, or with an earlier row; the code says how."""


class _Comparison:
    """Walks through what a file says beside what is on record of the same States."""

    def __init__(self, found: Read) -> None:
        self.planned: list[Planned] = []
        self.problems: list[RowProblem] = []
        state_codes = {one.state_code for one in found.said}
        self._actions: defaultdict[tuple[str, str], list[TreatyAction]] = defaultdict(list)
        for row in TreatyAction.objects.filter(state_code__in=state_codes):
            self._actions[row.state_code, row.treaty].append(row)
        self._events = {_key(row): row for row in MechanismEvent.objects.filter(state_code__in=state_codes)}
        self._seen: set[tuple[object, ...]] = set()
        for said in found.said:
            self._compare(said)

    def _compare(self, said: Said) -> None:
        try:
            _refuse_impossible_day(said.on_date)
            self._refuse_repeated(said)
            self.planned.append(self._plan(said))
        except _Refused as refusal:
            self.problems.append(RowProblem(said.row, str(refusal)))

    def _refuse_repeated(self, said: Said) -> None:
        if (key := _key(said)) in self._seen:
            raise _Refused("repeated")
        self._seen.add(key)

    def _plan(self, said: Said) -> Planned:
        if isinstance(said, SaidEvent):
            return _with_event(said, self._events.get(_key(said)))
        on_record = self._actions[said.state_code, said.treaty]
        if isinstance(said, SaidNothing):
            return _with_nothing(said, on_record)
        if said.kind in BINDING or said.kind is ActionKind.SIGNATURE:
            return _with_standing(said, on_record)
        same = next((row for row in on_record if _key(row) == _key(said)), None)
        if same is None and said.kind is ActionKind.WITHDRAWAL_OF_RESERVATION:
            self._refuse_unclear(said, on_record)
        return Planned(_change(same, same is not None and same.text != said.text), said, same)

    def _refuse_unclear(self, said: SaidAction, on_record: Iterable[TreatyAction]) -> None:
        """A withdrawal names its reservation by the article: on record, or in an earlier row of the file."""
        made = {_key(row) for row in on_record if _is_reserved_by(row, said)}
        told = {_key(one.said) for one in self.planned if _is_reserved_by(one.said, said)}
        if len(made | told) != 1:
            raise _Refused("reservation_unclear")


def _refuse_impossible_day(day: date) -> None:
    """Nothing follows from what has not happened, and before there were United Nations there was nothing."""
    if day > timezone.localdate():
        raise _Refused("ahead")
    if day < FIRST_PLAUSIBLE_DAY:
        raise _Refused("date")


def _is_reserved_by(row: Said | TreatyAction, withdrawal: SaidAction) -> bool:
    if not isinstance(row, SaidAction | TreatyAction) or row.kind != ActionKind.RESERVATION:
        return False
    wanted = (withdrawal.state_code, withdrawal.treaty, withdrawal.article)
    return (row.state_code, row.treaty, row.article) == wanted


def _key(said: Said | TreatyAction | MechanismEvent) -> tuple[object, ...]:
    if isinstance(said, SaidNothing):
        return said.state_code, said.treaty
    treaty = (said.state_code, said.treaty, str(said.kind), said.on_date)
    return (*treaty, said.reference if isinstance(said, SaidEvent | MechanismEvent) else said.article)


def _change(row: TreatyAction | MechanismEvent | None, differs: bool) -> Change:
    if row is None:
        return Change.CREATED
    return Change.UPDATED if differs else Change.UNCHANGED


def _with_event(said: SaidEvent, row: MechanismEvent | None) -> Planned:
    told = (said.next_date, said.follow_up_date, said.session)
    return Planned(
        _change(row, row is not None and (row.next_date, row.follow_up_date, row.session) != told), said, row
    )


def _with_nothing(said: SaidNothing, on_record: Iterable[TreatyAction]) -> Planned:
    standing = (*BINDING, ActionKind.SIGNATURE)
    if any(row.kind in standing and row.on_date <= said.on_date for row in on_record):
        raise _Refused("other_on_record")
    return Planned(Change.UNCHANGED, said)


def _with_standing(said: SaidAction, on_record: Iterable[TreatyAction]) -> Planned:
    """A State signs a treaty once, and consents to it once: what is on record is that, or there is a contradiction."""
    kinds = BINDING if said.kind in BINDING else {ActionKind.SIGNATURE}
    known = [row for row in on_record if row.kind in kinds]
    if not known:
        if said.precision is Precision.BY and any(row.kind in BINDING for row in on_record):
            raise _Refused("other_on_record")
        return Planned(Change.CREATED, said)
    for row in known:
        if (row.kind, row.on_date, row.precision) == (said.kind, said.on_date, said.precision):
            return Planned(Change.UNCHANGED, said, row)
    row = known[-1]
    known_as = Precision(row.precision)
    if said.precision is not Precision.DAY and may_be_the_same(row.on_date, said.on_date, said.precision, row.treaty):
        return Planned(Change.UNCHANGED, said, row)
    if known_as is not Precision.DAY and may_be_the_same(said.on_date, row.on_date, known_as, row.treaty):
        return Planned(Change.UPDATED, said, row)
    raise _Refused("other_on_record")


def _take(one: Planned, by: Actor) -> None:
    said = one.said
    if isinstance(said, SaidEvent):
        _take_event(said, one.row, by)
    elif isinstance(said, SaidAction):
        _take_action(said, one.row, by)


def _take_action(said: SaidAction, row: TreatyAction | MechanismEvent | None, by: Actor) -> None:
    kept = row if isinstance(row, TreatyAction) else TreatyAction(state_code=said.state_code, treaty=said.treaty)
    kept.kind, kept.on_date, kept.precision = said.kind.value, said.on_date, said.precision.value
    kept.article, kept.text, kept.source = said.article, said.text or kept.text, said.source
    if said.kind is ActionKind.WITHDRAWAL_OF_RESERVATION and row is None:
        kept.withdraws = TreatyAction.objects.get(
            state_code=said.state_code, treaty=said.treaty, kind=ActionKind.RESERVATION, article=said.article
        )
    verb = MechanismVerb.TREATY_ACTION_CORRECTED if row else MechanismVerb.TREATY_ACTION_RECORDED
    _keep(kept, verb, by)


def _take_event(said: SaidEvent, row: TreatyAction | MechanismEvent | None, by: Actor) -> None:
    kept = row if isinstance(row, MechanismEvent) else MechanismEvent(state_code=said.state_code, kind=said.kind.value)
    kept.treaty, kept.on_date, kept.reference = said.treaty, said.on_date, said.reference
    kept.next_date, kept.follow_up_date, kept.session = said.next_date, said.follow_up_date, said.session
    kept.source = said.source
    verb = MechanismVerb.MECHANISM_EVENT_CORRECTED if row else MechanismVerb.MECHANISM_EVENT_RECORDED
    _keep(kept, verb, by)


def _keep(row: TreatyAction | MechanismEvent, verb: MechanismVerb, by: Actor) -> None:
    row.entered_by = by if isinstance(by, User) else None
    row.full_clean()
    row.save()
    record(verb, by=by, subject=row, state=row.state_code, treaty=row.treaty, kind=row.kind)
