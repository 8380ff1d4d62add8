"""Restoring a backup into an empty installation, and saying what was found in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import ClassVar, Final

from django.conf import settings
from django.db import connection

from hirz.engines.sealing import KeyPair
from hirz.foundation.backup.archive import ArchiveReader, Piece
from hirz.foundation.backup.server import restoring
from hirz.foundation.backup.writing import DATA, KEYS
from hirz.foundation.blobs.sealed_folder import configured_store
from hirz.foundation.keys.actions import replay_tombstones
from hirz.foundation.keys.rings import forget_cached, write
from hirz.rules.errors import BadInput, RefusedByRule

_DATABASE: Final = "database"


class NotEmpty(RefusedByRule):
    """There is something in the database already; a backup is never restored over it."""

    code: ClassVar[str] = "restore_not_empty"


class NotThatArchive(BadInput):
    """An archive of data was given for one of keys, or the other way round."""

    code: ClassVar[str] = "restore_other_archive"


@dataclass(frozen=True)
class Restored:
    """``shredded`` units came back with the backup, and are gone again."""

    made_at: str
    blobs: int
    shredded: int


def restore(data: Path, keys: Path, *, pair: KeyPair) -> Restored:
    """Bring a backup back. Nobody can sign in before the tombstones were replayed, because nothing is served yet."""
    if connection.introspection.table_names():
        raise NotEmpty
    made_at, blobs = _restore_data(data, pair)
    _restore_keys(keys, pair)
    forget_cached()
    return Restored(made_at, blobs, replay_tombstones())


def _restore_data(path: Path, pair: KeyPair) -> tuple[str, int]:
    blobs = 0
    with path.open("rb") as source:
        archive = ArchiveReader(source, pair)
        for part, pieces in _by_part(archive):
            if part == _DATABASE:
                _into_database(pieces)
            else:
                blobs += 1
                configured_store().put_back(part.removeprefix("blobs/"), (piece.content for piece in pieces))
    _require_kind(archive, DATA)
    return archive.manifest["made_at"], blobs


def _restore_keys(path: Path, pair: KeyPair) -> None:
    folder = Path(settings.HIRZ_KEYS_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("rb") as source:
        archive = ArchiveReader(source, pair)
        for part, pieces in _by_part(archive):
            if part == _DATABASE:
                _into_database(pieces, "--data-only")
            else:
                _into_folder(folder, pieces)
    _require_kind(archive, KEYS)


def _into_folder(folder: Path, pieces: Iterator[Piece]) -> None:
    """What is there already is newer than the backup, and stays: above all the list of what was erased."""
    for piece in pieces:
        target = folder / piece.name.removeprefix("folder/")
        if not target.exists():
            target.parent.mkdir(mode=0o700, exist_ok=True)
            write(target, piece.content)


def _into_database(pieces: Iterator[Piece], *arguments: str) -> None:
    connection.close()
    with restoring(*arguments) as target:
        for piece in pieces:
            target.write(piece.content)


def _by_part(archive: ArchiveReader) -> Iterator[tuple[str, Iterator[Piece]]]:
    """Pieces of one thing together: ``database/000001`` and on, ``blobs/ID/000001`` and on, ``folder/NAME``."""
    return groupby(archive.pieces(), key=lambda piece: piece.name.rpartition("/")[0])


def _require_kind(archive: ArchiveReader, kind: str) -> None:
    if archive.manifest["kind"] != kind:
        raise NotThatArchive
