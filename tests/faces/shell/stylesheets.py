"""Reads our style sheets as a browser would, rule by rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import tinycss2
from tinycss2 import ast

import hirz.faces

FACES = Path(hirz.faces.__file__).parent
SHARED = FACES / "shell" / "static" / "hirz"
SHEETS = sorted(FACES.glob("*/static/**/*.css"))


@dataclass(frozen=True)
class Rule:
    """A selector with its declarations and the at-rules around it, outermost first."""

    around: tuple[str, ...]
    selector: str
    declarations: dict[str, str]


def rules(path: Path) -> Iterator[Rule]:
    yield from _rules(tinycss2.parse_stylesheet(path.read_text(), skip_comments=True, skip_whitespace=True), ())


def _rules(nodes: list[ast.Node], around: tuple[str, ...]) -> Iterator[Rule]:
    for node in nodes:
        assert not isinstance(node, ast.ParseError), node.message
        if isinstance(node, ast.AtRule) and node.content is not None:
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from _rules(inner, (*around, f"@{node.at_keyword} {tinycss2.serialize(node.prelude).strip()}"))
        elif isinstance(node, ast.QualifiedRule):
            yield Rule(around, tinycss2.serialize(node.prelude).strip(), _declarations(node))


def _declarations(node: ast.QualifiedRule) -> dict[str, str]:
    found = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    assert all(isinstance(item, ast.Declaration) for item in found), tinycss2.serialize(node.content)
    return {item.name: tinycss2.serialize(item.value).strip() for item in found}
