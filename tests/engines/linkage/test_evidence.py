"""The compiled levels and Splink's SQL are one and the same."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hirz.engines.linkage import Record, read_model
from hirz.engines.linkage.evidence import Birth, Event, facts_of, levels_of_pairs
from hirz.engines.linkage.model import LEVELS
from hirz.engines.linkage.records import columns
from hirz.engines.linkage.splinking import duckdb_in_memory, score

years = st.sampled_from(["1984", "1985", "1994", "1995", "2003"])
months = st.sampled_from(["01", "02", "12"])
days = st.sampled_from(["01", "02", "12", "28"])
dates = st.one_of(
    st.just(""), years, st.tuples(years, months).map("-".join), st.tuples(years, months, days).map("-".join)
)
codes = st.sampled_from(["", "a", "b"])
facts = st.fixed_dictionaries(
    {"birth": dates, "gender": codes, "place": codes, "country": codes, "event": dates, "body": codes}
)


def levels(one: dict[str, str], other: dict[str, str]) -> list[int]:
    known = columns([Record("1", ("x",), **one), Record("2", ("y",), **other)])
    found: list[int] = levels_of_pairs(facts_of(known), np.array([0], np.int32), np.array([1], np.int32))[0].tolist()
    return found


@settings(max_examples=15, deadline=None)
@given(st.lists(facts, min_size=12, max_size=12))
def test_splink_weighs_what_the_loops_weigh(people: list[dict[str, str]]) -> None:
    model = read_model("default")
    known = columns([Record(str(number), ("x",), **person) for number, person in enumerate(people)])
    left, right = (side.astype(np.int32) for side in np.triu_indices(len(people), 1))
    found = score(duckdb_in_memory(1), model, 12, known, left, right, np.zeros(len(left), np.int8))
    told = levels_of_pairs(facts_of(known), left, right)
    for number, name in enumerate(list(LEVELS)[1:]):
        assert np.allclose(found.steps[:, number + 1], model.bits(name)[told[:, number]], atol=1e-4), name


@given(facts, facts)
def test_levels_do_not_depend_on_who_comes_first(one: dict[str, str], other: dict[str, str]) -> None:
    assert levels(one, other) == levels(other, one)


def births(one: str, other: str) -> Birth:
    return Birth(levels({"birth": one}, {"birth": other})[0])


def test_slips_of_a_birth_date_are_told_apart() -> None:
    assert births("1985-03-12", "1985-03-12") is Birth.SAME_DAY
    assert births("1985-03-12", "1985-12-03") is Birth.DAY_AND_MONTH_SWAPPED
    assert births("1985-03-12", "1985-03-13") is Birth.SAME_MONTH
    assert births("1985-03-12", "1995-03-12") is Birth.YEAR_SLIPPED
    assert births("1985-03-12", "1985") is Birth.SAME_YEAR_REST_UNKNOWN
    assert births("1985-03-12", "1985-04") is Birth.SAME_YEAR
    assert births("1985", "1986-01-01") is Birth.NEXT_YEAR
    assert births("1985-03-12", "1979-03-12") is Birth.DIFFERENT
    assert births("1985-03-12", "") is Birth.UNKNOWN


def events(one: str, other: str) -> Event:
    return Event(levels({"event": one}, {"event": other})[3])


def test_event_known_by_its_month_lies_within_it() -> None:
    assert events("2021-05", "2021-05-31") is Event.WITHIN_MONTH
    assert events("2021-05", "2021-10-15") is Event.FAR_APART
    assert events("2021-05-04", "2021-05-10") is Event.WITHIN_WEEK
    assert events("2021", "2021-05-10") is Event.UNKNOWN
