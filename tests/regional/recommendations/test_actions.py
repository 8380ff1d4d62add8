"""Parts, positions and mappings: made by people, kept from every import, refused to who does not cover the State."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.walls.standing import standing
from hirz.regional.recommendations.actions import (
    Answer,
    PartHasPosition,
    PartOfAnother,
    PartSaysNothing,
    add_parts,
    edit_part,
    map_term,
    record_position,
    remove_part,
)
from hirz.regional.recommendations.models import GivenTerm, Part, Position, Recommendation
from hirz.regional.recommendations.terms import NoSuchCode
from tests.regional.recommendations.conftest import MAC_ROMAN, TEMPLATE, counts, imported

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(officer: User) -> Recommendation:
    imported(TEMPLATE)
    return Recommendation.objects.get(symbol="A/HRC/90/7")


def test_parts_are_made_changed_and_removed_with_their_history(asked: Recommendation, officer: User) -> None:
    first, second = add_parts(recommendation=asked, texts=["Set up an office", "  for\ncomplaints "], by=officer)
    assert (first.order, second.order, second.text) == (1, 2, "for complaints")
    edit_part(part=first, text="Set up an open office", by=officer)
    remove_part(part=second, by=officer)
    assert list(asked.parts.values_list("text", flat=True)) == ["Set up an open office"]
    verbs = Entry.objects.filter(verb__startswith="PART_").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["PART_ADDED", "PART_ADDED", "PART_EDITED", "PART_REMOVED"]


def test_part_without_words_is_refused(asked: Recommendation, officer: User) -> None:
    with pytest.raises(PartSaysNothing):
        add_parts(recommendation=asked, texts=["One thing", " \n"], by=officer)
    assert not Part.objects.exists()


def test_position_on_a_part_stands_beside_that_of_the_source(asked: Recommendation, officer: User) -> None:
    (part,) = add_parts(recommendation=asked, texts=["Set up an office"], by=officer)
    answer = Answer(position="noted", source="Statement in plenary", own_words="Not now", part=part)
    record_position(recommendation=asked, answer=answer, by=officer)
    assert set(asked.positions.values_list("position", "part")) == {("supported", None), ("noted", part.pk)}
    with pytest.raises(PartHasPosition):
        remove_part(part=part, by=officer)


def test_part_of_another_recommendation_takes_no_position_here(asked: Recommendation, officer: User) -> None:
    other = Recommendation.objects.exclude(pk=asked.pk).first()
    assert other is not None
    (part,) = add_parts(recommendation=other, texts=["Train"], by=officer)
    with pytest.raises(PartOfAnother):
        record_position(
            recommendation=asked, answer=Answer(position="noted", source="Statement", part=part), by=officer
        )


def test_no_import_touches_what_people_made(asked: Recommendation, officer: User) -> None:
    (part,) = add_parts(recommendation=asked, texts=["Set up an office"], by=officer)
    record_position(recommendation=asked, answer=Answer(position="noted", source="Statement", part=part), by=officer)
    term = GivenTerm.objects.get(wording="Right to teach")
    map_term(term=term, codes=["education"], by=officer)
    made = (list(Part.objects.values()), list(Position.objects.filter(file=None).values()))
    assert counts(imported(TEMPLATE)) == (0, 0, 3)
    corrected = TEMPLATE.replace(b"an office for complaints", b"a desk").replace(b",supported,", b",noted,")
    corrected = corrected.replace(b"Right to teach,4,", b"Right to teach,4|5,")
    assert counts(imported(corrected)) == (0, 2, 1)
    assert (list(Part.objects.values()), list(Position.objects.filter(file=None).values())) == made
    row = Recommendation.objects.get(themes_given=["Right to teach"])
    assert (row.themes, row.sdgs) == (["education"], ["goal_4", "goal_5"])
    assert GivenTerm.objects.get(wording="Right to teach").codes == ["education"]


def test_mapping_reaches_every_recommendation_and_can_be_taken_back(officer: User) -> None:
    imported(MAC_ROMAN)
    term = GivenTerm.objects.get(wording="NHRI")
    assert map_term(term=term, codes=["migrants"], by=officer) == 2
    assert Recommendation.objects.filter(themes=["migrants"], themes_given=["NHRI"]).count() == 2
    assert map_term(term=term, codes=[], by=officer) == 2
    assert Recommendation.objects.filter(themes=[], themes_given=["NHRI"]).count() == 2
    assert term.decided_by == officer


def test_unknown_recommending_state_is_mapped_to_a_state(officer: User) -> None:
    imported(MAC_ROMAN)
    map_term(term=GivenTerm.objects.get(kind="state"), codes=["PE"], by=officer)
    assert Recommendation.objects.filter(recommending_states=["PE"]).count() == 2
    assert counts(imported(MAC_ROMAN)) == (0, 0, 3)


def test_code_of_no_vocabulary_is_refused(officer: User) -> None:
    imported(MAC_ROMAN)
    with pytest.raises(NoSuchCode):
        map_term(term=GivenTerm.objects.get(wording="NHRI"), codes=["quiet_hours"], by=officer)


def test_whoever_does_not_cover_the_state_changes_nothing(asked: Recommendation, officer: User, reader: User) -> None:
    (part,) = add_parts(recommendation=asked, texts=["Set up an office"], by=officer)
    answer = Answer(position="noted", source="Statement")
    for act in (
        lambda: add_parts(recommendation=asked, texts=["More"], by=reader),
        lambda: edit_part(part=part, text="Less", by=reader),
        lambda: remove_part(part=part, by=reader),
        lambda: record_position(recommendation=asked, answer=answer, by=reader),
        lambda: map_term(term=GivenTerm.objects.get(wording="Right to teach"), codes=[], by=reader),
    ):
        with pytest.raises(AccessDenied):
            act()
    assert Part.objects.get().text == "Set up an office"


def test_database_itself_refuses_who_does_not_cover_the_state(
    asked: Recommendation, officer: User, reader: User
) -> None:
    with standing(officer):
        part = Part.objects.create(recommendation=asked, order=1, text="One", made_by=officer)
        assert Part.objects.filter(pk=part.pk).update(text="Two") == 1
    with standing(reader):
        assert Recommendation.objects.count() == 3
        assert Part.objects.update(text="Three") == 0
        assert Recommendation.objects.update(symbol="") == 0
    with pytest.raises(DatabaseError), transaction.atomic(), standing(reader):
        Part.objects.create(recommendation=asked, order=2, text="One", made_by=reader)
    with standing(None):
        assert Recommendation.objects.count() == 0
    with pytest.raises(DatabaseError), transaction.atomic(), standing(officer):
        Position.objects.update(position="noted")


def test_officer_imports_behind_the_wall(officer: User) -> None:
    with standing(officer):
        assert counts(imported(TEMPLATE, officer)) == (3, 0, 0)
        corrected = TEMPLATE.replace(b"an office for complaints", b"a desk").replace(b",supported,", b",noted,")
        assert counts(imported(corrected, officer)) == (0, 1, 2)
