from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.word_limits import BadLimit, Fit, Length, WordLimit, length_of

LETTERS = st.text(alphabet="abcéяжبتثحк", min_size=1, max_size=8)
WORDS = st.lists(LETTERS, max_size=40)
SPACE = st.sampled_from([" ", "\n", "\t", "  ", "\u00a0", "\r\n\r\n", " \u2014 ", "\u2014"])
CHARACTERS = st.text(alphabet="人权理事会审议报告", max_size=40)


@given(WORDS, st.data())
def test_words_are_what_stands_between_spaces(words: list[str], data: st.DataObject) -> None:
    text = "".join(word + data.draw(SPACE) for word in words)
    assert length_of(text) == Length(words=len(words))


@given(st.text(), st.text())
def test_length_of_two_texts_is_the_sum_of_both(one: str, other: str) -> None:
    assert length_of(f"{one}\n{other}") == length_of(one) + length_of(other)


@given(CHARACTERS, WORDS)
def test_each_character_counts_once_wherever_it_stands(characters: str, words: list[str]) -> None:
    mixed = " ".join(words) + characters + " ".join(words)
    found = length_of(mixed)
    assert (found.characters, found.words) == (len(characters), 2 * len(words) - (not characters and bool(words)))


@given(st.text(alphabet="-–—•…!?؟،؛.,;:()[]«»\"'%§*/。，、 \n"))
def test_signs_alone_are_no_words(signs: str) -> None:
    assert length_of(signs).counted == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The State's follow-up, in 2024: 15 % of cases.", 8),
        ("وسيكتبونها للجنة", 2),
        ("حُقُوقُ الإِنْسَانِ", 2),
        ("حقـــوق الإنسان، ٢٠٢٤", 3),
        ("L’État n’a pas répondu aujourd’hui", 5),
        ("Совет по правам человека — № 34", 5),
        ("¿Qué pasó? Nada.", 3),
        ("rights\u2014and duties", 3),
        ("A/HRC/48/7", 1),
        ("", 0),
    ],
)
def test_words_of_each_language_are_counted_as_word_processors_do(text: str, words: int) -> None:
    assert length_of(text) == Length(words=words)


def test_chinese_is_counted_by_characters_and_keeps_foreign_words() -> None:
    assert length_of("第48届会议（UPR）的报告。") == Length(words=2, characters=7)


@given(st.integers(1, 50), st.integers(0, 80), st.integers(0, 80))
def test_characters_never_make_a_text_surely_too_long(limit: int, words: int, characters: int) -> None:
    fit = WordLimit(limit).fit(Length(words, characters))
    assert (fit is Fit.OVER) == (words > limit)
    assert (fit is Fit.WITHIN) == (words + characters <= limit)


@given(st.integers(1, 50), st.integers(0, 80))
def test_text_of_words_is_never_unclear(limit: int, words: int) -> None:
    asked = WordLimit(limit)
    assert asked.fit(Length(words)) is (Fit.WITHIN if asked.left(Length(words)) >= 0 else Fit.OVER)


@pytest.mark.parametrize("words", [0, -1])
def test_limit_of_nothing_is_refused(words: int) -> None:
    with pytest.raises(BadLimit):
        WordLimit(words)
