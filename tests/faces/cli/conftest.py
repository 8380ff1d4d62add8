"""The command line as a person meets it: words on two streams and an exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from pytest_django import Settings

from hirz.faces.cli.main import main
from hirz.reprisals.intake import receipts


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Hirz = Callable[..., Ran]


@pytest.fixture
def hirz(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Hirz:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["hirz", *map(str, arguments)])
        code: Any = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


@pytest.fixture(autouse=True)
def blobs(settings: Settings, tmp_path: Path) -> None:
    settings.HIRZ_BLOBS_DIR = tmp_path / "blobs"


@pytest.fixture(autouse=True)
def quick_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
