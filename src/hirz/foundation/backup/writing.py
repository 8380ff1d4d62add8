"""Writing a backup: the data in one archive, the keys in another that is to live shorter.

The archive of the data holds every row but the keys of units, and every blob; everything in it lies sealed as it did.
The archive of keys holds the keys of units and compartments, the tombstones and the folder of keys. When an old
archive of keys is destroyed, what was erased since is beyond reach in every archive of data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from hirz.foundation.audit.checkpoints import log_signer
from hirz.foundation.backup.archive import ArchiveWriter, open_new
from hirz.foundation.backup.server import dumping
from hirz.foundation.blobs.sealed_folder import configured_store
from hirz.foundation.keys.rings import recovery_key

KEY_TABLES: Final = ("keys_unitkey", "keys_compartmentkey", "keys_tombstone")
PASSING: Final = ("django_session", "accounts_remembered")
"""Left out: nobody is signed in after a restore who was signed in before it."""
DATA: Final = "data"
KEYS: Final = "keys"


@dataclass(frozen=True)
class Written:
    data: Path
    keys: Path
    blobs: int


def write_backup(folder: Path) -> Written:
    """Both archives of this moment. The keys come last: nothing in the data is newer than the keys to it."""
    now = timezone.now()
    folder.mkdir(parents=True, exist_ok=True)
    data, keys = (folder / f"hirz-{now:%Y%m%dT%H%M%SZ}.{kind}" for kind in (DATA, KEYS))
    blobs = _write_data(data, now)
    _write_keys(keys, now)
    return Written(data, keys, blobs)


def _write_data(path: Path, now: datetime) -> int:
    blobs = 0
    with open_new(path) as target:
        archive = ArchiveWriter(target, [recovery_key()])
        with dumping(*(f"--exclude-table-data={table}" for table in (*KEY_TABLES, *PASSING))) as dump:
            archive.add_stream("database", dump)
        for blob_id, container in configured_store().containers():
            archive.add_stream(f"blobs/{blob_id}", container)
            blobs += 1
        archive.finish(log_signer(), kind=DATA, made_at=now.isoformat(), blobs=blobs)
    return blobs


def _write_keys(path: Path, now: datetime) -> None:
    with open_new(path) as target:
        archive = ArchiveWriter(target, [recovery_key()])
        with dumping("--data-only", *(f"--table={table}" for table in KEY_TABLES)) as dump:
            archive.add_stream("database", dump)
        folder = Path(settings.HIRZ_KEYS_DIR)
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            archive.add(f"folder/{file.relative_to(folder)}", file.read_bytes())
        archive.finish(log_signer(), kind=KEYS, made_at=now.isoformat())
