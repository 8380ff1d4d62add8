"""CSV files in and out: read whole or refused with every problem by its line, written whole or not at all."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

_MOST_TOLD = 20


class FileRefused(click.ClickException):
    """A file that cannot be taken. Tells lines and columns, never what stands in them."""

    exit_code = 2

    def __init__(self, path: Path, problems: Sequence[str]) -> None:
        told = [f"{path.name}: {problem}" for problem in problems[:_MOST_TOLD]]
        if len(problems) > _MOST_TOLD:
            told.append(f"{path.name}: and {len(problems) - _MOST_TOLD} more problems")
        super().__init__("\n".join([*told, "Nothing was written."]))


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV file beside its place, then put it there."""
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(rows)
    part.replace(path)


def read_rows(path: Path, columns: Sequence[str], unique: str = "") -> list[dict[str, str]]:
    """The rows, each with at least ``columns``; ``unique`` names one that no two may share.

    Raises:
        FileRefused: with all problems.
    """
    try:
        return _checked(path, columns, unique)
    except UnicodeDecodeError:
        raise FileRefused(path, ["is not UTF-8"]) from None
    except csv.Error:
        raise FileRefused(path, ["is not CSV"]) from None


def _checked(path: Path, columns: Sequence[str], unique: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            raise FileRefused(path, [f"line 1: column {column} is missing" for column in missing])
        numbered = [(reader.line_num, row) for row in reader]
    problems = list(_problems(numbered, columns, unique))
    if problems:
        raise FileRefused(path, problems)
    return [row for _, row in numbered]


def _problems(rows: Iterable[tuple[int, dict[str, str]]], columns: Sequence[str], unique: str) -> Iterator[str]:
    seen: set[str] = set()
    for line, row in rows:
        if None in row:
            yield f"line {line}: more columns than the first line names"
        for column in columns:
            if not (row[column] or "").strip():
                yield f"line {line}: {column} is empty"
        if unique and row[unique] in seen:
            yield f"line {line}: {unique} stands earlier in this file"
        seen.add(row[unique] if unique else "")
