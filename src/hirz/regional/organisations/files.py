"""Documents as files: sealed while they arrive, each under a key of its own that goes when the file is erased."""

from __future__ import annotations

from typing import Any, BinaryIO, ClassVar, Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from hirz.engines.files import safe_display_name
from hirz.foundation.accounts.models import User
from hirz.foundation.blobs.store import StoredBlob
from hirz.foundation.blobs.units import key_to_keep, open_of_unit
from hirz.foundation.keys.sealed import SealedTextField
from hirz.foundation.vocabularies.fields import CodeField
from hirz.regional.organisations.layered import Layered, LayeredQuerySet
from hirz.regional.organisations.permissions import EDIT, RegionalPermission

RowT = TypeVar("RowT", bound=models.Model)


class FileColumns(models.Model):
    """What a row keeps of one file, or of none. The bytes lie in the store, sealed for this row alone."""

    file_name = SealedTextField(unit="id", blank=True, max_length=255)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    sha256 = SealedTextField(unit="id", blank=True, max_length=64)
    opens_with = SealedTextField(unit="id", blank=True, max_length=64)
    blob_id = models.UUIDField(null=True, blank=True)

    class Meta:
        abstract = True

    def take_file(self, blob: StoredBlob, *, name: str, media_type: str) -> None:
        """``name`` as the browser sent it, ``media_type`` as the content says."""
        self.blob_id, self.size, self.sha256 = UUID(blob.id), blob.size, blob.sha256
        self.opens_with, self.file_name, self.media_type = key_to_keep(blob.pair), safe_display_name(name), media_type

    def open_file(self) -> BinaryIO:
        """Raises ``BlobMissing``, also where there is no file, and ``BlobUnreadable``."""
        return open_of_unit(self.blob_id or "", opens_with=self.opens_with, sha256=self.sha256)


class RecordFileQuerySet(LayeredQuerySet[RowT]):
    def visible_to(self, user: User) -> Self:
        """By its own layer, and only for whoever sees the record that it belongs to."""
        model: Any = self.model
        with_record = Q()
        for name in model.records:
            parents = model._meta.get_field(name).related_model
            with_record |= Q(**{f"{name}__in": parents.objects.visible_to(user)})
        return super().visible_to(user).filter(with_record)


class RecordFile(Layered, FileColumns):
    """A document that belongs to a record, as a file. ``records`` names the columns of what it may belong to."""

    records: ClassVar[tuple[str, ...]]
    published_with: ClassVar[RegionalPermission] = EDIT

    title = SealedTextField(unit="id", max_length=300)
    language = CodeField(vocabulary="language_name", blank=True)

    class Meta(Layered.Meta):
        abstract = True
        ordering: ClassVar[list[str]] = ["entered_at", "id"]
        constraints = [models.CheckConstraint(condition=Q(blob_id__isnull=False), name="%(class)s_is_a_file")]

    def __str__(self) -> str:
        return f"file {self.pk}"

    @property
    def record(self) -> Layered:
        """What the file belongs to."""
        found: Layered = next(filter(None, (getattr(self, name) for name in self.records)))
        return found
