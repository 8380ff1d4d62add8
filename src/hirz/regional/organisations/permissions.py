"""Who on the staff follows, records and validates the work of the regional half, by State; headquarters covers all."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from hirz.foundation.accounts.access import AccessDenied, Permission, offices_with
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.rules.layers import INTERNATIONAL


class RegionalPermission(Permission):
    REGIONAL_VIEW = "REGIONAL_VIEW"
    REGIONAL_EDIT = "REGIONAL_EDIT"
    REGIONAL_VALIDATE = "REGIONAL_VALIDATE"
    REGIONAL_CONTRIBUTE = "REGIONAL_CONTRIBUTE"
    """Held by no role: a page that names it is for contributors alone."""


VIEW, EDIT, VALIDATE, CONTRIBUTE = RegionalPermission


def states_with(user: User, permission: RegionalPermission) -> tuple[frozenset[str], bool]:
    """The States of the offices in which the person holds the permission, and whether one of them covers all.

    One question to the database for a person, permission and request: the answer is kept on the instance.
    """
    kept: dict[str, tuple[frozenset[str], bool]] = user.__dict__.setdefault("_regional_states", {})
    if permission not in kept:
        kept[permission] = _states(offices_with(user, permission))
    return kept[permission]


def may_for_state(user: User, permission: RegionalPermission, state_code: str) -> bool:
    """Whether the person holds the permission in an office that covers the State; what is of none is everybody's."""
    states, everywhere = states_with(user, permission)
    return everywhere or state_code in states or (state_code == INTERNATIONAL and bool(states))


def may_view(user: User, state_code: str) -> bool:
    """Whether the person sees every layer of this State."""
    return may_for_state(user, VIEW, state_code)


def may_edit(user: User, state_code: str) -> bool:
    return may_for_state(user, EDIT, state_code)


def may_validate(user: User, state_code: str) -> bool:
    return may_for_state(user, VALIDATE, state_code)


def require_edit(user: User, state_code: str) -> None:
    """Raises ``AccessDenied``."""
    _require(user, EDIT, state_code)


def require_validate(user: User, state_code: str) -> None:
    """Raises ``AccessDenied``."""
    _require(user, VALIDATE, state_code)


def _require(user: User, permission: RegionalPermission, state_code: str) -> None:
    if not may_for_state(user, permission, state_code):
        raise AccessDenied(permission.value)


def _states(offices: Collection[UUID]) -> tuple[frozenset[str], bool]:
    found = list(Office.objects.filter(pk__in=offices).values_list("states", "kind")) if offices else []
    everywhere = any(kind == Office.Kind.HEADQUARTERS for _states, kind in found)
    return frozenset(code for states, _kind in found for code in states), everywhere
