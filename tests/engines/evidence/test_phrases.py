"""A phrase that was blacked out cannot be found again, however it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.evidence.phrases import BLACKENED, PhrasesRefused, blackened

LETTERS = st.text("abcdeé آبتثمن  жшя", min_size=1, max_size=8).filter(str.strip)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Then Mara  Serrovane\ncame.", "mara serrovane"),
        ("MARA\u00a0SERROVANE", "Mara Serrovane"),
        ("ماريا سيروفان", "ماريا سيروفان"),
        ("مَارِيَا سيروفـــان", "ماريا سيروفان"),
        ("M\u200bar\u00ada", "Mara"),
        ("Жанар", "жанар"),
        ("Jose\u0301", "José"),
        ("+7 700 123", "+7 700 123"),
    ],
)
def test_phrase_is_found_however_it_is_spaced_cased_or_pointed(text: str, phrase: str) -> None:
    assert BLACKENED in blackened(text, [phrase])
    assert not any(letter.isalnum() for letter in blackened(text, [phrase]).replace("Then ", "").replace("came.", ""))


def test_rest_of_the_text_stays_as_it_was() -> None:
    assert blackened("To Mara, from her friend.", ["Mara"]) == f"To {BLACKENED}, from her friend."


def test_length_of_what_stood_there_is_not_told() -> None:
    assert blackened("I am Jo.", ["Jo"]) == blackened("I am Aleksandrovna.", ["Aleksandrovna"])


def test_longer_phrase_is_taken_whole_before_the_shorter_one_in_it() -> None:
    assert blackened("Mara Serrovane", ["Mara", "Mara Serrovane"]) == BLACKENED


def test_phrase_that_does_not_stand_there_is_told_by_its_number() -> None:
    with pytest.raises(PhrasesRefused) as refused:
        blackened("To Mara.", ["Mara", "", "Nodira"])
    assert refused.value.lines == (3,)
    assert "Nodira" not in str(refused.value)


@pytest.mark.parametrize("phrases", [[], [""], ["  ", "\n"]])
def test_no_phrase_at_all_is_refused(phrases: list[str]) -> None:
    with pytest.raises(PhrasesRefused):
        blackened("To Mara.", phrases)


@pytest.mark.parametrize("phrase", ["█", "██", BLACKENED])
def test_black_of_an_earlier_redaction_is_no_phrase(phrase: str) -> None:
    with pytest.raises(PhrasesRefused) as refused:
        blackened(f"To {BLACKENED}, from Mara.", ["Mara", phrase])
    assert refused.value.lines == (2,)


@given(st.lists(LETTERS, min_size=1, max_size=4), LETTERS, st.data())
def test_nothing_that_was_asked_for_is_left(phrases: list[str], between: str, data: st.DataObject) -> None:
    parts = data.draw(st.permutations([*phrases, *phrases, between]))
    left = blackened(" ".join(parts), phrases)
    for phrase in phrases:
        with pytest.raises(PhrasesRefused):
            blackened(left, [phrase])
