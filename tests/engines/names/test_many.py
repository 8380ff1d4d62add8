"""`compare_many` is `compare` over arrays, compiled or not."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from hirz.engines.names import LengthsDiffer, compare, compare_many, comparing, parse, score_against
from tests.engines.names.test_comparing import DIFFERENT, SAME

LEFT, RIGHT = zip(*SAME, *DIFFERENT, strict=True)


def test_scores_are_those_of_single_comparisons() -> None:
    singly = [compare(a, b).score for a, b in zip(LEFT, RIGHT, strict=True)]
    assert compare_many(LEFT, RIGHT).tolist() == singly


def test_pairs_choose_which_names_meet() -> None:
    scores = compare_many(LEFT, RIGHT, np.array([[0, 0], [0, 1], [2, 2]], np.int64))
    assert scores.tolist() == [
        compare(LEFT[0], RIGHT[0]).score,
        compare(LEFT[0], RIGHT[1]).score,
        compare(LEFT[2], RIGHT[2]).score,
    ]


def test_parsed_names_and_texts_may_be_mixed() -> None:
    assert compare_many([parse(LEFT[0])], [RIGHT[0]]).tolist() == compare_many([LEFT[0]], [RIGHT[0]]).tolist()


def test_nothing_gives_nothing() -> None:
    assert compare_many([], []).tolist() == []


def test_names_without_letters_score_nothing() -> None:
    assert compare_many(["", "Ali"], ["", "Ali"])[0] == 0.0


def test_lists_of_different_length_are_refused() -> None:
    with pytest.raises(LengthsDiffer):
        compare_many(["Ali"], [])


def test_loops_give_the_same_numbers_when_they_are_not_compiled() -> None:
    program = (
        "import sys, json; from hirz.engines.names.compiling import interpret; interpret();"
        "from hirz.engines.names import compare_many; left, right = json.load(sys.stdin);"
        "print(json.dumps(compare_many(left, right).tolist()))"
    )
    import json

    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], input=json.dumps([LEFT, RIGHT]), capture_output=True, text=True, check=True
    )
    assert json.loads(ran.stdout) == pytest.approx(compare_many(LEFT, RIGHT).tolist(), abs=1e-4)


def test_one_name_against_many_scores_as_pairs_do() -> None:
    assert score_against(LEFT[0], RIGHT).tolist() == compare_many([LEFT[0]] * len(RIGHT), RIGHT).tolist()


def test_score_does_not_depend_on_what_else_is_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    together = compare_many(LEFT * 20, RIGHT * 20)
    monkeypatch.setattr(comparing, "AT_ONCE", 7)
    assert compare_many(LEFT * 20, RIGHT * 20).tolist() == together.tolist()
    assert together[: len(LEFT)].tolist() == compare_many(LEFT, RIGHT).tolist()


def test_threads_do_not_disturb_one_another() -> None:
    expected = compare_many(LEFT, RIGHT).tolist()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: compare_many(LEFT, RIGHT).tolist(), range(40)))
    assert all(scores == expected for scores in found)
