from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.citing import Cited, cited_in, leading_nowhere, pieces, without_citations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The law entered into force [2].", ["The law entered into force ", Cited(2), "."]),
        ("دخل القانون حيز النفاذ [٢، الفقرة ١٢].", ["دخل القانون حيز النفاذ ", Cited(2, "الفقرة ١٢"), "."]),
        ("Закон принят [12, п. 3][4]", ["Закон принят ", Cited(12, "п. 3"), Cited(4)]),
        ("[1]", [Cited(1)]),
        ("", []),
        ("[sic] and [a, b] and [ ] stay", ["[sic] and [a, b] and [ ] stay"]),
    ],
)
def test_text_is_cut_at_its_citations(text: str, expected: list[object]) -> None:
    assert list(pieces(text)) == expected


@given(st.text(alphabet="ab [],1٣۲.\n", max_size=40))
def test_no_letter_is_lost_between_citations(text: str) -> None:
    cut = list(pieces(text))
    assert all(piece for piece in cut if isinstance(piece, str))
    position = 0
    for piece in cut:
        if isinstance(piece, str):
            assert text.find(piece, position) >= position
            position = text.find(piece, position) + len(piece)
    assert without_citations(text) == "".join(p for p in cut if isinstance(p, str))


@given(st.lists(st.integers(min_value=0, max_value=9999), max_size=8))
def test_every_number_that_is_written_is_found(numbers: list[int]) -> None:
    text = " and ".join(f"said [{number}]" for number in numbers)
    assert cited_in(text) == frozenset(numbers)


def test_number_without_a_source_leads_nowhere() -> None:
    assert leading_nowhere("one [1], two [7], three [3]", {1, 2}) == [3, 7]
    assert leading_nowhere("one [1]", {1, 2}) == []
