"""Groups of texts: what is alike comes together, whatever the order, and every text is in exactly one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.meaning import SentenceEncoder
from hirz.engines.meaning.asking import asked_by
from hirz.engines.meaning.clusters import groups, likeness, shared

TEXTS = (
    "Abolish the death penalty", "Отменить смертную казнь", "Abolir la peine de mort",
    "Build kindergartens in the villages", "Build more kindergartens in villages", "Print stamps",
)  # fmt: skip


def alike(pairs: dict[tuple[int, int], float], count: int) -> np.ndarray:
    made = np.zeros((count, count), np.float32)
    for (one, other), value in pairs.items():
        made[one, other] = made[other, one] = value
    return made


def test_languages_come_together_by_what_they_ask() -> None:
    asked = [asked_by(text) for text in TEXTS]
    found = groups(likeness(asked, SentenceEncoder().encode(TEXTS)))
    assert found == [[0, 1, 2], [3, 4], [5]]
    assert shared([asked[place] for place in found[0]]).matters == ("death_penalty",)
    assert "kindergartens" in shared([asked[place] for place in found[1]]).words


def test_group_is_joined_by_the_mean_of_its_members() -> None:
    chain = {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.1}
    assert groups(alike(chain, 3), 0.4) == [[0, 1], [2]]
    assert groups(alike({**chain, (0, 2): 0.3}, 3), 0.4) == [[0, 1, 2]]


@given(st.lists(st.integers(0, 100), min_size=21, max_size=21), st.permutations(range(7)))
def test_order_of_the_texts_does_not_matter(values: list[int], order: list[int]) -> None:
    pairs = [(one, other) for one in range(7) for other in range(one)]
    # Values that differ by a little of their own: where two are equally near, either may come first.
    made = alike({pair: values[place] / 100 + place / 10_000 for place, pair in enumerate(pairs)}, 7)
    found = {frozenset(group) for group in groups(made, 0.5)}
    turned = {frozenset(order[place] for place in group) for group in groups(made[np.ix_(order, order)], 0.5)}
    assert found == turned
    assert sorted(place for group in found for place in group) == list(range(7))


def test_nothing_has_no_groups() -> None:
    assert groups(np.zeros((0, 0), np.float32)) == []
