"""A form that a person may not send in this office is not there for them either."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from hirz.foundation.accounts.access import Permission, has_permission
from hirz.foundation.accounts.models import User


def allowed_or_404(user: User, permission: Permission, office_id: UUID) -> None:
    if not has_permission(user, permission, office_id):
        raise Http404
