"""Where the line of review lies, and how decisions move it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.errors import BadInput
from hirz.rules.review_line import BANDS, WANTED, Judged, review_line

likenesses = st.floats(0, 1)
decisions = st.lists(st.builds(Judged, likenesses, st.booleans()), max_size=60)


def test_without_decisions_the_line_is_where_the_linkage_says_what_is_wanted() -> None:
    line = review_line([])
    assert abs(line.likeness - WANTED) < 1 / BANDS
    assert (line.decided, line.same) == (0, 0)


@given(decisions)
def test_line_tells_what_was_decided_above_it(judged: list[Judged]) -> None:
    line = review_line(judged)
    above = [j for j in judged if j.likeness >= line.likeness]
    assert (line.decided, line.same) == (len(above), sum(j.same for j in above))


@given(decisions, likenesses)
def test_pair_found_to_be_the_same_never_raises_the_line(judged: list[Judged], likeness: float) -> None:
    before, after = review_line(judged), review_line([*judged, Judged(likeness, True)])
    assert after.likeness <= before.likeness


@given(decisions, likenesses)
def test_pair_found_to_be_different_never_lowers_the_line(judged: list[Judged], likeness: float) -> None:
    before, after = review_line(judged), review_line([*judged, Judged(likeness, False)])
    assert after.likeness >= before.likeness


def test_many_that_were_different_lift_the_line_above_them() -> None:
    assert review_line([Judged(0.5, False)] * 40).likeness > 0.5


def test_one_that_was_different_moves_nothing() -> None:
    assert review_line([Judged(0.5, False)]).likeness == review_line([]).likeness


def test_many_that_were_the_same_below_the_line_lower_it() -> None:
    assert review_line([Judged(0.15, True)] * 40).likeness == 0.15


@pytest.mark.parametrize("likeness", [-0.1, 1.1, float("nan")])
def test_likeness_outside_its_range_is_refused(likeness: float) -> None:
    with pytest.raises(BadInput):
        Judged(likeness, True)
