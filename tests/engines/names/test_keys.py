"""`keys` brings spellings of one name together across scripts, and stays small enough to index."""

from __future__ import annotations

from statistics import median

import pytest

from hirz.engines.names import keys, parse

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


def test_title_and_initial_give_no_key() -> None:
    assert keys(parse("Dr. B. Leila Haddad")) == keys(parse("Leila Haddad"))


def test_letters_of_an_unknown_script_are_their_own_key() -> None:
    assert keys(parse("金正")) == {"#金正"}


def test_text_without_a_name_has_no_key() -> None:
    assert keys(parse(" - 12 ")) == frozenset()
