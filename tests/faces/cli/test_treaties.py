"""`hirz import treaties` and `hirz export calendar`: what they say, what they do, and that again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.regional.mechanisms.models import TreatyAction
from tests.conftest import make_user
from tests.faces.cli.conftest import Hirz

pytestmark = pytest.mark.django_db
DATES = "4-9,Kazakhstan,,26 Aug 1998 a\n4-15,Kazakhstan,11 Dec 2008,\n"


@pytest.fixture
def officer(offices: None) -> User:
    return make_user("officer", Office.objects.get(code="central_asia"), "regional_officer")


def written(folder: Path, text: str, name: str = "dates.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_dry_run_tells_each_row_and_changes_nothing(tmp_path: Path, hirz: Hirz) -> None:
    ran = hirz("import", "treaties", written(tmp_path, DATES), "--dry-run")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "+ row 1: KZ cat accession 1998-08-26",
        "+ row 2: KZ crpd signature 2008-12-11",
        "2 would be recorded, 0 would be made more exact, 0 are on record already.",
    ]
    assert not TreatyAction.objects.exists()


def test_second_import_changes_nothing(tmp_path: Path, hirz: Hirz) -> None:
    file = written(tmp_path, DATES)
    first, second = (hirz("import", "treaties", file, "--json").data for _time in range(2))
    assert first == {"read": 2, "created": 2, "updated": 0, "unchanged": 0, "errors": []}
    assert second == {"read": 2, "created": 0, "updated": 0, "unchanged": 2, "errors": []}


def test_dry_run_shows_what_a_more_exact_day_would_replace(tmp_path: Path, hirz: Hirz) -> None:
    status = written(tmp_path, "instrument,KZ\nCAT,state party 1998\n", "status_2022-08.csv")
    assert hirz("import", "treaties", status).code == 0
    ran = hirz("import", "treaties", written(tmp_path, DATES), "--dry-run")
    assert ran.out.splitlines()[0] == "~ row 1: KZ cat accession 1998-08-26 (on record: 1998-12-31)"


def test_file_with_problems_ends_with_2_and_says_which_rows(tmp_path: Path, hirz: Hirz) -> None:
    file = written(tmp_path, DATES + "4-9,Atlantis,,26 Aug 1998 a\n")
    ran = hirz("import", "treaties", file, "--json")
    assert ran.code == 2
    assert ran.data["errors"] == [{"row": 3, "message": "There is no State of this name or code."}]
    assert ran.data["created"] == 0
    assert "row 3: There is no State of this name or code." in hirz("import", "treaties", file).err
    assert not TreatyAction.objects.exists()


def test_day_of_a_table_of_status_is_given_where_the_name_does_not_tell(tmp_path: Path, hirz: Hirz) -> None:
    status = written(tmp_path, "instrument,KZ\nCAT,state party 1998\n", "status.csv")
    assert hirz("import", "treaties", status).code == 2
    assert hirz("import", "treaties", status, "--as-of", "2022-08-31").code == 0


def test_officer_imports_in_their_own_name(tmp_path: Path, officer: User, hirz: Hirz) -> None:
    assert hirz("import", "treaties", written(tmp_path, DATES), "--as", officer.email).code == 0
    assert set(TreatyAction.objects.values_list("entered_by", flat=True)) == {officer.pk}


def test_calendar_of_several_states_is_one_file(tmp_path: Path, officer: User, hirz: Hirz) -> None:
    hirz("import", "treaties", written(tmp_path, DATES + "4-9,Kyrgyzstan,,5 Sep 1997 a\n"))
    out = tmp_path / "obligations.ics"
    ran = hirz("export", "calendar", "kz", "KGZ", "--as", officer.email, "--out", out)
    assert (ran.code, ran.out) == (0, "")
    text = out.read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert "SUMMARY:Kazakhstan: " in text
    assert "SUMMARY:Kyrgyzstan: " in text


def test_calendar_of_no_state_is_refused(officer: User, hirz: Hirz) -> None:
    assert hirz("export", "calendar", "ZZ", "--as", officer.email).code == 2
