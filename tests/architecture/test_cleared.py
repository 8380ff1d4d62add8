"""`Cleared` is the only way into a renderer, and `decide` the only place that makes one: proved over the whole code."""

from __future__ import annotations

import ast
import copy
import pickle
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hirz.engines.clearance import Cleared, NotCleared, Proof, issue

SOURCE = Path(__file__).resolve().parents[2] / "src" / "hirz"
MAKER = SOURCE / "rules" / "consent.py"
HOME = SOURCE / "engines" / "clearance.py"


class Words:
    def plain_text(self) -> str:
        return "words"


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_only_the_consent_rule_issues_cleared_values() -> None:
    for path, tree in modules():
        if path in {MAKER, HOME}:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("engines.clearance"):
                assert {a.name for a in node.names} <= {"Cleared", "Disclosable", "NotCleared", "Proof"}, path
            if isinstance(node, ast.Import):
                assert all(not a.name.endswith("engines.clearance") for a in node.names), path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "Cleared", path


def test_every_renderer_takes_a_cleared_value_and_no_other_content() -> None:
    renderers = [
        (path, node)
        for path, tree in modules()
        if "faces" not in path.parts and "web" not in path.parts
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("render_")
    ]
    assert len(renderers) >= 3
    for path, function in renderers:
        first = function.args.args[0].annotation
        assert first is not None, f"{path}: {function.name} does not say what it takes"
        assert ast.unparse(first).startswith("Cleared["), f"{path}: {function.name} takes {ast.unparse(first)}"


def test_only_the_document_engine_makes_documents() -> None:
    makers = {"docx", "typst"}
    invented_attachment = SOURCE / "faces" / "cli" / "demonstration" / "attachments.py"
    reader_of_public_lists = SOURCE / "regional" / "recommendations" / "reading" / "thematic.py"
    for path, tree in modules():
        if path.is_relative_to(SOURCE / "engines") or path in (invented_attachment, reader_of_public_lists):
            continue
        for node in ast.walk(tree):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not makers & {name.split(".")[0] for name in names}, path


def test_cleared_value_cannot_be_made_copied_changed_or_kept() -> None:
    proof = Proof("d", "ANNUAL_REPORT", "public", (), datetime.now(UTC))
    with pytest.raises(NotCleared):
        Cleared(object(), Words(), proof)
    cleared = issue(Words(), proof)
    with pytest.raises(NotCleared):
        cleared._content = Words()
    for attempt in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(NotCleared):
            attempt(cleared)
    with pytest.raises(NotCleared):
        type("Looser", (Cleared,), {})
