"""Evidence goes only to recipients that the vocabulary knows, each for the purposes it belongs to."""

from __future__ import annotations

import pytest

from hirz.foundation.vocabularies.registry import vocabulary
from hirz.rules.consent import Purpose
from hirz.rules.recipients import EVIDENCE_RECIPIENTS, may_receive_evidence


def test_every_recipient_is_an_entity_of_the_vocabulary() -> None:
    known = {term.code for term in vocabulary("entity").terms}
    assert frozenset().union(*EVIDENCE_RECIPIENTS.values()) <= known


@pytest.mark.parametrize(
    "purpose", [Purpose.PUBLIC_STATEMENT, Purpose.STATISTICS, Purpose.ANNUAL_REPORT, Purpose.CONTACT_SUBMITTER]
)
def test_evidence_never_goes_to_everybody(purpose: Purpose) -> None:
    assert not may_receive_evidence(purpose, "public")
    assert purpose not in EVIDENCE_RECIPIENTS


def test_government_receives_only_what_was_agreed_for_it() -> None:
    allowed = [purpose for purpose in Purpose if may_receive_evidence(purpose, "government")]
    assert allowed == [Purpose.RAISE_WITH_GOVERNMENT]
