"""Reading a file never breaks, whatever it holds, and never says more than the file does."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hirz.regional.mechanisms.shapes import ACTION_COLUMNS, EVENT_COLUMNS, SaidAction, SaidEvent, read
from hirz.regional.mechanisms.wording import PROBLEMS

AS_OF = date(2022, 8, 31)
HEADS = ["", "instrument,KZ,KG\n", ",".join(ACTION_COLUMNS) + "\n", ",".join(EVENT_COLUMNS) + "\n"]
CELL = st.sampled_from(
    ["KZ", "Kazakhstan", "CAT", "4-9", "cat", "26 Aug 1998 a", "1998-08-26", "٢٦ Aug 1998", "state party 1998",
     "no action", "signatory state", "accession", "review_held", "", "7", "\u202e", '"', "\x00", "art. 1"]
)  # fmt: skip
ROWS = st.lists(st.lists(CELL, max_size=10).map(",".join), max_size=8).map("\n".join)


@given(st.sampled_from(HEADS), ROWS)
def test_any_rows_are_read_or_told_what_is_wrong(head: str, rows: str) -> None:
    found = read((head + rows).encode(), as_of=AS_OF)
    assert {problem.code for problem in found.problems} <= set(PROBLEMS)
    wrong = {problem.row for problem in found.problems}
    assert not wrong & {said.row for said in found.said}


def test_row_is_taken_whole_or_not_at_all() -> None:
    found = read(b"instrument,KZ,KG\nCAT,no action,maybe\nCRC,no action,no action\n", as_of=AS_OF)
    assert [said.row for said in found.said] == [3, 3]
    assert [problem.row for problem in found.problems] == [2]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_told_what_is_wrong(data: bytes) -> None:
    assert {problem.code for problem in read(data, as_of=AS_OF).problems} <= set(PROBLEMS)


@given(st.sampled_from(HEADS), ROWS)
def test_what_is_said_has_its_source(head: str, rows: str) -> None:
    for said in read((head + rows).encode(), as_of=AS_OF).said:
        assert not isinstance(said, SaidAction | SaidEvent) or said.source
