"""Forms of one given name, and the commonest given names: `data/nicknames.tsv`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Final

from hirz.engines.names.scripts import fold

COMMONEST: Final = 1000
"""From this number on groups are of the commonest names, none of which is ever another (lines that begin with !)."""


@lru_cache(maxsize=1)
def nicknames() -> dict[str, tuple[int, ...]]:
    """The groups (lines of the table, and `COMMONEST` more where the line begins with !) each folded form stands in."""
    text = (files("hirz.engines.names") / "data" / "nicknames.tsv").read_text(encoding="utf-8")
    groups: dict[str, tuple[int, ...]] = {}
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for number, line in enumerate(lines):
        group = number + COMMONEST * line.startswith("!")
        for form in {fold(form)[0] for form in line.removeprefix("!").split("\t")}:
            groups[form] = (*groups.get(form, ()), group)
    return groups
