"""The rules and the vocabularies speak of the same things."""

from __future__ import annotations

import pytest

from hirz.foundation.vocabularies.registry import known, vocabulary
from hirz.regional.reviews.limits import kinds_for
from hirz.rules.review_documents import Mechanism, kinds_of
from hirz.rules.sp_communications import LetterKind, read_reference
from hirz.rules.visits import VisitStage


def test_stages_of_a_visit_are_those_of_the_vocabulary() -> None:
    assert {stage.value for stage in VisitStage} == set(vocabulary("visit_state").codes)


def test_kinds_of_letters_are_those_of_the_vocabulary_with_their_letters() -> None:
    symbols = {term.code: term.facts["symbol"] for term in vocabulary("sp_communication")}
    assert symbols == {kind.value: str(read_reference(f"{kind.value} KAZ 1/2026")).split()[0] for kind in LetterKind}


@pytest.mark.parametrize("mechanism", Mechanism)
def test_documents_of_a_review_are_in_the_vocabulary(mechanism: Mechanism) -> None:
    assert set(kinds_of(mechanism)) <= set(vocabulary("review_document").codes)


def test_submissions_name_mechanisms_and_committees_that_exist() -> None:
    facts = [term.facts for term in vocabulary("submission_kind")]
    assert {fact["mechanism"] for fact in facts} == {mechanism.value for mechanism in Mechanism}
    assert {fact["committee"] for fact in facts if "committee" in fact} <= set(vocabulary("committee").codes)
    assert all("source" in fact for fact in facts if "words" in fact)


def test_limit_that_nobody_has_checked_carries_its_mark() -> None:
    checked = {
        term.code: known_words.unverified
        for term in vocabulary("submission_kind")
        if (known_words := known("submission_kind", term.code, "words"))
    }
    assert (checked["upr_joint"], checked["cedaw_joint"], checked["ccpr_alternative"]) == (True, True, False)


def test_every_committee_takes_a_submission() -> None:
    for treaty in ("iccpr", "crc", "icmw"):
        assert "committee_alternative" in kinds_for(Mechanism.TREATY_BODY, treaty)
    assert "ccpr_alternative" in kinds_for(Mechanism.TREATY_BODY, "iccpr")
    assert kinds_for(Mechanism.UPR, "") == ["upr_individual", "upr_joint"]
