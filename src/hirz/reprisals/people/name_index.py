"""The blind index of names: keyed hashes, cut so short that other names share them, each office with hashes of its own.

With R keys in an office and b bits, 2 <= R / 2**b <= sqrt(R) holds (CipherSweet's rule): so many share one by chance.
We stay near the longer end, because a search asks for many keys, and what shares them by chance has to be opened. When
the rule is broken, every name is cut anew, batch after batch; until it is done, searches ask for both lengths.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q

from hirz.engines.sealing import bits_for, blind_index, needs_resize
from hirz.foundation.keys.chain import keys_at_hand
from hirz.foundation.keys.rings import INDEX as INDEX_KEY
from hirz.foundation.keys.rings import secret
from hirz.foundation.offices.models import Office
from hirz.reprisals.people.models import NameIndex, NameKeys, PersonName, PersonQuerySet
from hirz.reprisals.people.name_keys import kept_under, rules

_AT_ONCE: Final = 1_000
_KEYS_OF_A_NAME: Final = 14
"""As many as most have."""
_MOST_BITS: Final = 30
"""A key and its length have to fit a column of 32 bits."""

Cuts = list[tuple[UUID, int]]
"""Offices, and how long the keys of their names are cut."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The index of one office: how many names, how many of them have keys of the length that holds now."""

    office: str
    names: int
    indexed: int
    bits: int
    wanted_bits: int

    @property
    def is_whole(self) -> bool:
        return self.indexed == self.names and not outgrown(self.names, self.bits)


def note_keys(name: PersonName) -> None:
    """Write the blind keys of a name anew, in the transaction that saves it."""
    office_id = name.person.office_id
    _write([name], office_id, _bits(office_id))


def bits_of(names: int) -> int:
    """How long to cut the keys of so many names: the longest that the rule allows, less one to shrink in."""
    keys = names * _KEYS_OF_A_NAME
    return min(_MOST_BITS, max(bits_for(keys), keys.bit_length() - 3))


def outgrown(names: int, bits: int) -> bool:
    return needs_resize(names * _KEYS_OF_A_NAME, bits)


def cuts_of(people: PersonQuerySet) -> Cuts:
    """The offices in which there are any of ``people``, each with the length of its keys; twice while that changes.

    Nowhere else are keys asked for, so that what lies elsewhere costs nothing and tells nothing.
    """
    offices = Office.objects.filter(Exists(people.filter(office=OuterRef("pk")))).order_by("pk")
    indexes = offices.values_list("pk", "name_index__bits", "name_index__former_bits")
    return [
        (office_id, length)
        for office_id, bits, former in indexes
        for length in (bits if bits is not None else bits_of(0), former)
        if length is not None
    ]


def blind_keys(keys: Iterable[str], office_id: UUID, bits: int) -> list[int]:
    """Each key hashed for an office, behind a one that tells the lengths apart."""
    key, office = secret(INDEX_KEY), office_id.hex
    blind = (
        blind_index(f"{office} {text}", key=key, table="people_personname", column="text", bits=bits) for text in keys
    )
    return sorted({(1 << bits) | number for number in blind})


def standing() -> list[Standing]:
    """How the index of each office stands. Nothing is opened for it."""
    names = _counted(PersonName.objects.filter(person__erased_at=None), "person__office")
    sizes = {index.pk: index.bits for index in NameIndex.objects.all()}
    current = Q()
    for office_id in names:
        current |= Q(office=office_id, bits=sizes.get(office_id, bits_of(0)), rules=rules())
    indexed = _counted(NameKeys.objects.filter(current), "office") if names else {}
    return [
        Standing(office.code, names[office.pk], indexed.get(office.pk, 0), sizes.get(office.pk, bits_of(0)),
                 bits_of(names[office.pk]))
        for office in Office.objects.filter(pk__in=names).order_by("code")
    ]  # fmt: skip


def rebuild_if_outgrown() -> bool:
    """Cut the keys anew where there are too many names, or too few, for their length; finish what was begun, and give
    keys to names without any. Says whether anything was done."""
    return sum(1 for _ in rebuild(only_outgrown=True)) > 0


def rebuild(*, only_outgrown: bool = False) -> Iterator[UUID]:
    """Cut the keys of all names to the length that their number asks for. Yields the id of each name that has its keys.

    Batches are committed one by one: stopped anywhere, it goes on from there the next time it is called.
    """
    for office in Office.objects.order_by("code"):
        names = PersonName.objects.filter(person__office=office, person__erased_at=None)
        index = NameIndex.objects.filter(pk=office.pk).first() or NameIndex(office=office, bits=bits_of(0))
        if index.former_bits is None and outgrown(total := names.count(), index.bits):
            index.former_bits, index.bits = index.bits, bits_of(total)
            index.save()
        left = names.exclude(keys__bits=index.bits, keys__rules=rules())
        if not only_outgrown or left.exists():
            yield from _cut(office.pk, index.bits)
        NameIndex.objects.filter(pk=office.pk).update(former_bits=None)


def names_to_cut() -> int:
    return PersonName.objects.filter(person__erased_at=None).count()


def _cut(office_id: UUID, bits: int) -> Iterator[UUID]:
    """The names of an office in the order of their ids, those with keys of this length passed by."""
    last = None
    while True:
        names = PersonName.objects.filter(person__office=office_id, person__erased_at=None).order_by("pk")
        names = names if last is None else names.filter(pk__gt=last)
        batch = list(names.annotate(cut_to=F("keys__bits"), made_by=F("keys__rules"))[:_AT_ONCE])
        if not batch:
            return
        _write_batch([name for name in batch if (name.cut_to, name.made_by) != (bits, rules())], office_id, bits)
        last = batch[-1].pk
        yield from (name.pk for name in batch)


@transaction.atomic
def _write_batch(names: list[PersonName], office_id: UUID, bits: int) -> None:
    # Locked, so that a name erased meanwhile does not come back with keys.
    ids = [name.pk for name in names]
    with keys_at_hand():
        locked = PersonName.objects.select_for_update(of=("self", "person")).filter(pk__in=ids, person__erased_at=None)
        _write(locked.select_related("person"), office_id, bits)


def _write(names: Iterable[PersonName], office_id: UUID, bits: int) -> None:
    rows = [
        NameKeys(
            name=name, person_id=name.person_id, office_id=office_id, bits=bits, rules=rules(),
            keys=blind_keys(kept_under(name.text), office_id, bits),
        )
        for name in names
    ]  # fmt: skip
    NameKeys.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["name"], update_fields=["bits", "rules", "keys"]
    )


def _bits(office_id: UUID) -> int:
    index = NameIndex.objects.filter(pk=office_id).first()
    return index.bits if index else bits_of(0)


def _counted(rows: object, by: str) -> dict[UUID, int]:
    return {row[by]: row["number"] for row in rows.order_by().values(by).annotate(number=Count("pk"))}  # type: ignore[attr-defined]
