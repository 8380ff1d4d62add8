"""`hirz link`: without a database, files whole or not at all, refusals by row."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from hirz.engines.linkage import weighing
from tests.faces.cli.conftest import Hirz

PERSONS = (
    "id,name,birth,gender,place,event,country,remark",
    "1,Нурлан Абдыкадыров,1985-03-12,M,Ош,2021-05-04,KG,x",
    "2,Abdykadyrov N. | Nurlan Abdykadyrov,1985,M,Osh,2021-05-06,KG,",
    "3,Leila Haddad,1990-07-01,F,Beirut,2022-02-02,LB,",
    "4,ليلى حداد,1990-07-01,F,بيروت,2022-02-02,LB,",
    "5,Omar Khalil,1971,M,Amman,,JO,",
)


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def persons(tmp_path: Path) -> Path:
    return table(tmp_path / "persons.csv", *PERSONS)


def test_records_of_one_person_share_a_cluster(hirz: Hirz, persons: Path, tmp_path: Path) -> None:
    ran = hirz("link", "--input", persons, "--out", tmp_path / "clusters.csv", "--json")
    assert ran.code == 0
    assert ran.data == {"read": 5, "clusters": 3, "of_several": 2, "links": 2}
    found = {row["id"]: row["cluster"] for row in read(tmp_path / "clusters.csv")}
    assert found == {"1": "1", "2": "1", "3": "3", "4": "3", "5": "5"}


def test_progress_goes_to_the_other_stream(hirz: Hirz, persons: Path, tmp_path: Path) -> None:
    ran = hirz("link", "--input", persons, "--out", tmp_path / "c.csv")
    assert ran.out == "5 records are of 3 persons; 2 of them have several records.\n"
    assert "Comparing names" in ran.err


def test_links_are_told_with_reasons(
    hirz: Hirz, persons: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    hirz("link", "--input", persons, "--out", tmp_path / "c.csv", "--links", tmp_path / "l.csv", "--explain")
    rows = read(tmp_path / "l.csv")
    assert {(row["a"], row["b"], row["together"]) for row in rows} == {("1", "2", "yes"), ("3", "4", "yes")}
    assert all(row["reason"].startswith("Une seule personne") for row in rows)


def test_trained_weights_answer_in_the_same_form(hirz: Hirz, persons: Path, tmp_path: Path) -> None:
    ran = hirz("link", "--input", persons, "--out", tmp_path / "c.csv", "--train", "--json")
    assert (ran.code, ran.data["clusters"]) == (0, 3)


def test_bad_rows_are_told_together_and_nothing_is_written(hirz: Hirz, tmp_path: Path) -> None:
    bad = table(tmp_path / "bad.csv", "id,name,birth,event", "1,Ali,31.12.1990,", "2,Omar,1990,soon")
    ran = hirz("link", "--input", bad, "--out", tmp_path / "c.csv")
    assert ran.code == 2
    assert "row 1: birth is not a date" in ran.err
    assert "row 2: event is not a date" in ran.err
    assert "31.12.1990" not in ran.err
    assert not (tmp_path / "c.csv").exists()


def test_id_that_comes_twice_is_refused(hirz: Hirz, tmp_path: Path) -> None:
    ran = hirz("link", "--input", table(tmp_path / "p.csv", "id,name", "1,Ali", "1,Omar"), "--out", tmp_path / "c.csv")
    assert (ran.code, "stands earlier" in ran.err) == (2, True)


def test_reasons_need_a_file_of_links(hirz: Hirz, persons: Path, tmp_path: Path) -> None:
    assert hirz("link", "--input", persons, "--out", tmp_path / "c.csv", "--explain").code == 2


def test_work_that_was_stopped_goes_on(
    hirz: Hirz, persons: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("link", "--input", persons, "--out", tmp_path / "c.csv", "--resume", tmp_path / "work")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(weighing, "score", killed)
        assert hirz(*arguments).code == 3
    assert list((tmp_path / "work").iterdir())
    ran = hirz(*arguments)
    assert (ran.code, "Looking for pairs" in ran.err) == (0, False)
    assert not (tmp_path / "work").exists()


def test_folder_of_other_work_is_refused(hirz: Hirz, persons: Path, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    table(tmp_path / "work" / "other.txt", "keep")
    ran = hirz("link", "--input", persons, "--out", tmp_path / "c.csv", "--resume", tmp_path / "work")
    assert ran.code == 2
    assert (tmp_path / "work" / "other.txt").exists()


def test_decisions_of_people_stand_against_the_weights(hirz: Hirz, persons: Path, tmp_path: Path) -> None:
    told = table(tmp_path / "decided.csv", "a,b,verdict", "1,2,different", "4,5,Same")
    ran = hirz("link", "--input", persons, "--out", tmp_path / "c.csv", "--decisions", told, "--json")
    assert ran.code == 0
    found = {row["id"]: row["cluster"] for row in read(tmp_path / "c.csv")}
    assert found["1"] != found["2"]
    assert found["3"] == found["4"] == found["5"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("9,2,same", "row 3: a is no id of --input"),
        ("1,9,same", "row 3: b is no id of --input"),
        ("1,2,maybe", "row 3: verdict is neither same nor different"),
        ("3,5,different", "row 3: different, but other rows make them the same"),
        ("3,3,different", "row 3: different, but other rows make them the same"),
    ],
)
def test_decisions_that_cannot_stand_are_refused_by_row(
    row: str, problem: str, hirz: Hirz, persons: Path, tmp_path: Path
) -> None:
    told = table(tmp_path / "decided.csv", "a,b,verdict", "3,4,same", "4,5,same", row)
    ran = hirz("link", "--input", persons, "--out", tmp_path / "c.csv", "--decisions", told)
    assert ran.code == 2
    assert problem in ran.err
    assert not (tmp_path / "c.csv").exists()
