"""What is done to keys: shredding a unit, and putting everything under the newest version of the ring."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from hirz.engines.sealing import KeyRing, SealingError, needs_rewrap, rewrap
from hirz.foundation.keys import rings, units
from hirz.foundation.keys.chain import keychain
from hirz.foundation.keys.models import CompartmentKey, Tombstone, UnitKey
from hirz.foundation.owner_only import owner_only
from hirz.rules.errors import SystemFault

logger = logging.getLogger("hirz.keys")
BOXED: Final = "unit"
_WHOLE: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Waiting: TypeAlias = "Callable[[], QuerySet[Any]]"
Move: TypeAlias = "Callable[[Any], None]"
_also: dict[str, tuple[Waiting, Move]] = {}


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
    # What fails here is made good with the next shredding, and every hour: the act itself is done.
    transaction.on_commit(remember_outside, robust=True)


@transaction.atomic
def replay_tombstones() -> int:
    """Shred again whatever a restored backup brought back; returns how many units that were.

    What was shredded after the backup was made stands in the folder of keys, which no backup of the data replaces.
    """
    Tombstone.objects.bulk_create((Tombstone(pk=pk) for pk in _remembered_outside()), ignore_conflicts=True)
    return UnitKey.objects.filter(pk__in=Tombstone.objects.values("pk")).delete()[0]


def remember_outside() -> None:
    """Bring every tombstone into the folder of keys, those too that a crash or a full disk kept from it before."""
    missing = set(Tombstone.objects.values_list("pk", flat=True)) - _remembered_outside()
    if not missing:
        return
    with open(_tombstone_file(), "a", opener=owner_only) as file:
        # A line of its own, also after one that was cut short.
        file.write("\n".join(["", *map(str, missing), ""]))
        file.flush()
        os.fsync(file.fileno())


def _remembered_outside() -> set[UUID]:
    file = _tombstone_file()
    lines = file.read_text().split() if file.exists() else []
    return {UUID(line) for line in lines if _WHOLE.fullmatch(line)}


def _tombstone_file() -> Path:
    return Path(settings.HIRZ_KEYS_DIR) / "tombstones"


def add_ring_version() -> None:
    """A new active version of the ring. What lies under older ones opens as before, and moves by :func:`rotate`."""
    ring = rings.local_ring()
    rings.save(Path(settings.HIRZ_KEYS_DIR), ring.rotated(), rings.passphrase(), replace=True)
    rings.forget_cached()


def also_rotates(kind: str, *, waiting: Waiting) -> Callable[[Move], Move]:
    """Register what an app has to bring under newer keys with the ring: the rows that wait, and how one is moved."""

    def registered(move: Move) -> Move:
        _also[kind] = waiting, move
        return move

    return registered


def rotate() -> Iterator[str]:
    """Wrap anew, one by one, what is under an older version. Yields the kind of each; stopped, it goes on next time."""
    ring = rings.ring()
    yield from _files(ring)
    yield from _compartments(ring)
    for kind in _also:
        yield from bring_forward(kind)


def bring_forward(kind: str) -> Iterator[str]:
    """What waits of one kind, one by one.

    What cannot be moved is logged by its id, stays counted, and holds up nothing. Safe beside another process that does
    the same: what that one holds, it moves.
    """
    waiting, move = _also[kind]
    for pk in list(waiting().values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                row = waiting().select_for_update(skip_locked=True).filter(pk=pk).first()
                if row is None:
                    continue
                move(row)
        except (SealingError, SystemFault) as error:
            logger.error("%s %s cannot be brought forward: %s", kind, pk, type(error).__name__)
        else:
            yield kind


def standing() -> Standing:
    ring = rings.ring()
    behind = {
        "file": sum(needs_rewrap(path.read_bytes(), ring) for path in rings.wrapped_files()),
        "compartment": CompartmentKey.objects.exclude(ring_version=ring.active_version).count(),
        **{kind: waiting().count() for kind, (waiting, _move) in _also.items()},
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


def _boxed() -> QuerySet[UnitKey]:
    return UnitKey.objects.filter(compartment__isnull=True)


# What the public process boxed for the desk comes under the key of its compartment.
also_rotates(BOXED, waiting=_boxed)(units.take_in)
