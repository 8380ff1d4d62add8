from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.review_documents import DOCUMENTS, Flow, Mechanism, kinds_of, missing, part_of

TODAY = date(2026, 6, 1)
UPR, COMMITTEE = Mechanism.UPR, Mechanism.TREATY_BODY


def lacks(mechanism: Mechanism, *present: str, held: date | None = None) -> tuple[str, ...]:
    return missing(mechanism, present, held_date=held, today=TODAY)


def test_three_documents_go_into_a_review_of_the_council() -> None:
    assert lacks(UPR) == ("national_report", "compilation", "stakeholder_summary")


def test_what_comes_out_is_missing_only_once_the_review_was_held() -> None:
    inputs = ("national_report", "compilation", "stakeholder_summary")
    assert lacks(UPR, *inputs, held=TODAY + timedelta(days=1)) == ()
    assert lacks(UPR, *inputs, held=TODAY) == ("working_group_report", "addendum", "outcome")


def test_list_prior_to_reporting_stands_for_list_and_replies() -> None:
    assert lacks(COMMITTEE) == ("state_report", "list_of_issues", "replies_to_issues")
    assert lacks(COMMITTEE, "list_of_issues_prior") == ("state_report",)


@given(st.sampled_from(Mechanism), st.data())
def test_neither_what_is_there_nor_an_alternative_report_is_missing(mechanism: Mechanism, data: st.DataObject) -> None:
    present = data.draw(st.sets(st.sampled_from(kinds_of(mechanism))))
    found = missing(mechanism, present, held_date=TODAY, today=TODAY)
    assert not set(found) & {*present, "alternative_report"}
    assert all(DOCUMENTS[mechanism][kind].is_expected for kind in found)


@given(st.sampled_from(Mechanism), st.data())
def test_whether_an_alternative_report_is_there_changes_nothing(mechanism: Mechanism, data: st.DataObject) -> None:
    present = data.draw(st.sets(st.sampled_from(kinds_of(mechanism)))) - {"alternative_report"}
    with_it = missing(mechanism, {*present, "alternative_report"}, held_date=TODAY, today=TODAY)
    assert with_it == missing(mechanism, present, held_date=TODAY, today=TODAY)


@pytest.mark.parametrize("mechanism", Mechanism)
def test_inputs_come_before_outputs(mechanism: Mechanism) -> None:
    flows = [part.flow for part in DOCUMENTS[mechanism].values()]
    assert flows == sorted(flows, key=lambda flow: flow is Flow.OUTPUT)


def test_document_of_the_other_mechanism_has_no_place() -> None:
    assert part_of(UPR, "concluding_observations") is None
    assert part_of(COMMITTEE, "compilation") is None
