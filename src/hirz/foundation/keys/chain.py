"""The keys of the units at hand while one request, command or job runs.

A page that shows fifty people asks the database for their fifty keys once: rows announce their units when they are
fetched (:class:`SealedQuerySet`), and the first value that is opened brings the keys of all of them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from operator import attrgetter
from typing import ClassVar, Final
from uuid import UUID

from django.db import models

from hirz.engines.sealing import SealingError, SecretKey
from hirz.foundation.keys import units
from hirz.foundation.keys.models import UnitKey
from hirz.foundation.keys.rings import require_opening
from hirz.foundation.many import one_of
from hirz.rules.errors import SystemFault

logger = logging.getLogger("hirz.keys")
_MOST: Final = 50_000


class KeyGone(SystemFault):
    """The unit has no key, or none that this process can use: it was shredded, was never ours, or does not open."""

    code: ClassVar[str] = "key_gone"


class Keychain:
    """Unwrapped unit keys, in memory only."""

    def __init__(self) -> None:
        self._keys: dict[UUID, SecretKey] = {}
        self._announced: set[UUID] = set()

    @property
    def is_empty(self) -> bool:
        return not self._keys

    def announce(self, unit_ids: Iterable[UUID]) -> None:
        """Say which units may be wanted, so that one question brings them all."""
        self._announced.update(unit_id for unit_id in unit_ids if unit_id not in self._keys)

    def learn(self, unit_id: UUID, key: SecretKey) -> None:
        """Hold a key that was made, or opened, elsewhere in this process."""
        self._hold({unit_id: key})

    def forget(self, unit_id: UUID) -> None:
        self._keys.pop(unit_id, None)

    def key(self, unit_id: UUID) -> SecretKey:
        """Raises :class:`KeyGone`; where nothing can be opened, :class:`NothingToOpenWith` for what was not given."""
        if unit_id not in self._keys:
            self._fetch(self._announced | {unit_id})
        try:
            return self._keys[unit_id]
        except KeyError:
            raise KeyGone from None

    def key_of_row(self, row: models.Model, path: str) -> SecretKey:
        """The key a row is sealed with. The row that a unit is named after brings the unit into being."""
        unit_id: UUID = attrgetter(path)(row)
        if path == "id" and unit_id not in self._keys and row._state.adding:
            self.learn(unit_id, units.make(unit_id, kind=row._meta.model_name or "", office_id=row.office_id))  # type: ignore[attr-defined]
        return self.key(unit_id)

    def _fetch(self, unit_ids: set[UUID]) -> None:
        require_opening()
        self._announced = set()
        rows = UnitKey.objects.filter(pk__in=one_of(unit_ids)).values_list("pk", "compartment_id", "wrapped")
        self._hold(dict(_that_open(rows)))

    def _hold(self, keys: Mapping[UUID, SecretKey]) -> None:
        """What was asked for together stays together; what was held before makes room."""
        if len(self._keys) + len(keys) > _MOST:
            self._keys.clear()
        self._keys.update(keys)


def _that_open(rows: Iterable[tuple[UUID, UUID | None, bytes | memoryview]]) -> Iterator[tuple[UUID, SecretKey]]:
    """One row that was tampered with keeps no other value from being read."""
    for unit_id, compartment_id, wrapped in rows:
        try:
            yield unit_id, units.unwrapped(unit_id, compartment_id, bytes(wrapped))
        except SealingError as error:
            logger.error("the key of unit %s does not open: %s", unit_id, type(error).__name__)


_current: ContextVar[Keychain] = ContextVar("keychain")
_of_process: Final = Keychain()


def keychain() -> Keychain:
    """The chain of the request that runs, or of the process where none does."""
    return _current.get(_of_process)


@contextmanager
def keys_at_hand() -> Iterator[Keychain]:
    """A chain of its own for one request or job, gone when it ends."""
    token = _current.set(Keychain())
    try:
        yield keychain()
    finally:
        _current.reset(token)
