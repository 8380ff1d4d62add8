"""What the page of a national mechanism shows: its type and members on a day, and its four capacities over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import known, label, page_language, vocabulary
from hirz.regional.institutions.contributing import may_remove
from hirz.regional.institutions.models import CapacityLevel, MechanismDescription, MechanismMember
from hirz.regional.institutions.web.gathering import Column
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.telling import contributors_named

Lane = tuple[str, Sequence[tuple[str, Sequence[tuple[date, int]]]]]
HIGHER: Final = pgettext_lazy("level of a capacity", "higher than before")
LOWER: Final = pgettext_lazy("level of a capacity", "lower than before")


@dataclass(frozen=True)
class LevelCell:
    """A capacity as one author saw it on one day; ``change`` says how it compares with their view before."""

    row: CapacityLevel
    level: int
    change: str
    tone: str


def mechanism_page(mechanism: Organisation, user: User, day: date) -> dict[str, Any]:
    descriptions = MechanismDescription.objects.visible_to(user).filter(mechanism=mechanism, on_date__lte=day)
    members = MechanismMember.objects.visible_to(user).filter(
        mechanism=mechanism, from_date__lte=day, member__in=Organisation.objects.visible_to(user)
    )
    known_members = list(members.select_related("member"))
    return {
        "descriptions": list(descriptions.order_by("-on_date", "-id")),
        "members": _sorted([one for one in known_members if _belongs(one, day)]),
        "former": _sorted([one for one in known_members if not _belongs(one, day)]),
        **_capacities(mechanism, user, day),
    }


def _belongs(member: MechanismMember, day: date) -> bool:
    return member.until_date is None or day <= member.until_date


def _sorted(members: Sequence[MechanismMember]) -> list[MechanismMember]:
    return sort_for_people(members, lambda one: one.member.name, page_language())


def _capacities(mechanism: Organisation, user: User, day: date) -> dict[str, Any]:
    """The four capacities × who assessed when, the earliest first; what was not assessed is a gap."""
    rows = list(CapacityLevel.objects.visible_to(user).filter(mechanism=mechanism, on_date__lte=day))
    names = contributors_named(rows, user=user)
    at = {row.pk: Column(row.on_date, row.contributed_by_id, names[row.pk]) for row in rows}
    columns = list(dict.fromkeys(at.values()))
    placed = {(row.capacity, at[row.pk]): row for row in rows}
    lines = [
        (code, _line([placed.get((code, column)) for column in columns])) for code in vocabulary("nmirf_capacity").codes
    ]
    listed = [(row, names[row.pk], may_remove(row, user)) for row in reversed(rows)]
    return {
        "columns": columns,
        "lines": lines,
        "assessments": listed,
        "lanes": _lanes(columns, lines) if len({column.on_date for column in columns}) > 1 else [],
        "highest": len(vocabulary("capacity_level").codes) - 1,
    }


def _lanes(columns: Sequence[Column], lines: Sequence[tuple[str, Sequence[LevelCell | None]]]) -> list[Lane]:
    """The same as the table, for a picture: each capacity, in it each author with the levels that they found."""
    authors = dict.fromkeys((column.author_id, column.name) for column in columns)
    return [
        (label("nmirf_capacity", code), [(name, _found(author, columns, cells)) for author, name in authors])
        for code, cells in lines
    ]


def _found(author: UUID | None, columns: Sequence[Column], cells: Sequence[LevelCell | None]) -> list[tuple[date, int]]:
    pairs = zip(columns, cells, strict=True)
    return [(column.on_date, cell.level) for column, cell in pairs if cell and column.author_id == author]


def _line(rows: Sequence[CapacityLevel | None]) -> list[LevelCell | None]:
    cells: list[LevelCell | None] = []
    last: dict[UUID | None, CapacityLevel] = {}
    for row in rows:
        cells.append(_cell(row, last.get(row.contributed_by_id)) if row else None)
        if row is not None:
            last[row.contributed_by_id] = row
    return cells


def _cell(row: CapacityLevel, before: CapacityLevel | None) -> LevelCell:
    level = _level(row)
    if before is None or level == _level(before):
        return LevelCell(row, level, "", "neutral")
    is_higher = level > _level(before)
    return LevelCell(row, level, str(HIGHER if is_higher else LOWER), "success" if is_higher else "warning")


def _level(row: CapacityLevel) -> int:
    found = known("capacity_level", row.level, "level")
    return int(str(found.value)) if found else 0
