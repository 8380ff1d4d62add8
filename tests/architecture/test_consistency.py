"""What the repository promises about itself, held over every file."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import hirz
from hirz.foundation.wording import has_words
from hirz.reprisals.intake.answers import SCHEMA_FILE
from hirz.rules.errors import HirzError

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "hirz"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
KEPT = ("src", "tests", "docs", "vocabularies", "requirements", "scripts", "locale", ".ci", "benchmarks", "deploy")
TEXTS = {
    ".py", ".md", ".yaml", ".yml", ".toml", ".txt", ".json", ".html", ".css", ".typ", ".svg", ".po", ".sh", ".cfg", "",
}  # fmt: skip
MOST_LINES = 400
DRAWERS = {"utils", "helpers", "common", "misc"}
# Written in parts, so that this file does not find itself.
MACHINE_PATHS = re.compile("|".join((r"(?<![\w.:/])/" + "(?:work|root|Users)/", r"(?<![\w.:/])/" + r"home/\w")))
UNFINISHED = re.compile(r"\b(?:TO" + "DO|FIX" + "ME|X" + r"XX)\b")
REGISTRY = re.compile("pypi" + r"\.org|python" + r"hosted\.org|index-" + "url")


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in MODULES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def kept_files() -> Iterator[Path]:
    """Every text file that belongs to the project."""
    beside = (path for path in ROOT.iterdir() if path.is_file())
    below = (path for folder in KEPT for path in (ROOT / folder).rglob("*") if path.is_file())
    for path in (*beside, *below):
        if path.suffix in TEXTS and "__pycache__" not in path.parts:
            yield path


def lines_with(pattern: re.Pattern[str], files: Iterator[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_module_is_longer_than_one_can_hold_in_mind() -> None:
    long = {
        str(p.relative_to(ROOT)): n for p in MODULES if (n := p.read_text(encoding="utf-8").count("\n")) > MOST_LINES
    }
    assert not long


def test_nothing_is_called_a_drawer() -> None:
    assert not [str(path) for path in SOURCE.rglob("*") if path.stem in DRAWERS]


def test_functions_are_short() -> None:
    lengths = [
        node.end_lineno - node.lineno + 1
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None
    ]
    assert statistics.median(lengths) < 10


def test_nothing_is_printed_but_by_the_command_line_s_own_ways() -> None:
    printed = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"print", "breakpoint"}
    ]
    assert not printed


def test_nothing_is_left_for_later() -> None:
    assert not lines_with(UNFINISHED, (path for path in kept_files() if path.suffix != ".po"))


def error_classes(root: type[HirzError] = HirzError) -> set[type[HirzError]]:
    return {root}.union(*(error_classes(below) for below in root.__subclasses__()))


@pytest.fixture(scope="module")
def raised_on_purpose() -> set[type[HirzError]]:
    for module in pkgutil.walk_packages(hirz.__path__, "hirz."):
        # Addresses belong to one face each, settings to one process each.
        if not re.search(r"\.(migrations|settings|wsgi|__main__)|urls$", module.name):
            importlib.import_module(module.name)
    return {error for error in error_classes() if error.__module__.startswith("hirz.")}


def test_every_refusal_has_words(raised_on_purpose: set[type[HirzError]]) -> None:
    assert len(raised_on_purpose) > 50
    assert not sorted(error.__qualname__ for error in raised_on_purpose if not has_words(error.code))


def test_only_roots_of_refusals_go_without_a_code_of_their_own(raised_on_purpose: set[type[HirzError]]) -> None:
    borrowed = {error for error in raised_on_purpose if "code" not in vars(error)}
    assert all(error.__subclasses__() for error in borrowed)


def test_no_two_refusals_share_a_code(raised_on_purpose: set[type[HirzError]]) -> None:
    codes = [error.code for error in raised_on_purpose if "code" in vars(error)]
    assert len(codes) == len(set(codes))


def test_documented_shape_of_submissions_is_the_one_that_is_checked() -> None:
    documented = ROOT / "docs" / "reference" / "submission.schema.json"
    assert documented.read_bytes() == SCHEMA_FILE.read_bytes()
    assert json.loads(documented.read_text(encoding="utf-8"))["$id"] == "urn:hirz:submission:1"


def test_reference_of_the_rules_is_what_their_docstrings_say() -> None:
    check = [sys.executable, str(ROOT / "scripts" / "reference.py"), "--check"]
    assert subprocess.run(check).returncode == 0, "run: python scripts/reference.py"  # noqa: S603 - our own script


@pytest.mark.parametrize("name", ["dev.txt", "runtime.txt"])
def test_requirements_are_pinned_with_hashes_and_name_no_index(name: str) -> None:
    content = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    pinned = re.findall(r"^[a-z0-9][\w.\-\[\]]*==\S+.*\\\n +--hash=sha256:", content, flags=re.MULTILINE)
    assert len(pinned) > 20
    assert len(pinned) == len(re.findall(r"^[a-z0-9]", content, flags=re.MULTILINE))
    assert not re.search(r"^\s*-(?!-hash)", content, flags=re.MULTILINE)
    assert "://" not in content


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    assert not lines_with(MACHINE_PATHS, kept_files())


def test_no_file_names_a_registry() -> None:
    assert not lines_with(REGISTRY, kept_files())


def test_licence_is_the_affero_gpl() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text
    assert "Version 3, 19 November 2007" in text
    assert 'license = "AGPL-3.0-or-later"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
