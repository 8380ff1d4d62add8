"""`hirz meaning match`: files in, a file out, and errors that name the line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.faces.cli.conftest import Hirz

ENGLISH = [("a", "Violence against women"), ("b", "An independent body against torture"), ("c", "Clean water")]
MIXED = [("1", "العنف ضد المرأة"), ("2", "Кыйноолорго каршы көз карандысыз орган"), ("3", "清洁的水")]


def write(path: Path, rows: list[tuple[str, str]], columns: tuple[str, str] = ("id", "text")) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([columns, *rows])
    return path


def test_each_passage_is_matched_with_what_means_the_same(hirz: Hirz, tmp_path: Path) -> None:
    left, right, out = write(tmp_path / "l.csv", MIXED), write(tmp_path / "r.csv", ENGLISH), tmp_path / "o.csv"
    ran = hirz(
        "meaning", "match", "--left", str(left), "--right", str(right), "--top", "2", "--out", str(out), "--json"
    )
    assert ran.code == 0, ran.err
    assert ran.data == {"read": 6, "written": 6}
    with out.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["left_id", "right_id", "score"]
    assert [(row["left_id"], row["right_id"]) for row in rows[::2]] == [("1", "a"), ("2", "b"), ("3", "c")]
    assert all(
        float(first["score"]) >= float(second["score"]) for first, second in zip(rows[::2], rows[1::2], strict=True)
    )


@pytest.mark.parametrize(
    ("rows", "columns", "told"),
    [
        ([("1", "one"), ("1", "again")], ("id", "text"), "line 3: id stands earlier in this file"),
        ([("1", "")], ("id", "text"), "line 2: text is empty"),
        ([("1", "one")], ("id", "words"), "line 1: column text is missing"),
    ],
    ids=["same id", "no text", "no column"],
)
def test_file_that_cannot_be_taken_is_refused_by_line(
    rows: list[tuple[str, str]], columns: tuple[str, str], told: str, hirz: Hirz, tmp_path: Path
) -> None:
    left, right, out = write(tmp_path / "l.csv", rows, columns), write(tmp_path / "r.csv", ENGLISH), tmp_path / "o.csv"
    ran = hirz("meaning", "match", "--left", str(left), "--right", str(right), "--out", str(out))
    assert ran.code == 2
    assert told in ran.err
    assert not out.exists()
