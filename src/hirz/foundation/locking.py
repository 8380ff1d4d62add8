"""One row for one act at a time."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

RowT = TypeVar("RowT", bound=models.Model)


def held(row: RowT) -> RowT:
    """The row as it stands now, ours alone until the transaction ends: two who change it come one after the other."""
    rows: models.QuerySet[RowT] = type(row)._default_manager.select_for_update(of=("self",))
    return rows.get(pk=row.pk)
