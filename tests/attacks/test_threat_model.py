"""The tables of the threat model and of SECURITY.md name their tests. Here each of them is looked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
MODEL: Final = ROOT / "docs" / "explanation" / "threat-model.md"
SECURITY: Final = ROOT / "SECURITY.md"
NAMED: Final = re.compile(r"`(tests/[^`:]+)(?:::(\w+))?`")
FAULTS: Final = (
    "kill -9 and SIGTERM at every step of a submission", "disk full", "database restart", "50 at once", "replay",
    "an upload longer than a session", "container cut at every chunk", "bit flip", "row and field swap",
    "zip bomb, slip, symlink, 10^6 entries", "pixel flood", "polyglot",
    "`../`, NUL, CRLF and right-to-left-override names", "canary never on disk, in logs, mail, error pages, dumps",
    "every URL × role", "same redaction in page, API, export, search, mail", "CSRF without JavaScript",
    "script in every field, including Arabic", "receipt timing", "receipt flood", "3,000-deep JSON",
    "forged recipient or score", "ledger edits", "split views", "lost key", "k−1 shares", "restore of an old backup",
    "publish racing withdrawal", "revoked user", "one undecryptable item among many", "clock a day off",
)  # fmt: skip
"""Each is to be survived; a row that is taken out of the document fails here."""


def rows(document: Path, heading: str) -> Iterator[list[str]]:
    """The cells of each row of the table below a heading."""
    below = document.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in below.splitlines() if line.startswith("|")]
    return ([cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:])


@cache
def functions_of(path: Path) -> frozenset[str]:
    return frozenset(
        node.name for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )  # fmt: skip


def missing(cell: str) -> Iterator[str]:
    for path, function in NAMED.findall(cell):
        file = ROOT / path
        if not (file.is_file() and (function in functions_of(file) if function else functions_of(file))):
            yield f"{path}::{function}"


@pytest.mark.parametrize(
    ("document", "heading"), [(MODEL, "Seizures"), (MODEL, "Faults it survives"), (SECURITY, "What is guaranteed")]
)
def test_every_row_names_tests_that_exist(document: Path, heading: str) -> None:
    table = list(rows(document, heading))
    assert len(table) > 10
    assert [row[0] for row in table if not NAMED.search(row[-1])] == []
    assert [name for row in table for name in missing(row[-1])] == []


def test_every_fault_is_in_the_table_and_has_a_test_that_is_called_after_it() -> None:
    assert [row[0] for row in rows(MODEL, "Faults it survives")] == list(FAULTS)


def test_every_row_of_seizures_names_a_single_test_and_not_a_file() -> None:
    assert [row[0] for row in rows(MODEL, "Seizures") if any(not name for _path, name in NAMED.findall(row[-1]))] == []
