"""A small vocabulary in a folder of its own, for behaviour that the real files do not show."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from pytest_django.fixtures import SettingsWrapper

from tests.vocabularies.example import fruit


@pytest.fixture
def own_folder(tmp_path: Path, settings: SettingsWrapper) -> Path:
    settings.HIRZ_VOCABULARIES_DIR = tmp_path
    for name in ("countries", "demonstration_states"):
        (tmp_path / f"{name}.yaml").write_text(states_of(name), encoding="utf-8")
    (tmp_path / "fruit.yaml").write_text(yaml.safe_dump(fruit(), allow_unicode=True), encoding="utf-8")
    return tmp_path
