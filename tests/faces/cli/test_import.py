"""`hirz import submissions`: says what it would do, does it whole or not at all, and tells programs the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.intake.models import Submission
from tests.faces.cli.conftest import Hirz
from tests.reprisals.intake.arriving import told


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    return written(tmp_path, told(external_id="1"), told(external_id="2"))


def written(folder: Path, *lines: dict[str, Any] | str) -> Path:
    file = folder / "incidents.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    file.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return file


def test_dry_run_says_what_would_happen_and_changes_nothing(collected: Path, office: Office, hirz: Hirz) -> None:
    ran = hirz("import", "submissions", collected, "--dry-run")
    assert ran.code == 0
    assert ran.out == "2 would be received, 0 are known already. Nothing was changed.\n"
    assert not Submission.objects.exists()
    assert not Entry.objects.exists()


def test_import_receives_every_line_and_again_none(collected: Path, office: Office, hirz: Hirz) -> None:
    assert hirz("import", "submissions", collected).out == "2 received, 0 were known already.\n"
    again = hirz("import", "submissions", collected)
    assert (again.code, again.out) == (0, "0 received, 2 were known already.\n")
    assert Submission.objects.count() == 2


@pytest.mark.parametrize(
    ("options", "created"), [(["--json"], 2), (["--json", "--dry-run"], 0)], ids=["import", "dry run"]
)
def test_program_is_told_in_one_line(
    options: list[str], created: int, collected: Path, office: Office, hirz: Hirz
) -> None:
    ran = hirz("import", "submissions", collected, *options)
    assert ran.out.count("\n") == 1
    assert ran.data == {"read": 2, "created": created, "known": 0, "errors": []}


def test_progress_of_a_long_import_is_shown_beside_the_answer(tmp_path: Path, office: Office, hirz: Hirz) -> None:
    ran = hirz("import", "submissions", written(tmp_path, *(told(external_id=str(n)) for n in range(100))), "--json")
    assert ran.data["created"] == 100
    assert ran.err.splitlines() == [f"Submissions {done}/100" for done in range(10, 101, 10)]


def test_program_is_told_every_problem_by_its_line(tmp_path: Path, office: Office, hirz: Hirz) -> None:
    file = written(tmp_path, told(external_id="1"), "{", told(external_id="1"), told(language="tlh"))
    ran = hirz("import", "submissions", file, "--json")
    assert ran.code == 2
    assert ran.data == {
        "read": 4,
        "created": 0,
        "known": 0,
        "errors": [
            {"line": 2, "path": "", "message": "This line is not JSON in UTF-8."},
            {"line": 3, "path": "external_id", "message": "The same submission stands earlier in this file."},
            {"line": 4, "path": "language", "message": "This is not one of the codes of its vocabulary."},
        ],
    }


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_person_is_told_every_problem_in_words_and_nothing_is_imported(
    options: list[str], tmp_path: Path, office: Office, hirz: Hirz
) -> None:
    file = written(tmp_path, told(external_id="1"), told(relation=None, language="tlh"))
    ran = hirz("import", "submissions", file, *options)
    assert ran.code == 2
    assert ran.err.splitlines() == [
        "line 2 language: This is not one of the codes of its vocabulary.",
        "line 2 relation: An answer is missing here.",
        "Nothing was imported.",
        "Some lines cannot be received, so none was.",
    ]
    assert not Submission.objects.exists()


def test_problems_are_told_without_what_was_written(tmp_path: Path, office: Office, hirz: Hirz) -> None:
    file = written(tmp_path, told(relation="Zafiramoon", Zafiramoon="Zafiramoon"), '{"Zafiramoon')
    for options in ([], ["--json"]):
        ran = hirz("import", "submissions", file, *options)
        assert ran.code == 2
        assert "Zafiramoon" not in ran.out + ran.err


def test_file_of_another_editor_is_read(tmp_path: Path, office: Office, hirz: Hirz) -> None:
    file = tmp_path / "incidents.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(json.dumps(told(external_id=n)).encode() for n in "123") + b"\r\n")
    assert hirz("import", "submissions", file, "--json").data["created"] == 3


def test_member_of_staff_is_on_record_for_what_they_import(
    collected: Path, office: Office, intake: User, hirz: Hirz
) -> None:
    assert hirz("import", "submissions", collected, "--as", intake.email.upper()).code == 0
    assert {entry.actor for entry in Entry.objects.all()} == {intake}


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_import_in_the_name_of_nobody_is_refused(
    options: list[str], collected: Path, office: Office, hirz: Hirz
) -> None:
    ran = hirz("import", "submissions", collected, "--as", "nobody@hirz.example", *options)
    assert ran.code == 1
    assert not Submission.objects.exists()


def test_import_in_the_name_of_somebody_who_may_not_is_refused(
    collected: Path, office: Office, verifier: User, hirz: Hirz
) -> None:
    ran = hirz("import", "submissions", collected, "--as", verifier.email)
    assert (ran.code, ran.err) == (1, "There is nothing here that you can open.\n")
    assert not Submission.objects.exists()


def test_import_in_the_name_of_somebody_who_left_is_refused(
    collected: Path, office: Office, intake: User, hirz: Hirz
) -> None:
    User.objects.update(is_active=False)
    assert hirz("import", "submissions", collected, "--as", intake.email).code == 1


@pytest.mark.parametrize("missing", ["nothing.jsonl", "."])
def test_file_that_is_none_is_bad_input(missing: str, tmp_path: Path, hirz: Hirz) -> None:
    assert hirz("import", "submissions", tmp_path / missing).code == 2
