"""Lineage and groups of one State, suggested anew from the vectors. What people decided is read, and never written.

For the worker: it may write suggestions, and the database lets nobody take a decision away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Final
from uuid import UUID

import numpy as np
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from hirz.engines.meaning import Vectors
from hirz.engines.meaning.asking import asked_by
from hirz.engines.meaning.lineage import Comparison, Suggestion, Text
from hirz.regional.recommendations.grouping import group_anew
from hirz.regional.recommendations.models import Lineage, Recommendation, SuggestedState, TextVector

MOST: Final = 5
"""So many earlier ones are suggested for one later recommendation and one earlier round, the likeliest."""
_LOCK: Final = 0x48495247


@dataclass(frozen=True)
class Read:
    """Recommendations to one State as they are compared; row for row the same in all three."""

    rows: Sequence[Recommendation]
    texts: Sequence[Text]
    vectors: Vectors


def encoded_states() -> list[str]:
    """Those with recommendations that have vectors."""
    return sorted(set(TextVector.objects.values_list("state_code", flat=True).distinct()))


def states_to_suggest() -> list[str]:
    """Those with a vector that is newer than their suggestions."""
    latest = TextVector.objects.values("state_code").annotate(latest=Max("encoded_at"))
    done = dict(SuggestedState.objects.values_list("state_code", "at"))
    newest = {row["state_code"]: row["latest"] for row in latest}
    return sorted(code for code, moment in newest.items() if code not in done or done[code] < moment)


@transaction.atomic
def suggest(state_code: str) -> int:
    """Suggest lineage and groups of a State anew; returns how many suggestions of lineage wait for a person."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, state_code])
    begun = timezone.now()
    read = read_state(state_code)
    _keep(state_code, read, list(_found(read)))
    group_anew(state_code, read.rows, [text.asked for text in read.texts], read.vectors)
    SuggestedState.objects.update_or_create(state_code=state_code, defaults={"at": begun})
    return Lineage.objects.filter(state_code=state_code).waiting().count()


def read_state(state_code: str, ids: Collection[UUID] | None = None) -> Read:
    """What has a vector; of several languages English, in which most is recognised, and else the original."""
    vectors = TextVector.objects.filter(state_code=state_code).select_related("text__recommendation")
    if ids is not None:
        vectors = vectors.filter(text__recommendation__in=ids)
    best: dict[UUID, TextVector] = {}
    for one in vectors.order_by("text__language"):
        known = best.get(one.text.recommendation_id)
        if known is None or _preference(one) > _preference(known):
            best[one.text.recommendation_id] = one
    chosen = sorted(best.values(), key=lambda one: (one.text.recommendation.place, one.text.recommendation_id))
    rows = [one.text.recommendation for one in chosen]
    texts = [
        Text(asked_by(one.text.text, one.text.language), frozenset(one.text.recommendation.themes_given))
        for one in chosen
    ]
    made = [one.vector for one in chosen]
    return Read(rows, texts, np.stack(made) if made else np.zeros((0, 1), np.float32))


def round_of(row: Recommendation) -> tuple[str, str, str, str] | None:
    """Which round of which mechanism made it: those of one body follow one another; nothing when it is not known."""
    moment = row.cycle if row.mechanism == "upr" else row.on_date.isoformat() if row.on_date else ""
    return (row.mechanism, row.committee, row.procedure, moment) if moment else None


def _preference(one: TextVector) -> tuple[bool, bool]:
    return one.text.language == "en", one.text.is_original


def _found(read: Read) -> Iterator[tuple[UUID, UUID, Suggestion]]:
    comparison = Comparison(read.texts)
    placed = sorted((at, place) for place, row in enumerate(read.rows) if (at := round_of(row)) is not None)
    rounds = [(at, [place for _at, place in group]) for at, group in groupby(placed, key=lambda pair: pair[0])]
    for number, (later, theirs) in enumerate(rounds):
        for earlier, ours in rounds[:number]:
            if earlier[:3] == later[:3]:
                yield from _between(comparison, read, ours, theirs)


def _between(
    comparison: Comparison, read: Read, ours: Sequence[int], theirs: Sequence[int]
) -> Iterator[tuple[UUID, UUID, Suggestion]]:
    suggestions = comparison.suggestions(
        [read.texts[place] for place in ours], read.vectors[ours],
        [read.texts[place] for place in theirs], read.vectors[theirs],
    )  # fmt: skip
    for _later, group in groupby(suggestions, key=lambda one: one.later):
        for one in list(group)[:MOST]:
            yield read.rows[ours[one.earlier]].pk, read.rows[theirs[one.later]].pk, one


def _keep(state_code: str, read: Read, found: Sequence[tuple[UUID, UUID, Suggestion]]) -> None:
    """Suggestions as they are now: those that no longer hold go, and what somebody decided stays untouched."""
    rows = Lineage.objects.filter(state_code=state_code)
    decided = set(rows.exclude(decision="").values_list("earlier_id", "later_id"))
    kept = [
        Lineage(
            state_code=state_code, earlier_id=earlier, later_id=later, suggestion=one.kinship.value,
            score=round(one.score, 4), reason=asdict(one.reason),
        )
        for earlier, later, one in found
        if (earlier, later) not in decided
    ]  # fmt: skip
    pairs = {(row.earlier_id, row.later_id) for row in kept}
    listed = rows.waiting().values_list("pk", "earlier_id", "later_id")
    rows.waiting().filter(pk__in=[pk for pk, *pair in listed if tuple(pair) not in pairs]).delete()
    Lineage.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["earlier", "later"],
        update_fields=["suggestion", "score", "reason"], batch_size=1000,
    )  # fmt: skip
