"""What is opened first is told from the keys alone: the more of the search a name has, and the rarer, the sooner."""

from __future__ import annotations

from itertools import chain
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.reprisals.people.name_keys import kept_under, looked_for
from hirz.reprisals.people.name_ranking import likeness, shared_sets

KEYS = st.sets(st.integers(0, 40))


def ranked(typed: str, names: list[str]) -> list[str]:
    """``names``, the likeliest first."""
    sought = looked_for(typed)
    kept = [[crc32(key.encode()) >> 1 for key in kept_under(name)] for name in names]
    sets = [[crc32(key.encode()) >> 1 for key in keys] for keys in sought.sets]
    keys = np.array(list(chain.from_iterable(kept)), np.int32)
    masks = shared_sets(sets, keys, np.array([len(some) for some in kept], np.int32))
    return [names[place] for place in np.argsort(-likeness(sought, masks), kind="stable")]


@pytest.mark.parametrize(
    ("typed", "meant", "others"),
    [
        ("Alexey Alexeyevich Gromov", "Алексей Алексеевич ГРОМОВ", ["Алексей Алексеевич Петров", "Громова Алла"]),
        ("Nurlan Abdykadyrov", "نورلان عبد القادروف", ["Нурлан Петров", "Нурлан Кадыров", "Азамат Абдыкадыров"]),
        ("Khalil Khalil", "خليل خليل", ["خليل سالم", "سالم خليل", "أحمد خليل"]),
        ("Christian Hutin", "Ютен, Кристиан", ["Christian Mohsen", "Nicholas Hutin"]),
        ("Abdul-halim Awad", "عبدالحليم عوض", ["Abdul-halim Ayyad", "عبدالحليم عياد", "عبدالحليم سالم"]),
        ("Mohammed Al Hadeya", "محمد مروي ملفي الهدية", ["محمد سالم قاسم الوادي", "محمد سالم قاسم عاهد"]),
        ("حسن ظاهرعويس", "Hassan Dahir Aweys", ["Hassan Sharif", "Hasan Taher"]),
        ("Salma", "سلمى الحديدي", ["Samira", "Karim Petrov Ivanovich", "Громов"]),
    ],
)
def test_name_that_has_all_that_is_looked_for_comes_first(typed: str, meant: str, others: list[str]) -> None:
    assert ranked(typed, [*others, meant])[0] == meant


@pytest.mark.parametrize("typed", ["a " * 50, "Анна-Мария " * 9, "علي " * 25])
def test_long_searches_stay_within_the_bits_of_a_number(typed: str) -> None:
    assert len(looked_for(typed).sets) <= 63
    assert ranked(typed, [typed, "Salma"])[0] == typed


@given(st.lists(KEYS, min_size=1, max_size=63).filter(any), st.lists(KEYS.filter(bool), max_size=8))
def test_shared_sets_are_those_that_meet(sets: list[set[int]], names: list[set[int]]) -> None:
    keys = np.array([key for name in names for key in name], np.int32)
    masks = shared_sets([list(some) for some in sets], keys, np.array([len(name) for name in names], np.int32))
    assert masks.tolist() == [sum(1 << at for at, some in enumerate(sets) if some & name) for name in names]
