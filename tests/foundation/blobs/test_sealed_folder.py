"""A blob is whole and durable, or it is not there."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import signal
import stat
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from threading import Thread
from uuid import UUID

import pytest
from django.conf import settings as django_settings
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from hirz.engines.sealing import new_key_pair
from hirz.foundation.blobs.sealed_folder import SealedFolderStore
from hirz.foundation.blobs.store import (
    HEAD_BYTES,
    BlobMissing,
    BlobNotWritten,
    BlobUnreadable,
    StoredBlob,
    store_bytes,
)
from hirz.foundation.keys.rings import PUBLIC_FOLDER, NothingToOpenWith
from tests.foundation.blobs.folders import files_in

WRITE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from django.conf import settings
settings.configure(HIRZ_OPENS=False, HIRZ_KEYS_DIR=sys.argv[2])
from hirz.foundation.blobs.sealed_folder import SealedFolderStore
SealedFolderStore(Path(sys.argv[1])).open_writer().write(bytes(100_000))
os.kill(os.getpid(), signal.SIGKILL)
"""


def put(store: SealedFolderStore, *chunks: bytes) -> StoredBlob:
    writer = store.open_writer()
    for chunk in chunks:
        writer.write(chunk)
    return writer.finish()


def read(store: SealedFolderStore, blob_id: str | UUID) -> bytes:
    with store.open_reader(blob_id) as stream:
        return stream.read()


