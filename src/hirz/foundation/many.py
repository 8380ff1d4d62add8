"""Asking for many rows at once."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models.expressions import RawSQL


def one_of(ids: Collection[UUID]) -> RawSQL:
    """For ``pk__in``: all ids as one parameter. Hundreds of them, one by one, take Django longer to write down than the
    database to answer."""
    return RawSQL("select unnest(%s::uuid[])", [list(ids)])
