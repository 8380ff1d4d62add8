"""What lies in the folder of a store."""

from __future__ import annotations

from pathlib import Path


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
