"""One value, one sequence of bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.canonical import MAX_INTEGER, Json, NotCanonical, canonical_json, parsed_json

VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=15,
)


@given(VALUES)
def test_value_comes_back_from_its_bytes(value: Json) -> None:
    assert parsed_json(canonical_json(value)) == value


@given(st.dictionaries(st.text(), st.integers(0, 9)))
def test_order_of_keys_does_not_matter(value: dict[str, int]) -> None:
    assert canonical_json(dict(reversed(value.items()))) == canonical_json(value)


def test_bytes_are_those_of_rfc_8785() -> None:
    # The example of section 3.2.3: keys in the order of their UTF-16 code units, not of their code points.
    value = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
    expected = '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"\U0001f600":5,"\ufb33":3}'
    assert canonical_json(value) == expected.encode()
    assert canonical_json({"a": [None, True, "é\n\u001f"]}) == '{"a":[null,true,"é\\n\\u001f"]}'.encode()


@pytest.mark.parametrize("value", [2**53, -(2**53), "\ud800", {"\udfff": 1}, b"bytes", [b""]])
def test_value_without_exact_form_is_refused(value: Json) -> None:
    with pytest.raises(NotCanonical):
        canonical_json(value)


@pytest.mark.parametrize("value", [1.5, float("nan"), {1: 2}, {"a": {3, 4}}])
def test_value_that_json_does_not_have_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical_json(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data", [b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":1,"a":1}', b"1.0", b"1e2", b"-0", b"NaN", b"\xff", b"", b" 1"]
)
def test_other_bytes_of_the_same_value_are_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        parsed_json(data)


def test_value_nested_without_end_is_refused() -> None:
    value: Json = None
    for _ in range(3_000):
        value = [value]
    with pytest.raises(NotCanonical):
        canonical_json(value)
    with pytest.raises(NotCanonical):
        parsed_json(b"[" * 100_000 + b"]" * 100_000)
