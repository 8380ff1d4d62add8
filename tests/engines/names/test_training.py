"""What the weights are trained on: people are never split, and what is made up keeps to what it was made from."""

from __future__ import annotations

import numpy as np
import pytest

from hirz.engines.names.augmenting import Example, augmented
from hirz.engines.names.training import split_by_entity

SAME = [
    Example("Нурлан Абдыкадыров", "Nurlan Abdykadyrov", True, "n", "n", 1.0),
    Example("Bakyt Toktogulovich Kasymov", "Бакыт Касымов", True, "k", "k", 1.0),
    Example("Leila Haddad", "ليلى حداد", True, "h", "h", 1.0),
    Example("Omar Saleh", "عمر صالح", True, "s", "s", 1.0),
]
DIFFERENT = Example("Leila Haddad", "Omar Saleh", False, "h", "s", 1.0)


def test_names_of_a_person_fall_into_one_part() -> None:
    more = [Example(f"{e.b} x", e.a, True, e.entity_b, e.entity_a, 1.0) for e in SAME]
    parts = split_by_entity([*SAME, *more], 3, seed=5)
    assert np.array_equal(parts[: len(SAME)], parts[len(SAME) :])


def test_people_who_share_a_spelling_fall_into_one_part() -> None:
    chain = [Example(f"Name {n}", f"Name {n + 1}", True, f"e{n}", f"e{n}", 1.0) for n in range(20)]
    assert len(np.unique(split_by_entity(chain, 4, seed=1))) == 1


def test_examples_given_come_first_and_unchanged() -> None:
    assert augmented([*SAME, DIFFERENT])[: len(SAME) + 1] == [*SAME, DIFFERENT]


def test_the_same_seed_makes_the_same_examples() -> None:
    assert augmented(SAME, seed=3) == augmented(SAME, seed=3)
    assert augmented(SAME, seed=3) != augmented(SAME, seed=4)


@pytest.mark.parametrize("seed", range(5))
def test_made_examples_keep_their_entity_and_count_less(seed: int) -> None:
    made = augmented(SAME, seed)[len(SAME) :]
    assert made
    assert all(example.weight < 1 for example in made)
    assert {example.entity_a for example in made} <= {example.entity_a for example in SAME}
    assert all(example.a in {e.a for e in SAME} for example in made)


@pytest.mark.parametrize(("family", "namesake"), [("Awad", "Eid"), ("عوض", "عيد")])
def test_short_name_of_the_same_consonants_is_made_another_person(family: str, namesake: str) -> None:
    people = [
        Example("خالد عوض", f"Khaled {family}", True, "a", "a", 1.0),
        Example("سمير عيد", f"Samir {namesake}", True, "e", "e", 1.0),
    ]
    made = {(example.b, example.same) for example in augmented(people)}
    assert (f"Khaled {namesake}", False) in made
    assert (f"Samir {family}", False) in made
