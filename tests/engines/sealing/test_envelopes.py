"""A value opens in its own place, under its own key, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.canonical import Json, NotCanonical
from hirz.engines.sealing import (
    Altered,
    KeyName,
    KeyNotUsable,
    NotSealed,
    Place,
    SealingError,
    SecretKey,
    UnknownSuite,
    WrongKeyVersion,
    key_version,
    new_secret,
    open_json,
    open_text,
    seal_json,
    seal_text,
    unwrap,
    wrap,
)
from tests.engines.sealing.fixed import fixed_key

KEY = fixed_key()
PLACE = Place("people_name", "text", "41")
UNIT, COMPARTMENT = KEY, fixed_key("compartment", "geneva")
JSON: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.text())
def test_text_comes_back(text: str) -> None:
    assert open_text(seal_text(text, key=KEY, place=PLACE), key=KEY, place=PLACE) == text


@given(JSON)
def test_json_comes_back(value: Json) -> None:
    assert open_json(seal_json(value, key=KEY, place=PLACE), key=KEY, place=PLACE) == value


def test_json_without_exact_form_is_refused() -> None:
    with pytest.raises(NotCanonical):
        seal_json({"score": 2**53}, key=KEY, place=PLACE)


def test_text_without_utf_8_is_refused() -> None:
    with pytest.raises(NotSealed):
        seal_text("\ud800", key=KEY, place=PLACE)


def test_sealed_text_tells_nothing_but_its_length() -> None:
    first, second = (seal_text("Lamia", key=KEY, place=PLACE) for _ in range(2))
    assert first[6:] != second[6:]
    assert len(first) == len("Lamia") + 34
    assert b"Lamia" not in first


@pytest.mark.parametrize(
    "place",
    [
        Place("people_name", "text", "42"),
        Place("people_name", "notes", "41"),
        Place("people_person", "text", "41"),
        Place("people_nam", "etext", "41"),
        Place("people_name", "text4", "1"),
        Place("", "people_nametext", "41"),
    ],
)
def test_value_in_another_row_column_or_table_is_refused(place: Place) -> None:
    sealed = seal_text("Lamia", key=KEY, place=PLACE)
    with pytest.raises(Altered):
        open_text(sealed, key=KEY, place=place)


def test_every_flipped_bit_is_refused() -> None:
    sealed = seal_text("Lamia", key=KEY, place=PLACE)
    for position in range(len(sealed) * 8):
        altered = bytearray(sealed)
        altered[position // 8] ^= 1 << position % 8
        with pytest.raises(SealingError):
            open_text(bytes(altered), key=KEY, place=PLACE)


def test_every_cut_is_refused() -> None:
    sealed = seal_text("Lamia", key=KEY, place=PLACE)
    for length in range(len(sealed)):
        with pytest.raises((NotSealed, Altered)):
            open_text(sealed[:length], key=KEY, place=PLACE)


def test_text_and_json_are_not_taken_for_one_another() -> None:
    with pytest.raises(NotSealed):
        open_json(seal_text("1", key=KEY, place=PLACE), key=KEY, place=PLACE)
    sealed = bytearray(seal_text("1", key=KEY, place=PLACE))
    sealed[1] = ord("J")
    with pytest.raises(Altered):
        open_json(bytes(sealed), key=KEY, place=PLACE)


def test_version_is_read_before_the_key_is_fetched() -> None:
    second = fixed_key(version=2)
    sealed = seal_text("Lamia", key=second, place=PLACE)
    assert key_version(sealed) == 2
    with pytest.raises(WrongKeyVersion):
        open_text(sealed, key=KEY, place=PLACE)


def test_version_cannot_be_pretended() -> None:
    sealed = seal_text("Lamia", key=KEY, place=PLACE)
    same_secret = SecretKey(KeyName("unit", "person-17", 2), KEY.secret)
    with pytest.raises(Altered):
        open_text(sealed[:5] + b"\x02" + sealed[6:], key=same_secret, place=PLACE)


def test_other_key_of_the_same_version_is_refused() -> None:
    with pytest.raises(Altered):
        open_text(seal_text("Lamia", key=KEY, place=PLACE), key=fixed_key(key_id="person-18"), place=PLACE)


def test_unknown_suite_is_told() -> None:
    sealed = seal_text("Lamia", key=KEY, place=PLACE)
    with pytest.raises(UnknownSuite):
        key_version(b"\x07" + sealed[1:])


def test_wrapped_key_comes_back_under_its_own_name() -> None:
    wrapped = wrap(UNIT, under=COMPARTMENT)
    assert len(wrapped) == 66
    assert unwrap(wrapped, name=UNIT.name, under=COMPARTMENT) == UNIT


@pytest.mark.parametrize(
    "name", [KeyName("unit", "person-18", 1), KeyName("unit", "person-17", 2), KeyName("compartment", "person-17", 1)]
)
def test_wrapped_key_under_another_name_is_refused(name: KeyName) -> None:
    with pytest.raises(Altered):
        unwrap(wrap(UNIT, under=COMPARTMENT), name=name, under=COMPARTMENT)


def test_wrapped_key_under_another_compartment_is_refused() -> None:
    same_secret = SecretKey(KeyName("compartment", "bangkok", 1), COMPARTMENT.secret)
    for under in (fixed_key("compartment", "bangkok"), same_secret):
        with pytest.raises(Altered):
            unwrap(wrap(UNIT, under=COMPARTMENT), name=UNIT.name, under=under)


def test_wrapped_key_is_no_value() -> None:
    wrapped = wrap(UNIT, under=COMPARTMENT)
    with pytest.raises(NotSealed):
        open_text(wrapped, key=COMPARTMENT, place=PLACE)


def test_secrets_do_not_show() -> None:
    key = new_secret(KeyName("unit", "person-17", 1))
    assert repr(key.secret) not in repr(key)
    assert key.secret.hex() not in repr(key)


@pytest.mark.parametrize(
    ("kind", "key_id", "version"), [("", "a", 1), ("unit", "", 1), ("unit", "a", 0), ("unit", "a", 2**32)]
)
def test_key_without_kind_id_or_version_is_refused(kind: str, key_id: str, version: int) -> None:
    with pytest.raises(KeyNotUsable):
        KeyName(kind, key_id, version)
