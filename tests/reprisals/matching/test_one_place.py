"""Consent is weighed in one place: whoever asked the rules about one file alone would overlook the others."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import hirz

SOURCE: Final = Path(hirz.__file__).parent
ALONE: Final = {
    "reprisals/matching/web/together.py": "shows what each file by itself says, beside what counts",
    "rules/merging.py": "weighs the files of one person together",
    "rules/consent.py": "the rule itself",
}
"""Where a single file may be asked about, and why."""


def asks_the_rule(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "hirz.rules.consent":
            yield from (name.name for name in node.names if name.name == "standing")
        if (
            isinstance(node, ast.Attribute)
            and node.attr == "standing"
            and ast.unparse(node.value) in ("law", "consent")
        ):
            yield node.attr


def test_nobody_weighs_one_file_alone() -> None:
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if any(asks_the_rule(ast.parse(path.read_text("utf-8"))))
    }
    assert found <= ALONE.keys()


def test_rows_of_decisions_become_rules_in_one_place() -> None:
    turned = "ConsentDecision("
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in (SOURCE / "reprisals").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node).endswith(".as_rule()") and turned in ast.unparse(node)
    }
    assert found == {"reprisals/people/answers.py"}
