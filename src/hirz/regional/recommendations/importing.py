"""Recommendations from a file: all compared with what is on record first, then all taken, or none.

Importing the same file again changes nothing. A recommendation belongs to the source that brought it first: that one
may correct it, another only fills what is still empty. Parts, positions and mappings that people made are not touched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final

from django.db import connection, transaction
from django.db.models.expressions import RawSQL

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import Actor, action
from hirz.foundation.many import one_of
from hirz.regional.mechanisms.importing import Change
from hirz.regional.recommendations.models import Position, Recommendation, RecommendationText
from hirz.regional.recommendations.permissions import covered, require_for_states
from hirz.regional.recommendations.reading import Format, Read, RowProblem, read
from hirz.regional.recommendations.reading.said import Refused
from hirz.regional.recommendations.taking import Planned, Stored, take
from hirz.regional.recommendations.telling import Told, told_by
from hirz.rules.errors import BadInput

_ONE_AT_A_TIME: Final = 0x48495245
"""Key of the lock under which an import compares and takes, so that two of the same file make one."""

Each = Callable[[Sequence[Planned]], Iterable[Planned]]


class RecommendationsNotImported(BadInput):
    """Some rows cannot be taken, so none was."""

    code: ClassVar[str] = "recommendations_not_imported"

    def __init__(self, plan: Plan) -> None:
        super().__init__(self.code)
        self.plan = plan


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do, or did."""

    read: int
    planned: tuple[Planned, ...]
    problems: tuple[RowProblem, ...]
    left_out: int = 0

    def count(self, change: Change) -> int:
        return sum(one.change is change for one in self.planned)

    @property
    def changes(self) -> tuple[Planned, ...]:
        return tuple(one for one in self.planned if one.change is not Change.UNCHANGED)


def plan_import(data: bytes, *, by: Actor, expected: Format | None = None) -> Plan:
    """Read a file and compare it with what is on record; changes nothing."""
    found = read(data, expected)
    told, problems = _told(found)
    problems += _not_theirs(told, by)
    barred = {problem.row for problem in problems}
    comparison = _Comparison([one for one in told if one.row not in barred])
    problems = sorted(
        [*problems, *found.problems, *comparison.problems], key=lambda problem: (problem.row, problem.code)
    )
    return Plan(found.rows, tuple(comparison.planned), tuple(problems), found.left_out)


@action
def import_recommendations(
    *, data: bytes, by: Actor, expected: Format | None = None, skip_bad_rows: bool = False, each: Each = iter
) -> Plan:
    """Take over everything that a file says, in one transaction, and return what was done.

    Raises:
        RecommendationsNotImported: for a row that cannot be taken, unless bad rows are skipped and some are good.
        AccessDenied: when the person does not record recommendations to one of the States.
    """
    wait_for_turn()
    plan = plan_import(data, by=by, expected=expected)
    if plan.problems and not (skip_bad_rows and plan.planned):
        raise RecommendationsNotImported(plan)
    if isinstance(by, User):
        require_for_states(by, {one.told.state_code for one in plan.changes})
    if plan.changes:
        counts = (plan.read, plan.count(Change.CREATED), plan.count(Change.UPDATED))
        take(each(plan.changes), by=by, sha256=hashlib.sha256(data).hexdigest(), counts=counts)
        transaction.on_commit(_index_soon, robust=True)
    return plan


def _index_soon() -> None:
    # The module of the jobs knows the models, and the models of an app come first.
    from hirz.regional.recommendations.tasks import index_soon

    index_soon()


def wait_for_turn() -> None:
    """One import, taking back of one, or mapping of a word at a time, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


def _told(found: Read) -> tuple[list[Told], list[RowProblem]]:
    told: list[Told] = []
    problems: list[RowProblem] = []
    for said in found.said:
        try:
            told.append(told_by(said))
        except Refused as refusal:
            problems.append(RowProblem(said.row, refusal.code, refusal.detail))
    return told, problems


def _not_theirs(told: Sequence[Told], by: Actor) -> list[RowProblem]:
    if not isinstance(by, User):
        return []
    theirs = covered(by, {one.state_code for one in told})
    return [RowProblem(one.row, "not_yours") for one in told if one.state_code not in theirs]


class _Comparison:
    """Walks through what a file says beside what is on record."""

    def __init__(self, told: Sequence[Told]) -> None:
        self.planned: list[Planned] = []
        self.problems: list[RowProblem] = []
        self._stored = _OnRecord(told)
        self._seen: dict[object, Told] = {}
        for one in told:
            self._compare(one)

    def _compare(self, told: Told) -> None:
        stored, other = self._stored.of(told), self._stored.by_identity(told)
        if stored and other and stored is not other:
            self.problems.append(RowProblem(told.row, "other_on_record"))
            return
        key = stored.row.pk if stored else told.identity
        earlier = self._seen.setdefault(key, told)
        if earlier is told:
            self.planned.append(_plan(told, stored))
        elif (earlier.owned, earlier.text, earlier.position) == (told.owned, told.text, told.position):
            self.planned.append(Planned(Change.UNCHANGED, told, stored))
        else:
            self.problems.append(RowProblem(told.row, "repeated"))


@dataclass
class _OnRecord:
    """What is on record of what a file is about: five questions to the database, however long the file."""

    told: Sequence[Told]
    _by_identity: dict[str, Stored] = field(default_factory=dict, init=False)
    _by_source: dict[tuple[str, str], Stored] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        by_pk = {row.pk: Stored(row) for row in self._rows()}
        for text in RecommendationText.objects.filter(recommendation__in=one_of(list(by_pk))):
            by_pk[text.recommendation_id].texts[text.language] = text
        for position in Position.objects.filter(recommendation__in=one_of(list(by_pk)), file__isnull=False):
            by_pk[position.recommendation_id].position = position
        self._by_identity = {stored.row.identity: stored for stored in by_pk.values()}
        self._by_source = {
            (stored.row.source_id, stored.row.state_code): stored for stored in by_pk.values() if stored.row.source_id
        }

    def of(self, told: Told) -> Stored | None:
        by_source = self._by_source.get((told.source_id, told.state_code)) if told.source_id else None
        return by_source or self.by_identity(told)

    def by_identity(self, told: Told) -> Stored | None:
        return self._by_identity.get(told.identity)

    def _rows(self) -> Iterator[Recommendation]:
        known = set()
        for column, values in (
            ("identity", {one.identity for one in self.told}),
            ("source_id", {one.source_id for one in self.told} - {""}),
        ):
            for row in Recommendation.objects.filter(**{f"{column}__in": _texts(values)}):
                if row.pk not in known:
                    known.add(row.pk)
                    yield row


def _texts(values: Collection[str]) -> RawSQL:
    return RawSQL("select unnest(%s::text[])", [sorted(values)])


def _plan(told: Told, stored: Stored | None) -> Planned:
    if stored is None:
        return Planned(Change.CREATED, told)
    planned = Planned(Change.UPDATED, told, stored, stored.differences(told))
    return planned if planned.differences else Planned(Change.UNCHANGED, told, stored)
