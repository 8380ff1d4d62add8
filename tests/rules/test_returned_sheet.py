from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.returned_sheet import Cell, CellOutcome, RowOutcome, not_returned, weigh

VALUES = st.sampled_from(["", "a", "b", "c"])
ROWS = st.fixed_dictionaries({"title": VALUES, "due": VALUES})
COLUMNS = ("title", "due")


@given(VALUES, VALUES, VALUES)
def test_what_somebody_wrote_here_is_never_overwritten(sent: str, returned: str, now: str) -> None:
    outcome = Cell(sent, returned, now).outcome
    if outcome is CellOutcome.CHANGED:
        assert now == sent
    if now not in (sent, returned) and returned != sent:
        assert outcome is CellOutcome.CONFLICT


@given(VALUES, VALUES)
def test_table_that_came_back_untouched_changes_nothing(sent: str, now: str) -> None:
    assert Cell(sent, sent, now).outcome in (CellOutcome.UNTOUCHED, CellOutcome.AGREED)


@given(VALUES, VALUES)
def test_without_what_was_sent_every_difference_is_a_conflict(returned: str, now: str) -> None:
    assert Cell(None, returned, now).outcome is (CellOutcome.AGREED if returned == now else CellOutcome.CONFLICT)


@given(st.dictionaries(st.sampled_from(["1", "2", "3"]), ROWS), st.dictionaries(st.sampled_from(["1", "2", "3"]), ROWS))
def test_writing_what_a_table_changes_makes_it_a_table_without_news(
    sent: dict[str, dict[str, str]], returned: dict[str, dict[str, str]]
) -> None:
    rows = list(returned.items())
    now = {id: dict(row) for id, row in sent.items()}
    for row in weigh(rows, sent=sent, now=now, columns=COLUMNS):
        if row.outcome is not RowOutcome.UNKNOWN:
            now[row.id].update(row.to_write(taking_conflicts=True))
    again = weigh(rows, sent=sent, now=now, columns=COLUMNS)
    assert {row.outcome for row in again} <= {RowOutcome.NOTHING_NEW, RowOutcome.UNKNOWN}


def test_rows_added_unknown_and_doubled_are_told_apart() -> None:
    here = {"1": {"title": "a"}, "2": {"title": "b"}}
    rows = [
        ("", {"title": "new"}),
        ("9", {"title": "x"}),
        ("1", {"title": "c"}),
        ("1", {"title": "d"}),
        ("2", {"title": "b"}),
    ]
    outcomes = [row.outcome for row in weigh(rows, sent=here, now=here, columns=["title"])]
    assert outcomes == [
        RowOutcome.NEW,
        RowOutcome.UNKNOWN,
        RowOutcome.UNKNOWN,
        RowOutcome.UNKNOWN,
        RowOutcome.NOTHING_NEW,
    ]


def test_conflict_is_written_only_when_somebody_decided() -> None:
    (row,) = weigh(
        [("1", {"title": "theirs"})], sent={"1": {"title": "old"}}, now={"1": {"title": "ours"}}, columns=["title"]
    )
    assert row.outcome is RowOutcome.CONFLICT
    assert row.to_write() == {}
    assert row.to_write(taking_conflicts=True) == {"title": "theirs"}


def test_row_that_did_not_come_back_is_named_and_kept() -> None:
    assert not_returned([("2", {})], sent={"1": {}, "2": {}, "3": {}}) == ["1", "3"]
