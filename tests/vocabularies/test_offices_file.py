from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hirz.foundation.vocabularies import registry
from hirz.rules.vocabulary import UN_LANGUAGES


def offices() -> list[dict[str, Any]]:
    document = registry.document("offices")
    assert isinstance(document, dict)
    return list(document["offices"])


OFFICES = offices()
by_code = pytest.mark.parametrize("office", OFFICES, ids=lambda office: str(office["code"]))


@by_code
def test_office_is_named_in_six_languages(office: dict[str, Any]) -> None:
    assert all(office["names"][language] for language in UN_LANGUAGES)


@by_code
def test_office_covers_states_and_speaks_languages_that_exist(office: dict[str, Any]) -> None:
    assert [registry.state(code).alpha_2 for code in office["states"]] == office["states"]
    assert set(office["languages"]) <= set(registry.vocabulary("language_name").codes)


@by_code
def test_office_keeps_a_time_and_a_calendar(office: dict[str, Any]) -> None:
    assert ZoneInfo(office["time_zone"])
    assert set(office["weekend"]) < set(range(7))
    assert all(date.fromisoformat(f"2024-{day}") for day in office["fixed_holidays"])


def test_regional_office_has_its_five_presences() -> None:
    below = {office["code"] for office in OFFICES if office["parent"] == "central_asia"}
    assert below == {"bishkek", "osh", "dushanbe", "astana", "tashkent"}


def test_every_state_is_covered_by_some_office() -> None:
    assert any(office["covers_all_states"] for office in OFFICES)
