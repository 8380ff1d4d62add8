from __future__ import annotations

import pytest

from hirz.rules.layers import Layer, Side
from hirz.rules.reports_out import (
    InTheWay,
    NotTheirsToWrite,
    Obstacle,
    audiences_of,
    in_the_way,
    length_of_report,
    require_writable,
)
from hirz.rules.word_limits import WordLimit


def test_nothing_stands_in_the_way_of_a_whole_report() -> None:
    assert in_the_way([("Law", "It was adopted [1].")], sources={1}, limit=WordLimit(4)) == []


def test_each_obstacle_is_named_with_its_place() -> None:
    sections = [("Law", "Adopted [3]."), ("Courts", "  "), ("Police", "Trained [1] and [9].")]
    assert in_the_way(sections, sources={1}, limit=WordLimit(5)) == [
        InTheWay(Obstacle.CITATION_LEADS_NOWHERE, 1, 3),
        InTheWay(Obstacle.SECTION_EMPTY, 2),
        InTheWay(Obstacle.CITATION_LEADS_NOWHERE, 3, 9),
        InTheWay(Obstacle.TOO_LONG, number=1),
    ]


def test_numbers_in_brackets_are_no_words() -> None:
    assert length_of_report(["Adopted [3, para. 12] in May."]).words == 3


@pytest.mark.parametrize(
    ("kind", "side", "audience"),
    [
        ("ALTERNATIVE", Side.GOVERNMENT, Layer.PUBLIC),
        ("STATE_REPORT", Side.PARTNERS, Layer.PUBLIC),
        ("ALTERNATIVE", Side.PARTNERS, Layer.GOVERNMENT),
        ("STATE_REPORT", Side.GOVERNMENT, Layer.PARTNERS),
        ("STATE_REPORT", Side.OFFICE, Layer.INTERNAL),
    ],
)
def test_nobody_writes_what_is_another_s_or_for_the_other_side(kind: str, side: Side, audience: Layer) -> None:
    with pytest.raises(NotTheirsToWrite):
        require_writable(kind, side=side, audience=audience)


def test_everybody_may_write_for_the_public() -> None:
    assert all(Layer.PUBLIC in audiences_of(side) for side in Side)
