"""Which office receives information on a State, and what a reference gives away."""

from __future__ import annotations

import re

import pytest

from hirz.foundation.offices.models import Office
from hirz.foundation.offices.queries import office_for, states_by_office
from hirz.foundation.offices.references import new_reference


def test_presence_that_covers_the_state_receives(office: Office) -> None:
    assert office_for("XM") == office


def test_presence_comes_before_the_regional_office(offices: None) -> None:
    assert office_for("TJ").code == "dushanbe"


def test_of_two_presences_always_the_same_receives(offices: None) -> None:
    assert {office_for("KG").code for _ in range(3)} == {"bishkek"}


@pytest.mark.parametrize("state", ["", "TM", "PT", "ZZ"])
def test_state_no_presence_covers_goes_to_headquarters(state: str, headquarters: Office) -> None:
    assert office_for(state) == headquarters


def test_each_state_stands_with_the_office_that_receives(headquarters: Office) -> None:
    found = {office.code: states for office, states in states_by_office(["KG", "TJ", "PT", "TM"]).items()}
    assert found == {"bishkek": {"KG"}, "dushanbe": {"TJ"}, headquarters.code: {"PT", "TM"}}


def test_reference_can_be_said_aloud_and_says_nothing() -> None:
    made = {new_reference("C") for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"C-[2-9CDFGHJKMNPQRTVWXY]{6}", reference) for reference in made)
