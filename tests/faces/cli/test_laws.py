"""`hirz import law`: what it says, what it does, and that again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from hirz.foundation.offices.models import Office
from hirz.regional.legislation.models import Law, Version
from tests.engines.statutes.files import docx, scanned_pdf
from tests.engines.statutes.laws import text_of
from tests.faces.cli.conftest import Hirz

pytestmark = pytest.mark.django_db
OF_LAW = ("--state", "XM", "--title", "Zafiramoon law", "--json")


def written(folder: Path, data: bytes, name: str) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def test_two_files_are_two_versions_and_the_same_again_changes_nothing(
    tmp_path: Path, hirz: Hirz, office: Office
) -> None:
    lines = [line for line in text_of("ru", "before").splitlines() if line.strip()]
    first = written(tmp_path, docx(*lines), "first.docx")
    second = written(tmp_path, text_of("ru", "after").encode(), "second.txt")
    planned = hirz("import", "law", first, *OF_LAW, "--dry-run").data
    assert (planned["read"], planned["created"], Law.objects.count()) == (11, 1, 0)
    told = [hirz("import", "law", file, *OF_LAW).data for file in (first, second, first)]
    assert [(one["version"], one["created"], one["unchanged"]) for one in told] == [(1, 1, 0), (2, 1, 0), (1, 0, 1)]
    assert told[0]["articles"][6] == "6-1"
    assert (Law.objects.count(), Version.objects.count()) == (1, 2)


def test_scanned_file_is_bad_input_and_says_why(tmp_path: Path, hirz: Hirz, office: Office) -> None:
    file = written(tmp_path, scanned_pdf(), "law.pdf")
    ran = hirz("import", "law", file, *OF_LAW)
    assert ran.code == 2
    assert "pictures of pages" in ran.data["errors"][0]["message"]
    assert Law.objects.count() == 0
