"""Every file that can be imported, by command: twice, and damaged. By page: tests/regional/test_every_file.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hirz.foundation.audit.models import Entry
from tests.faces.cli.conftest import Hirz
from tests.regional.importable import REAL, SHAPES, Real, Shape, on_record

pytestmark = pytest.mark.django_db


def counted(data: dict[str, Any]) -> int:
    return int(data["created"] + data["updated"] + data["unchanged"])


def assert_twice_is_once(hirz: Hirz, kind: str, file: Path, read: int) -> None:
    first = hirz("import", kind, file, "--json").data
    before = on_record(), Entry.objects.count()
    again = hirz("import", kind, file, "--json").data
    assert (first["read"], first["errors"]) == (read, [])
    assert first["created"] > 0
    assert again == {"read": read, "created": 0, "updated": 0, "unchanged": counted(first), "errors": []}
    assert (on_record(), Entry.objects.count()) == before


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_second_import_of_a_shape_changes_nothing(shape: Shape, hirz: Hirz, tmp_path: Path) -> None:
    file = tmp_path / shape.name
    file.write_bytes(shape.whole)
    assert_twice_is_once(hirz, shape.kind, file, shape.read)


@pytest.mark.parametrize("real", REAL, ids=str)
def test_second_import_of_a_real_file_changes_nothing(real: Real, hirz: Hirz) -> None:
    assert_twice_is_once(hirz, real.kind, real.path(), real.read)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_damaged_file_names_its_row_and_leaves_nothing(shape: Shape, hirz: Hirz, tmp_path: Path) -> None:
    file = tmp_path / shape.name
    file.write_bytes(shape.damaged)
    ran = hirz("import", shape.kind, file, "--json")
    (error,) = ran.data["errors"]
    assert (ran.code, error["row"], counted(ran.data)) == (2, shape.row, 0)
    assert f"row {shape.row}: {error['message']}" in hirz("import", shape.kind, file).err
    assert (on_record(), Entry.objects.count()) == ([], 0)
    file.write_bytes(shape.whole)
    assert hirz("import", shape.kind, file).code == 0


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_file_that_arrived_in_part_leaves_nothing(shape: Shape, hirz: Hirz, tmp_path: Path) -> None:
    file = tmp_path / shape.name
    file.write_bytes(shape.whole[: len(shape.whole) // 3])
    ran = hirz("import", shape.kind, file, "--json")
    assert (ran.code, counted(ran.data)) == (2, 0)
    assert ran.data["errors"]
    assert on_record() == []
