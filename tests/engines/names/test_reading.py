"""The compiled reader takes names apart exactly as `parse` does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.engines.names import Name, Token, parse
from hirz.engines.names.alignment import LONGEST
from hirz.engines.names.packing import Packed, frequency_cell, pack
from hirz.engines.names.skeletons import skeleton
from hirz.engines.names.units import units_of

LETTERS = "abcdegiloqvzABGIОАБабвгеийльнящёяўұابةدعلمنهوىي\u0301\u0651’ʻ'´.,،-/()0129 \u00a0ßİŒçŞΣςあ金"


def parts_of(packed: Packed) -> list[list[tuple[bytes, int, int]]]:
    """Units, script and role of the parts of each name."""
    units, start = packed.units.tobytes(), packed.start
    parts = [
        (units[start[part] : start[part + 1]], int(packed.script[part]), int(packed.role[part]))
        for part in packed.part.tolist()
    ]
    return [parts[a:b] for a, b in zip(packed.first[:-1], packed.first[1:], strict=True)]


def spelt(name: Name) -> list[tuple[bytes, int, int]]:
    return [(units_of(token.text, token.script), int(token.script), int(token.role)) for token in name.tokens]


@given(st.lists(st.text(LETTERS, max_size=24), min_size=1, max_size=8))
def test_any_texts_are_read_as_parse_reads_them(texts: list[str]) -> None:
    assert parts_of(pack(texts)) == [spelt(parse(text)) for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "Нурлан Бекович АБДЫКАДЫРОВ",
        "Omarov, Anvar",
        "J. B. Kasymov",
        "Yu. Kim",
        "Oʻtkir Gʻulomov",
        "Ig0r PETROV",
        "AlHarij Salem",
        "عبد القادر حسن",
        "الحسن",
        "Iгар Jean-Pierre",
        " ".join(f"Name{chr(97 + n)}" for n in range(14)),
        "金正 Park",
    ],
)
def test_names_of_all_kinds_are_read_as_parse_reads_them(text: str) -> None:
    assert parts_of(pack([text])) == parts_of(pack([parse(text)])) == [spelt(parse(text))]


def test_places_of_names_are_kept_whoever_reads_them() -> None:
    texts = ["Dr. Leila Haddad", "Omar Saleh", "", "Ali bin Omar", "Leila"]
    assert [len(parts) for parts in parts_of(pack(texts))] == [len(parse(text).tokens) for text in texts]


def test_equal_parts_are_held_once() -> None:
    assert len(pack(["Omar Saleh", "Saleh Omar", "Omar Omar"]).role) == 2


@given(st.text(LETTERS, min_size=1, max_size=LONGEST))
def test_frequency_of_a_part_is_counted_under_its_skeleton(text: str) -> None:
    tokens: tuple[Token, ...] = parse(text).tokens
    packed = pack([text])
    cells = [int(packed.cell[part]) for part in packed.part]
    assert cells == [frequency_cell(skeleton(units_of(token.text, token.script))) for token in tokens]
