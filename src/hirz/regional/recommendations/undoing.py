"""Taking an import back: what it made goes, what it changed becomes what it was, unless people built on it.

A recommendation that has parts, positions of people, a decision about lineage, a place by decision in a group, or
anything of the rest of the office on it stays, and so does one that a later import changed; the plan says which and why
before anything is done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from django.db.models import Func
from django.db.models.expressions import RawSQL
from django.db.models.fields.reverse_related import ForeignObjectRel

from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.many import one_of
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.regional.recommendations.grouping import count_members
from hirz.regional.recommendations.holding import StillHeld, refused_while_held
from hirz.regional.recommendations.importing import wait_for_turn
from hirz.regional.recommendations.models import (
    Cluster,
    ClusterMember,
    GivenTerm,
    ImportedChange,
    ImportedFile,
    ImportUndo,
    Lineage,
    Part,
    Position,
    Recommendation,
    RecommendationText,
)
from hirz.regional.recommendations.permissions import RECORD, covered
from hirz.regional.recommendations.taking import AT_ONCE
from hirz.regional.recommendations.telling import content_hash, identity_of, place_of
from hirz.regional.recommendations.terms import GIVEN, decisions, derive
from hirz.regional.recommendations.verbs import RecommendationVerb
from hirz.rules.errors import RefusedByRule


class Unnest(Func):
    """The entries of an array, one a row."""

    function = "unnest"


class AlreadyUndone(RefusedByRule):
    """This import was taken back before."""

    code: ClassVar[str] = "import_already_undone"


class NotKnownWhatItDid(RefusedByRule):
    """It was imported before changes were noted row by row."""

    code: ClassVar[str] = "import_changes_not_known"


class Why(StrEnum):
    """Why a row stays as it is."""

    PARTS = "parts"
    POSITIONS = "positions"
    LINEAGE = "lineage"
    GROUP = "group"
    LATER_IMPORT = "later_import"
    ELSEWHERE = "elsewhere"
    NOT_YOURS = "not_yours"


@dataclass(frozen=True, slots=True)
class Staying:
    """A recommendation that stays, and the first reason."""

    recommendation: Recommendation
    why: Why


@dataclass(frozen=True)
class UndoPlan:
    """What taking an import back would do."""

    to_remove: Sequence[ImportedChange]
    to_restore: Sequence[ImportedChange]
    staying: Sequence[Staying]


def plan_undo(file: ImportedFile, by: User) -> UndoPlan:
    """Raises ``AlreadyUndone`` and ``NotKnownWhatItDid``."""
    if ImportUndo.objects.filter(file=file).exists():
        raise AlreadyUndone
    changes = list(file.changes.all())
    if len(changes) < file.created_count + file.updated_count:
        raise NotKnownWhatItDid
    rows = {row.pk: row for row in Recommendation.objects.filter(pk__in=_ids(changes))}
    why = _reasons(file, changes, rows, by)
    able = [one for one in changes if one.recommendation_id in rows and one.recommendation_id not in why]
    return UndoPlan(
        to_remove=[one for one in able if one.is_new],
        to_restore=[one for one in able if not one.is_new],
        staying=[Staying(rows[pk], reason) for pk, reason in why.items() if pk in rows],
    )


@action
def undo_import(*, file: ImportedFile, by: User) -> ImportUndo:
    """Take an import back as far as nobody built on it. It is on record, and its file can be imported again."""
    require(by, RECORD)
    with beyond_the_wall():
        wait_for_turn()
        plan = plan_undo(file, by)
        removed = sum(_remove(ids) for ids in _chunks([one.recommendation_id for one in plan.to_remove]))
        for change in plan.to_restore:
            _restore(change)
        _forget_words()
        for state_code in set(Cluster.objects.values_list("state_code", flat=True)):
            count_members(state_code)
    stayed = len(plan.staying) + len(plan.to_remove) - removed
    done = ImportUndo(
        file=file, undone_by=by, removed_count=removed, restored_count=len(plan.to_restore), kept_count=stayed
    )
    done.save(force_insert=True)
    record(
        RecommendationVerb.IMPORT_UNDONE, by=by, subject=file,
        removed=done.removed_count, restored=done.restored_count, kept=stayed,
    )  # fmt: skip
    return done


def _reasons(
    file: ImportedFile, changes: Sequence[ImportedChange], rows: dict[UUID, Recommendation], by: User
) -> dict[UUID, Why]:
    """The first reason for each that stays. What was only corrected can be put back, whatever people made of it."""
    new = [one.recommendation_id for one in changes if one.is_new]
    found: dict[UUID, Why] = {}
    for why, ids in (
        (Why.NOT_YOURS, _not_theirs(rows, by)),
        (Why.LATER_IMPORT, _changed_later(file, changes)),
        *_built_on(new),
    ):
        for pk in ids:
            found.setdefault(pk, why)
    return found


def _built_on(ids: Sequence[UUID]) -> Iterator[tuple[Why, Sequence[UUID]]]:
    """What people made of these: one question for each kind, however many they are."""
    chosen = one_of(ids)
    yield Why.PARTS, _column(Part.objects.filter(recommendation__in=chosen).values_list("recommendation_id"))
    by_hand = Position.objects.filter(recommendation__in=chosen, file__isnull=True)
    yield Why.POSITIONS, _column(by_hand.values_list("recommendation_id"))
    decided = Lineage.objects.exclude(decision="")
    yield Why.LINEAGE, _column(decided.filter(earlier__in=chosen).values_list("earlier_id"))
    yield Why.LINEAGE, _column(decided.filter(later__in=chosen).values_list("later_id"))
    placed = ClusterMember.objects.filter(recommendation__in=chosen, placed_by__isnull=False)
    yield Why.GROUP, _column(placed.values_list("recommendation_id"))
    yield Why.ELSEWHERE, _held_elsewhere(ids)


def _held_elsewhere(ids: Sequence[UUID]) -> list[UUID]:
    """Those to which anything outside this app leads: it asks every table that refers to recommendations."""
    own = Recommendation._meta.app_label
    held: list[UUID] = []
    for relation in Recommendation._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.related_model._meta.app_label != own:
            column = relation.field.name
            rows = relation.related_model._default_manager.filter(**{f"{column}__in": one_of(ids)})
            held += _column(rows.values_list(column))
    return held


def _changed_later(file: ImportedFile, changes: Sequence[ImportedChange]) -> list[UUID]:
    later = ImportedChange.objects.filter(
        recommendation_id__in=_ids(changes), file__imported_at__gt=file.imported_at, file__undo__isnull=True
    )
    return _column(later.values_list("recommendation_id"))


def _not_theirs(rows: dict[UUID, Recommendation], by: User) -> list[UUID]:
    theirs = covered(by, {row.state_code for row in rows.values()})
    return [pk for pk, row in rows.items() if row.state_code not in theirs]


def _remove(ids: Sequence[UUID]) -> int:
    """How many could go. What is held by something that nobody told us of is found by trying half and half."""
    try:
        with refused_while_held():
            Recommendation.objects.filter(pk__in=one_of(ids)).delete()
    except StillHeld:
        half = len(ids) // 2
        return _remove(ids[:half]) + _remove(ids[half:]) if half else 0
    return len(ids)


def _chunks(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def _restore(change: ImportedChange) -> None:
    row = Recommendation.objects.get(pk=change.recommendation_id)
    before = dict(change.before)
    text, position = before.pop("text", None), before.pop("position", None)
    for name, value in before.items():
        setattr(row, name, date.fromisoformat(value) if name == "on_date" and value else value)
    if text is not None:
        _restore_text(row, *text)
    if position is not None:
        _restore_position(row, position)
    owned = {item.name: getattr(row, item.name) for item in Recommendation._meta.concrete_fields}
    original = row.texts.get(is_original=True).text
    row.identity, row.place = identity_of(row.state_code, owned, original), place_of(owned)
    row.content_hash = content_hash(original)
    derive(row, decisions())
    row.save()


def _restore_text(row: Recommendation, language: str, text: str) -> None:
    """A text that was not there before goes; another becomes what it was."""
    known = RecommendationText.objects.filter(recommendation=row, language=language)
    if text:
        known.update(text=text)
    else:
        known.delete()


def _restore_position(row: Recommendation, before: Sequence[str]) -> None:
    row.positions.filter(file__isnull=False).delete()
    if before:
        code, words, source, file, recorded_by = before
        Position.objects.create(
            recommendation=row, position=code, own_words=words, source=source, file_id=file,
            recorded_by_id=recorded_by or None,
        )  # fmt: skip


def _forget_words() -> None:
    """Words that nobody decided about and no recommendation has any more leave the list."""
    for kind, (given, _codes) in GIVEN.items():
        words = GivenTerm.objects.filter(kind=kind, decided_at__isnull=True)
        held = Recommendation.objects.annotate(word=Unnest(given)).values("word")
        words.exclude(wording__in=held).delete()


def _ids(changes: Sequence[ImportedChange]) -> RawSQL:
    return one_of([one.recommendation_id for one in changes])


def _column(rows: object) -> list[UUID]:
    return [value for (value,) in rows]  # type: ignore[attr-defined]


def counted(staying: Sequence[Staying]) -> list[tuple[Why, int]]:
    """How many stay for each reason, most first."""
    return Counter(one.why for one in staying).most_common()
