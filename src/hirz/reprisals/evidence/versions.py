"""The files of an item: the original and its working copies, opened and made the same way."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO, Final
from uuid import UUID

from hirz.engines.evidence import Event
from hirz.engines.files import MEDIA_TYPES, Kind
from hirz.foundation.blobs.store import BlobUnreadable, default_store, store_bytes
from hirz.foundation.blobs.units import open_of_unit, pair_of
from hirz.foundation.keys.sealed import Unreadable
from hirz.reprisals.evidence import custody
from hirz.reprisals.evidence.models import EvidenceItem, WorkingCopy

_KIND_OF: Final = {media_type: kind for kind, media_type in MEDIA_TYPES.items()}
_ENDINGS: Final = {Kind.TEXT: "txt", Kind.QUICKTIME: "mov", Kind.THREE_GP: "3gp"}
REDACTABLE: Final = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.PDF, Kind.TEXT})


@dataclass(frozen=True, slots=True)
class Version:
    """The original of an item (``copy`` is None) or one of its copies."""

    item: EvidenceItem
    copy: WorkingCopy | None = None

    @property
    def pk(self) -> UUID:
        return self.copy.pk if self.copy else self.item.pk

    @property
    def media_type(self) -> str:
        return (self.copy or self.item).media_type

    @property
    def size(self) -> int:
        return (self.copy or self.item).size

    @property
    def sha256(self) -> str:
        hashed: str = (self.copy or self.item).sha256
        return hashed

    @property
    def kind(self) -> Kind | None:
        """None for what is of no kind that is taken in: it lies in quarantine."""
        return _KIND_OF.get(self.media_type.partition(";")[0].strip())

    @property
    def charset(self) -> str:
        return self.media_type.partition("charset=")[2] or "utf-8"

    @property
    def ending(self) -> str:
        """Of a name for it; what no kind is known of gets one that nothing opens by itself."""
        return _ENDINGS.get(self.kind, self.kind.lower()) if self.kind else "bin"

    @property
    def file_name(self) -> str:
        """The original keeps its name. A copy gets one that tells nothing: names of files name people."""
        return f"{self.copy.pk}.{self.ending}" if self.copy else self.item.name

    @property
    def names_people(self) -> bool:
        """Whether it may show who is concerned: anything but a redaction that was reviewed and accepted."""
        return self.copy is None or not self.copy.is_redacted or self.copy.accepted_at is None

    def open(self) -> BinaryIO:
        """Raises :class:`BlobMissing`, :class:`BlobUnreadable`."""
        if isinstance(self.sha256, Unreadable):
            raise BlobUnreadable
        blob_id = (self.copy or self.item).blob_id
        return open_of_unit(blob_id, opens_with=self.item.opens_with, sha256=self.sha256)

    def read(self) -> bytes:
        with self.open() as stream:
            return stream.read()


def keep_copy(copy: WorkingCopy, data: bytes, *, event: Event, reason: str = "") -> WorkingCopy:
    """Store a new copy under the key of its item, with its line of custody. Nothing is left lying if that fails."""
    blob = store_bytes(data, pair=pair_of(copy.item.opens_with))
    try:
        copy.blob_id, copy.size, copy.sha256 = UUID(blob.id), blob.size, blob.sha256
        copy.full_clean()
        copy.save(force_insert=True)
        custody.note(item=copy.item, copy=copy, event=event, sha256=blob.sha256, by=copy.made_by, reason=reason)
    except BaseException:
        default_store().delete(blob.id)
        raise
    return copy


def as_stream(data: bytes) -> BinaryIO:
    return io.BytesIO(data)
