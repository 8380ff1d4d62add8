"""CSV files of names."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from hirz.faces.cli.csv_files import read_rows


class PairRow(NamedTuple):
    id: str
    a: str
    b: str


class Person(NamedTuple):
    id: str
    name: str
    birth: str
    country: str


def read_pairs(path: Path) -> list[PairRow]:
    """Rows of pair_id,name_a,name_b. Raises `FileRefused`, which tells all problems."""
    rows = read_rows(path, ("pair_id", "name_a", "name_b"))
    return [PairRow(row["pair_id"], row["name_a"], row["name_b"]) for row in rows]


def read_persons(path: Path) -> list[Person]:
    """Rows of id,name[,birth,country], each id once. Raises `FileRefused`, which tells all problems."""
    rows = read_rows(path, ("id", "name"), unique="id")
    return [Person(row["id"], row["name"], row.get("birth") or "", row.get("country") or "") for row in rows]
