"""What the rules decide and what people read are the same codes."""

from enum import StrEnum

import pytest

from hirz.foundation.vocabularies import registry
from hirz.rules.case_facts import CaseState
from hirz.rules.consent import ConsentState, GivenBy, Scope
from hirz.rules.lifecycle import SubmitterStage
from hirz.rules.report_track import EntryState
from hirz.rules.risk import RiskLevel
from hirz.rules.verification import (
    InformationCredibility,
    LinkBasis,
    LinkStrength,
    SourceReliability,
    VerificationLevel,
)


@pytest.mark.parametrize(
    ("codes", "name"),
    [
        (Scope, "consent_scope"),
        (ConsentState, "consent_state"),
        (CaseState, "case_state"),
        (SubmitterStage, "submission_state"),
        (EntryState, "report_track"),
        (RiskLevel, "risk_level"),
        (VerificationLevel, "verification_level"),
        (SourceReliability, "source_reliability"),
        (InformationCredibility, "information_credibility"),
        (LinkStrength, "link_strength"),
        (LinkBasis, "link_basis"),
    ],
)
def test_codes_of_a_rule_are_those_of_its_vocabulary(codes: type[StrEnum], name: str) -> None:
    assert {code.value for code in codes} == set(registry.vocabulary(name).codes)


def test_who_may_give_consent_is_the_same_but_for_its_case() -> None:
    assert {code.value.lower() for code in GivenBy} == set(registry.vocabulary("consent_given_by").codes)
