"""Blobs as plain files in one folder.

The sealing container takes this place: it has the same port, and seals each chunk in the request, before the disk.
Nothing outside this module knows that a blob is a file.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID, uuid4

from django.conf import settings

from hirz.foundation.blobs.store import HEAD_BYTES, BlobMissing, BlobNotWritten, StoredBlob

_OWNER_ONLY_FILE: Final = 0o600
_OWNER_ONLY_FOLDER: Final = 0o700
_CREATE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_ARRIVING: Final = "arriving"


class PlainFolderWriter:
    """Writes to a locked file in ``arriving``; the lock dies with its process and tells who still writes."""

    def __init__(self, store: PlainFolderStore) -> None:
        self._store = store
        self._id = str(uuid4())
        self._file: int | None = store.create_arriving(self._id)
        self._hash = hashlib.sha256()
        self._head = b""
        self._size = 0

    def write(self, chunk: bytes) -> None:
        rest = memoryview(chunk)
        with _disk():
            while rest:
                rest = rest[os.write(self._open_file(), rest) :]
        self._hash.update(chunk)
        self._head += chunk[: HEAD_BYTES - len(self._head)]
        self._size += len(chunk)

    def finish(self) -> StoredBlob:
        with _disk():
            os.fsync(self._open_file())
            self._store.move_in(self._id)
        self._close()
        return StoredBlob(self._id, self._size, self._hash.hexdigest(), self._head)

    def abort(self) -> None:
        if self._file is not None:
            self._close()
            self._store.forget(self._id)

    def _open_file(self) -> int:
        if self._file is None:
            raise ValueError("this blob is finished or aborted")
        return self._file

    def _close(self) -> None:
        os.close(self._open_file())
        self._file = None


class PlainFolderStore:
    """Files of mode 0600 in folders of mode 0700, named by id alone, spread over 256 folders by its first byte."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open_writer(self) -> PlainFolderWriter:
        with _disk():
            _make_folder(self._folder / _ARRIVING)
            self._clear_abandoned()
            return PlainFolderWriter(self)

    def open_reader(self, blob_id: str | UUID) -> BinaryIO:
        try:
            return self._path(blob_id).open("rb")
        except FileNotFoundError as error:
            raise BlobMissing from error

    def delete(self, blob_id: str | UUID) -> None:
        path = self._path(blob_id)
        with suppress(FileNotFoundError):
            path.unlink()
            _sync_folder(path.parent)

    def forget(self, blob_id: str) -> None:
        """Remove what was not finished, wherever its writing stopped."""
        self.arriving_path(blob_id).unlink(missing_ok=True)
        self.delete(blob_id)

    def arriving_path(self, blob_id: str) -> Path:
        return self._folder / _ARRIVING / blob_id

    def create_arriving(self, blob_id: str) -> int:
        """A new locked file. One that was cleared away before its lock was held is made again."""
        while True:
            file = os.open(self.arriving_path(blob_id), _CREATE, _OWNER_ONLY_FILE)
            fcntl.flock(file, fcntl.LOCK_EX)
            if os.fstat(file).st_nlink:
                return file
            os.close(file)

    def move_in(self, blob_id: str) -> None:
        """Put a written file in its place; durable when this returns."""
        path = self._path(blob_id)
        _make_folder(path.parent)
        self.arriving_path(blob_id).rename(path)
        _sync_folder(path.parent)

    def _path(self, blob_id: str | UUID) -> Path:
        """Raises :class:`BlobMissing` for anything but an id, so that no text ever becomes a path."""
        try:
            name = str(UUID(str(blob_id)))
        except ValueError as error:
            raise BlobMissing from error
        return self._folder / name[:2] / name

    def _clear_abandoned(self) -> None:
        """Remove what processes left behind that were killed while they wrote."""
        for path in (self._folder / _ARRIVING).iterdir():
            with suppress(FileNotFoundError, BlockingIOError), _locked(path):
                path.unlink(missing_ok=True)


def configured_store() -> PlainFolderStore:
    """The store in the folder ``HIRZ_BLOBS_DIR``."""
    return PlainFolderStore(Path(settings.HIRZ_BLOBS_DIR))


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BlobNotWritten from error


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(file)


def _make_folder(path: Path) -> None:
    """Make ``path`` and the folders above it, each durable in its parent."""
    if not path.is_dir():
        _make_folder(path.parent)
        path.mkdir(mode=_OWNER_ONLY_FOLDER, exist_ok=True)
        _sync_folder(path.parent)


def _sync_folder(path: Path) -> None:
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
