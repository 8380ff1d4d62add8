"""Compiling before somebody waits for it."""

from __future__ import annotations

from hirz.engines.names.comparing import compare, compare_many, score_against


def warm_up() -> None:
    """Compile the inner loops, or read them back from the cache: some twenty seconds once on a machine, one later."""
    score_against("Алишер Каримов", ["Alisher Karimov", "أليشر كريموف"])
    compare_many(["Алишер Каримов"], ["Alisher Karimov"])
    compare("Алишер Каримов", "Alisher Karimov")
