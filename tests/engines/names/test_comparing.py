"""`compare` tells the same person from a brother across scripts, and shows what it saw."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.names import Likeness, Remark, compare

SAME = [
    ("نورلان عبد القادروف", "Абдыкадыров Нурлан"),
    ("Нурлан Бекович Абдыкадыров", "Nurlan Abdykadyrov"),
    ("محمد خليل الحمداني", "Mohammed Khalil al-Hamdani"),
    ("علیرضا محمودی", "Ali Reza Mahmoudi"),
    ("Gulchehra Toʻrayeva", "Тўраева Гулчеҳра"),
    ("Владимир Никитин", "Uladzimir Nikitsin"),
    ("Bill Henderson", "William Henderson"),
    ("R. Nazarbekov", "Rustam Nazarbekov"),
    ("Katherine Lindqvist", "Kathrine Lindqvsit"),
    ("أحمد عوض", "Ahmed Awad"),
    ("سمير عوض", "Samir Awadh"),
    ("حسن ظاهرعويس", "Hassan Dahir Aweys"),
]
DIFFERENT = [
    ("Касымов Бакыт Токтогулович", "Kasymov Nurlan Toktogulovich"),
    ("Касымова Гульнара Токтогуловна", "Kasymov Bakyt Toktogulovich"),
    ("سامي خليل الحمداني", "Omar Khalil al-Hamdani"),
    ("Mohammed Ahmed Hassan", "Mohammed Ahmed Saleh"),
    ("محمد أحمد", "Mohammed Saleh Omar"),
    ("Mohammed Ahmed", "محمد أحمد علي"),
    ("Нурлан Абдыкадыров", "Fatima Haddad"),
    ("A. Nazarbekov", "Rustam Nazarbekov"),
    ("خالد عيد", "Khaled Awad"),
    ("خالد عودة", "Khaled Ayyad"),
    ("سمير حداد", "Samir Ayyad"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_person_are_the_same(one: str, other: str) -> None:
    assert compare(one, other).same


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_relatives_and_namesakes_by_common_parts_are_different(one: str, other: str) -> None:
    assert not compare(one, other).same


def test_rare_name_in_common_says_more_than_a_common_one() -> None:
    rare = compare("Nurlan Abdykadyrov Bek", "Nurlan Abdykadyrov")
    common = compare("Mohammed Ahmed Bek", "Mohammed Ahmed")
    assert rare.score > common.score


def test_alignment_shows_the_parts_and_letters_that_stand_for_each_other() -> None:
    found = compare("Qosim Nazarov", "Назаров Касым")
    assert [(p.a[0].text, p.b[0].text, p.likeness) for p in found.pairings] == [
        ("qosim", "касым", Likeness.SPELLING),
        ("nazarov", "назаров", Likeness.SPELLING),
    ]
    assert ("q", "к") in found.pairings[0].letters
    assert Remark.ORDER_DIFFERS in found.remarks


def test_two_words_read_as_one_stand_together() -> None:
    (first, _) = compare("علیرضا محمودی", "Ali Reza Mahmoudi").pairings
    assert [token.text for token in first.b] == ["ali", "reza"]


def test_patronymic_on_one_side_is_remarked_and_left_alone() -> None:
    found = compare("Нурлан Бекович Абдыкадыров", "Nurlan Abdykadyrov")
    assert Remark.PATRONYMIC_ON_ONE_SIDE in found.remarks
    assert [token.text for token in found.only_a] == ["бекович"]


def test_patronymics_that_differ_are_remarked() -> None:
    found = compare("Нурлан Бекович Абдыкадыров", "Nurlan Salimovich Abdykadyrov")
    assert Remark.PATRONYMICS_DIFFER in found.remarks


def test_initial_and_pet_name_are_called_so() -> None:
    assert compare("R. Nazarbekov", "Rustam Nazarbekov").pairings[0].likeness is Likeness.INITIAL
    assert compare("Bill Henderson", "William Henderson").pairings[0].likeness is Likeness.PET_NAME


@pytest.mark.parametrize(("one", "other"), [("", "Ali"), ("Ali", "12"), ("", "")])
def test_without_a_name_nothing_is_the_same(one: str, other: str) -> None:
    found = compare(one, other)
    assert (found.score, found.same, found.remarks) == (0.0, False, (Remark.NOTHING_TO_COMPARE,))


LETTERS = "abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшыэюяابتثجحخدذرزسشصضطظعغفقكلمنهوي -.,'"


@given(st.text(LETTERS, max_size=30), st.text(LETTERS, max_size=30))
def test_order_of_the_two_names_does_not_matter(one: str, other: str) -> None:
    assert compare(one, other).score == compare(other, one).score


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ОО «Кылым нуру»", "Kylym Nuru", True),
        ("مؤسسة السلام الدائم", "al-Salam al-Daim Foundation", True),
        ("ОО «Кылым нуру»", "ОО «Ак тилек»", False),
        ("مؤسسة النور", "مؤسسة السلام", False),
    ],
)
def test_legal_form_of_an_organisation_says_little(one: str, other: str, same: bool) -> None:
    assert compare(one, other).same is same
