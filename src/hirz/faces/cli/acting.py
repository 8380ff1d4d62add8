"""For whom a command acts: ``--as`` names a member of staff by the address of their account."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hirz.foundation.accounts.models import User


def acting(email: str) -> User:
    """Raises ``AccessDenied`` where nobody who may sign in has this address."""
    from hirz.foundation.accounts.access import AccessDenied
    from hirz.foundation.accounts.models import User

    user = User.objects.with_address(email)
    if user is None or not user.is_active:
        raise AccessDenied
    return user
