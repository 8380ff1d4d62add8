"""Many names taken apart at once, compiled: what `parse` does with names that hold words only.

A name with a bracket, a title, a link or a compound in it is left to `parse`, as is one with letters that Unicode would
compose; the rest, most names by far, gives exactly what `parse` gives.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.compiling import compiled, inlined
from hirz.engines.names.parsing import LONG, MOST_TOKENS
from hirz.engines.names.tables import (
    APOSTROPHE,
    BETWEEN_WORDS,
    COMMA,
    HUMP,
    HUMP_BEFORE,
    LIMIT,
    LOWER,
    SIGN,
    UPPER,
    Tables,
    ending_at,
    hashed,
    number_of,
)

UNKNOWN_ROLE, FAMILY_ROLE, PATRONYMIC_ROLE, INITIAL_ROLE = 0, 1, 2, 5
LATIN, ARABIC = 0, 2
MOST_WORDS = 24
FULL_STOP, LETTER_O, LETTER_G = ord("."), ord("o"), ord("g")


class Words(NamedTuple):
    """Parts of names, one after another: ``start`` [parts + 1] into the folded letters ``text``, and what `Token` says
    of each."""

    text: NDArray[np.uint32]
    start: NDArray[np.int64]
    script: NDArray[np.int8]
    role: NDArray[np.int8]
    article: NDArray[np.int8]


def room(letters: int, words: int) -> Words:
    return Words(
        np.zeros(letters, np.uint32),
        np.zeros(words + 1, np.int64),
        np.zeros(words, np.int8),
        np.zeros(words, np.int8),
        np.zeros(words, np.int8),
    )


@compiled
def read_plain(
    codes: NDArray[np.uint32], begin: NDArray[np.int64], known: Tables, out: Words, counts: NDArray[np.int64]
) -> int:
    """Parts of the names ``codes[begin[k]:begin[k + 1]]`` into ``out``, and how many each has into ``counts``: -1 where
    `parse` must read it. Returns how many parts there are."""
    kind, case, folded, scripts, twin = known.letters
    text, start, script, role, article = out
    hashes, numbers = known.known
    ending_first, ending_start, ending_letters, _ = known.patronymic
    upper = np.zeros(MOST_WORDS, np.bool_)
    total = 0
    for k in range(len(counts)):
        word, place, end, commas = total, begin[k], begin[k + 1], 0
        while place < end:
            sign = kind[codes[place]] if codes[place] < LIMIT else SIGN
            if sign in (BETWEEN_WORDS, COMMA):
                commas += sign == COMMA
                place += 1
                continue
            last = word_end(codes, place, end, kind, case)
            if last < 0 or word - total >= MOST_WORDS or commas > 1:
                word = -1
                break
            start[word + 1], script[word] = fold_word(codes, place, last, folded, scripts, twin, text, start[word])
            long = start[word + 1] - start[word]
            if long > 0:
                is_short = long == 1 or (long == 2 and codes[last - 1] == FULL_STOP)
                is_known = number_of(hashed(text, start[word], start[word + 1]), hashes, numbers) >= 0
                if is_known or (is_short and script[word] == ARABIC):
                    word = -1
                    break
                role[word] = INITIAL_ROLE if is_short else UNKNOWN_ROLE
                if long > LONG and (
                    ending_at(text, start[word], start[word + 1], 0, ending_first, ending_start, ending_letters) >= 0
                ):
                    role[word] = PATRONYMIC_ROLE
                article[word] = long >= LONG and opens_with_article(text, start[word], script[word])
                upper[word - total] = long > 2 and is_upper(codes, place, last, case)
                word += 1
            place = last
        counts[k] = min(word - total, MOST_TOKENS) if word >= 0 else -1
        mark_family(total, word, upper, text, start, role)
        total += max(counts[k], 0)
    return total


@inlined
def word_end(codes: NDArray[np.uint32], begin: int, end: int, kind: NDArray[np.uint8], case: NDArray[np.uint8]) -> int:
    """Where the word that begins here ends; -1 where there is a sign in it, or another word begins (AlHarij)."""
    place = begin
    while place < end:
        sign = kind[codes[place]] if codes[place] < LIMIT else SIGN
        if sign in (BETWEEN_WORDS, COMMA):
            return place
        if sign == SIGN or (place > begin and codes[place - 1] == FULL_STOP):
            return -1
        if case[codes[place]] & HUMP and place > begin and place + 2 < end and is_hump(codes, place, case):
            return -1
        place += 1
    return place


@inlined
def is_hump(codes: NDArray[np.uint32], place: int, case: NDArray[np.uint8]) -> bool:
    """Whether a new word begins with this capital: the letter before it and the two after it are small."""
    before, after, then = codes[place - 1], codes[place + 1], codes[place + 2]
    return bool(max(before, max(after, then)) < LIMIT and case[before] & case[after] & case[then] & HUMP_BEFORE)


@inlined
def fold_word(
    codes: NDArray[np.uint32],
    begin: int,
    end: int,
    folded: NDArray[np.uint16],
    scripts: NDArray[np.uint8],
    twin: NDArray[np.uint16],
    text: NDArray[np.uint32],
    first: int,
) -> tuple[int, int]:
    """Fold a word into ``text`` from ``first`` on; returns where it ends there, and its script."""
    at = first
    counts0 = counts1 = counts2 = counts3 = 0
    for place in range(begin, end):
        for part in range(2):
            letter = folded[codes[place], part]
            if letter != 0:
                text[at] = letter
                at += 1
                which = scripts[letter] if letter != APOSTROPHE else 4
                counts0 += which == 0
                counts1 += which == 1
                counts2 += which == 2
                counts3 += which == 3
    most = max(max(counts0, counts1), max(counts2, counts3))
    script = 0 if counts0 == most else 1 if counts1 == most else 2 if counts2 == most else 3
    settled, before = first, np.uint32(0)
    for place in range(first, at):
        letter = twin[text[place], script]
        marked = script == LATIN and place + 1 < at and before in (LETTER_O, LETTER_G)
        if letter != APOSTROPHE or marked:
            text[settled] = letter
            settled += 1
        before = np.uint32(letter)
    return settled, script


@inlined
def opens_with_article(text: NDArray[np.uint32], begin: int, script: int) -> bool:
    first, second, third = text[begin], text[begin + 1], text[begin + 2]
    if script == LATIN:
        return bool((first == ord("a") or first == ord("e")) and second == ord("l"))
    if first == ord("ا"):
        return bool(second == ord("ل"))
    return bool((first == ord("а") or first == ord("э")) and second == ord("л") and third == ord("ь"))


@inlined
def is_upper(codes: NDArray[np.uint32], begin: int, end: int, case: NDArray[np.uint8]) -> bool:
    cases = 0
    for place in range(begin, end):
        cases |= case[codes[place]]
    return cases & (UPPER | LOWER) == UPPER


@inlined
def mark_family(
    first: int,
    after: int,
    upper: NDArray[np.bool_],
    text: NDArray[np.uint32],
    start: NDArray[np.int64],
    role: NDArray[np.int8],
) -> None:
    """Where one word is in capitals and others are not, it is the family name, and so is what ends like it."""
    capitals = long = 0
    for word in range(first, after):
        capitals += upper[word - first]
        long += start[word + 1] - start[word] > 2
    if capitals == 0 or capitals == long:
        return
    for word in range(first, after):
        for other in range(first, after):
            may_be = role[word] == UNKNOWN_ROLE and upper[other - first]
            if may_be and ends_like(text, start[word], start[word + 1], start[other], start[other + 1]):
                role[word] = FAMILY_ROLE


@inlined
def ends_like(text: NDArray[np.uint32], begin: int, end: int, other: int, other_end: int) -> bool:
    if other_end - other > end - begin:
        return False
    same = True
    for place in range(1, other_end - other + 1):
        same = same and text[end - place] == text[other_end - place]
    return same
