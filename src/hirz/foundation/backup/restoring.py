"""Restoring a backup into an empty installation, and saying what was found in it.

Both archives are read twice: nothing is written before the first reading showed that they are whole and, where the key
of the ledger is given, that they are ours. A dump can do anything to the database it comes back into.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import connection

from hirz.engines.ledger import Note, NotSigned, Verifier
from hirz.engines.sealing import KeyPair
from hirz.foundation.audit.recounting import recount
from hirz.foundation.audit.refusals import LedgerFails
from hirz.foundation.backup.archive import ArchiveDamaged, ArchiveReader, Piece
from hirz.foundation.backup.server import restoring
from hirz.foundation.backup.writing import DATA, KEYS
from hirz.foundation.blobs.sealed_folder import configured_store
from hirz.foundation.keys.actions import replay_tombstones
from hirz.foundation.keys.rings import forget_cached, write
from hirz.foundation.walls.roles import ensure_roles
from hirz.foundation.walls.standing import WORKER, become
from hirz.rules.errors import BadInput, RefusedByRule

_DATABASE: Final = "database"
_KEY_FILE: Final = re.compile(r"(public/)?\w[\w.-]*")


class NotEmpty(RefusedByRule):
    """There is something in the database already; a backup is never restored over it."""

    code: ClassVar[str] = "restore_not_empty"


class NotThatArchive(BadInput):
    """An archive of data was given for one of keys, or the other way round."""

    code: ClassVar[str] = "restore_other_archive"


class NotSignedByUs(RefusedByRule):
    """The archive is not signed with the key of the ledger that was given: somebody else may have made it."""

    code: ClassVar[str] = "restore_not_signed"


@dataclass(frozen=True)
class Restored:
    """``shredded`` units came back with the backup, and are gone again; of the ledger, how many entries hold.

    ``ledger_fails_at`` is the first entry that does not hold, if one does not; the rows are back all the same.
    """

    made_at: str
    blobs: int
    shredded: int
    entries: int
    ledger_fails_at: int | None


def restore(data: Path, keys: Path, *, pair: KeyPair, ledger_key: Verifier | None = None) -> Restored:
    """Bring a backup back. Nobody can sign in before the tombstones were replayed, because nothing is served yet.

    Raises:
        NotEmpty, NotThatArchive, NotSignedByUs, ArchiveDamaged: before anything was written.
    """
    if connection.introspection.table_names():
        raise NotEmpty
    made_at = _checked(data, DATA, pair, ledger_key)["made_at"]
    _checked(keys, KEYS, pair, ledger_key)
    ensure_roles()
    blobs = _restore_data(data, pair)
    _restore_keys(keys, pair)
    forget_cached()
    become(WORKER)
    shredded = replay_tombstones()
    return Restored(made_at, blobs, shredded, *_recounted())


def _checked(path: Path, kind: str, pair: KeyPair, ledger_key: Verifier | None) -> dict[str, Any]:
    with path.open("rb") as source:
        archive = ArchiveReader(source, pair)
        for _piece in archive.pieces():
            pass  # reading it to the end is what checks it
    if archive.manifest["kind"] != kind:
        raise NotThatArchive
    if ledger_key is not None:
        _require_signature(archive.note, ledger_key)
    return archive.manifest


def _require_signature(note: Note | None, ledger_key: Verifier) -> None:
    try:
        if note is None:
            raise NotSignedByUs
        note.require_signature(ledger_key)
    except NotSigned as error:
        raise NotSignedByUs from error


def _recounted() -> tuple[int, int | None]:
    try:
        return recount().entries, None
    except LedgerFails as failed:
        return failed.first, failed.first


def _restore_data(path: Path, pair: KeyPair) -> int:
    blobs = 0
    with path.open("rb") as source:
        for part, pieces in _by_part(ArchiveReader(source, pair)):
            if part == _DATABASE:
                _into_database(pieces)
            else:
                blobs += 1
                configured_store().put_back(part.removeprefix("blobs/"), (piece.content for piece in pieces))
    return blobs


def _restore_keys(path: Path, pair: KeyPair) -> None:
    folder = Path(settings.HIRZ_KEYS_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("rb") as source:
        for part, pieces in _by_part(ArchiveReader(source, pair)):
            if part == _DATABASE:
                _into_database(pieces, "--data-only")
            else:
                _into_folder(folder, pieces)


def _into_folder(folder: Path, pieces: Iterator[Piece]) -> None:
    """What is there already is newer than the backup, and stays: above all the list of what was erased."""
    for piece in pieces:
        target = folder / _name_of_key_file(piece.name)
        if not target.exists():
            target.parent.mkdir(mode=0o700, exist_ok=True)
            write(target, piece.content)


def _name_of_key_file(piece: str) -> str:
    """Raises :class:`ArchiveDamaged` for a name that would lead out of the folder of keys."""
    name = piece.removeprefix("folder/")
    if not _KEY_FILE.fullmatch(name):
        raise ArchiveDamaged
    return name


def _into_database(pieces: Iterator[Piece], *arguments: str) -> None:
    connection.close()
    with restoring(*arguments) as target:
        for piece in pieces:
            target.write(piece.content)


def _by_part(archive: ArchiveReader) -> Iterator[tuple[str, Iterator[Piece]]]:
    """Pieces of one thing together: ``database/000001`` and on, ``blobs/ID/000001`` and on, ``folder/NAME``."""
    return groupby(archive.pieces(), key=lambda piece: piece.name.rpartition("/")[0])
