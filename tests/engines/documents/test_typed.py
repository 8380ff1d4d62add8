"""Whatever is typed or pasted can stand in a document afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.documents.model import runs
from hirz.engines.documents.typed import sound


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_was_typed_can_be_printed(text: str) -> None:
    assert runs(sound(text)) is not None


@given(st.text())
def test_what_is_sound_stays_as_it_is(text: str) -> None:
    assert sound(sound(text)) == sound(text)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("first\r\nsecond\u2028third\rfourth", "first\nsecond\nthird\nfourth"),
        ("a\tword", "a word"),
        ("نمی‌دانم", "نمی‌دانم"),
        ("tx\u202eexe.\u202c", "txexe."),
        ("a\x00b\ue000", "ab"),
    ],
)
def test_lines_and_joiners_stay(typed: str, printed: str) -> None:
    assert sound(typed) == printed
