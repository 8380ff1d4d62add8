"""One way in for every row that somebody enters about a State."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import record
from hirz.regional.organisations.permissions import require_edit

RowT = TypeVar("RowT", bound=models.Model)


def entered(row: RowT, verb: str, *, state_code: str, by: User, **detail: Any) -> RowT:
    """Check that the person may write for the State, check the row, save it, and put it on record.

    Raises ``AccessDenied`` and Django's ``ValidationError``.
    """
    require_edit(by, state_code)
    row.entered_by = by  # type: ignore[attr-defined]
    row.full_clean()
    row.save(force_insert=True)
    record(verb, by=by, subject=row, state=state_code, **detail)
    return row
