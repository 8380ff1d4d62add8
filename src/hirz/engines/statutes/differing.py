"""What changed between two texts, word by word.

Whatever script: words are whole words with their vowel signs, and a text is cut nowhere else. All pieces that stayed or
went make the earlier text again, all that stayed or came the later one (a property test holds that).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from hirz.engines.statutes.words import Word, words_of

MOST_WORDS: Final = 6_000
"""Of one text. What is longer is compared line by line, so that no law makes a page wait."""


class Change(StrEnum):
    SAME = "SAME"
    GONE = "GONE"
    CAME = "CAME"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, went or came. Of what stayed the later wording of spaces is told."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """Words ``before[a:b]`` became ``after[c:d]``; one side may be empty. ``is_same`` where nothing changed."""

    is_same: bool
    a: int
    b: int
    c: int
    d: int


def blocks(before: Sequence[Word], after: Sequence[Word], key: Callable[[Word], str]) -> tuple[Block, ...]:
    """The steps from one list of words to the other, words being the same where their ``key`` is."""
    matcher = SequenceMatcher(None, list(map(key, before)), list(map(key, after)), autojunk=False)
    return tuple(Block(tag == "equal", a, b, c, d) for tag, a, b, c, d in matcher.get_opcodes())


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Word by word. Letters count as they are: a change of case or of a vowel sign is a change."""
    first, second = _told_apart(before), _told_apart(after)
    if max(len(first), len(second)) > MOST_WORDS:
        first, second = _lines(before), _lines(after)
    return tuple(_merged(_pieces(before, after, first, second)))


def _told_apart(text: str) -> tuple[Word, ...]:
    """The words of a text; one of nothing but spaces is told as it is."""
    return words_of(text) or ((Word(text, 0, text),) if text else ())


def _lines(text: str) -> tuple[Word, ...]:
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        found.append(Word(line, start, line))
        start += len(line)
    return tuple(found)


def _pieces(before: str, after: str, first: Sequence[Word], second: Sequence[Word]) -> Iterator[Piece]:
    """A space belongs to the word before it; what stands before the first word belongs to that."""
    starts_before, starts_after = _starts(before, first), _starts(after, second)
    for block in blocks(first, second, lambda word: word.text):
        gone = before[starts_before[block.a] : starts_before[block.b]]
        came = after[starts_after[block.c] : starts_after[block.d]]
        if block.is_same and gone == came:
            yield Piece(Change.SAME, came)
        elif block.is_same:
            yield from _of_same_words(before, after, first, second, block)
        else:
            yield from (Piece(change, text) for change, text in ((Change.GONE, gone), (Change.CAME, came)) if text)


def _of_same_words(
    before: str, after: str, first: Sequence[Word], second: Sequence[Word], block: Block
) -> Iterator[Piece]:
    """The same words with other spaces between them: word by word, so that only the odd ones are told."""
    starts_before, starts_after = _starts(before, first), _starts(after, second)
    for a, c in zip(range(block.a, block.b), range(block.c, block.d), strict=True):
        gone = before[starts_before[a] : starts_before[a + 1]]
        came = after[starts_after[c] : starts_after[c + 1]]
        if gone == came:
            yield Piece(Change.SAME, came)
        else:
            yield from (Piece(Change.GONE, gone), Piece(Change.CAME, came))


def _starts(text: str, words: Sequence[Word]) -> list[int]:
    """Where each word begins, the first at the very beginning, and the end of the text."""
    return [0, *(word.start for word in words[1:]), len(text)] if words else [0]


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    last: Piece | None = None
    for piece in pieces:
        if last and last.change is piece.change:
            last = Piece(last.change, last.text + piece.text)
        else:
            if last:
                yield last
            last = piece
    if last:
        yield last


__all__ = ["Block", "Change", "Piece", "blocks", "differences"]
