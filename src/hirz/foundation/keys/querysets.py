"""Rows that say, when they are fetched, which keys will be wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar
from uuid import UUID, uuid4

from django.db import models

from hirz.foundation.keys.chain import keychain
from hirz.foundation.keys.sealed import SealedField

_BATCH: Final = 2_000
ModelT = TypeVar("ModelT", bound=models.Model)


class SealedQuerySet(models.QuerySet[ModelT]):
    """Announces the units of the rows it fetched, and of the rows that came with them."""

    def _fetch_all(self) -> None:
        fetched = self._result_cache is None
        super()._fetch_all()
        if fetched:
            keychain().announce(_units(self._result_cache or ()))

    def _iterator(self, use_chunked_fetch: bool, chunk_size: int | None) -> Iterator[Any]:
        rows = super()._iterator(use_chunked_fetch, chunk_size)  # type: ignore[misc]
        while batch := list(islice(rows, chunk_size or _BATCH)):
            keychain().announce(_units(batch))
            yield from batch


class SealedModel(models.Model):
    """A row with sealed columns. Its id is known before it is stored, because what is sealed is bound to it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    if not TYPE_CHECKING:  # to the type checker every model has a manager of its own rows
        objects = SealedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


def _units(rows: Iterable[Any]) -> Iterator[UUID]:
    for row in rows:
        if isinstance(row, models.Model):
            yield from _units_of(row)
            for related in row._state.fields_cache.values():
                if isinstance(related, models.Model):
                    yield from _units_of(related)


def _units_of(row: models.Model) -> Iterator[UUID]:
    for attribute in _unit_attributes(type(row)):
        unit_id = row.__dict__.get(attribute)
        if unit_id is not None:
            yield unit_id


@cache
def _unit_attributes(model: type[models.Model]) -> frozenset[str]:
    return frozenset(f.unit for f in model._meta.concrete_fields if isinstance(f, SealedField) and "." not in f.unit)
