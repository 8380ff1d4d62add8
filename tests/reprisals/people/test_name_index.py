"""The blind index of names: as long as the number of names asks for, made anew while people work, closed to others."""

from __future__ import annotations

from itertools import islice

import pytest
from django.db import connection

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import standing
from hirz.reprisals.people import name_index
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.finding import called
from hirz.reprisals.people.models import NameIndex, NameKeys, Person, PersonName
from hirz.reprisals.people.name_index import bits_of, blind_keys, outgrown, rebuild, rebuild_if_outgrown
from hirz.reprisals.people.name_keys import kept_under

NAMES = ("Salma El-Hadidi", "Нурлан Абдыкадыров", "Botir Yoʻldoshev", "قاسم عبد الرحمن", "Aigerim Sadykova")


@pytest.fixture
def people(office: Office, desk: User) -> list[Person]:
    return [enter_person(office=office, names=[name], by=desk) for name in NAMES]


def found(typed: str, user: User) -> list[str]:
    return [candidate.name for candidate in called(Person.objects.visible_to(user), typed)]


def lengths(office: Office) -> set[int]:
    return set(NameKeys.objects.filter(office=office).values_list("bits", flat=True))


@pytest.mark.parametrize("names", [*range(40), 1_000, 50_000, 1_000_000, 10_000_000])
def test_length_keeps_the_rule_and_bears_half_and_twice_as_many(names: int) -> None:
    assert not outgrown(names, bits_of(names))
    if names >= 10:
        assert not outgrown(names * 3 // 4, bits_of(names))
        assert not outgrown(names * 2, bits_of(names))


def test_keys_are_cut_to_length_once_and_still_find(people: list[Person], office: Office, desk: User) -> None:
    assert lengths(office) == {0}
    assert rebuild_if_outgrown()
    assert lengths(office) == {bits_of(len(NAMES))}
    assert all(found(name, desk)[0] == name for name in NAMES)
    assert not rebuild_if_outgrown()


def test_while_keys_are_cut_everybody_is_found_and_it_goes_on_where_it_stopped(
    people: list[Person], office: Office, desk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_index, "_AT_ONCE", 2)
    list(islice(rebuild(), 3))
    assert lengths(office) == {0, bits_of(len(NAMES))}
    assert all(found(name, desk)[0] == name for name in NAMES)
    enter_person(office=office, names=["Gulnara Mamatova"], by=desk)
    assert found("Гульнара Маматова", desk)[0] == "Gulnara Mamatova"
    assert rebuild_if_outgrown()
    assert lengths(office) == {bits_of(len(NAMES))}
    assert NameIndex.objects.get(office=office).former_bits is None


@pytest.mark.parametrize("lost", ["keys", "rules"])
def test_names_with_no_keys_or_with_keys_of_other_rules_get_theirs(
    lost: str, people: list[Person], office: Office, desk: User
) -> None:
    list(rebuild())
    if lost == "keys":
        NameKeys.objects.all().delete()
    else:
        NameKeys.objects.update(rules=0, keys=[])
    assert found("Nurlan Abdykadyrov", desk) == []
    [office_now] = name_index.standing()
    assert (office_now.names, office_now.indexed, office_now.is_whole) == (len(NAMES), 0, False)
    assert rebuild_if_outgrown()
    assert found("Nurlan Abdykadyrov", desk)[0] == NAMES[1]
    [office_now] = name_index.standing()
    assert (office_now.indexed, office_now.is_whole) == (len(NAMES), True)


def test_one_name_has_other_keys_in_another_office(office: Office, other_office: Office) -> None:
    keys = kept_under(NAMES[1])
    assert set(blind_keys(keys, office.pk, 20)).isdisjoint(blind_keys(keys, other_office.pk, 20))


def test_keys_of_two_lengths_are_never_taken_for_each_other(office: Office) -> None:
    keys = kept_under(NAMES[1])
    assert set(blind_keys(keys, office.pk, 4)).isdisjoint(blind_keys(keys, office.pk, 3))


def test_keys_are_looked_for_in_the_index(people: list[Person], office: Office) -> None:
    names = [PersonName(person=people[0], text=f"name {number}", script="latn") for number in range(3_000)]
    PersonName.objects.bulk_create(names)
    NameKeys.objects.bulk_create(
        NameKeys(name=name, person=people[0], office=office, bits=20, rules=0, keys=[number, number + 1])
        for number, name in enumerate(names)
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze people_namekeys")
    assert "name_by_keys" in NameKeys.objects.filter(keys__overlap=[1_003]).explain()


def asked_in_the_database(user: User | None, office: Office) -> int:
    sets = ["{" + ",".join(map(str, blind_keys(kept_under(NAMES[1]), office.pk, 0))) + "}"]
    with standing(user), connection.cursor() as cursor:
        cursor.execute("select name_id from hirz_names_sharing(%s, %s, %s)", [sets, [[1, 0, 0, 0]], 100])
        return len(cursor.fetchall())


def test_database_itself_answers_only_for_the_offices_of_the_asker(
    people: list[Person], office: Office, desk: User, outsider: User
) -> None:
    assert asked_in_the_database(desk, office) == len(NAMES)
    assert asked_in_the_database(outsider, office) == 0
    assert asked_in_the_database(None, office) == 0


def test_whoever_takes_submissions_may_not_ask_the_index(office: Office) -> None:
    asked = "select has_function_privilege('hirz_public', 'hirz_names_sharing(text[], int[], int)', 'execute')"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        assert cursor.fetchone() == (False,)
