"""How every act about partners ends: checked whole, stored, and written into the history in the same transaction."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import record
from hirz.regional.partners.verbs import PartnerVerb
from hirz.rules.errors import BadInput, RefusedByRule

RowT = TypeVar("RowT", bound=models.Model)


class NotYet(BadInput):
    """What is put on record has happened."""

    code: ClassVar[str] = "day_not_come"


class SettledAlready(RefusedByRule):
    """What became of it is on record, and stays."""

    code: ClassVar[str] = "settled_already"


def require_come(day: date) -> None:
    if day > timezone.localdate():
        raise NotYet


def entered(row: RowT, by: User, verb: PartnerVerb, *, state: str, **detail: Any) -> RowT:
    row.full_clean()
    row.save(force_insert=True)
    record(verb, by=by, subject=row, state=state, **detail)
    return row


def changed(row: RowT, by: User, verb: PartnerVerb, *, state: str, **detail: Any) -> RowT:
    row.full_clean()
    row.save()
    record(verb, by=by, subject=row, state=state, **detail)
    return row
