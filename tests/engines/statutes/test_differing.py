from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.statutes.differing import Change, differences


def told(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.change.value, piece.text.strip()) for piece in differences(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "gone", "came"),
    [
        ("within ninety days of it", "within thirty days of it", "ninety", "thirty"),
        ("не позднее чем за пять дней", "не позднее чем за два дня", "пять дней", "два дня"),
        ("مدة لا تتجاوز ستة أيام", "مدة لا تتجاوز ثلاثة أيام", "ستة", "ثلاثة"),
        ("يُبلَّغ فوراً بالأسباب", "يُبلَّغ كتابةً بالأسباب", "فوراً", "كتابةً"),
        ("Senzuraga yo‘l qo‘yilmaydi", "Senzuraga yo‘l qo‘yiladi", "qo‘yilmaydi", "qo‘yiladi"),
    ],
)
def test_whole_words_are_told_in_every_script(before: str, after: str, gone: str, came: str) -> None:
    pieces = told(before, after)
    assert ("GONE", gone) in pieces
    assert ("CAME", came) in pieces
    assert len(pieces) == 4 if after.split()[-1] == before.split()[-1] else 3


def test_nothing_changed_is_one_piece() -> None:
    assert [piece.change for piece in differences("a b", "a b")] == [Change.SAME]


@given(st.text(alphabet="ab .\n-ا بَ", max_size=40), st.text(alphabet="ab .\n-ا بَ", max_size=40))
def test_pieces_make_both_texts_again(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(one.text for one in pieces if one.change is not Change.CAME) == before
    assert "".join(one.text for one in pieces if one.change is not Change.GONE) == after


def test_very_long_texts_are_compared_line_by_line() -> None:
    before = "\n".join(f"line {number} of it" for number in range(3000))
    after = before.replace("line 1500 of it", "line 1500 of all")
    pieces = differences(before, after)
    assert [one.text for one in pieces if one.change is Change.CAME] == ["line 1500 of all\n"]
