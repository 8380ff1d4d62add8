"""What the rules decide and what people read are the same codes."""

from enum import StrEnum

import pytest

from hirz.foundation.vocabularies import registry
from hirz.rules.case_facts import CaseState
from hirz.rules.consent import ConsentState, GivenBy, Scope
from hirz.rules.lifecycle import SubmitterStage
from hirz.rules.mechanism_facts import EventKind
from hirz.rules.report_track import EntryState
from hirz.rules.reporting_law import FIRST_SESSION_OF_THE_SECOND_CYCLE, REPORTS, SESSIONS_FROM_ONE_REVIEW_TO_THE_NEXT
from hirz.rules.risk import RiskLevel
from hirz.rules.treaty_law import TREATIES, Procedure
from hirz.rules.treaty_status import ActionKind
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
        (ActionKind, "treaty_action"),
        (EventKind, "mechanism_event"),
    ],
)
def test_codes_of_a_rule_are_those_of_its_vocabulary(codes: type[StrEnum], name: str) -> None:
    assert {code.value for code in codes} == set(registry.vocabulary(name).codes)


def test_who_may_give_consent_is_the_same_but_for_its_case() -> None:
    assert {code.value.lower() for code in GivenBy} == set(registry.vocabulary("consent_given_by").codes)


def test_law_and_vocabulary_know_the_same_treaties_from_the_same_day() -> None:
    terms = {term.code: (term.facts["in_force"], term.family) for term in registry.vocabulary("treaty")}
    assert terms == {code: (law.in_force_date, law.parent) for code, law in TREATIES.items()}


def test_law_opens_the_procedures_that_the_vocabulary_lists() -> None:
    for term in registry.vocabulary("treaty"):
        listed = term.facts.get("procedures", ())
        assert isinstance(listed, tuple)
        opened = {opening.procedure.value for opening in TREATIES[term.code].openings}
        assert opened == set(listed) & {procedure.value for procedure in Procedure}
        assert (term.code in REPORTS) == ("state_reports" in listed)


def test_cycles_of_the_review_have_the_sessions_that_the_rules_count_on() -> None:
    cycles = {term.code: term.facts for term in registry.vocabulary("upr_cycle")}
    assert cycles["cycle_2"]["first_session"] == FIRST_SESSION_OF_THE_SECOND_CYCLE
    for code in ("cycle_2", "cycle_3", "cycle_4"):
        first, last = cycles[code]["first_session"], cycles[code]["last_session"]
        assert isinstance(first, int)
        assert isinstance(last, int)
        assert last - first + 1 == SESSIONS_FROM_ONE_REVIEW_TO_THE_NEXT
