"""Suggested groups of the recommendations to a State, beside those that people made or touched.

A group that somebody named, divided or put something into is kept as it is, and so is every recommendation that
somebody placed. The rest is grouped anew, and a group that is much the same as one before stays that one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

import numpy as np
from django.db.models import Count

from hirz.engines.meaning import Vectors, clusters
from hirz.engines.meaning.asking import Asked
from hirz.regional.recommendations.models import Cluster, ClusterMember, Recommendation


@dataclass(frozen=True)
class _Placed:
    """A group, with the places in the list of those that come into it, and of those that are in it already."""

    cluster: Cluster
    places: Sequence[int]
    already: Sequence[int] = ()


def group_anew(state_code: str, rows: Sequence[Recommendation], asked: Sequence[Asked], vectors: Vectors) -> None:
    """Suggest groups; row, what it asks and its vector stand at the same place of all three lists."""
    if not rows:
        return
    alike = clusters.likeness(asked, vectors)
    members = {one.recommendation_id: one for one in ClusterMember.objects.filter(state_code=state_code)}
    kept = {one.pk: one for one in Cluster.objects.filter(state_code=state_code, kept_by__isnull=False)}
    fixed = {
        place: members[row.pk].cluster_id
        for place, row in enumerate(rows)
        if row.pk in members and (members[row.pk].placed_by_id or members[row.pk].cluster_id in kept)
    }
    free = [place for place in range(len(rows)) if place not in fixed]
    joining = _joining_kept(alike, free, fixed)
    rest = [place for place in free if place not in joining]
    before = {place: members[rows[place].pk].cluster_id for place in rest if rows[place].pk in members}
    placed = _as_before(state_code, _groups(alike, rest), before, asked)
    placed += [_Placed(kept[pk], _in(joining, pk), _in(fixed, pk)) for pk in set(joining.values())]
    _write(state_code, rows, alike, placed)
    count_members(state_code)


def count_members(state_code: str) -> None:
    """How many are in each group; one that nobody kept and that has none left goes."""
    rows = Cluster.objects.filter(state_code=state_code)
    now = dict(rows.annotate(now=Count("members")).values_list("pk", "now"))
    changed = [cluster for cluster in rows if cluster.size != now[cluster.pk]]
    for cluster in changed:
        cluster.size = now[cluster.pk]
    Cluster.objects.bulk_update(changed, ["size"], batch_size=1000)
    Cluster.objects.filter(state_code=state_code, size=0, kept_by__isnull=True).delete()


def reason_of(asked: Sequence[Asked]) -> dict[str, list[str]]:
    return {name: list(codes) for name, codes in asdict(clusters.shared(asked)).items()}


def _joining_kept(alike: Vectors, free: Sequence[int], fixed: Mapping[int, UUID | None]) -> dict[int, UUID]:
    """Those that are as much like the members of a kept group as its own kind must be."""
    kept = {pk: _in(fixed, pk) for pk in set(fixed.values()) if pk is not None}
    joining: dict[int, UUID] = {}
    for place in free:
        means = {pk: float(alike[place, places].mean()) for pk, places in kept.items()}
        best = max(means, key=lambda pk: means[pk], default=None)
        if best is not None and means[best] >= clusters.ALIKE:
            joining[place] = best
    return joining


def _in(where: Mapping[int, UUID] | Mapping[int, UUID | None], group: UUID) -> list[int]:
    return [place for place, into in where.items() if into == group]


def _groups(alike: Vectors, rest: Sequence[int]) -> list[list[int]]:
    found = clusters.groups(alike[np.ix_(rest, rest)]) if rest else []
    return [[rest[place] for place in group] for group in found if len(group) > 1]


def _as_before(
    state_code: str, groups: Sequence[Sequence[int]], before: Mapping[int, UUID | None], asked: Sequence[Asked]
) -> list[_Placed]:
    """Each group under the id of the one that most of its members came from, so that its address lasts."""
    known = {one.pk: one for one in Cluster.objects.filter(state_code=state_code, kept_by__isnull=True)}
    placed = []
    for places in groups:
        came_from = Counter(pk for place in places if (pk := before.get(place)) is not None and pk in known)
        cluster = known.pop(came_from.most_common(1)[0][0]) if came_from else Cluster(state_code=state_code)
        cluster.reason = reason_of([asked[place] for place in places])
        placed.append(_Placed(cluster, places))
    Cluster.objects.bulk_create(
        (one.cluster for one in placed), update_conflicts=True, unique_fields=["id"], update_fields=["reason"]
    )
    return placed


def _write(state_code: str, rows: Sequence[Recommendation], alike: Vectors, placed: Sequence[_Placed]) -> None:
    suggested = ClusterMember.objects.filter(
        state_code=state_code, placed_by__isnull=True, cluster__kept_by__isnull=True
    )
    suggested.delete()
    ClusterMember.objects.bulk_create(
        (
            ClusterMember(
                recommendation=rows[place], state_code=state_code, cluster=one.cluster,
                closeness=_closeness(alike, place, [*one.already, *one.places]),
            )
            for one in placed
            for place in one.places
        ),
        batch_size=1000,
    )  # fmt: skip


def _closeness(alike: Vectors, place: int, places: Sequence[int]) -> float:
    others = [other for other in places if other != place]
    return round(float(alike[place, others].mean()), 4) if others else 0.0
