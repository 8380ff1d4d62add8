from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hirz.rules.coverage import Doing, coverage

ROWS, COLUMNS = ["un_a", "un_b", "un_c"], ["water", "courts", "schools"]
NAMES = st.frozensets(st.sampled_from([*ROWS, *COLUMNS, "elsewhere"]))
DOINGS = st.lists(
    st.builds(Doing, id=st.integers(0, 999).map(str), rows=NAMES, columns=NAMES),
    max_size=8,
    unique_by=lambda one: one.id,
)

UNDER_LOAD = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def doing(name: str, rows: str, columns: str) -> Doing:
    return Doing(id=name, rows=frozenset(rows.split()), columns=frozenset(columns.split()))


def test_matrix_shows_gaps_and_what_stands_in_no_column() -> None:
    found = coverage(
        [doing("1", "un_a un_b", "water"), doing("2", "un_a", "water courts"), doing("3", "un_b", "")],
        rows=ROWS,
        columns=COLUMNS,
    )
    assert found.lines == (
        ("un_a", (("1", "2"), ("2",), None)),
        ("un_b", (("1",), None, None)),
        ("un_c", (None, None, None)),
    )
    assert found.gaps == ("schools",)
    assert found.placeless == ("3",)
    assert found.count == 3


def test_activity_of_a_row_that_was_not_asked_for_fills_no_gap() -> None:
    found = coverage([doing("1", "elsewhere", "water")], rows=ROWS, columns=COLUMNS)
    assert (found.gaps, found.count, found.placeless) == (tuple(COLUMNS), 0, ())


@UNDER_LOAD
@given(doings=DOINGS)
def test_every_cell_tells_exactly_what_is_done_there(doings: list[Doing]) -> None:
    found = coverage(doings, rows=ROWS, columns=COLUMNS)
    told = {
        (row, column): cell
        for row, cells in found.lines
        for column, cell in zip(found.columns, cells, strict=True)
    }  # fmt: skip
    for (row, column), cell in told.items():
        here = tuple(one.id for one in doings if row in one.rows and column in one.columns)
        assert cell == (here or None)
    assert set(found.gaps) == {c for c in COLUMNS if all(told[row, c] is None for row in ROWS)}
    assert found.count == sum(bool(one.rows & set(ROWS)) for one in doings)


@UNDER_LOAD
@given(doings=DOINGS)
def test_activity_stands_in_a_cell_or_apart_and_never_in_both(doings: list[Doing]) -> None:
    found = coverage(doings, rows=ROWS, columns=COLUMNS)
    in_cells = {one for _row, cells in found.lines for cell in cells for one in cell or ()}
    assert not in_cells & set(found.placeless)
    assert len(in_cells | set(found.placeless)) == found.count
