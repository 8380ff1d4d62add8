"""Why two recommendations, or a group of them, were brought together: codes and words as the page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hirz.foundation.vocabularies.registry import vocabulary

MATTERS: Final = "recommendation_matter"


@dataclass(frozen=True)
class Shown:
    """``matters`` and ``more`` are pairs of a vocabulary and a code of it; themes are words of the source."""

    matters: Sequence[tuple[str, str]]
    themes: Sequence[str]
    words: Sequence[str]
    more: Sequence[tuple[str, str]]
    firmer: bool


def reason_shown(kept: Mapping[str, object]) -> Shown:
    """A reason as it was kept with a suggestion; codes that no vocabulary has any more are left out."""
    return Shown(
        matters=_terms(kept.get("matters")),
        themes=_list(kept.get("themes")),
        words=_list(kept.get("words")),
        more=_terms(kept.get("more")),
        firmer=bool(kept.get("firmer")),
    )


def _terms(codes: object) -> list[tuple[str, str]]:
    treaties, matters = vocabulary("treaty"), vocabulary(MATTERS)
    named = ((("treaty" if code in treaties else MATTERS), code) for code in _list(codes))
    return [(name, code) for name, code in named if name == "treaty" or code in matters]


def _list(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
