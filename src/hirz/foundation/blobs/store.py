"""Where the bytes of files lie. Everything that stores or reads one goes through the port defined here.

Blobs are immutable: written once, read, deleted. They are known by random ids that say nothing about them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO, ClassVar, Final, Protocol, cast
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from hirz.engines.sealing import KeyPair
from hirz.rules.errors import SystemFault

HEAD_BYTES: Final = 8 * 1024
_DEFAULT_STORE: Final = "hirz.foundation.blobs.sealed_folder.configured_store"


class BlobMissing(SystemFault):
    """No blob lies under this id."""

    code: ClassVar[str] = "blob_missing"


class BlobNotWritten(SystemFault):
    """The blob could not be made durable: the disk is full, or refuses."""

    code: ClassVar[str] = "blob_not_written"


class BlobUnreadable(SystemFault):
    """The blob does not open: it was altered or cut, or the key of the desk is another. Nothing of it is given out."""

    code: ClassVar[str] = "blob_unreadable"


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """A durable blob. ``size`` is in bytes, ``sha256`` in hexadecimal, ``head`` the first :data:`HEAD_BYTES` bytes.

    Size, hash and head are those of the original, whatever the store makes of it on the disk. ``pair`` opens it again
    for as long as this object lives, and is kept nowhere else.
    """

    id: str
    size: int
    sha256: str
    head: bytes = field(repr=False)
    pair: KeyPair = field(repr=False)


class BlobWriter(Protocol):
    """Takes one blob in pieces.

    Nothing of it can be read before :meth:`finish` returns; what a killed process leaves is cleared away by the next.
    """

    def write(self, chunk: bytes) -> None:
        """Add ``chunk``. Raises :class:`BlobNotWritten`."""
        ...

    def finish(self) -> StoredBlob:
        """Make the blob durable, then name it. Raises :class:`BlobNotWritten`."""
        ...

    def abort(self) -> None:
        """Remove what was written. Does nothing after :meth:`finish` or a second time."""
        ...


class BlobStore(Protocol):
    """The port. Ids may be given as text or as :class:`~uuid.UUID`."""

    def open_writer(self, *, pair: KeyPair | None = None) -> BlobWriter:
        """For the desk and recovery to open; given a ``pair``, for whoever holds that, and for nobody else.

        What belongs to a unit has a pair of its own, whose private half lies sealed in the row that names the blob:
        whoever erases the unit erases the file as well, in every copy of it.
        """
        ...

    def open_reader(self, blob_id: str | UUID, *, sha256: str = "", pair: KeyPair | None = None) -> BinaryIO:
        """A seekable stream of the original bytes, proven whole, which the caller closes. For the staff process.

        With the ``sha256`` that was taken when it was written, it is proven to be the same besides.
        Raises :class:`BlobMissing`, :class:`BlobUnreadable`.
        """
        ...

    def reopen(self, blob: StoredBlob) -> BinaryIO:
        """The same in memory, for whoever has just written it, also where nothing else can be opened."""
        ...

    def delete(self, blob_id: str | UUID) -> None:
        """Remove the blob for good; one that is not there is no error."""
        ...


def default_store() -> BlobStore:
    """The store that ``HIRZ_BLOB_STORE`` names: the dotted path of a callable without arguments."""
    return cast(BlobStore, import_string(getattr(settings, "HIRZ_BLOB_STORE", _DEFAULT_STORE))())


def store_bytes(data: bytes, *, pair: KeyPair | None = None) -> StoredBlob:
    """Store what is already in memory: a working copy, a rendered document. Raises :class:`BlobNotWritten`."""
    writer = default_store().open_writer(pair=pair)
    try:
        writer.write(data)
        return writer.finish()
    finally:
        writer.abort()
