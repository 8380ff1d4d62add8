"""Blobs as sealed containers in one folder.

Each chunk is sealed while it arrives, to the desk, to recovery, and to a key that lives as long as its writer: the
disk never sees a byte of the original. Nothing outside this module knows that a blob is a file.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID, uuid4

from django.conf import settings

from hirz.engines.sealing import ContainerReader, ContainerWriter, KeyPair, SealingError, new_key_pair
from hirz.foundation.blobs.opening import OpenedContainer
from hirz.foundation.blobs.store import HEAD_BYTES, BlobMissing, BlobNotWritten, BlobUnreadable, StoredBlob
from hirz.foundation.keys.rings import desk_pair, recipients

_OWNER_ONLY_FILE: Final = 0o600
_OWNER_ONLY_FOLDER: Final = 0o700
_CREATE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_ARRIVING: Final = "arriving"
# Each may be as large as the largest file taken in: a flood of them must not exhaust the memory.
_IN_MEMORY_AT_ONCE: Final = threading.BoundedSemaphore(4)


class SealedFolderWriter:
    """Writes to a locked file in ``arriving``; the lock dies with its process and tells who still writes."""

    def __init__(self, store: SealedFolderStore, pair: KeyPair | None) -> None:
        self._store = store
        self._id = str(uuid4())
        self._pair = pair or new_key_pair()
        self._hash = hashlib.sha256()
        self._head = b""
        self._size = 0
        whom = (*(() if pair else recipients()), self._pair.public_key)
        self._file: int | None = store.create_arriving(self._id)
        try:
            self._container = ContainerWriter(_Sink(self._file), whom)
        except OSError:
            self.abort()
            raise

    def write(self, chunk: bytes) -> None:
        self._open_file()
        with _disk():
            self._container.write(chunk)
        self._hash.update(chunk)
        self._head += chunk[: HEAD_BYTES - len(self._head)]
        self._size += len(chunk)

    def finish(self) -> StoredBlob:
        file = self._open_file()
        with _disk():
            self._container.finish()
            os.fsync(file)
            self._store.move_in(self._id)
        self._close()
        return StoredBlob(self._id, self._size, self._hash.hexdigest(), self._head, self._pair)

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


class _Sink:
    """A file of which the whole of each piece is written, or an ``OSError`` raised."""

    def __init__(self, file: int) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._file, rest) :]
        return len(data)

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return os.lseek(self._file, offset, whence)

    def tell(self) -> int:
        return self.seek(0, os.SEEK_CUR)


class _InMemory(io.BytesIO):
    """What is open in memory, of which there are only so many at once; closing makes room for the next."""

    def __init__(self) -> None:
        _IN_MEMORY_AT_ONCE.acquire()
        super().__init__()

    def close(self) -> None:
        if not self.closed:
            _IN_MEMORY_AT_ONCE.release()
        super().close()


class SealedFolderStore:
    """Files of mode 0600 in folders of mode 0700, named by id alone, spread over 256 folders by its first byte."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open_writer(self, *, pair: KeyPair | None = None) -> SealedFolderWriter:
        with _disk():
            _make_folder(self._folder / _ARRIVING)
            self._clear_abandoned()
            return SealedFolderWriter(self, pair)

    def open_reader(self, blob_id: str | UUID, *, sha256: str = "", pair: KeyPair | None = None) -> BinaryIO:
        opener = pair or desk_pair()
        container = self._open(blob_id)
        try:
            with _unreadable():
                return OpenedContainer.proven(container, opener, sha256)
        except BlobUnreadable:
            container.close()
            raise

    def reopen(self, blob: StoredBlob) -> BinaryIO:
        content = _InMemory()
        with self._open(blob.id) as container, _unreadable():
            content.writelines(ContainerReader(container, blob.pair).chunks())
        content.seek(0)
        return content

    def _open(self, blob_id: str | UUID) -> BinaryIO:
        try:
            return self._path(blob_id).open("rb")
        except FileNotFoundError as error:
            raise BlobMissing from error

    def delete(self, blob_id: str | UUID) -> None:
        path = self._path(blob_id)
        with suppress(FileNotFoundError):
            path.unlink()
            _sync_folder(path.parent)

    def containers(self) -> Iterator[tuple[str, BinaryIO]]:
        """Every blob as it lies, sealed, with its id: what a backup takes. One that is deleted meanwhile is none."""
        for path in sorted(self._folder.glob("??/*")):
            try:
                container = path.open("rb")
            except FileNotFoundError:
                continue
            with container:
                yield path.name, container

    def put_back(self, blob_id: str, pieces: Iterable[bytes]) -> None:
        """A container out of a backup, under its own id; one that is there already stays."""
        if self._path(blob_id).exists():
            return
        with _disk():
            _make_folder(self._folder / _ARRIVING)
            self._clear_abandoned()
            file = self.create_arriving(blob_id)
            for piece in pieces:
                _Sink(file).write(piece)
            os.fsync(file)
            self.move_in(blob_id)
            os.close(file)

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


def configured_store() -> SealedFolderStore:
    """The store in the folder ``HIRZ_BLOBS_DIR``."""
    return SealedFolderStore(Path(settings.HIRZ_BLOBS_DIR))


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BlobNotWritten from error


@contextmanager
def _unreadable() -> Iterator[None]:
    try:
        yield
    except SealingError as error:
        raise BlobUnreadable from error


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
