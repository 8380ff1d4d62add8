"""Offices come from ``vocabularies/offices.yaml``: another office is configured there, without code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction

from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.registry import document

FROM_THE_FILE: Final = ("names", "kind", "states", "languages", "time_zone", "weekend", "fixed_holidays")


@transaction.atomic
def load_offices() -> int:
    """Make or update every office of the file; safe to repeat. Returns how many there are."""
    listed: list[Mapping[str, Any]] = document("offices")["offices"]  # type: ignore[index]
    keys = {entry["code"]: uuid4() for entry in listed} | dict(Office.objects.values_list("code", "pk"))
    Office.objects.bulk_create(
        [_described(entry, keys) for entry in listed],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[*FROM_THE_FILE, "parent"],
    )
    return len(listed)


def _described(entry: Mapping[str, Any], keys: Mapping[str, UUID]) -> Office:
    parent = entry["parent"]
    if parent and parent not in keys:
        raise Office.DoesNotExist(parent)
    said = {field: entry[field] for field in FROM_THE_FILE}
    return Office(pk=keys[entry["code"]], code=entry["code"], parent_id=parent and keys[parent], **said)
