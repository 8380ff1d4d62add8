"""A shown name is one honest line in any script."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hirz.engines.files import safe_display_name

ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=400)
JOINERS_AND_SIGNS = set(
    "\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)


@given(ANY_TEXT)
@example("a\u202egpj.exe")
@example("..\\../")
@example("\ud800.pdf")
@example("e\u0301" * 300 + ".pdf")
def test_shown_name_is_one_safe_line(name: str) -> None:
    shown = safe_display_name(name)
    assert 0 < len(shown) <= 120
    assert not set(shown) & set("/\\\0\r\n\t")
    assert shown.strip(". ") == shown.strip(". ").strip()
    assert shown.strip(". ")
    hidden = {each for each in shown if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert hidden <= JOINERS_AND_SIGNS
    shown.encode("utf-8")


@given(ANY_TEXT)
def test_shown_name_shows_as_itself(name: str) -> None:
    shown = safe_display_name(name)
    assert safe_display_name(shown) == shown


@given(st.text(st.characters(categories=["L", "Mn", "N"]), min_size=1, max_size=100))
def test_letters_of_every_script_are_kept(name: str) -> None:
    assert safe_display_name(f"{name}.pdf") == unicodedata.normalize("NFC", f"{name}.pdf")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("شهادة.pdf", "شهادة.pdf"),
        ("Заявление № 5.docx", "Заявление № 5.docx"),
        ("نامه‌ها.pdf", "نامه‌ها.pdf"),
        ("photo\u202egpj.exe", "photo[U+202E]gpj.exe"),
        ("a\u2067b\u2069.pdf", "a[U+2067]b[U+2069].pdf"),
        ("a\x1b[31m.txt", "a[U+001B][31m.txt"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
        ("a.pdf\0.exe", "a.pdf.exe"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\name\\letter.pdf", "letter.pdf"),
        ("folder/", "folder"),
        ("photo.jpg" + " " * 60 + ".exe", "photo.jpg .exe"),
        ("", "—"),
        ("..", "—"),
        ("/", "—"),
        ("\0", "—"),
    ],
)
def test_shown_name_of(name: str, shown: str) -> None:
    assert safe_display_name(name) == shown


def test_long_name_keeps_its_extension() -> None:
    shown = safe_display_name("شهادة " * 100 + ".docx")
    assert len(shown) <= 120
    assert shown.endswith("….docx")
    assert safe_display_name("a." + "b" * 300, 40) == "a." + "b" * 37 + "…"
