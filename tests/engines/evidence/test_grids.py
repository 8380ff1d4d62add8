"""Areas are named by numbers that anybody can type, and cover all they touch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.evidence.grids import Area, AreaRefused, Grid, areas_in

GRIDS = st.builds(Grid, st.integers(1, 5000), st.integers(1, 5000), st.sampled_from([1, 12, 24, 48]))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("41-87", [Area(1, 41, 87)]),
        ("41", [Area(1, 41, 41)]),
        ("2: 41-87, 90", [Area(2, 41, 87), Area(2, 90, 90)]),
        ("٢: ٤١–٨٧، ٩٠", [Area(2, 41, 87), Area(2, 90, 90)]),
        ("۴۱ - ۸۷", [Area(1, 41, 87)]),
        ("\u200f41\u200f-87\n\n 3 : 5 \n41-87", [Area(1, 41, 87), Area(3, 5, 5)]),
        ("", []),
    ],
)
def test_areas_are_read_in_digits_and_marks_of_any_script(written: str, expected: list[Area]) -> None:
    assert list(areas_in(written)) == expected


@pytest.mark.parametrize(("written", "line"), [("face", 1), ("1-2\n3-", 2), ("0: 4", 1), ("1\n2\n4-5-6", 3), ("1:", 1)])
def test_line_that_names_no_area_is_told_by_its_number(written: str, line: int) -> None:
    with pytest.raises(AreaRefused) as refused:
        areas_in(written)
    assert refused.value.line == line


@given(st.text(max_size=60))
def test_whatever_is_typed_gives_areas_or_the_refusal(written: str) -> None:
    try:
        areas = areas_in(written)
    except AreaRefused:
        return
    assert all(area.page >= 1 for area in areas)


@given(GRIDS, st.data())
def test_area_covers_its_corners_and_lies_in_the_picture(grid: Grid, data: st.DataObject) -> None:
    cells = st.integers(1, grid.cells)
    first, last = data.draw(cells), data.draw(cells)
    left, top, right, bottom = grid.box(first, last)
    assert 0 <= left < right <= grid.width
    assert 0 <= top <= bottom <= grid.height
    assert grid.box(first, last) == grid.box(last, first)
    for corner in (first, last):
        inner = grid.box(corner, corner)
        assert left <= inner[0]
        assert top <= inner[1]
        assert inner[2] <= right
        assert inner[3] <= bottom


@given(GRIDS)
def test_all_cells_together_leave_no_pixel_out(grid: Grid) -> None:
    assert grid.box(1, grid.cells) == (0, 0, grid.width, grid.height)


@pytest.mark.parametrize("cell", [0, -1, 12 * 9 + 1])
def test_cell_that_the_grid_does_not_have_is_refused(cell: int) -> None:
    grid = Grid(120, 90, 12)
    assert grid.cells == 12 * 9
    with pytest.raises(ValueError, match="no such cell"):
        grid.box(1, cell)
