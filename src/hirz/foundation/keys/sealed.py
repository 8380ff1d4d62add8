"""Model fields whose column holds an envelope, and whose attribute reads as plain text.

A value is sealed for its place (table, column, row) under the key of its consent unit: moved elsewhere it does not
open. It is opened when the attribute is first read, so that rows which are only counted or listed stay sealed. Nothing
can be searched, ordered or updated by such a column in the database: trying raises :class:`SealedNotSearchable`.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast
from uuid import UUID

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from hirz.engines.canonical import canonical_json
from hirz.engines.sealing import Place, SealingError, SecretKey, open_json, open_text, seal_json, seal_text
from hirz.foundation.keys.chain import KeyGone, keychain
from hirz.rules.errors import SystemFault

if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
else:
    _Field = models.Field

logger = logging.getLogger("hirz.keys")
_MEMORY: Final = "_sealed_as"
_STAND_IN: Final = b"\0"
UNREADABLE: Final = "▒▒▒▒"


class SealedNotSearchable(SystemFault):
    """Somebody asked the database for what only an open envelope can tell."""

    code: ClassVar[str] = "sealed_not_searchable"


class Unreadable(str):
    """Stands where a value could not be opened. It is shown, never saved, and nothing may leave that rests on it."""

    __slots__ = ()


class UnreadableRecord(dict[str, Any]):
    """The same for what is told in several parts: there is nothing in it."""

    __slots__ = ()


def require_opened(*values: object) -> None:
    """Raises :class:`KeyGone` where something is to rest on a value that could not be opened."""
    if any(isinstance(value, (Unreadable, UnreadableRecord)) for value in values):
        raise KeyGone


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """An envelope as the row holds it."""

    envelope: bytes

    def __str__(self) -> str:
        raise TypeError("a sealed value is read through its row")


@dataclass(frozen=True, slots=True, repr=False)
class _Kept:
    """What an attribute read as when it was opened or sealed, so that a value left alone is not sealed again."""

    compared: str | bytes | None
    row: UUID
    sealed: Sealed


class _OpenedOnReading(DeferredAttribute):
    field: SealedField

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            value = instance.__dict__[self.field.attname] = self.field.opened(instance, value)
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        # Without it the instance would answer for itself, and hand out the envelope.
        instance.__dict__[self.field.attname] = value


class SealedField(_Field, ABC):
    descriptor_class = _OpenedOnReading

    def __init__(self, *args: Any, unit: str = "unit_id", **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "unit": self.unit}

    def get_internal_type(self) -> str:
        return "BinaryField"

    @abstractmethod
    def compared(self, value: Any) -> str | bytes:
        """By what two values are told apart."""

    @abstractmethod
    def seal(self, value: Any, key: SecretKey, place: Place) -> bytes: ...

    @abstractmethod
    def open(self, envelope: bytes, key: SecretKey, place: Place) -> Any: ...

    def unreadable(self) -> Any:
        """What stands in for a value that does not open. It is never saved in its place."""
        return Unreadable(UNREADABLE)

    # To the row

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed):
            return value
        kept = self._kept(model_instance)
        if kept and kept.compared is None and value == self.unreadable():
            return kept.sealed
        compared = self.compared(value)
        if kept and kept.compared == compared and kept.row == model_instance.pk:
            return kept.sealed
        sealed = self._sealed(model_instance, value)
        self._keep(model_instance, compared, sealed)
        return sealed

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, Sealed):
            return value
        if value in ("", b""):  # the second is what a migration fills a new column with
            return Sealed(b"")
        raise SealedNotSearchable(self.name)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(self.get_prep_value(value), connection)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """What is not sealed yet gets here only to check a constraint before saving: empty or not is all it asks."""
        if isinstance(value, Sealed):
            return value.envelope
        return _STAND_IN if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in ("exact", "isnull"):
            raise SealedNotSearchable(self.name)
        return super().get_lookup(lookup_name)

    # From the row

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else Sealed(bytes(value))

    def opened(self, instance: models.Model, sealed: Sealed) -> Any:
        try:
            value = self._opened(instance, sealed)
        except (SealingError, KeyGone) as error:
            logger.error("%s of %s %s: %s", self.name, instance._meta.label_lower, instance.pk, type(error).__name__)
            self._keep(instance, None, sealed)
            return self.unreadable()
        self._keep(instance, self.compared(value), sealed)
        return value

    def sealing_key(self, instance: models.Model) -> SecretKey:
        return keychain().key_of_row(instance, self.unit)

    def opening_key(self, instance: models.Model) -> SecretKey:
        return keychain().key(attrgetter(self.unit)(instance))

    def _sealed(self, instance: models.Model, value: Any) -> Sealed:
        key = self.sealing_key(instance)
        return Sealed(self.seal(value, key, self._place(instance)) if value != "" else b"")

    def _opened(self, instance: models.Model, sealed: Sealed) -> Any:
        if not sealed.envelope:
            return ""
        return self.open(sealed.envelope, self.opening_key(instance), self._place(instance))

    def _place(self, instance: models.Model) -> Place:
        return Place(table=self.model._meta.db_table, column=cast(str, self.column), row=str(instance.pk))

    def _kept(self, instance: models.Model) -> _Kept | None:
        memory: dict[str, _Kept] = instance.__dict__.get(_MEMORY, {})
        return memory.get(self.attname)

    def _keep(self, instance: models.Model, compared: str | bytes | None, sealed: Sealed) -> None:
        instance.__dict__.setdefault(_MEMORY, {})[self.attname] = _Kept(compared, instance.pk, sealed)


class SealedTextField(SealedField):
    """Text. The empty text is stored as such: that a field is filled is not a secret, what it says is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def compared(self, value: Any) -> str:
        return str(value)

    def seal(self, value: Any, key: SecretKey, place: Place) -> bytes:
        return seal_text(str(value), key=key, place=place)

    def open(self, envelope: bytes, key: SecretKey, place: Place) -> str:
        return open_text(envelope, key=key, place=place)

    def formfield(self, **kwargs: Any) -> Any:
        from django import forms

        return super().formfield(**{"form_class": forms.CharField, "max_length": self.max_length, **kwargs})


class SealedJSONField(SealedField):
    """What canonical JSON can say: no fractions."""

    empty_strings_allowed = False

    def compared(self, value: Any) -> bytes:
        return canonical_json(value)

    def unreadable(self) -> Any:
        return self.get_default() if self.has_default() else UnreadableRecord()

    def seal(self, value: Any, key: SecretKey, place: Place) -> bytes:
        return seal_json(value, key=key, place=place)

    def open(self, envelope: bytes, key: SecretKey, place: Place) -> Any:
        return open_json(envelope, key=key, place=place)
