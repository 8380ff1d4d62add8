"""Words are found through case, marks, elongation, apostrophes and letter variants, fast or slowly alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.searching import Wanted

PLAIN = st.text(st.characters(max_codepoint=127), max_size=60)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("geneva", "What she said in GENEVA."),
        ("مناره", "قرب المَنارة"),
        ("oneill", "Mrs. O'Neill spoke."),
        ("o’neill", "Mrs. ONEILL spoke."),
        ("zahrawi salma", "Salma al-Záhrāwī"),
        ("алёна", "АЛЕНА пришла"),
    ],
)
def test_word_is_found_however_it_is_written(typed: str, text: str) -> None:
    assert Wanted.of(typed).occur_in(text)


@pytest.mark.parametrize(("typed", "text"), [("geneva bern", "in Geneva"), ("منارة", "in Geneva"), ("ferry", "fer ry")])
def test_word_that_is_not_there_is_not_found(typed: str, text: str) -> None:
    assert not Wanted.of(typed).occur_in(text)


@given(PLAIN.filter(str.split), PLAIN)
def test_fast_way_finds_what_the_patterns_find(typed: str, text: str) -> None:
    wanted = Wanted.of(typed)
    assert wanted.occur_in(text) == all(pattern.search(text) for pattern in wanted.patterns)


@given(
    st.lists(st.text("abcdeأبتث", min_size=1, max_size=5), min_size=1, max_size=3), st.text("abcdeأبتث '`", max_size=40)
)
def test_every_part_of_a_text_is_found_in_it(words: list[str], between: str) -> None:
    assert Wanted.of(" ".join(words)).occur_in(between.join(words))
