"""`hirz names`: without a database, in words and in JSON, files whole or not at all."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.faces.cli.conftest import Hirz


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_comparison_is_told_in_words(hirz: Hirz) -> None:
    ran = hirz("names", "compare", "نورلان عبد القادروف", "Абдыкадыров Нурлан", "--language", "en")
    assert ran.code == 0
    assert ran.out.startswith("Probably the same person")
    assert "The order of the parts differs." in ran.out


def test_comparison_speaks_the_language_of_the_terminal(hirz: Hirz, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    assert hirz("names", "compare", "Ali Omar", "Али Омар").out.startswith("Вероятно")


def test_program_is_told_score_and_alignment(hirz: Hirz) -> None:
    said = hirz("names", "compare", "Qosim Nazarov", "Назаров Касым", "--json").data
    assert said["same"] is True
    assert 0.5 <= said["score"] <= 1
    assert [(p["a"], p["b"], p["likeness"]) for p in said["pairings"]] == [
        (["qosim"], ["касым"], "SPELLING"),
        (["nazarov"], ["назаров"], "SPELLING"),
    ]


def test_organisations_are_compared_by_meaning_and_spelling(hirz: Hirz) -> None:
    names = ("Общественный фонд «Голос свободы»", "Voice of Freedom Foundation")
    said = hirz("names", "compare", *names, "--kind", "organisation", "--json").data
    assert said["same"] is True
    assert {"a": "Голос", "b": "Voice", "tie": "TRANSLATED"} in said["matches"]
    told = hirz("names", "compare", *names, "--kind", "organisation", "--language", "en").out
    assert told.startswith("Probably the same organisation")


def test_keys_of_spellings_meet(hirz: Hirz) -> None:
    one, other = (hirz("names", "keys", name, "--json").data["keys"] for name in ("Нурлан", "نورلان"))
    assert set(one) & set(other)


def test_pairs_are_scored_in_their_order(hirz: Hirz, tmp_path: Path) -> None:
    pairs = table(tmp_path / "p.csv", "pair_id,name_a,name_b", "7,Ali Omarov,Али Омаров", "3,Ali Omarov,Fatima Haddad")
    ran = hirz("names", "score", "--pairs", pairs, "--out", tmp_path / "o.csv", "--json")
    assert ran.data == {"read": 2, "written": 2}
    rows = read(tmp_path / "o.csv")
    assert [row["pair_id"] for row in rows] == ["7", "3"]
    assert float(rows[0]["score"]) > 0.5 > float(rows[1]["score"])


def test_persons_of_one_file_are_found_in_the_other(hirz: Hirz, tmp_path: Path) -> None:
    left = table(tmp_path / "l.csv", "id,name", "a,Нурлан Абдыкадыров", "b,Leila Haddad")
    right = table(tmp_path / "r.csv", "id,name", "1,Nurlan Abdykadyrov", "2,Bakyt Kasymov")
    ran = hirz("names", "match", "--left", left, "--right", right, "--out", tmp_path / "o.csv")
    assert (ran.code, ran.out) == (0, "4 read, 1 written.\n")
    assert [(row["left_id"], row["right_id"]) for row in read(tmp_path / "o.csv")] == [("a", "1")]


def test_birth_date_speaks_for_a_pair_or_against_it(hirz: Hirz, tmp_path: Path) -> None:
    left = table(tmp_path / "l.csv", "id,name,birth,country", "a,Nurlan Abdykadyrov,1980-02-03,KG")
    right = table(
        tmp_path / "r.csv",
        "id,name,birth,country",
        "1,Nurlan Abdykadyrov,1961-07-08,KG",
        "2,Nurlan Abdykadyrov,1980-02-03,KG",
        "3,Nurlan Abdykadyrov,,",
    )
    hirz("names", "match", "--left", left, "--right", right, "--out", tmp_path / "o.csv", "--threshold", "0")
    assert [row["right_id"] for row in read(tmp_path / "o.csv")] == ["2", "3", "1"]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (["pair_id,name_a", "1,Ali"], "line 1: column name_b is missing"),
        (["pair_id,name_a,name_b", "1,Ali,", "2,,Omar"], "line 2: name_b is empty"),
        (["pair_id,name_a,name_b", "1,Ali,Omar,more"], "line 2: more columns than the first line names"),
    ],
)
def test_problem_is_told_by_its_line_and_nothing_is_written(
    rows: list[str], problem: str, hirz: Hirz, tmp_path: Path
) -> None:
    ran = hirz("names", "score", "--pairs", table(tmp_path / "p.csv", *rows), "--out", tmp_path / "o.csv")
    assert ran.code == 2
    assert problem in ran.err
    assert "Ali" not in ran.err
    assert not (tmp_path / "o.csv").exists()


def test_every_problem_is_told(hirz: Hirz, tmp_path: Path) -> None:
    pairs = table(tmp_path / "p.csv", "pair_id,name_a,name_b", "1,Ali,", "2,,Omar")
    told = hirz("names", "score", "--pairs", pairs, "--out", tmp_path / "o.csv").err
    assert "line 2: name_b is empty" in told
    assert "line 3: name_a is empty" in told


def test_id_given_twice_is_refused(hirz: Hirz, tmp_path: Path) -> None:
    persons = table(tmp_path / "l.csv", "id,name", "a,Ali", "a,Omar")
    ran = hirz("names", "match", "--left", persons, "--right", persons, "--out", tmp_path / "o.csv")
    assert (ran.code, "line 3: id stands earlier in this file" in ran.err) == (2, True)


def test_file_that_is_not_utf8_is_refused(hirz: Hirz, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_bytes("pair_id,name_a,name_b\n1,Élie,Ali\n".encode("latin-1"))
    ran = hirz("names", "score", "--pairs", tmp_path / "p.csv", "--out", tmp_path / "o.csv")
    assert (ran.code, "is not UTF-8" in ran.err) == (2, True)


def test_place_is_told_in_any_script_with_its_code(hirz: Hirz) -> None:
    ran = hirz("names", "place", "Ош", "--country", "kg", "--json")
    assert ran.code == 0
    first = ran.data["places"][0]
    assert (first["country"], first["names"][0]) == ("KG", "Osh")
    assert "Osh" in hirz("names", "place", "اوش").out


def test_place_that_nobody_knows_is_told_to_be_none(hirz: Hirz) -> None:
    assert hirz("names", "place", "Xyqwrtp").out == "No place is like it.\n"
