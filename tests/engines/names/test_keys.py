"""`keys` brings spellings of one name together across scripts, and stays small enough to index."""

from __future__ import annotations

from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.names import keys, parse
from hirz.engines.names.skeletons import voiced_keys

SPELLINGS = [
    ("Нурлан Абдыкадыров", "Nurlan Abdykadyrov"),
    ("نورلان عبد القادروف", "Абдыкадыров Нурлан"),
    ("محمد خليل", "Mohammed Khalil"),
    ("Жамила Хасанова", "Djamila Khassanova"),
    ("Gulchehra Toʻrayeva", "Гулчеҳра Тўраева"),
    ("Schamil Tschernow", "Шамиль Чернов"),
    ("Choukri Benmessaoud", "شكري بن مسعود"),
    ("فاطمه حسینی", "Fatemeh Hosseini"),
    ("Ýagmyr Şükürow", "Ягмыр Шукуров"),
    ("Алмазбек", "Almazbek"),
    ("Alexander", "Александр"),
    ("al-Hariri", "Hariri"),
    ("Дзмітрый", "Dmitri"),
    ("عبد الرحمن", "Abdurrahman"),
    ("Abdul Rahim", "Abdurrahim"),
    ("Гартунг", "Hartung"),
    ("Fathi", "فتحي"),
    ("Lakhal", "لكحل"),
    ("Адҳам", "Adham"),
    ("Bakshi", "Бакши"),
    ("John", "Джон"),
    ("Christian", "Крістіан"),
    ("Michael", "Майкл"),
    ("Didier", "Дидье"),
    ("Evgenij", "Евгений"),
    ("Dżumagułow", "Жумагулов"),
    ("Ceren", "Джерен"),
    ("Angela", "Анжела"),
    ("جنبلاط", "Jumblat"),
    ("Антс", "Ants"),
    ("Jahjoh", "جحجوح"),
    ("Wright", "Райт"),
    ("Jiří", "Іржи"),
    ("Viachaslau", "Vyacheslav"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert keys(parse(one)) & keys(parse(other))


def test_different_names_share_none() -> None:
    assert not keys(parse("Нурлан Абдыкадыров")) & keys(parse("Fatima Haddad"))


def test_keys_of_a_part_are_few() -> None:
    parts = [token for pair in SPELLINGS for name in pair for token in parse(name).tokens]
    assert median(len(keys(parse(part.text))) for part in parts) <= 3
    assert max(len(keys(parse(part.text))) for part in parts) <= 10


def test_long_word_that_reads_alike_in_many_ways_has_its_keys_at_once() -> None:
    assert 1 <= len(keys(parse("ja" * 50))) <= 10


def voiced(name: str) -> frozenset[str]:
    [token] = parse(name).tokens
    return voiced_keys(token)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عوض", "Awad"),
        ("عياد", "Ayyad"),
        ("الهدية", "Al Hadeya"),
        ("الحويلة", "al-Huwaila"),
        ("العمير", "Al Omair"),
        ("الجاجة", "al-Jaja"),
        ("زيد", "Zeid"),
        ("يوسف", "Youssef"),
        ("علي", "Aly"),
        ("سعود", "Saud"),
        ("سعاد", "Suad"),
        ("یونس", "Юнус"),
        ("ماورر", "Maurer"),
        ("Майя", "Maya"),
    ],
)
def test_spellings_of_a_short_word_share_a_key_with_its_glides(one: str, other: str) -> None:
    assert voiced(one) & voiced(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Awad", "Ayyad"), ("Awad", "عياد"), ("Huwaila", "هلال"), ("Hadeya", "هوادة"), ("Zeyd", "سواد")]
)
def test_words_with_the_same_consonants_are_told_apart_by_their_glides(one: str, other: str) -> None:
    assert keys(parse(one)) & keys(parse(other))
    assert not voiced(one) & voiced(other)


@pytest.mark.parametrize("word", ["Mohammed", "محمد", "Нурлан", "Alex", "金正"])
def test_long_word_has_no_keys_with_glides(word: str) -> None:
    assert not voiced(word)


@given(st.text("عويىئاءدyaeiouwdйёюяъ", max_size=40))
def test_keys_with_glides_are_few(word: str) -> None:
    assert all(len(voiced_keys(token)) <= 8 for token in parse(word).tokens)


def test_title_and_initial_give_no_key() -> None:
    assert keys(parse("Dr. B. Leila Haddad")) == keys(parse("Leila Haddad"))


def test_letters_of_an_unknown_script_are_their_own_key() -> None:
    assert keys(parse("金正")) == {"#金正"}


def test_text_without_a_name_has_no_key() -> None:
    assert keys(parse(" - 12 ")) == frozenset()
