"""Taking an import back: everything it did, unless people built on it, and then it is said which and why."""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.walls.standing import standing
from hirz.regional.recommendations import clusters
from hirz.regional.recommendations.actions import Answer, add_parts, map_term, record_position
from hirz.regional.recommendations.encoding import encode_waiting
from hirz.regional.recommendations.lineage import decide_lineage
from hirz.regional.recommendations.models import (
    GivenTerm,
    ImportedFile,
    ImportUndo,
    Position,
    Recommendation,
    RecommendationText,
    TextVector,
)
from hirz.regional.recommendations.suggesting import suggest
from hirz.regional.recommendations.undoing import AlreadyUndone, NotKnownWhatItDid, plan_undo, undo_import
from tests.regional.recommendations.conftest import MAC_ROMAN, TEMPLATE, UHRI, as_json, counts, imported

pytestmark = pytest.mark.django_db
NEW = "state,mechanism,symbol,paragraph,cycle,text,source\n" + "".join(
    f"XM,UPR,A/{cycle},{cycle}.1,{cycle},Publish the figures of part {cycle},Report\n" for cycle in (1, 2)
)


def latest() -> ImportedFile:
    return ImportedFile.objects.latest("imported_at")


def state() -> list[object]:
    """Everything that an import writes, without what tells one row of the database from another."""
    rows = Recommendation.objects.order_by("identity").values()
    texts = RecommendationText.objects.order_by("recommendation__identity", "language")
    positions = Position.objects.order_by("recommendation__identity", "source")
    return [
        list(rows), list(texts.values("text", "language", "is_original")),
        list(positions.values("position", "own_words", "source", "file_id", "recorded_by_id")),
        sorted(GivenTerm.objects.values_list("kind", "wording")),
    ]  # fmt: skip


@pytest.mark.parametrize("data", [MAC_ROMAN, TEMPLATE, as_json(UHRI)], ids=["mac", "own", "uhri"])
def test_new_ones_go_with_everything_that_came_with_them(data: bytes, officer: User) -> None:
    imported(data)
    list(encode_waiting())
    for code in set(Recommendation.objects.values_list("state_code", flat=True)):
        suggest(code)
    undone = undo_import(file=latest(), by=officer)
    assert undone.removed_count > 0
    assert not any((Recommendation.objects.exists(), TextVector.objects.exists(), GivenTerm.objects.exists()))
    assert counts(imported(data))[0] == undone.removed_count


def test_correction_is_put_back_to_what_it_was(officer: User) -> None:
    imported(TEMPLATE, officer)
    imported(as_json(UHRI))
    before = state()
    imported(TEMPLATE.replace(b"an office for complaints", b"a desk").replace(b",supported,Agreed,", b",noted,No,"))
    corrected = latest()
    imported(
        as_json([{**UHRI[0], "Language": "ar", "Text": "عدّ الشكاوى", "Sdgs": "- 5", "PublicationDate": "2024-06-01"}])
    )
    undone = undo_import(file=latest(), by=officer)
    assert (undone.removed_count, undone.restored_count, undone.kept_count) == (0, 1, 0)
    undo_import(file=corrected, by=officer)
    assert state() == before


def test_row_stays_on_which_somebody_built_and_the_plan_says_why(officer: User) -> None:
    imported(TEMPLATE, officer)
    let, train, office = Recommendation.objects.order_by("place", "content_hash")
    add_parts(recommendation=let, texts=["One"], by=officer)
    record_position(recommendation=train, answer=Answer(position="noted", source="Statement"), by=officer)
    plan = plan_undo(latest(), officer)
    assert {(one.recommendation.pk, one.why.value) for one in plan.staying} == {
        (let.pk, "parts"),
        (train.pk, "positions"),
    }
    undone = undo_import(file=latest(), by=officer)
    assert (undone.removed_count, undone.kept_count) == (1, 2)
    assert set(Recommendation.objects.values_list("pk", flat=True)) == {let.pk, train.pk}
    assert office.pk not in Recommendation.objects.values_list("pk", flat=True)


def test_decisions_about_lineage_and_groups_hold_what_they_are_about(officer: User) -> None:
    imported(f"{NEW}XM,UPR,A/1,1.9,1,Alone,Report\n".encode(), officer)
    first, alone, second = Recommendation.objects.order_by("place")
    decide_lineage(earlier=first, later=second, decision="other", by=officer)
    clusters.move(rows=[alone], to=None, by=officer)
    reasons = {one.recommendation.paragraph: one.why.value for one in plan_undo(latest(), officer).staying}
    assert reasons == {"1.1": "lineage", "2.1": "lineage", "1.9": "group"}
    assert undo_import(file=latest(), by=officer).removed_count == 0


def test_row_that_a_later_import_changed_stays_until_that_is_taken_back(officer: User) -> None:
    imported(TEMPLATE, officer)
    first = latest()
    imported(TEMPLATE.replace(b"an office for complaints", b"a desk"), officer)
    second = latest()
    assert [one.why.value for one in plan_undo(first, officer).staying] == ["later_import"]
    undo_import(file=second, by=officer)
    assert plan_undo(first, officer).staying == []


def test_word_that_somebody_decided_about_stays(officer: User) -> None:
    imported(MAC_ROMAN)
    map_term(term=GivenTerm.objects.get(wording="Justice"), codes=["access_to_justice"], by=officer)
    undo_import(file=latest(), by=officer)
    assert [term.wording for term in GivenTerm.objects.all()] == ["Justice"]


def test_it_is_on_record_and_done_once(officer: User) -> None:
    imported(TEMPLATE, officer)
    undo_import(file=latest(), by=officer)
    entry = Entry.objects.get(verb="IMPORT_UNDONE")
    assert entry.detail == {"removed": 3, "restored": 0, "kept": 0}
    with pytest.raises(AlreadyUndone):
        undo_import(file=latest(), by=officer)
    assert ImportUndo.objects.get().undone_by == officer


def test_import_of_which_the_changes_are_not_known_cannot_go(officer: User) -> None:
    imported(TEMPLATE, officer)
    latest().changes.all().delete()
    with pytest.raises(NotKnownWhatItDid):
        undo_import(file=latest(), by=officer)


def test_reader_takes_nothing_back(officer: User, reader: User) -> None:
    imported(TEMPLATE, officer)
    with pytest.raises(AccessDenied):
        undo_import(file=latest(), by=reader)


def test_officer_takes_back_behind_the_wall_what_they_cover(officer: User) -> None:
    imported(TEMPLATE + b"FJ,UPR,A/HRC/90/8,1.1,,Paint the pier,,,,,,Report\n")
    with standing(officer):
        plan = plan_undo(latest(), officer)
        assert [one.why.value for one in plan.staying] == ["not_yours"]
        assert undo_import(file=latest(), by=officer).removed_count == 3
    assert [row.state_code for row in Recommendation.objects.all()] == ["FJ"]
