"""One wrong link does not make one person of two."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from hirz.engines.linkage.clustering import Edge, agglomerated, components, grouped, two_steps

HERE: list[Edge] = [(0, 1, 9.0), (0, 2, 9.0), (1, 2, 9.0)]
THERE: list[Edge] = [(3, 4, 9.0), (3, 5, 9.0), (4, 5, 9.0)]


def never(a: int, b: int) -> bool:
    return False


def put(
    edges: list[Edge], ties: Sequence[tuple[int, int]] = (), apart: Collection[tuple[int, int]] = ()
) -> list[list[int]]:
    return list(agglomerated(edges, ties, lambda a, b: (a, b) in apart or (b, a) in apart, 0.0))


def test_wrong_link_between_two_people_is_outvoted() -> None:
    between: list[Edge] = [(2, 3, 4.0), (1, 3, -6.0), (2, 4, -6.0)]
    assert put([*HERE, *THERE, *between]) == [[0, 1, 2], [3, 4, 5]]


def test_link_that_nothing_contradicts_joins() -> None:
    assert put([*HERE, *THERE, (2, 3, 4.0)]) == [[0, 1, 2, 3, 4, 5]]


def test_chain_stops_at_those_kept_apart() -> None:
    chain: list[Edge] = [(0, 1, 9.0), (1, 2, 8.0)]
    assert put(chain, apart={(0, 2)}) == [[0, 1], [2]]


def test_tie_holds_against_all_evidence() -> None:
    assert put([(0, 1, -40.0)], ties=[(0, 1)]) == [[0, 1]]


def test_pairs_below_the_threshold_stay_apart() -> None:
    assert list(agglomerated([(0, 1, 2.9)], (), never, 3.0)) == [[0], [1]]


def test_components_are_named_by_their_first() -> None:
    left, right = np.array([5, 1, 4], np.int32), np.array([4, 3, 3], np.int32)
    assert components(7, left, right).tolist() == [0, 1, 2, 1, 1, 1, 6]


def test_pairs_two_steps_apart_are_those_with_a_common_neighbour() -> None:
    left, right = np.array([0, 1, 7], np.int32), np.array([1, 2, 8], np.int32)
    assert two_steps(left, right, np.array([3.0, 2.0, 1.0]), 12).tolist() == [(0 << 32) | 2]


def test_groups_hold_the_pairs_of_a_component() -> None:
    left, right = np.array([0, 7, 1], np.int32), np.array([1, 8, 2], np.int32)
    where = components(9, left, right)
    assert list(grouped(where, left, right, np.array([3.0, 1.0, 2.0]))) == [[(0, 1, 3.0), (1, 2, 2.0)], [(7, 8, 1.0)]]
