"""Write docs/reference/rules.md from the docstrings of the rules: ``python scripts/reference.py [--check]``.

The docstring is the documentation; this only puts it where somebody looks who does not read Python.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[1]
RULES: Final = PROJECT / "src" / "hirz" / "rules"
TARGET: Final = PROJECT / "docs" / "reference" / "rules.md"
HEAD: Final = """# The rules

What Hirz decides, as the code says it, each rule with its source. Written by `scripts/reference.py`.
"""
Documented = ast.ClassDef | ast.FunctionDef


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="say whether the file is in step, exit 1 if it is not")
    written = reference()
    if parser.parse_args(arguments).check:
        return int(not TARGET.exists() or TARGET.read_text(encoding="utf-8") != written)
    TARGET.write_text(written, encoding="utf-8")
    return 0


def reference() -> str:
    modules = sorted(path for path in RULES.glob("*.py") if path.stem != "__init__")
    return "\n".join([HEAD, *(part for path in modules for part in _module(path))])


def _module(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield f"## {path.stem}\n\n{ast.get_docstring(tree) or ''}\n"
    for node in tree.body:
        if isinstance(node, Documented) and not node.name.startswith("_") and ast.get_docstring(node):
            yield f"### {_title(node)}\n\n{ast.get_docstring(node)}\n"


def _title(node: Documented) -> str:
    if isinstance(node, ast.ClassDef):
        return f"`{node.name}`"
    returned = f" → {ast.unparse(node.returns)}" if node.returns else ""
    return f"`{node.name}({ast.unparse(node.args)}){returned}`"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
