"""Who may do what where. Roles are data (``roles.yaml``); permissions are enumerations of the apps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import ClassVar, Final
from uuid import UUID

import yaml
from django.db.models import Q

from hirz.foundation.accounts.models import RoleAssignment, User
from hirz.foundation.offices.models import Office
from hirz.rules.errors import RefusedByRule

_ROLES_FILE: Final = Path(__file__).with_name("roles.yaml")


class Permission(StrEnum):
    """Base of every app's enumeration of permissions; members are compared by their code."""


class AccessDenied(RefusedByRule):
    """To the person it is the same as a thing that does not exist."""

    code: ClassVar[str] = "not_found"


@cache
def roles() -> dict[str, frozenset[str]]:
    """Role code to the permission codes it carries."""
    content: dict[str, list[str]] = yaml.safe_load(_ROLES_FILE.read_text(encoding="utf-8"))
    return {role: frozenset(permissions) for role, permissions in content.items()}


def offices_with(user: User, permission: Permission) -> frozenset[UUID]:
    """Ids of the offices in which the person holds a role that carries the permission."""
    return offices_by_permission(user).get(permission.value, frozenset())


def has_permission(user: User, permission: Permission, office_id: UUID | None = None) -> bool:
    """Whether the person holds the permission in that office, or anywhere when no office is named."""
    offices = offices_with(user, permission)
    return bool(offices) if office_id is None else office_id in offices


def require(user: User, permission: Permission, office_id: UUID | None = None) -> None:
    if not has_permission(user, permission, office_id):
        raise AccessDenied(permission.value)


def holders(permission: Permission, office: Office) -> list[User]:
    """Active people who hold the permission in that office."""
    above = _with_offices_above(office)
    carrying = [role for role, codes in roles().items() if permission.value in codes]
    here = Q(assignments__office=office) | Q(assignments__office__in=above, assignments__with_offices_below=True)
    current = Q(assignments__role__in=carrying) & _in_force(office.today, "assignments__")
    found = User.objects.filter(here & current, is_active=True).distinct()
    return sorted(found, key=lambda user: user.display_name)


def offices_by_permission(user: User) -> dict[str, frozenset[UUID]]:
    """Permission code to office ids. One query for a person and request: the answer is kept on the instance."""
    kept: dict[str, frozenset[UUID]] | None = getattr(user, "_offices_by_permission", None)
    if kept is None:
        kept = _load(user) if user.is_active and not user.is_contributor else {}
        user._offices_by_permission = kept  # type: ignore[attr-defined]
    return kept


def forget(user: User) -> None:
    """Roles changed: ask the database again."""
    if hasattr(user, "_offices_by_permission"):
        del user._offices_by_permission


def _load(user: User) -> dict[str, frozenset[UUID]]:
    found: defaultdict[str, set[UUID]] = defaultdict(set)
    assignments = list(RoleAssignment.objects.filter(_in_force(user.office.today), user=user))
    below = _children() if any(a.with_offices_below for a in assignments) else {}
    for assignment in assignments:
        reach = {assignment.office_id}
        if assignment.with_offices_below:
            reach |= _descendants(assignment.office_id, below)
        for code in roles().get(assignment.role, ()):
            found[code] |= reach
    return {code: frozenset(ids) for code, ids in found.items()}


def _in_force(day: date, prefix: str = "") -> Q:
    started = Q(**{f"{prefix}from_date__lte": day})
    return started & (Q(**{f"{prefix}until_date__isnull": True}) | Q(**{f"{prefix}until_date__gte": day}))


def _children() -> dict[UUID, list[UUID]]:
    tree: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for office_id, parent_id in Office.objects.filter(parent__isnull=False).values_list("id", "parent_id"):
        tree[parent_id].append(office_id)
    return tree


def _descendants(office_id: UUID, tree: dict[UUID, list[UUID]]) -> set[UUID]:
    reached: set[UUID] = set()
    waiting: list[UUID] = list(tree.get(office_id, ()))
    while waiting:
        current = waiting.pop()
        if current not in reached:
            reached.add(current)
            waiting.extend(tree.get(current, ()))
    return reached


def _with_offices_above(office: Office) -> Iterable[UUID]:
    above, current = [], office.parent
    while current is not None and current.id not in above:
        above.append(current.id)
        current = current.parent
    return above
