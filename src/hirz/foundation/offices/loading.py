"""Offices come from ``vocabularies/offices.yaml``: another office is configured there, without code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.registry import document


@transaction.atomic
def load_offices() -> int:
    """Make or update every office of the file; safe to repeat. Returns how many there are."""
    listed: list[Mapping[str, Any]] = document("offices")["offices"]  # type: ignore[index]
    for entry in listed:
        _load(entry)
    return len(listed)


def _load(entry: Mapping[str, Any]) -> None:
    parent = Office.objects.get(code=entry["parent"]) if entry["parent"] else None
    Office.objects.update_or_create(
        code=entry["code"],
        defaults={
            "names": entry["names"],
            "kind": entry["kind"],
            "parent": parent,
            "states": entry["states"],
            "languages": entry["languages"],
            "time_zone": entry["time_zone"],
            "weekend": entry["weekend"],
            "fixed_holidays": entry["fixed_holidays"],
        },
    )
