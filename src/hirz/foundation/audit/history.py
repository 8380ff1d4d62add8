"""Writing the history: one call inside the acting transaction, and one wrapper for every action."""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from collections.abc import Callable
from enum import Enum
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.leaves import seal_leaf
from hirz.foundation.audit.models import Entry
from hirz.foundation.audit.sequencing import sequence_soon
from hirz.rules.errors import RefusedByRule


class Outside(Enum):
    """Actors without an account."""

    SUBMITTER = "SUBMITTER"
    SYSTEM = "SYSTEM"


Actor = User | Outside
SUBMITTER, SYSTEM = Outside.SUBMITTER, Outside.SYSTEM


def record(
    verb: str,
    *,
    by: Actor,
    subject: models.Model,
    case_id: UUID | None = None,
    office_id: UUID | None = None,
    **detail: Any,
) -> Entry:
    """Write one entry. Must run inside the transaction of the act: outside of one it refuses."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("history is written inside the acting transaction")
    entry = Entry(
        at=timezone.now(),
        actor_kind=Entry.Actor.STAFF if isinstance(by, User) else by.value,
        actor=by if isinstance(by, User) else None,
        office_id=office_id,
        verb=verb,
        subject_type=subject._meta.label_lower,
        # A number becomes what the column makes of it: the hash is over what will be read back.
        subject_id=Entry._meta.get_field("subject_id").to_python(subject.pk),
        case_id=case_id,
        detail=detail,
    )
    seal_leaf(entry)
    _write(entry)
    transaction.on_commit(sequence_soon, robust=True)
    return entry


def _write(entry: Entry) -> None:
    """The public process may not read a row back, not even the number it was given."""
    if settings.HIRZ_OPENS:
        entry.save(force_insert=True)
    else:
        Entry.objects.bulk_create([entry], ignore_conflicts=True)


class RefusalOnRecord(RefusedByRule, ABC):
    """A refusal that itself belongs in the history: it is written after the refused act was rolled back."""

    @abstractmethod
    def write(self) -> None: ...


P = ParamSpec("P")
R = TypeVar("R")


def action(function: Callable[P, R]) -> Callable[P, R]:
    """All or nothing: the act and its history in one transaction; a refusal on record outlives the rollback."""

    @functools.wraps(function)
    def acting(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with transaction.atomic():
                return function(*args, **kwargs)
        except RefusalOnRecord as refusal:
            with transaction.atomic():
                refusal.write()
            raise

    return acting
