"""What is done to keys: shredding a unit, and putting everything under the newest version of the ring."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hirz.engines.sealing import KeyRing, needs_rewrap, rewrap
from hirz.foundation.keys import rings, units
from hirz.foundation.keys.chain import keychain
from hirz.foundation.keys.models import CompartmentKey, Tombstone, UnitKey


@dataclass(frozen=True)
class Standing:
    """How far a rotation is: the active version of the ring, and what still lies under an older one, by kind."""

    active_version: int
    versions: tuple[int, ...]
    behind: dict[str, int]


@transaction.atomic
def shred(*, unit_id: UUID) -> None:
    """Destroy the key of a unit: what was sealed under it opens for nobody. A tombstone outlives every restore."""
    unit = UnitKey.objects.select_for_update().filter(pk=unit_id).first()
    if unit is None:
        return
    Tombstone.objects.get_or_create(pk=unit_id, defaults={"kind": unit.kind})
    unit.delete()
    keychain().forget(unit_id)
    transaction.on_commit(lambda: _remember_outside(unit_id))


@transaction.atomic
def replay_tombstones() -> int:
    """Shred again whatever a restored backup brought back; returns how many units that were.

    What was shredded after the backup was made stands in the folder of keys, which no backup of the data replaces.
    """
    file = _tombstone_file()
    lines = file.read_text().split() if file.exists() else []
    Tombstone.objects.bulk_create((Tombstone(pk=UUID(line)) for line in lines), ignore_conflicts=True)
    return UnitKey.objects.filter(pk__in=Tombstone.objects.values("pk")).delete()[0]


def _remember_outside(unit_id: UUID) -> None:
    with open(_tombstone_file(), "a", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(f"{unit_id}\n")
        file.flush()
        os.fsync(file.fileno())


def _tombstone_file() -> Path:
    return Path(settings.HIRZ_KEYS_DIR) / "tombstones"


def add_ring_version() -> None:
    """A new active version of the ring. What lies under older ones opens as before, and moves by :func:`rotate`."""
    ring = rings.local_ring()
    rings.save(Path(settings.HIRZ_KEYS_DIR), ring.rotated(), rings.passphrase(), replace=True)
    rings.forget_cached()


def rotate() -> Iterator[str]:
    """Wrap anew, one by one, what is under an older version. Yields the kind of each; stopped, it goes on next time."""
    ring = rings.ring()
    yield from _files(ring)
    yield from _compartments(ring)
    yield from _boxed_units()


def standing() -> Standing:
    ring = rings.ring()
    behind = {
        "file": sum(needs_rewrap(path.read_bytes(), ring) for path in rings.wrapped_files()),
        "compartment": CompartmentKey.objects.exclude(ring_version=ring.active_version).count(),
        "unit": UnitKey.objects.filter(compartment__isnull=True).count(),
    }
    return Standing(ring.active_version, ring.versions, behind)


def _files(ring: KeyRing) -> Iterator[str]:
    for path in rings.wrapped_files():
        wrapped = path.read_bytes()
        if needs_rewrap(wrapped, ring):
            rings.write(path, rewrap(wrapped, rings.name_of(path.stem), ring))
            yield "file"


def _compartments(ring: KeyRing) -> Iterator[str]:
    for pk in CompartmentKey.objects.exclude(ring_version=ring.active_version).values_list("pk", flat=True):
        with transaction.atomic():
            key = CompartmentKey.objects.select_for_update().get(pk=pk)
            key.wrapped = rewrap(bytes(key.wrapped), units.compartment_name(pk), ring)
            key.ring_version = ring.active_version
            key.save()
        yield "compartment"


def _boxed_units() -> Iterator[str]:
    """What the public process boxed for the desk comes under the key of its compartment."""
    for pk in UnitKey.objects.filter(compartment__isnull=True).values_list("pk", flat=True):
        with transaction.atomic():
            unit = UnitKey.objects.select_for_update().filter(pk=pk, compartment__isnull=True).first()
            if unit is not None:
                units.take_in(unit)
        yield "unit"
