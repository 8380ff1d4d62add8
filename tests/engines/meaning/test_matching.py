from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from hirz.engines.meaning import Vectors, match

_numbers = st.floats(-1, 1, width=32)
vectors = st.integers(1, 12).flatmap(lambda rows: arrays(np.float32, (rows, 4), elements=_numbers))


@given(left=vectors, right=vectors, top=st.integers(1, 15))
def test_each_left_one_gets_its_best_in_order(left: Vectors, right: Vectors, top: int) -> None:
    found = list(match(left, right, top))
    for place in range(len(left)):
        mine = [pair for pair in found if pair.left == place]
        assert len(mine) == min(top, len(right))
        assert len({pair.right for pair in mine}) == len(mine)
        assert [pair.score for pair in mine] == sorted((pair.score for pair in mine), reverse=True)


def test_passage_that_is_close_to_everything_gives_way() -> None:
    """The last on the right lies between all; by the cosine alone it would come first for each."""
    left = _unit([[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]])
    right = _unit([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]])
    assert (left @ right.T).argmax(axis=1).tolist() == [3, 3, 3]
    assert [pair.right for pair in match(left, right, 1)] == [0, 1, 2]


def test_nothing_is_matched_with_an_empty_list() -> None:
    some, none = np.ones((2, 4), np.float32), np.zeros((0, 4), np.float32)
    assert not list(match(some, none, 3))
    assert not list(match(none, some, 3))
    assert not list(match(some, some, 0))


def _unit(rows: list[list[float]]) -> Vectors:
    made = np.array(rows, np.float32)
    unit: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
    return unit
