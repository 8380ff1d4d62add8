"""Suggestions of lineage come from the worker, decisions from people; and decisions stay."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from hirz.engines.meaning.asking import matters
from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.vocabularies.registry import vocabulary
from hirz.foundation.walls.standing import beyond_the_wall, standing
from hirz.regional.recommendations.encoding import encode_waiting, waiting
from hirz.regional.recommendations.lineage import (
    NoSuchKinship,
    NotOneAfterTheOther,
    chain_of,
    decide_lineage,
    follows,
    has_earlier_round,
)
from hirz.regional.recommendations.models import Lineage, Recommendation, TextVector
from hirz.regional.recommendations.suggesting import states_to_suggest, suggest
from hirz.regional.recommendations.tasks import index_recommendations
from tests.regional.recommendations.conftest import imported

pytestmark = pytest.mark.django_db
HEADER = "state,mechanism,symbol,paragraph,cycle,text,source\n"
CYCLES = HEADER + (
    "XM,UPR,A/1,1.1,1,Consider ratifying the Rome Statute,Report\n"
    "XM,UPR,A/1,1.2,1,Repaint the lighthouse,Report\n"
    "XM,UPR,A/2,2.1,2,Ratify the Rome Statute,Report\n"
    "XM,UPR,A/2,2.2,2,Plant lime trees,Report\n"
    "XM,UPR,A/3,3.1,3,Ratify the Rome Statute of the court,Report\n"
)


@pytest.fixture
def rows(officer: User) -> dict[str, Recommendation]:
    imported(CYCLES.encode())
    list(encode_waiting())
    suggest("XM")
    return {row.paragraph: row for row in Recommendation.objects.filter(state_code="XM")}


def pairs() -> set[tuple[str, str, str]]:
    found = Lineage.objects.select_related("earlier", "later")
    return {(row.earlier.paragraph, row.later.paragraph, row.decision or row.suggestion) for row in found}


def test_every_matter_has_words_in_a_vocabulary() -> None:
    assert matters() <= set(vocabulary("recommendation_matter").codes) | set(vocabulary("treaty").codes)
    assert set(vocabulary("recommendation_matter").codes) <= matters()


def test_earlier_rounds_are_suggested_with_reasons(rows: dict[str, Recommendation]) -> None:
    assert pairs() == {("1.1", "2.1", "strengthens"), ("1.1", "3.1", "strengthens"), ("2.1", "3.1", "repeats")}
    found = Lineage.objects.get(earlier=rows["1.1"], later=rows["2.1"])
    assert found.reason["matters"] == ["rome_statute"]
    assert found.reason["firmer"] is True
    assert 0.6 <= found.score <= 1


def test_decision_outlives_new_suggestions_and_imports(rows: dict[str, Recommendation], officer: User) -> None:
    decide_lineage(earlier=rows["1.1"], later=rows["2.1"], decision="other", by=officer, note="Zafiramoon")
    decide_lineage(earlier=rows["1.2"], later=rows["2.2"], decision="repeats", by=officer)
    before = list(Lineage.objects.exclude(decision="").order_by("id").values())
    imported(CYCLES.replace("Ratify the Rome Statute,", "Paint the bridge,").encode())
    index_recommendations()
    assert list(Lineage.objects.exclude(decision="").order_by("id").values()) == before
    assert ("2.1", "3.1", "repeats") not in pairs()


def test_decision_cannot_be_taken_away_by_anybody(rows: dict[str, Recommendation], officer: User) -> None:
    found = decide_lineage(earlier=rows["1.1"], later=rows["2.1"], decision="repeats", by=officer)
    kept = Lineage.objects.filter(pk=found.pk)
    with pytest.raises(DatabaseError), transaction.atomic(), beyond_the_wall():
        kept.update(decision="", decided_by=None, decided_at=None)
    with pytest.raises(DatabaseError), transaction.atomic(), beyond_the_wall():
        kept.delete()
    assert Lineage.objects.get(pk=found.pk).decision == "repeats"


def test_decision_is_on_record_and_may_be_replaced(rows: dict[str, Recommendation], officer: User) -> None:
    for decision in ("repeats", "strengthens"):
        found = decide_lineage(earlier=rows["1.1"], later=rows["2.1"], decision=decision, by=officer)
    first, second = Entry.objects.filter(verb="LINEAGE_DECIDED", subject_id=found.pk).order_by("id")
    assert (first.detail["replaced"], second.detail["replaced"]) == ("", "repeats")
    assert second.detail["suggested"] == "strengthens"


def test_chain_holds_what_was_decided_before_and_after(rows: dict[str, Recommendation], officer: User) -> None:
    for earlier, later in (("1.1", "2.1"), ("2.1", "3.1"), ("1.2", "2.2")):
        decide_lineage(earlier=rows[earlier], later=rows[later], decision="repeats", by=officer)
    decide_lineage(earlier=rows["1.2"], later=rows["3.1"], decision="other", by=officer)
    with standing(officer):
        for start in ("1.1", "2.1", "3.1"):
            assert [link.recommendation.paragraph for link in chain_of(rows[start], officer)] == ["1.1", "2.1", "3.1"]


def test_rounds_follow_one_another(rows: dict[str, Recommendation], officer: User) -> None:
    assert follows(rows["1.1"], rows["3.1"])
    assert not follows(rows["3.1"], rows["1.1"])
    assert not follows(rows["1.1"], rows["1.2"])
    assert [has_earlier_round(rows[one]) for one in ("1.1", "2.2")] == [False, True]
    with pytest.raises(NotOneAfterTheOther):
        decide_lineage(earlier=rows["3.1"], later=rows["1.1"], decision="repeats", by=officer)
    with pytest.raises(NoSuchKinship):
        decide_lineage(earlier=rows["1.1"], later=rows["3.1"], decision="perhaps", by=officer)


def test_who_does_not_cover_the_state_decides_nothing(rows: dict[str, Recommendation], reader: User) -> None:
    with pytest.raises(AccessDenied):
        decide_lineage(earlier=rows["1.1"], later=rows["2.1"], decision="repeats", by=reader)
    with standing(reader):
        assert Lineage.objects.count() == 3
        assert Lineage.objects.update(note="x") == 0
        assert TextVector.objects.count() == 5
    with standing(None):
        assert (Lineage.objects.count(), TextVector.objects.count()) == (0, 0)


def test_officer_decides_behind_the_wall(rows: dict[str, Recommendation], officer: User) -> None:
    with standing(officer):
        decide_lineage(earlier=rows["1.1"], later=rows["2.1"], decision="repeats", by=officer)
        decide_lineage(earlier=rows["1.2"], later=rows["2.2"], decision="other", by=officer)
    assert Lineage.objects.exclude(decision="").count() == 2


def test_only_what_changed_is_encoded_and_compared_again(rows: dict[str, Recommendation]) -> None:
    assert (waiting().count(), states_to_suggest()) == (0, [])
    imported(CYCLES.replace("Plant lime trees", "Plant oaks").encode())
    assert [text.recommendation.paragraph for text in encode_waiting()] == ["2.2"]
    assert states_to_suggest() == ["XM"]