@given(st.binary(max_size=20_000), st.lists(st.integers(0, 20_000), max_size=6))
def test_chunking_changes_nothing(data: bytes, cuts: list[int]) -> None:
    edges = [0, *sorted(cut for cut in cuts if cut <= len(data)), len(data)]
    chunks = [data[start:end] for start, end in pairwise(edges)]
    with tempfile.TemporaryDirectory() as folder:
        store = SealedFolderStore(Path(folder))
        blob = put(store, *chunks)
        assert read(store, blob.id) == data
    assert (blob.size, blob.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert blob.head == data[:HEAD_BYTES]


def test_blob_is_found_by_text_and_by_uuid(store: SealedFolderStore) -> None:
    blob = put(store, b"letter")
    assert read(store, blob.id) == read(store, UUID(blob.id)) == b"letter"


def test_reader_is_seekable(store: SealedFolderStore) -> None:
    with store.open_reader(put(store, b"0123456789").id) as stream:
        stream.seek(-3, os.SEEK_END)
        assert stream.read() == b"789"


def test_nothing_can_be_read_before_the_end(store: SealedFolderStore, folder: Path) -> None:
    writer = store.open_writer()
    writer.write(b"half")
    (half,) = files_in(folder)
    with pytest.raises(BlobMissing):
        store.open_reader(half.name)
    assert writer.finish().id == half.name


def test_only_the_owner_may_look_and_names_say_nothing(store: SealedFolderStore, folder: Path) -> None:
    before = os.umask(0)
    try:
        blob = put(store, b"letter")
    finally:
        os.umask(before)
    (path,) = files_in(folder)
    assert path.relative_to(folder) == Path(blob.id[:2]) / blob.id
    assert UUID(blob.id).version == 4
    assert path.stat().st_mode & 0o777 == 0o600
    assert {each.stat().st_mode & 0o777 for each in (folder, *folder.iterdir())} == {0o700}


def test_aborted_blob_leaves_nothing(store: SealedFolderStore, folder: Path) -> None:
    writer = store.open_writer()
    writer.write(b"half")
    writer.abort()
    writer.abort()
    assert files_in(folder) == []
    with pytest.raises(ValueError, match="finished or aborted"):
        writer.write(b"more")


def test_abort_after_the_end_changes_nothing(store: SealedFolderStore) -> None:
    writer = store.open_writer()
    writer.write(b"letter")
    blob = writer.finish()
    writer.abort()
    assert read(store, blob.id) == b"letter"


def test_deleted_blob_is_gone(store: SealedFolderStore, folder: Path) -> None:
    kept, deleted = put(store, b"kept"), put(store, b"deleted")
    store.delete(deleted.id)
    store.delete(deleted.id)
    assert [path.name for path in files_in(folder)] == [kept.id]
    with pytest.raises(BlobMissing):
        store.open_reader(deleted.id)


@pytest.mark.parametrize("blob_id", ["../../secret", "", "/etc/passwd", "39fd369c-1941-493f-b659-e922b4542983"])
def test_no_text_becomes_a_path(store: SealedFolderStore, folder: Path, blob_id: str) -> None:
    folder.mkdir(parents=True)
    (folder.parent.parent / "secret").write_bytes(b"x")
    with pytest.raises(BlobMissing):
        store.open_reader(blob_id)


def test_bytes_reach_the_disk_before_the_name_does(
    store: SealedFolderStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, b"makes the folders")
    synced: list[tuple[bool, int]] = []
    honest = os.fsync

    def watch(file: int) -> None:
        is_folder = Path(f"/proc/self/fd/{file}").resolve().is_dir()
        named = [path for path in files_in(folder) if path.parent.name != "arriving"]
        synced.append((is_folder, len(named)))
        honest(file)

    monkeypatch.setattr(os, "fsync", watch)
    put(store, b"letter")
    assert synced[0] == (False, 1)
    assert synced[-1] == (True, 2)


def test_deletion_reaches_the_disk(store: SealedFolderStore, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blob = put(store, b"letter")
    left: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda _: left.append(len(files_in(folder))))
    store.delete(blob.id)
    assert left == [0]


def test_file_cleared_away_before_it_is_locked_is_made_again(
    store: SealedFolderStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = fcntl.flock
    cleared: list[Path] = []

    def clear_first(file: int, how: int) -> None:
        if not cleared:
            cleared.extend(files_in(folder))
            cleared[0].unlink()
        honest(file, how)

    monkeypatch.setattr(fcntl, "flock", clear_first)
    assert read(store, put(store, b"letter").id) == b"letter"
    assert cleared


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_full_disk_is_told_and_leaves_nothing(
    store: SealedFolderStore, folder: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    writer = store.open_writer()
    writer.write(b"first")

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(BlobNotWritten):
            writer.write(bytes(100_000)) if call == "write" else writer.finish()
    writer.abort()
    assert files_in(folder) == []


def test_disk_that_fails_after_the_name_leaves_nothing(
    store: SealedFolderStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = iter((UUID(int=1), UUID(int=2)))
    monkeypatch.setattr("hirz.foundation.blobs.sealed_folder.uuid4", lambda: next(ids))
    first = put(store, b"makes the folder that both lie in")
    writer = store.open_writer()
    honest = os.fsync

    def fail_on_folders(file: int) -> None:
        if stat.S_ISDIR(os.fstat(file).st_mode):
            raise OSError(errno.EIO, "broken")
        honest(file)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail_on_folders)
        with pytest.raises(BlobNotWritten):
            writer.finish()
    writer.abort()
    assert [path.name for path in files_in(folder)] == [first.id]


def test_short_writes_are_continued(store: SealedFolderStore, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = os.write
    monkeypatch.setattr(os, "write", lambda file, data: honest(file, bytes(data[:7])))
    blob = put(store, b"0123456789" * 10)
    assert read(store, blob.id) == b"0123456789" * 10


def test_what_a_killed_process_left_is_cleared_and_living_writers_are_not(
    store: SealedFolderStore, folder: Path
) -> None:
    alive = store.open_writer()
    alive.write(b"still ")
    here = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    keys = Path(django_settings.HIRZ_KEYS_DIR) / PUBLIC_FOLDER
    died = subprocess.run([sys.executable, "-c", WRITE_AND_DIE, str(folder), keys], check=False, env=here)  # noqa: S603
    assert died.returncode == -signal.SIGKILL
    assert len(files_in(folder)) == 2
    put(store, b"next")
    alive.write(b"here")
    assert read(store, alive.finish().id) == b"still here"
    assert len(files_in(folder)) == 2


def test_bytes_are_stored_in_the_configured_store(store: SealedFolderStore) -> None:
    blob = store_bytes(b"rendered")
    assert read(store, blob.id) == b"rendered"


def test_representation_of_a_blob_shows_none_of_it(store: SealedFolderStore) -> None:
    assert "secret" not in repr(put(store, b"secret"))


def test_nothing_of_the_original_lies_on_the_disk(store: SealedFolderStore, folder: Path) -> None:
    put(store, b"canary " * 30_000)
    (path,) = files_in(folder)
    assert b"canary" not in path.read_bytes()


def test_blob_goes_to_the_desk_and_to_recovery_and_opens_for_neither_other(store: SealedFolderStore) -> None:
    blob = put(store, b"letter")
    stranger = StoredBlob(blob.id, blob.size, blob.sha256, blob.head, new_key_pair())
    with pytest.raises(BlobUnreadable):
        store.reopen(stranger)


def test_process_with_public_keys_only_opens_what_it_has_just_written_and_nothing_else(
    store: SealedFolderStore, settings: Settings
) -> None:
    settings.HIRZ_OPENS, settings.HIRZ_KEYS_DIR = False, Path(settings.HIRZ_KEYS_DIR) / PUBLIC_FOLDER
    blob = put(store, b"letter")
    with store.reopen(blob) as stream:
        assert stream.read() == b"letter"
    with pytest.raises(NothingToOpenWith):
        store.open_reader(blob.id)


def test_container_cut_anywhere_or_altered_gives_out_nothing(store: SealedFolderStore, folder: Path) -> None:
    blob = put(store, bytes(200_000))
    (path,) = files_in(folder)
    whole = path.read_bytes()
    boundaries = [len(whole) - back * 65_553 for back in range(1, 4)]
    cut = [whole[:length] for length in (0, 5, 100, *boundaries, len(whole) - 1)]
    for damaged in (*cut, whole[:-1] + b"x", whole + b"x"):
        path.write_bytes(damaged)
        with pytest.raises(BlobUnreadable):
            store.open_reader(blob.id)
        with pytest.raises(BlobUnreadable):
            store.reopen(blob)


@given(st.lists(st.tuples(st.integers(0, 210_000), st.integers(0, 70_000)), max_size=8))
def test_reading_anywhere_gives_what_is_there(moves: list[tuple[int, int]]) -> None:
    data = bytes(number % 251 for number in range(200_000))
    with tempfile.TemporaryDirectory() as folder:
        store = SealedFolderStore(Path(folder))
        with store.open_reader(put(store, data).id) as stream:
            for position, size in moves:
                assert stream.seek(position) == position
                assert stream.read(size) == data[position : position + size]


def test_only_so_many_are_open_in_memory_at_once(store: SealedFolderStore) -> None:
    blob = put(store, b"letter")
    streams = [store.reopen(blob) for _ in range(4)]
    waiting = Thread(target=lambda: store.reopen(blob).close())
    waiting.start()
    waiting.join(0.2)
    assert waiting.is_alive()
    streams.pop().close()
    waiting.join(5)
    assert not waiting.is_alive()
    for stream in streams:
        stream.close()


def test_blob_that_is_deleted_while_all_are_gone_through_holds_nothing_up(store: SealedFolderStore) -> None:
    ids = sorted(put(store, b"hello").id for _ in range(3))
    found = []
    for blob_id, _container in store.containers():
        found.append(blob_id)
        store.delete(ids[1])
    assert found == [ids[0], ids[2]]


def test_container_is_put_back_although_an_earlier_return_was_killed_on_the_way(
    store: SealedFolderStore, folder: Path
) -> None:
    blob = put(store, b"hello")
    (lain,) = [container.read() for _id, container in store.containers()]
    store.delete(blob.id)
    (folder / "arriving" / blob.id).write_bytes(lain[:10])
    store.put_back(blob.id, [lain])
    assert read(store, blob.id) == b"hello"
