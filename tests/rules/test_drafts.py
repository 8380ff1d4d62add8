from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.drafts import UnknownVersion, Version, ends, follows, is_written_over

START = datetime(2026, 3, 1, tzinfo=UTC)


def version(number: int, *followed: str) -> Version:
    return Version(id=str(number), saved_at=START + timedelta(minutes=number), follows=followed)


@st.composite
def histories(draw: st.DrawFn) -> list[Version]:
    """Versions as hands save them, each after one, or two, of those before."""
    saved: list[Version] = []
    for number in range(draw(st.integers(0, 12))):
        before = [one.id for one in saved]
        followed = draw(st.lists(st.sampled_from(before), max_size=2, unique=True)) if before else []
        saved.append(version(number, *followed))
    return saved


@given(histories())
def test_no_version_is_lost(saved: list[Version]) -> None:
    """From the ends back along what they follow, every version is reached."""
    by_id, waiting, reached = {one.id: one for one in saved}, [one.id for one in ends(saved)], set[str]()
    while waiting:
        current = waiting.pop()
        reached.add(current)
        waiting += by_id[current].follows
    assert reached == set(by_id)


@given(histories())
def test_one_version_that_takes_in_all_ends_brings_them_together(saved: list[Version]) -> None:
    apart = [one.id for one in ends(saved)]
    last = version(99, *follows(saved, seen=apart[0] if apart else "", takes_in=apart))
    assert ends([*saved, last]) == (last,)


@given(histories(), st.data())
def test_saving_over_somebody_shows_as_two_ends(saved: list[Version], data: st.DataObject) -> None:
    seen = data.draw(st.sampled_from([one.id for one in saved])) if saved else ""
    before = len(ends(saved))
    after = len(ends([*saved, version(99, *follows(saved, seen=seen))]))
    assert after - before == (1 if not saved or is_written_over(saved, seen=seen) else 0)


def test_two_who_begin_at_once_both_keep_their_text() -> None:
    both = [version(1), version(2)]
    assert is_written_over(both[:1], seen="")
    assert ends(both) == tuple(both)


def test_version_of_another_text_is_refused() -> None:
    with pytest.raises(UnknownVersion):
        follows([version(1)], seen="7")
    with pytest.raises(UnknownVersion):
        follows([version(1)], seen="1", takes_in=["7"])


def test_nothing_written_is_no_text() -> None:
    assert ends([]) == ()
