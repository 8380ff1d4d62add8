"""By which dimensions numbers are divided, and in which of them somebody may stand in several parts."""

from __future__ import annotations

from hirz.foundation.vocabularies.registry import vocabulary

DIMENSIONS = "disaggregation_dimension"
CATEGORIES = "disaggregation_category"


def overlapping() -> frozenset[str]:
    return frozenset(term.code for term in vocabulary(DIMENSIONS) if term.facts.get("parts") == "overlapping")


def parts_of(dimension: str) -> frozenset[str]:
    """The codes of its parts; none for what is no dimension."""
    return frozenset(term.code for term in vocabulary(CATEGORIES) if term.family == dimension)
