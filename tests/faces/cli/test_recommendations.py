"""`hirz import recommendations`: what it says, what it does, and that again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from hirz.regional.recommendations.models import Recommendation
from tests.faces.cli.conftest import Hirz

pytestmark = pytest.mark.django_db
NAMES = "state,mechanism,symbol,paragraph,text,source\n"
GOOD = NAMES + "KZ,UPR,A/HRC/90/7,115.2,Set up an office for complaints,Report\n"
BAD = GOOD + "Atlantis,UPR,A/HRC/90/7,115.3,Close the office,Report\n"


def written(folder: Path, text: str) -> Path:
    file = folder / "recommendations.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_dry_run_tells_each_row_and_changes_nothing(tmp_path: Path, hirz: Hirz) -> None:
    ran = hirz("import", "recommendations", written(tmp_path, GOOD), "--dry-run")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "+ row 2: KZ A/HRC/90/7 115.2",
        "1 would be recorded, 0 would be changed, 0 are on record already.",
    ]
    assert not Recommendation.objects.exists()


def test_dry_run_names_what_would_change(tmp_path: Path, hirz: Hirz) -> None:
    hirz("import", "recommendations", written(tmp_path, GOOD))
    ran = hirz("import", "recommendations", written(tmp_path, GOOD.replace("Set up", "Found")), "--dry-run")
    assert ran.out.splitlines()[0] == "~ row 2: KZ A/HRC/90/7 115.2 (text)"


def test_second_import_changes_nothing(tmp_path: Path, hirz: Hirz) -> None:
    file = written(tmp_path, GOOD)
    first, second = (hirz("import", "recommendations", file, "--json").data for _time in range(2))
    assert first == {"read": 1, "created": 1, "updated": 0, "unchanged": 0, "errors": []}
    assert second == {"read": 1, "created": 0, "updated": 0, "unchanged": 1, "errors": []}


def test_file_with_problems_ends_with_2_and_says_which_rows(tmp_path: Path, hirz: Hirz) -> None:
    ran = hirz("import", "recommendations", written(tmp_path, BAD), "--json")
    assert ran.code == 2
    assert ran.data == {
        "read": 2, "created": 0, "updated": 0, "unchanged": 0,
        "errors": [{"row": 3, "message": "There is no State of this name or code."}],
    }  # fmt: skip
    assert not Recommendation.objects.exists()


def test_bad_rows_are_skipped_when_asked(tmp_path: Path, hirz: Hirz) -> None:
    ran = hirz("import", "recommendations", written(tmp_path, BAD), "--skip-bad-rows", "--json")
    assert (ran.code, ran.data["created"], len(ran.data["errors"])) == (0, 1, 1)


def test_missing_column_is_named(tmp_path: Path, hirz: Hirz) -> None:
    file = written(tmp_path, "state,mechanism,text\nKZ,UPR,Something\n")
    ran = hirz("import", "recommendations", file, "--json")
    assert ran.data["errors"] == [{"row": 1, "message": "Columns are missing: source"}]


def test_other_shape_than_named_is_refused(tmp_path: Path, hirz: Hirz) -> None:
    ran = hirz("import", "recommendations", written(tmp_path, GOOD), "--format", "uhri")
    assert ran.code == 2
    assert "another shape" in ran.err
