"""How a name is shown: every character that could reorder or hide text becomes something one can see."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from hirz.engines.files.display_names import is_unseen

INVISIBLE = {
    "\u061c": "ALM", "\u200b": "ZWSP", "\u200e": "LRM", "\u200f": "RLM", "\u202a": "LRE", "\u202b": "RLE",
    "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI",
    "\u2069": "PDI", "\ufeff": "BOM",
}  # fmt: skip
"""Characters of Unicode's bidirectional algorithm and invisible spaces, by their usual abbreviations. Others that are
not seen go by their number."""

ZERO_WIDTH_NON_JOINER = "\u200c"


@dataclass(frozen=True)
class Piece:
    """A run of letters, or the name of a character that would not be seen."""

    text: str
    hidden: bool


def visible_pieces(name: str) -> list[Piece]:
    pieces: list[Piece] = []
    for character in name:
        hidden = is_unseen(character)
        if hidden:
            pieces.append(Piece(INVISIBLE.get(character, f"U+{ord(character):04X}"), hidden))
        elif not pieces or pieces[-1].hidden:
            pieces.append(Piece(character, hidden))
        else:
            pieces[-1] = Piece(pieces[-1].text + character, hidden=False)
    return pieces


def initials(name: str) -> str:
    """The first letters of the first and last word, kept apart where the script would join them."""
    words = [found for word in name.split() if (found := _first_letter(word))]
    return ZERO_WIDTH_NON_JOINER.join(words[:1] + words[1:][-1:])


def _first_letter(word: str) -> str:
    bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
    return next((letter.upper() for letter in bare if unicodedata.category(letter).startswith("L")), "")
