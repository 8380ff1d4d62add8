"""Forms of one given name: `data/nicknames.tsv`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from hirz.engines.names.scripts import fold


@lru_cache(maxsize=1)
def nicknames() -> dict[str, tuple[int, ...]]:
    """The groups (lines of the table) each folded form stands in."""
    text = (files("hirz.engines.names") / "data" / "nicknames.tsv").read_text(encoding="utf-8")
    groups: dict[str, tuple[int, ...]] = {}
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for number, line in enumerate(lines):
        for form in {fold(form)[0] for form in line.split("\t")}:
            groups[form] = (*groups.get(form, ()), number)
    return groups
