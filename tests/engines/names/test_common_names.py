"""Who shares nothing but the commonest names is not called one person; who has exactly the same of them is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hirz.engines.names import LANGUAGES, Likeness, Remark, compare, compare_many, explain
from hirz.engines.names.nicknames import COMMONEST, nicknames

SPELLINGS = {
    "Mohammed": ("Mohammed", "محمد", "Мухаммед"),
    "Ahmed": ("Ahmed", "أحمد", "Ахмед"),
    "Ali": ("Ali", "علي", "Али"),
    "Hassan": ("Hassan", "حسن", "Хасан"),
    "Hussein": ("Hussein", "حسين", "Хусейн"),
    "Mahmoud": ("Mahmoud", "محمود", "Махмуд"),
    "Ibrahim": ("Ibrahim", "إبراهيم", "Ибрагим"),
    "Omar": ("Omar", "عمر", "Омар"),
    "Khalid": ("Khalid", "خالد", "Халид"),
    "Mustafa": ("Mustafa", "مصطفى", "Мустафа"),
    "Abdullah": ("Abdullah", "عبد الله", "Абдулла"),
    "Fatima": ("Fatima", "فاطمة", "Фатима"),
}
SCRIPTS = st.integers(0, 2)


def people(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(sorted(SPELLINGS)), min_size=least, max_size=most, unique=True)


def spelt(parts: list[str], script: int) -> str:
    return " ".join(SPELLINGS[part][script] for part in parts)


@settings(deadline=None)
@given(people(3, 4), SCRIPTS, SCRIPTS)
def test_one_part_that_differs_makes_two_people(parts: list[str], script: int, other: int) -> None:
    *shared, one, another = parts
    assert not compare(spelt([*shared, one], script), spelt([*shared, another], other)).same
    assert not compare(spelt([one, *shared], script), spelt([another, *shared], other)).same


@settings(deadline=None)
@given(people(2, 4), st.data(), SCRIPTS, SCRIPTS)
def test_one_part_more_wherever_it_stands_makes_two_people(
    parts: list[str], data: st.DataObject, script: int, other: int
) -> None:
    place = data.draw(st.integers(0, len(parts) - 1))
    fewer = parts[:place] + parts[place + 1 :]
    found = compare(spelt(fewer, script), spelt(data.draw(st.permutations(parts)), other))
    assert not found.same
    assert Remark.ONLY_COMMON_NAMES in found.remarks


@settings(deadline=None)
@given(people(2, 2), st.booleans(), SCRIPTS, SCRIPTS)
def test_the_same_two_parts_in_any_order_and_script_are_one_name(
    parts: list[str], turned: bool, script: int, other: int
) -> None:
    assert compare(spelt(parts, script), spelt(parts[::-1] if turned else parts, other)).same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد أحمد", "Ahmed Ali Mohammed"),
        ("Mohammed Ahmed", "محمد أحمد محمود"),
        ("Mohammed Ahmed", "محمد محمود"),
        ("Mohammed Hassan", "محمد حسين"),
        ("Ахмед Али", "Ahmad Mahmud Ali"),
        ("Mohammed bin Ali Ahmed", "Mohammed Ahmed"),
    ],
)
def test_namesakes_by_part_of_a_name_are_different(one: str, other: str) -> None:
    assert not compare(one, other).same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ахмад Хасанович Назарбеков", "Ahmed Nazarbekov"),
        ("Mohammed Ahmed al-Hamdani", "محمد الحمداني"),
        ("Dr. Mohammed Ahmed", "محمد أحمد"),
        ("Александр Иванов", "Aleksandr Petrovich Ivanov"),
    ],
)
def test_a_rare_part_in_common_a_title_or_a_patronymic_does_not_hold_back(one: str, other: str) -> None:
    assert compare(one, other).same


def test_held_back_pairs_keep_their_order_and_stay_likely_enough_to_be_shown() -> None:
    close, exact, far = compare_many(["Mohammed Ahmed"] * 3, ["محمد علي أحمد", "محمد أحمد", "حسن علي محمود"])
    assert exact > 0.5 > close > 0.3 > far


def test_near_letters_do_not_make_two_of_the_commonest_names_one() -> None:
    (pairing,) = compare("Hassan", "حسين").pairings
    assert pairing.likeness is Likeness.DIFFERENT


def test_no_commonest_name_is_also_read_as_another_name() -> None:
    groups = {form: numbers for form, numbers in nicknames().items() if max(numbers) >= COMMONEST}
    assert {form for form, numbers in groups.items() if min(numbers) < COMMONEST} == {"joseph"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_reader_is_told_that_only_common_names_are_shared(language: str) -> None:
    held, rare = compare("Mohammed Ahmed", "محمد علي أحمد"), compare("Nurlan Bek", "Nurlan Abdykadyrov")
    assert explain(held, language)[-1] not in explain(rare, language)
    assert held.remarks[-1] is Remark.ONLY_COMMON_NAMES
