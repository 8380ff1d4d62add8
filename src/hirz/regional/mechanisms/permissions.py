"""Who may do what about the facts of which State. To read them is everybody's: they are public."""

from __future__ import annotations

from django.db.models import Q

from hirz.foundation.accounts.access import AccessDenied, Permission, offices_with
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office


class MechanismPermission(Permission):
    TREATY_RECORD = "TREATY_RECORD"
    OBLIGATION_OVERRIDE = "OBLIGATION_OVERRIDE"


def may_for_state(user: User, permission: MechanismPermission, state_code: str) -> bool:
    """Whether the person holds the permission in an office that covers the State; headquarters covers all."""
    return permission in held_for_state(user, state_code)


def held_for_state(user: User, state_code: str) -> frozenset[MechanismPermission]:
    """What the person may do about the facts of a State. One question to the database."""
    covering = set(Office.objects.filter(_covering([state_code])).values_list("pk", flat=True))
    return frozenset(one for one in MechanismPermission if offices_with(user, one) & covering)


def covered(user: User, permission: MechanismPermission, state_codes: list[str]) -> set[str]:
    """Those of the States for which the person holds the permission."""
    offices = Office.objects.filter(_covering(state_codes), pk__in=offices_with(user, permission))
    reached: set[str] = set()
    for office in offices:
        reached |= set(state_codes if office.kind == Office.Kind.HEADQUARTERS else office.states)
    return reached & set(state_codes)


def _covering(state_codes: list[str]) -> Q:
    return Q(states__overlap=state_codes) | Q(kind=Office.Kind.HEADQUARTERS)


def require_for_state(user: User, permission: MechanismPermission, state_code: str) -> None:
    """Raises ``AccessDenied``."""
    if not may_for_state(user, permission, state_code):
        raise AccessDenied(permission.value)
