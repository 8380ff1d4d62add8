from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from hirz.foundation.blobs.sealed_folder import SealedFolderStore


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where the blobs of one test lie."""
    settings.HIRZ_BLOBS_DIR = tmp_path / "state" / "blobs"
    return tmp_path / "state" / "blobs"


@pytest.fixture
def store(folder: Path) -> SealedFolderStore:
    return SealedFolderStore(folder)
