"""What the pages about recommendations show, put together from the records: a few questions however long the list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import page_language
from hirz.regional.recommendations.models import (
    GivenTerm,
    Part,
    Position,
    Recommendation,
    RecommendationQuerySet,
    RecommendationText,
)
from hirz.regional.recommendations.terms import codes_of


@dataclass(frozen=True)
class Row:
    """A recommendation as the list shows it."""

    recommendation: Recommendation
    state: str
    text: RecommendationText
    positions: Sequence[Position]


def whole(rows: RecommendationQuerySet) -> RecommendationQuerySet:
    """With what every page needs of them: texts, and positions with their parts."""
    positions = Position.objects.select_related("part", "recorded_by", "file")
    return rows.prefetch_related("texts", Prefetch("positions", queryset=positions))


def row_of(recommendation: Recommendation) -> Row:
    return Row(
        recommendation=recommendation,
        state=state_name(recommendation.state_code),
        text=_text_to_read(list(recommendation.texts.all())),
        positions=list(recommendation.positions.all()),
    )


def one_page(recommendation: Recommendation) -> dict[str, Any]:
    row = row_of(recommendation)
    names = [state_name(code) for code in recommendation.recommending_states]
    original = next(text for text in recommendation.texts.all() if text.is_original)
    return {
        "row": row,
        "recommendation": recommendation,
        "texts": [row.text, *(text for text in recommendation.texts.all() if text.pk != row.text.pk)],
        "recommending": sort_for_people(names, str, page_language()),
        "parts": [(part, _is_verbatim(part, original.text)) for part in recommendation.parts.select_related("made_by")],
        "goals": [("sdg_target" if code.startswith("target_") else "sdg_goal", code) for code in recommendation.sdgs],
        "unmapped": _unmapped(recommendation),
    }


def suggested_parts(text: str) -> list[str]:
    """Where a text can be divided: at its semicolons, and at the numbers or letters in brackets before them."""
    pieces = re.split(r";|(?<!\w)\((?:[a-z]|[ivx]{1,4})\)\s", text)
    return [plain for piece in pieces if (plain := " ".join(piece.split()).removeprefix("and ").strip(" ,"))]


def _text_to_read(texts: Sequence[RecommendationText]) -> RecommendationText:
    """In the language of the page if there is one, and else as it was first taken in."""
    spoken = page_language()
    return next((text for text in texts if text.language == spoken), next(text for text in texts if text.is_original))


def _is_verbatim(part: Part, text: str) -> bool:
    return part.text in " ".join(text.split())


def _unmapped(row: Recommendation) -> list[tuple[str, str]]:
    """Words of the source that no vocabulary knows, whatever people decided about them: shown as given."""
    given = (
        (GivenTerm.Kind.THEME, row.themes_given),
        (GivenTerm.Kind.GROUP, row.groups_given),
        (GivenTerm.Kind.SDG, row.sdgs_given),
        (GivenTerm.Kind.STATE, row.recommending_given),
    )
    return [(str(kind.label), word) for kind, words in given for word in words if not codes_of(kind.value, word)]
