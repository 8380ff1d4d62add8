"""Towns in several scripts as one: `data/places.tsv`, and for all others the letters themselves."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from hirz.engines.names import keys, parse


@lru_cache(maxsize=65536)
def place_key(text: str) -> str:
    """What the spellings of one place have in common; empty for an empty text.

    >>> place_key("Le Caire") == place_key("القاهرة") == place_key("Каир")
    True
    """
    folded = _folded(text)
    if not folded:
        return ""
    return _known().get(folded) or _skeleton(text) or folded


def _folded(text: str) -> str:
    return " ".join(token.text for token in parse(text).tokens) or text.strip().casefold()


def _skeleton(text: str) -> str:
    """One key of each part, so that a town that no table names still meets itself in another script."""
    return " ".join("~" + min(keys(parse(token.text)) or {token.text}) for token in parse(text).tokens)


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    text = (files("hirz.engines.linkage") / "data" / "places.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {_folded(form): forms[0] for forms in lines for form in forms}
