"""A name is shown so that nothing in it can deceive the reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.faces.shell.names import INVISIBLE, Piece, initials, visible_pieces
from tests.faces.shell.rendering import rendered

NAMES = st.text(st.sampled_from("aبЖ王 -" + "".join(INVISIBLE)), min_size=1)


def test_person_name_shows_characters_that_reorder_text() -> None:
    shown = rendered("{% person_name name=name %}", name="Amir\u202efdp.exe\u200e")
    assert ">RLO</span>" in shown
    assert ">LRM</span>" in shown


@pytest.mark.parametrize("unseen", "\u00ad\u2060\u180e\u3164\u2028\t\U000e0041")
def test_character_without_an_abbreviation_is_shown_by_its_number(unseen: str) -> None:
    pieces = [Piece("Am", False), Piece(f"U+{ord(unseen):04X}", True), Piece("ir", False)]
    assert visible_pieces(f"Am{unseen}ir") == pieces


def test_joiner_of_a_script_stays_part_of_the_name() -> None:
    assert visible_pieces("می\u200cخواهم") == [Piece("می\u200cخواهم", False)]


@given(NAMES)
def test_name_shown_holds_no_character_that_reorders_text(name: str) -> None:
    shown = "".join(piece.text for piece in visible_pieces(name))
    assert not set(shown) & set(INVISIBLE)


@given(NAMES)
def test_name_shown_keeps_every_letter_in_its_order(name: str) -> None:
    letters = "".join(piece.text for piece in visible_pieces(name) if not piece.hidden)
    assert letters == "".join(character for character in name if character not in INVISIBLE)


def test_name_is_isolated_from_the_line_around_it() -> None:
    assert rendered("{% person_name name=name %}", name="سلمى").startswith("<bdi")


def test_initials_leave_out_the_article_and_do_not_join() -> None:
    assert initials("سلمى الحارثي") == "س\u200cح"
    assert initials("Айгүл Бекмуратова кызы") == "А\u200cК"
    assert initials("王小明") == "王"
    assert initials("--- 12") == ""
