"""Finding people by names that lie sealed: any script, any order, parts, slips; nobody who may not be seen."""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import standing
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.finding import called, candidates
from hirz.reprisals.people.models import Person


@pytest.fixture
def known(office: Office, desk: User) -> dict[str, Person]:
    names = ["Абдыкадыров Нурлан Бакирович", "Абдыкадыров Азамат Бакирович", "Salma El-Hadidi", "عبد الرحمن قاسم"]
    return {name: enter_person(office=office, names=[name], by=desk) for name in names}


@pytest.mark.parametrize(
    "typed",
    [
        "Нурлан Абдыкадыров",
        "نورلان عبد القادروف",
        "Nurlan Abdykadyrov",
        "Abdiqodirov Nurlon",
        "Нурлан Абдыкадиров",
        "Нурлан Абдыкадров",
    ],
)
def test_person_is_found_first_in_any_script_and_order_with_a_slip(
    typed: str, known: dict[str, Person], desk: User
) -> None:
    first, *_ = candidates(Person.objects.visible_to(desk), [typed])
    assert first.person == known["Абдыкадыров Нурлан Бакирович"]
    assert first.name == "Абдыкадыров Нурлан Бакирович"
    assert first.comparison.score == first.score > 0.25


@pytest.mark.parametrize("typed", ["Абдык", "Абдык Нурл", "нурл", "Нурлан", "Бакир Нурлан"])
def test_person_is_found_by_parts_of_the_name(typed: str, known: dict[str, Person], desk: User) -> None:
    found = [candidate.person for candidate in called(Person.objects.visible_to(desk), typed)]
    assert known["Абдыкадыров Нурлан Бакирович"] in found
    assert known["Salma El-Hadidi"] not in found


@pytest.mark.parametrize("typed", ["", "   ", "...", "12345", "%", "\\", "'; drop table people_person; --", "\u202e"])
def test_what_is_no_name_finds_nobody(typed: str, known: dict[str, Person], desk: User) -> None:
    assert called(Person.objects.visible_to(desk), typed) == []


def test_person_with_several_spellings_is_listed_once_with_the_nearest(office: Office, desk: User) -> None:
    person = enter_person(office=office, names=["Lama Karimova", "سلمى الحديدي"], by=desk)
    [found] = called(Person.objects.visible_to(desk), "Salma El-Hadidi")
    assert (found.person, found.name) == (person, "سلمى الحديدي")


def test_behind_the_wall_an_outsider_finds_nobody(known: dict[str, Person], desk: User, outsider: User) -> None:
    with standing(desk):
        assert called(Person.objects.all(), "Nurlan Abdykadyrov")
    with standing(outsider):
        assert called(Person.objects.all(), "Nurlan Abdykadyrov") == []


@pytest.mark.parametrize(
    ("filed", "typed"),
    [
        ("Hamza Abdel Mortaja", "حمزة مرتجى"),
        ("Джон Мицотакис", "Johnny Mitsotakis"),
        ("Влад Филат", "Vladimir Filat"),
    ],
)
def test_given_name_is_found_in_another_form_or_without_its_first_part(
    filed: str, typed: str, office: Office, desk: User
) -> None:
    person = enter_person(office=office, names=[filed], by=desk)
    assert [one.person for one in called(Person.objects.visible_to(desk), typed)] == [person]


def test_namesakes_leave_places_to_who_is_filed_in_another_script(office: Office, desk: User) -> None:
    namesakes = [enter_person(office=office, names=["Дэвид Дейвис"], by=desk) for _ in range(12)]
    other = enter_person(office=office, names=["David Davies"], by=desk)
    listed = [one.person for one in candidates(Person.objects.visible_to(desk), ["Дэвид Дейвис"], limit=10)]
    assert len(listed) == len(set(listed)) == 10
    assert set(listed[:9]) <= set(namesakes)
    assert listed[9] == other


def test_spellings_in_the_script_that_was_typed_do_not_fill_the_list(office: Office, desk: User) -> None:
    """Muhammad is written in twenty ways in Latin letters alone; whoever is filed in Arabic is none of them."""
    for given in ("Muhammad", "Mohammed", "Mohammad", "Mohamed", "Muhammed", "Mohamad", "Muhamad", "Mohamedd"):
        for family in ("Al-Jaja", "al-Jaja"):
            enter_person(office=office, names=[f"{given} {family}"], by=desk)
    meant = enter_person(office=office, names=["محمد الجاجة"], by=desk)
    found = candidates(Person.objects.visible_to(desk), ["Mohammed al-Jaja"], limit=10)
    assert meant in [one.person for one in found]
    assert len(found) == 10


def test_same_words_in_another_order_take_no_places_from_the_name_itself(office: Office, desk: User) -> None:
    for _ in range(12):
        enter_person(office=office, names=["منصور احمد"], by=desk)
    meant = enter_person(office=office, names=["احمد منصور"], by=desk)
    assert meant in [one.person for one in candidates(Person.objects.visible_to(desk), ["Ahmed Mansour"], limit=10)]


def test_without_other_spellings_namesakes_fill_the_list(office: Office, desk: User) -> None:
    for _ in range(12):
        enter_person(office=office, names=["Дэвид Дейвис"], by=desk)
    enter_person(office=office, names=["Дана Сериккызы"], by=desk)
    found = candidates(Person.objects.visible_to(desk), ["Дэвид Дейвис"], limit=10)
    assert [one.name for one in found] == ["Дэвид Дейвис"] * 10
