"""What people do to groups of recommendations: move, divide, bring together, name; and take back what was done.

A group that a person touched is kept: suggestions may add to it, and never take from it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.regional.recommendations.models import Cluster, ClusterChange, ClusterMember, Recommendation
from hirz.regional.recommendations.permissions import require_for_states
from hirz.regional.recommendations.verbs import RecommendationVerb
from hirz.rules.errors import BadInput, RefusedByRule

Where = Mapping[UUID, UUID | None]
"""In which group each recommendation is; nothing for those that are in none."""


class NothingToMove(BadInput):
    """No recommendation was chosen."""

    code: ClassVar[str] = "nothing_to_move"


class OtherState(BadInput):
    """Groups hold recommendations to one State."""

    code: ClassVar[str] = "cluster_of_other_state"


class NameMissing(BadInput):
    """A group needs words to be known by."""

    code: ClassVar[str] = "cluster_name_missing"


class ChangedSince(RefusedByRule):
    """What was changed was changed again: take that back first."""

    code: ClassVar[str] = "cluster_changed_since"


@action
def move(*, rows: Sequence[Recommendation], to: Cluster | None, by: User) -> ClusterChange:
    """Put recommendations into a group, or, without one, into none; there they stay, whatever is suggested later."""
    state_code = _state_of(rows, by)
    if to is not None and to.state_code != state_code:
        raise OtherState
    return _changed(ClusterChange.Kind.MOVED, state_code, {row.pk: to.pk if to else None for row in rows}, by)


@action
def split(*, rows: Sequence[Recommendation], name: str, by: User) -> Cluster:
    """Make a new group of some recommendations, wherever they are now."""
    state_code = _state_of(rows, by)
    made = Cluster(state_code=state_code, name=_words(name), kept_by=by)
    made.save(force_insert=True)
    _changed(ClusterChange.Kind.SPLIT, state_code, {row.pk: made.pk for row in rows}, by)
    return made


@action
def merge(*, cluster: Cluster, into: Cluster, by: User) -> ClusterChange:
    """Bring two groups together; the first is left empty, so that this can be taken back."""
    require_for_states(by, {cluster.state_code, into.state_code})
    if cluster.state_code != into.state_code or cluster.pk == into.pk:
        raise OtherState
    moved = dict.fromkeys(cluster.members.values_list("recommendation_id", flat=True), into.pk)
    return _changed(ClusterChange.Kind.MERGED, into.state_code, moved, by)


@action
def rename(*, cluster: Cluster, name: str, by: User) -> ClusterChange:
    require_for_states(by, {cluster.state_code})
    before, cluster.name, cluster.kept_by = cluster.name, _words(name), by
    cluster.save(update_fields=["name", "kept_by"])
    change = ClusterChange(
        state_code=cluster.state_code, kind=ClusterChange.Kind.RENAMED, made_by=by,
        before={"names": {str(cluster.pk): before}}, after={"names": {str(cluster.pk): cluster.name}},
    )  # fmt: skip
    return _recorded(change, by)


@action
def take_back(*, change: ClusterChange, by: User) -> None:
    """Put things where they were before a change. What stood by decision stands by decision of who takes back.

    Raises:
        ChangedSince: when any of it was changed again, or it is taken back already.
    """
    require_for_states(by, {change.state_code})
    if change.undone_at is not None or not _stands(change):
        raise ChangedSince
    _place(change.state_code, _where(change.before), by)
    for pk, name in change.before.get("names", {}).items():
        Cluster.objects.filter(pk=pk).update(name=name)
    change.undone_by, change.undone_at = by, timezone.now()
    change.save(update_fields=["undone_by", "undone_at"])
    record(RecommendationVerb.CLUSTERS_PUT_BACK, by=by, subject=change, state=change.state_code, kind=change.kind)


def _changed(kind: str, state_code: str, moved: Where, by: User) -> ClusterChange:
    if not moved:
        raise NothingToMove
    before = _now(state_code, moved)
    _place(state_code, moved, by)
    change = ClusterChange(
        state_code=state_code,
        kind=kind,
        made_by=by,
        before={"members": _plain(before)},
        after={"members": _plain(moved)},
    )
    return _recorded(change, by)


def _recorded(change: ClusterChange, by: User) -> ClusterChange:
    change.save(force_insert=True)
    moved = len(change.after.get("members", {}))
    record(
        RecommendationVerb.CLUSTERS_CHANGED,
        by=by,
        subject=change,
        state=change.state_code,
        kind=change.kind,
        moved=moved,
    )
    return change


def _place(state_code: str, moved: Where, by: User) -> None:
    """Everything that a person put somewhere stands there by decision, and the groups that are touched are kept."""
    touched = {pk for pk in (*moved.values(), *_now(state_code, moved).values()) if pk is not None}
    ClusterMember.objects.bulk_create(
        (
            ClusterMember(recommendation_id=pk, state_code=state_code, cluster_id=cluster, placed_by=by)
            for pk, cluster in moved.items()
        ),
        update_conflicts=True, unique_fields=["recommendation"],
        update_fields=["cluster", "closeness", "placed_by", "placed_at"],
    )  # fmt: skip
    for cluster in Cluster.objects.filter(pk__in=touched):
        cluster.size, cluster.kept_by = cluster.members.count(), cluster.kept_by or by
        cluster.save(update_fields=["size", "kept_by"])


def _stands(change: ClusterChange) -> bool:
    """Whether everything is still as the change left it."""
    after = _where(change.after)
    names = change.after.get("names", {})
    named = {str(pk): name for pk, name in Cluster.objects.filter(pk__in=names).values_list("pk", "name")}
    return _now(change.state_code, after) == after and named == names


def _now(state_code: str, ids: Collection[UUID]) -> dict[UUID, UUID | None]:
    found = ClusterMember.objects.filter(state_code=state_code, recommendation__in=list(ids))
    return {**dict.fromkeys(ids), **dict(found.values_list("recommendation_id", "cluster_id"))}


def _state_of(rows: Sequence[Recommendation], by: User) -> str:
    """Raises ``NothingToMove``, ``OtherState`` and ``AccessDenied``."""
    states = {row.state_code for row in rows}
    if not states:
        raise NothingToMove
    if len(states) > 1:
        raise OtherState
    require_for_states(by, states)
    return states.pop()


def _words(name: str) -> str:
    if not (words := " ".join(name.split())):
        raise NameMissing
    return words[:200]


def _plain(where: Where) -> dict[str, str | None]:
    return {str(pk): str(cluster) if cluster else None for pk, cluster in where.items()}


def _where(kept: Mapping[str, Mapping[str, str | None]]) -> dict[UUID, UUID | None]:
    return {UUID(pk): UUID(cluster) if cluster else None for pk, cluster in kept.get("members", {}).items()}
