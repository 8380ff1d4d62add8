"""What the rules of implementation decide and what people read are the same codes."""

from enum import StrEnum

import pytest

from hirz.foundation.vocabularies import registry
from hirz.rules.assessments import GRADES, Degree, Source
from hirz.rules.disaggregation import NOT_KNOWN, NOT_SAID
from hirz.rules.follow_up import Step, UpdateState
from hirz.rules.reminding import Level


@pytest.mark.parametrize(
    ("codes", "name"),
    [
        (Source, "assessment_source"),
        (Degree, "implementation_degree"),
        (UpdateState, "update_state"),
        (Step, "update_step"),
        (Level, "reminder_level"),
    ],
)
def test_codes_of_a_rule_are_those_of_its_vocabulary(codes: type[StrEnum], name: str) -> None:
    assert {code.value for code in codes} == set(registry.vocabulary(name).codes)


def test_every_grade_of_a_committee_is_read() -> None:
    assert set(GRADES) == set(registry.vocabulary("follow_up_grade").codes)


def test_in_every_dimension_people_may_prefer_not_to_say() -> None:
    categories = registry.vocabulary("disaggregation_category")
    for dimension in registry.vocabulary("disaggregation_dimension").codes:
        codes = {term.code for term in categories if term.family == dimension}
        assert {f"{dimension}_{NOT_SAID}", f"{dimension}_{NOT_KNOWN}"} < codes
