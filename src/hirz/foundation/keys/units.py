"""Making, wrapping and unwrapping the keys of consent units."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from uuid import UUID, uuid4

from django.db import connection

from hirz.engines.sealing import KeyName, NotForThisKey, SecretKey, new_secret, unwrap, wrap
from hirz.engines.sealing.keys import KEY_ID_BYTES, SEALED_KEY_BYTES
from hirz.foundation.keys.models import CompartmentKey, UnitKey
from hirz.foundation.keys.rings import can_open, desk_pair, recipients, ring

_FIRST: Final = 1
_BOX: Final = KEY_ID_BYTES + SEALED_KEY_BYTES


def unit_name(unit_id: UUID) -> KeyName:
    return KeyName("unit", str(unit_id), _FIRST)


def make(unit_id: UUID, *, kind: str, office_id: UUID) -> SecretKey:
    """A key for a new unit, kept wrapped."""
    key = new_secret(unit_name(unit_id))
    keep(unit_id, key, kind=kind, office_id=office_id)
    return key


def keep(unit_id: UUID, key: SecretKey, *, kind: str, office_id: UUID) -> None:
    """Wrap the key of a unit for its office. In a process that can open nothing, it is boxed for desk and recovery."""
    if can_open():
        compartment = _compartment_of(office_id)
        wrapped = wrap(key, under=_opened(compartment.pk, connection.settings_dict["NAME"]))
        UnitKey.objects.create(pk=unit_id, kind=kind, office_id=office_id, compartment=compartment, wrapped=wrapped)
    else:
        UnitKey.objects.create(pk=unit_id, kind=kind, office_id=office_id, wrapped=boxed(key))


def unwrap_unit(unit: UnitKey) -> SecretKey:
    """Raises a ``SealingError`` when the row was tampered with."""
    return unwrapped(unit.pk, unit.compartment_id, bytes(unit.wrapped))


def unwrapped(unit_id: UUID, compartment_id: UUID | None, wrapped: bytes) -> SecretKey:
    """As :func:`unwrap_unit`, of what its row holds."""
    if compartment_id is None:
        return SecretKey(unit_name(unit_id), unboxed(wrapped))
    under = _opened(compartment_id, connection.settings_dict["NAME"])
    return unwrap(wrapped, name=unit_name(unit_id), under=under)


def take_in(unit: UnitKey) -> None:
    """Wrap under the key of its compartment what arrived boxed."""
    key, unit.compartment = unwrap_unit(unit), _compartment_of(unit.office_id)
    unit.wrapped = wrap(key, under=_opened(unit.compartment.pk, connection.settings_dict["NAME"]))
    unit.save()


def boxed(key: SecretKey) -> bytes:
    """For each recipient the id of its key and a sealed box, one after the other."""
    return b"".join(public.id + public.seal(key.secret) for public in recipients())


def unboxed(boxes: bytes) -> bytes:
    pair = desk_pair()
    for start in range(0, len(boxes), _BOX):
        box = boxes[start : start + _BOX]
        if box[:KEY_ID_BYTES] == pair.public_key.id:
            return pair.open(box[KEY_ID_BYTES:])
    raise NotForThisKey("the unit is not boxed for the desk")


def _compartment_of(office_id: UUID) -> CompartmentKey:
    found = CompartmentKey.objects.filter(office_id=office_id).first()
    return found or _new_compartment(office_id)


def _new_compartment(office_id: UUID) -> CompartmentKey:
    pk = uuid4()
    wrapped = ring().wrap(new_secret(compartment_name(pk)))
    version = ring().active_version
    return CompartmentKey.objects.get_or_create(
        office_id=office_id, version=_FIRST, defaults={"pk": pk, "ring_version": version, "wrapped": wrapped}
    )[0]


@lru_cache(maxsize=1024)
def _opened(pk: UUID, database: str) -> SecretKey:
    """An office has one, and there are few offices: they stay open while the process runs."""
    compartment = CompartmentKey.objects.get(pk=pk)
    return ring().unwrap(bytes(compartment.wrapped), compartment_name(pk))


def compartment_name(pk: UUID) -> KeyName:
    return KeyName("compartment", str(pk), _FIRST)
