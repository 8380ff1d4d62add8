"""A blind index finds candidates, and is short enough to name nobody."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.sealing import KeyNotUsable, bits_for, blind_index, needs_resize
from tests.engines.sealing.fixed import fixed_key

KEY = fixed_key("index", "names")


def index(text: str, bits: int = 14, table: str = "people_name", column: str = "key") -> int:
    return blind_index(text, key=KEY, table=table, column=column, bits=bits)


@given(records=st.integers(8, 10**12))
def test_bits_keep_the_rule(records: int) -> None:
    shared = records / 2 ** bits_for(records)
    assert 2 <= shared <= math.sqrt(records)
    assert not needs_resize(records, bits_for(records))


@given(records=st.integers(8, 10**12), bits=st.integers(0, 62))
def test_resize_is_needed_exactly_when_the_rule_is_broken(records: int, bits: int) -> None:
    # Squared, so that no root is rounded: R / 2**b <= sqrt(R) is the same as R <= 4**b.
    holds = 2 * 2**bits <= records <= 4**bits
    assert needs_resize(records, bits) is not holds


@pytest.mark.parametrize("records", range(8))
def test_few_records_share_their_index_even_if_all_are_candidates(records: int) -> None:
    assert 2 ** bits_for(records) <= max(1, records / 2)
    assert not needs_resize(records, bits_for(records))


def test_index_bears_growth_before_it_is_rebuilt() -> None:
    assert not needs_resize(4_000, bits_for(1_000))
    assert not needs_resize(100_000_000, bits_for(1_000_000))


def test_fewer_than_no_records_are_refused() -> None:
    with pytest.raises(KeyNotUsable):
        bits_for(-1)


@given(st.text(), st.integers(0, 62))
def test_index_fits_its_bits_and_shorter_ones_begin_longer_ones(text: str, bits: int) -> None:
    assert 0 <= index(text, bits) < 2**bits
    assert index(text, 62) >> (62 - bits) == index(text, bits)


def test_same_text_in_two_compositions_has_one_index() -> None:
    assert index("cafe\u0301", 62) == index("caf\u00e9", 62)


def test_tables_columns_and_keys_do_not_share_an_index() -> None:
    other = blind_index("lamia", key=fixed_key("index", "other"), table="people_name", column="key", bits=62)
    found = [
        index("lamia", 62),
        index("lamia", 62, column="place"),
        index("lamia", 62, table="people_namekey", column=""),
    ]
    assert len({*found, other}) == 4


def test_index_spreads_evenly() -> None:
    counts = Counter(index(f"name {number}", 4) for number in range(16_000))
    assert len(counts) == 16
    assert max(counts.values()) < 1_200


@pytest.mark.parametrize("bits", [-1, 63])
def test_index_too_long_for_its_column_is_refused(bits: int) -> None:
    with pytest.raises(KeyNotUsable):
        index("lamia", bits)
