"""Groups: suggested from the texts, kept once a person touched them, and every change of people can be taken back."""

from __future__ import annotations

import pytest

from hirz.engines.meaning.clusters import ALIKE
from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.walls.standing import standing
from hirz.regional.recommendations import clusters
from hirz.regional.recommendations.encoding import encode_waiting
from hirz.regional.recommendations.models import Cluster, ClusterChange, ClusterMember, Recommendation
from hirz.regional.recommendations.suggesting import suggest
from tests.regional.recommendations.conftest import imported

pytestmark = pytest.mark.django_db
FILE = (
    "state,mechanism,symbol,paragraph,language,text,source\n"
    "XM,UPR,A/1,1.1,en,Abolish the death penalty,Report\n"
    "XM,CCPR,CCPR/C/1,7,ru,Отменить смертную казнь,Report\n"
    "XM,CRC,CRC/C/1,9,en,Build kindergartens in the villages,Report\n"
    "XM,UPR,A/1,1.4,en,Build more kindergartens in villages,Report\n"
    "XM,UPR,A/1,1.5,en,Print stamps,Report\n"
)
DEATH, SMERT, KIND, GARDEN, STAMPS = "1.1", "7", "9", "1.4", "1.5"


@pytest.fixture
def rows(officer: User) -> dict[str, Recommendation]:
    imported(FILE.encode())
    list(encode_waiting())
    suggest("XM")
    return {row.paragraph: row for row in Recommendation.objects.filter(state_code="XM")}


def together() -> set[frozenset[str]]:
    found: dict[object, set[str]] = {}
    for member in ClusterMember.objects.select_related("recommendation").filter(cluster__isnull=False):
        found.setdefault(member.cluster_id, set()).add(member.recommendation.paragraph)
    return set(map(frozenset, found.values()))


SUGGESTED = {frozenset({DEATH, SMERT}), frozenset({KIND, GARDEN})}


def of(row: Recommendation) -> Cluster:
    cluster = ClusterMember.objects.get(recommendation=row).cluster
    assert cluster is not None
    return cluster


def test_bodies_and_languages_come_together_and_the_rest_is_in_none(rows: dict[str, Recommendation]) -> None:
    assert together() == SUGGESTED
    assert of(rows[DEATH]).reason["matters"] == ["death_penalty"]
    left = Recommendation.objects.filter(member__cluster__isnull=True)
    assert [row.paragraph for row in left] == [STAMPS]


def test_suggesting_again_keeps_groups_and_their_addresses(rows: dict[str, Recommendation]) -> None:
    before = set(ClusterMember.objects.values_list("recommendation", "cluster"))
    suggest("XM")
    assert set(ClusterMember.objects.values_list("recommendation", "cluster")) == before
    assert Cluster.objects.count() == 2


def test_what_a_person_placed_stays_whatever_is_suggested(rows: dict[str, Recommendation], officer: User) -> None:
    clusters.move(rows=[rows[STAMPS]], to=of(rows[KIND]), by=officer)
    clusters.move(rows=[rows[SMERT]], to=None, by=officer)
    suggest("XM")
    assert frozenset({KIND, GARDEN, STAMPS}) in together()
    assert not any(SMERT in group for group in together())
    assert of(rows[KIND]).size == 3


def test_new_recommendation_joins_a_group_that_is_kept(rows: dict[str, Recommendation], officer: User) -> None:
    kept = of(rows[DEATH])
    clusters.rename(cluster=kept, name="Zafiramoon", by=officer)
    imported(f"{FILE}XM,UPR,A/1,1.6,en,Abolish capital punishment and the death penalty,Report\n".encode())
    list(encode_waiting())
    suggest("XM")
    assert frozenset({DEATH, SMERT, "1.6"}) in together()
    kept.refresh_from_db()
    assert (kept.name, kept.size, kept.kept_by) == ("Zafiramoon", 3, officer)
    assert ClusterMember.objects.get(recommendation__paragraph="1.6").closeness > ALIKE, "to those that were there"


def test_group_is_divided_and_brought_together_again(rows: dict[str, Recommendation], officer: User) -> None:
    made = clusters.split(rows=[rows[GARDEN]], name="Villages", by=officer)
    assert frozenset({GARDEN}) in together()
    clusters.merge(cluster=made, into=of(rows[KIND]), by=officer)
    assert together() == SUGGESTED
    assert Cluster.objects.get(pk=made.pk).size == 0


def test_every_kind_of_change_is_taken_back(rows: dict[str, Recommendation], officer: User) -> None:
    first, second = of(rows[DEATH]), of(rows[KIND])
    clusters.move(rows=[rows[STAMPS]], to=first, by=officer)
    clusters.split(rows=[rows[SMERT], rows[GARDEN]], name="New", by=officer)
    clusters.merge(cluster=first, into=second, by=officer)
    clusters.rename(cluster=second, name="Named", by=officer)
    for change in ClusterChange.objects.order_by("-made_at"):
        clusters.take_back(change=change, by=officer)
    assert together() == SUGGESTED
    assert Cluster.objects.get(pk=second.pk).name == ""
    assert Entry.objects.filter(verb="CLUSTERS_PUT_BACK").count() == 4


def test_change_that_was_changed_again_is_not_taken_back(rows: dict[str, Recommendation], officer: User) -> None:
    change = clusters.move(rows=[rows[STAMPS]], to=of(rows[KIND]), by=officer)
    clusters.move(rows=[rows[STAMPS]], to=of(rows[DEATH]), by=officer)
    with pytest.raises(clusters.ChangedSince):
        clusters.take_back(change=change, by=officer)
    last = ClusterChange.objects.latest("made_at")
    clusters.take_back(change=last, by=officer)
    clusters.take_back(change=change, by=officer)
    with pytest.raises(clusters.ChangedSince):
        clusters.take_back(change=change, by=officer)


def test_groups_hold_one_state_and_something(rows: dict[str, Recommendation], officer: User) -> None:
    imported(b"state,mechanism,text,source\nKZ,UPR,Print more stamps,Report\n")
    foreign = Recommendation.objects.get(state_code="KZ")
    with pytest.raises(clusters.OtherState):
        clusters.move(rows=[foreign], to=of(rows[KIND]), by=officer)
    with pytest.raises(clusters.OtherState):
        clusters.split(rows=[foreign, rows[KIND]], name="Both", by=officer)
    with pytest.raises(clusters.NothingToMove):
        clusters.move(rows=[], to=None, by=officer)
    with pytest.raises(clusters.NameMissing):
        clusters.rename(cluster=of(rows[KIND]), name="  ", by=officer)


def test_who_does_not_cover_the_state_moves_nothing(rows: dict[str, Recommendation], reader: User) -> None:
    with pytest.raises(AccessDenied):
        clusters.move(rows=[rows[KIND]], to=None, by=reader)
    with standing(reader):
        assert Cluster.objects.count() == 2
        assert ClusterMember.objects.update(cluster=None) == Cluster.objects.update(name="x") == 0
    with standing(None):
        assert Cluster.objects.count() == 0


def test_officer_moves_behind_the_wall(rows: dict[str, Recommendation], officer: User) -> None:
    with standing(officer):
        made = clusters.split(rows=[rows[GARDEN], rows[STAMPS]], name="Both", by=officer)
        change = ClusterChange.objects.get()
        clusters.take_back(change=change, by=officer)
    assert together() == SUGGESTED
    assert Cluster.objects.get(pk=made.pk).size == 0
