"""A protected name is found however it is written, and ordinary words are left alone."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules import naming
from hirz.rules.naming import names_found, people_found, phrases_found

NAMES = ["نورة عبد الرحمن الشمري", "Noura al-Shammari", "Нура аш-Шаммари", "李娜", "O‘tkir Yo‘ldoshev"]


@pytest.mark.parametrize(
    "text",
    [
        "قابلت اللجنة نورة أمس",
        "وأبلغ مصدر أن الشمري اعتُقلت",
        "للشمرّي",
        "نـــورة",
        "NOURA was detained",
        "Mrs. Shammari’s lawyer",
        "the case of No\u200bura",
        "Нура была задержана",
        "据称李娜被拘留",
        "Yoʻldoshev was fined",
        "YO'LDOSHEV",
    ],
)
def test_name_in_any_dress_is_found(text: str) -> None:
    assert names_found(text, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "A woman human rights defender was detained at the airport.",
        "احتُجزت مدافعة عن حقوق الإنسان في المطار",
        "عبد الله رئيس اللجنة",
        "Правозащитница была задержана в аэропорту",
        "一名人权维护者在机场被拘留",
        "",
    ],
)
def test_text_without_the_name_is_left_alone(text: str) -> None:
    assert not names_found(text, NAMES)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Нурлан Абдыкадыров", "в отношении Абдыкадырова"),
        ("Нурлан Абдыкадыров", "с Нурланом"),
        ("Абдыкадырова", "Абдыкадыровой предъявили обвинение"),
        ("Нура", "адвокат Нуры"),
        ("Мария", "Марии"),
        ("Сергей", "о Сергее"),
        ("Достоевский", "Достоевского, Достоевскому"),
        ("Толстая", "Толстую"),
        ("Павел", "у Павла"),
        ("Игорь", "Игорем"),
        ("Нурлан", "Нурландын жубайы"),
        ("Карим", "Каримнинг"),
        ("Жылдыз", "Жылдызга"),
    ],
)
def test_name_is_found_in_every_case_of_its_language(name: str, text: str) -> None:
    assert names_found(text, [name])


@pytest.mark.parametrize(
    ("name", "text"), [("Иван", "Ивановск"), ("Нур", "Нурлан"), ("Али", "Алина"), ("Li Na", "Лина")]
)
def test_name_that_begins_another_word_is_not_found_in_it(name: str, text: str) -> None:
    assert not names_found(text, [name])


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_surrounding_words_do_not_hide_a_name(before: str, after: str) -> None:
    assert names_found(f"{before} Shammari {after}", NAMES)


@given(st.text(max_size=200))
def test_no_names_known_finds_nothing(text: str) -> None:
    assert not names_found(text, [])


SPELLED = st.lists(st.one_of(st.sampled_from(NAMES), st.text(max_size=12)), max_size=3)
WORDS = st.lists(st.one_of(st.sampled_from(["Noura", "وللشمري", "李娜", "Shammari’s", "Li Na"]), st.text(max_size=12)))


@given(WORDS, st.dictionaries(st.integers(), SPELLED, max_size=6))
def test_many_people_are_found_as_each_alone_would_be(words: list[str], people: dict[int, list[str]]) -> None:
    text = " ".join(words)
    assert people_found(text, people) == {one for one, spellings in people.items() if names_found(text, spellings)}


def test_text_is_folded_once_however_many_people_there_are() -> None:
    text = "Noura " * 200
    with patch.object(naming, "fold", wraps=naming.fold) as folding:
        assert people_found(text, {number: [f"Person{number}"] for number in range(40)}) == frozenset()
    assert sum(call.args == (text,) for call in folding.call_args_list) == 1


@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_plain_latin_folds_as_any_other_text_does(text: str) -> None:
    assert naming.fold(text) == naming.fold(f"{text}ـ")


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("The so-called\nregime fell.", "so-called", True),
        ("It was called so.", "so-called", False),
        ("وأعلن الإرهابيّون", "إرهابيون", True),
        ("A regimen of exercise", "regime", False),
        ("所谓的组织", "所谓", True),
        ("anything", "", False),
    ],
)
def test_phrase_is_found_whole_or_not_at_all(text: str, phrase: str, found: bool) -> None:
    assert (phrases_found(text, [phrase]) == {phrase}) is found
