"""Recommendations found by what they mean and by their words, whatever the language of the question.

Each way gives an order; both are brought together by reciprocal ranks (Cormack, Clarke and Büttcher 2009, k = 60): what
both find comes first, and names or numbers that meaning is blind for are found by words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection

from hirz.foundation.keyset import PAGE_SIZE
from hirz.regional.recommendations.encoding import encoder
from hirz.regional.recommendations.models import RecommendationQuerySet
from hirz.regional.recommendations.vectors import written

NEAREST: Final = 200
"""So many texts are looked at by meaning; conditions on the list are applied to these."""
_K: Final = 60


@dataclass(frozen=True, slots=True)
class Near:
    """A recommendation and the cosine of its nearest text to the question."""

    pk: UUID
    cosine: float


def nearest(question: str, *, state_code: str = "", most: int = NEAREST) -> list[Near]:
    """The recommendations nearest to a question by meaning, best first."""
    (vector,) = encoder().encode([question])
    if not vector.any():
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select recommendation_id, distance from hirz_recommendations_near(%s::halfvec, %s, %s)",
            [written(vector), state_code, most],
        )
        return [Near(pk, -distance) for pk, distance in cursor.fetchall()]


def found(question: str, rows: RecommendationQuerySet, *, state_code: str = "") -> list[UUID]:
    """Which of the rows answer a question best, at most a page of them, best first."""
    by_meaning = [one.pk for one in nearest(question, state_code=state_code)]
    by_words = rows.saying(question).values_list("pk", flat=True)[:PAGE_SIZE]
    return _in_one_order(_among(rows, by_meaning), list(by_words))[:PAGE_SIZE]


def _among(rows: RecommendationQuerySet, ids: Sequence[UUID]) -> list[UUID]:
    there = set(rows.filter(pk__in=ids).values_list("pk", flat=True))
    return [pk for pk in ids if pk in there]


def _in_one_order(*orders: Iterable[UUID]) -> list[UUID]:
    scores: defaultdict[UUID, float] = defaultdict(float)
    for order in orders:
        for rank, pk in enumerate(order, start=1):
            scores[pk] += 1 / (_K + rank)
    return sorted(scores, key=lambda pk: -scores[pk])
