"""Arrays kept in a folder between runs, so that work that was killed goes on where it was.

What is kept is numbers of records and weights: no name, no date, no id.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hirz.engines.linkage.errors import CheckpointMismatch
from hirz.engines.linkage.model import Model, as_data
from hirz.engines.linkage.records import Record

_WORK: Final = "work"


class Folder:
    """A folder of its own for one piece of work, readable by its owner only; emptied when the work is done."""

    def __init__(self, path: Path, work: str) -> None:
        """Raises `CheckpointMismatch` where the folder holds the beginning of other work, or anything else."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        mark = path / _WORK
        is_ours = mark.read_bytes() == work.encode("ascii") if mark.exists() else not any(path.iterdir())
        if not is_ours:
            raise CheckpointMismatch
        path.chmod(0o700)
        mark.write_text(work, encoding="ascii")
        self._path = path

    def load(self, name: str) -> dict[str, NDArray[np.generic]] | None:
        file = self._path / f"{name}.npz"
        if not file.exists():
            return None
        with np.load(file, allow_pickle=False) as arrays:
            return dict(arrays)

    def save(self, name: str, arrays: dict[str, NDArray[np.generic]]) -> None:
        part = self._path / f"{name}.part"
        with part.open("wb") as stream:
            np.savez(stream, allow_pickle=False, **arrays)
        part.replace(self._path / f"{name}.npz")

    def wipe(self) -> None:
        shutil.rmtree(self._path)


def work_of(records: Iterable[Record], model: Model, *, learn: bool) -> str:
    """What tells one piece of work from another: a hash of all that its result rests on."""
    digest = hashlib.sha256(json.dumps([as_data(model), learn], sort_keys=True).encode())
    for record in records:
        digest.update(repr(record).encode())
    return digest.hexdigest()
