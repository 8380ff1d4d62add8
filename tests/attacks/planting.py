"""Every column that holds content, found in the models: what lies sealed, and which files a row names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from hirz.foundation.blobs.store import BlobMissing, BlobUnreadable, default_store
from hirz.foundation.keys.sealed import SealedField, SealedJSONField, SealedTextField

SECRETS: Final = frozenset({"opens_with", "sha256", "secret"})
"""Sealed columns that hold a key or a hash: nothing is planted in them, and what they hold is looked for instead."""
CODES: Final = frozenset({"warnings", "numbers", "said_of_self", "organisations"})
"""Sealed columns that hold codes, numbers and ids, and no words of anybody."""


def sealed_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if any(sealed_fields(model))]


def sealed_fields(model: type[models.Model]) -> Iterator[SealedField]:
    return (field for field in model._meta.concrete_fields if isinstance(field, SealedField))


def all_sealed() -> list[tuple[type[models.Model], SealedField]]:
    return [(model, field) for model in sealed_models() for field in sealed_fields(model)]


def holds_words(field: SealedField) -> bool:
    return field.name not in SECRETS | CODES


def name_of(model: type[models.Model], field: models.Field[Any, Any]) -> str:
    return f"{model._meta.label}.{field.name}"


def columns_of_files() -> list[tuple[type[models.Model], models.Field[Any, Any]]]:
    """A row names a file by the random id under which it lies."""
    return [
        (model, field) for model in apps.get_models() for field in model._meta.concrete_fields
        if isinstance(field, models.UUIDField) and field.name.endswith(("blob_id", "copy_id"))
    ]  # fmt: skip


def fill_the_columns_of_files(store: Callable[[], str], *, also_where_there_is_one: bool = False) -> None:
    """Where a row names a file, there is one."""
    for model, field in columns_of_files():
        for pk, blob in model._default_manager.values_list("pk", field.name):
            if also_where_there_is_one or not _is_there(blob):
                with suppress(IntegrityError), transaction.atomic():  # what came without a file stays without one
                    model._default_manager.filter(pk=pk).update(**{field.name: UUID(store())})


def _is_there(blob: UUID | None) -> bool:
    try:
        default_store().open_reader(str(blob)).close()
    except BlobMissing:
        return False
    except BlobUnreadable:
        return True  # to others than the desk
    return True


@transaction.atomic
def plant(words: str) -> list[str]:
    """Put ``words`` into every sealed column of every row that may hold them; returns the columns that none does."""
    with connection.cursor() as cursor:  # what is written once can be written by nobody else
        cursor.execute("set local session_replication_role = replica")
    return [
        name_of(model, field) for model, field in all_sealed()
        if holds_words(field) and not [row for row in model._default_manager.all() if _planted(row, field, words)]
    ]  # fmt: skip


def _planted(row: models.Model, field: SealedField, words: str) -> bool:
    """A column that stays empty until something was decided takes no words before."""
    setattr(row, field.name, _holding(words, field, getattr(row, field.name)))
    try:
        with transaction.atomic():
            row.save(update_fields=[field.name])
    except IntegrityError:
        return False
    return True


def _holding(words: str, field: SealedField, value: Any) -> Any:
    if isinstance(field, SealedTextField):
        return words[: field.max_length]
    assert isinstance(field, SealedJSONField)
    if isinstance(value, dict):  # by language, or the answers of a form
        told = {key: [words] if isinstance(said, list) else words for key, said in value.items()}
        return told if value and "narrative" not in value else {**value, "narrative": words}
    assert value, f"an empty list in {field.name}: nobody can tell what stands in one"
    return [*value, {**value[-1], "text": words}]


def not_planted(words: str) -> list[str]:
    """The columns of which no row reads as planted, to whoever holds the keys."""
    return [
        name_of(model, field) for model, field in all_sealed() if holds_words(field)
        and not any(_as_held(words, field) in str(getattr(row, field.name)) for row in model._default_manager.all())
    ]  # fmt: skip


def _as_held(words: str, field: SealedField) -> str:
    """A short column holds their beginning."""
    return words[: field.max_length] if isinstance(field, SealedTextField) else words


def secrets_kept() -> Iterator[str]:
    """What the columns of keys and hashes hold, where they hold anything."""
    for model, field in all_sealed():
        if field.name in SECRETS:
            yield from (kept for row in model._default_manager.all() if (kept := str(getattr(row, field.name))))
