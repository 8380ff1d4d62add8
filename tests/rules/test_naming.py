"""A protected name is found however it is written, and ordinary words are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.naming import names_found

NAMES = ["نورة عبد الرحمن الشمري", "Noura al-Shammari", "Нура аш-Шаммари", "李娜", "O‘tkir Yo‘ldoshev"]


@pytest.mark.parametrize(
    "text",
    [
        "قابلت اللجنة نورة أمس",
        "وأبلغ مصدر أن الشمري اعتُقلت",
        "للشمرّي",
        "نـــورة",
        "NOURA was detained",
        "Mrs. Shammari’s lawyer",
        "the case of No\u200bura",
        "Нура была задержана",
        "据称李娜被拘留",
        "Yoʻldoshev was fined",
        "YO'LDOSHEV",
    ],
)
def test_name_in_any_dress_is_found(text: str) -> None:
    assert names_found(text, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "A woman human rights defender was detained at the airport.",
        "احتُجزت مدافعة عن حقوق الإنسان في المطار",
        "عبد الله رئيس اللجنة",
        "Правозащитница была задержана в аэропорту",
        "一名人权维护者在机场被拘留",
        "",
    ],
)
def test_text_without_the_name_is_left_alone(text: str) -> None:
    assert not names_found(text, NAMES)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_surrounding_words_do_not_hide_a_name(before: str, after: str) -> None:
    assert names_found(f"{before} Shammari {after}", NAMES)


@given(st.text(max_size=200))
def test_no_names_known_finds_nothing(text: str) -> None:
    assert not names_found(text, [])
