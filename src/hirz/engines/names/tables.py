"""What the compiled reader knows: the letters, endings, units and words of the other modules as arrays."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.compiling import inlined
from hirz.engines.names.nicknames import nicknames
from hirz.engines.names.parsing import BETWEEN, SIGNS, family_endings, kinds, patronymic_endings
from hirz.engines.names.scripts import CYRILLIC_TWINS, LATIN_TWINS, Script, letter_script, plain_letter
from hirz.engines.names.skeletons import unit_classes
from hirz.engines.names.units import alphabet, units_of

LIMIT: Final = 0x2100
"""Code points with an entry; names with others are read by `parse`."""
BETWEEN_WORDS, IN_WORD, COMMA, DOT, SIGN = 0, 1, 2, 3, 4
UPPER, LOWER, HUMP_BEFORE, HUMP = 1, 2, 4, 8
APOSTROPHE: Final = ord("'")
CLASS_LETTERS: Final = "^PFTKHSCMNLR$"
NICKS: Final = 3
HASH_FACTOR: Final = 1_000_003
HASH_BITS: Final = (1 << 42) - 1


class Letters(NamedTuple):
    """By code point: whether it stands ``BETWEEN_WORDS``, ``IN_WORD``, or is a ``SIGN`` that `parse` must judge; its
    ``case`` (bits), what it is folded to (up to two letters, 0 for none), and for folded letters their ``script`` and
    ``twin`` [LIMIT, 4 scripts] in a word of that script."""

    kind: NDArray[np.uint8]
    case: NDArray[np.uint8]
    folded: NDArray[np.uint16]
    script: NDArray[np.uint8]
    twin: NDArray[np.uint16]


class Endings(NamedTuple):
    """Endings sorted by last letter, the longest first: ``first`` [LIMIT + 1] says where those of a letter begin;
    ``start`` into ``letters``; ``units`` [endings, 4 scripts] how many units each is."""

    first: NDArray[np.int16]
    start: NDArray[np.int16]
    letters: NDArray[np.uint16]
    units: NDArray[np.uint8]


class Lexicon(NamedTuple):
    """Words by their hash (open addressing; -1 marks an empty cell) and a number for each."""

    hashes: NDArray[np.int64]
    number: NDArray[np.int32]


class Sounds(NamedTuple):
    """The units as a trie: ``symbol`` of a code point, ``then`` [nodes, symbols], ``unit`` [nodes] (-1: none ends
    here); nodes 0, 1, 2 are the roots of the scripts. By unit: ``classes`` [units, 2] of its likeliest sound, all its
    classes as ``mask``; ``sketch`` [classes, classes] a bit for two neighbours; ``crc`` the table of CRC-32."""

    symbol: NDArray[np.int16]
    then: NDArray[np.int16]
    unit: NDArray[np.int16]
    classes: NDArray[np.int8]
    mask: NDArray[np.uint32]
    sketch: NDArray[np.uint64]
    letter: NDArray[np.int64]
    crc: NDArray[np.int64]


class Tables(NamedTuple):
    letters: Letters
    patronymic: Endings
    family: Endings
    known: Lexicon
    pet: Lexicon
    groups: NDArray[np.int16]
    sounds: Sounds


@lru_cache(maxsize=1)
def tables() -> Tables:
    groups = nicknames()
    rows = np.array([(*numbers, *[-1] * NICKS)[:NICKS] for numbers in groups.values()], np.int16)
    return Tables(
        _letters(),
        _endings(patronymic_endings()),
        _endings(family_endings()),
        _lexicon(kinds()),
        _lexicon(groups),
        rows,
        _sounds(),
    )


def _letters() -> Letters:
    kind, case = np.full(LIMIT, SIGN, np.uint8), np.zeros(LIMIT, np.uint8)
    folded = np.zeros((LIMIT, 2), np.uint16)
    script = np.full(LIMIT, int(Script.OTHER), np.uint8)
    twin = np.repeat(np.arange(LIMIT, dtype=np.uint16)[:, None], len(Script), axis=1)
    for code in (*range(0x780), *range(0x1E00, LIMIT)):
        letter = chr(code)
        script[code], case[code], kind[code] = letter_script(letter), _case(letter), _kind(letter)
        letters = "".join(map(plain_letter, letter.lower())) if kind[code] == IN_WORD else ""
        if len(letters) > folded.shape[1] or any(ord(plain) >= LIMIT for plain in letters):
            kind[code] = SIGN
        else:
            folded[code, : len(letters)] = [ord(plain) for plain in letters]
    for into, twins in ((Script.LATIN, LATIN_TWINS), (Script.CYRILLIC, CYRILLIC_TWINS)):
        for one, other in twins.items():
            twin[ord(one), into] = ord(other)
    return Letters(kind, case, folded, script, twin)


def _kind(letter: str) -> int:
    """A letter that composition, digits or brackets may have a say in is a sign."""
    if letter in (",", "،", "."):
        return DOT if letter == "." else COMMA
    if letter in SIGNS or letter.isdigit() or letter in "Σς":
        return SIGN
    if unicodedata.normalize("NFKC", letter) != letter or unicodedata.combining(letter):
        return SIGN
    return BETWEEN_WORDS if BETWEEN.fullmatch(letter) else IN_WORD


def _case(letter: str) -> int:
    upper, lower = letter.isupper(), letter.islower() or unicodedata.category(letter) == "Lt"
    before = "a" <= letter <= "z" or "а" <= letter <= "я" or letter == "ё"
    hump = "A" <= letter <= "Z" or "А" <= letter <= "Я" or letter == "Ё"
    return UPPER * upper + LOWER * lower + HUMP_BEFORE * before + HUMP * hump


def _endings(endings: Sequence[str]) -> Endings:
    ordered = sorted(endings, key=lambda ending: (ending[-1], -len(ending), ending))
    start = np.cumsum([0, *map(len, ordered)]).astype(np.int16)
    letters = np.array([ord(letter) for ending in ordered for letter in ending], np.uint16)
    first = np.searchsorted([ord(ending[-1]) for ending in ordered], np.arange(LIMIT + 1)).astype(np.int16)
    units = np.array([[len(units_of(ending, script)) for script in Script] for ending in ordered], np.uint8)
    return Endings(first, start, letters, units)


def _lexicon(words: Iterable[str]) -> Lexicon:
    given = list(words)
    cells = 4 << len(given).bit_length()
    lexicon = Lexicon(np.full(cells, -1, np.int64), np.zeros(cells, np.int32))
    for number, word in enumerate(given):
        value = 0
        for letter in word:
            value = ((value * HASH_FACTOR) ^ ord(letter)) & HASH_BITS
        cell = value & (cells - 1)
        while lexicon.hashes[cell] >= 0:
            cell = (cell + 1) & (cells - 1)
        lexicon.hashes[cell], lexicon.number[cell] = value, number
    return lexicon


def _sounds() -> Sounds:
    texts = alphabet().numbers
    symbols = {
        letter: place + 1 for place, letter in enumerate(sorted({letter for _, text in texts for letter in text}))
    }
    symbol = np.zeros(LIMIT, np.int16)
    symbol[[ord(letter) for letter in symbols if ord(letter) < LIMIT]] = [
        place for letter, place in symbols.items() if ord(letter) < LIMIT
    ]
    then, unit = _trie(symbols)
    classes, mask = _unit_classes()
    return Sounds(
        symbol,
        then,
        unit,
        classes,
        mask,
        _sketches(),
        np.array([ord(letter) for letter in CLASS_LETTERS], np.int64),
        np.array([_crc_step(byte) for byte in range(256)], np.int64),
    )


def _trie(symbols: dict[str, int]) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    nodes: list[dict[str, int]] = [{}, {}, {}]
    ends: dict[int, int] = {}
    spelt = [entry for entry in alphabet().numbers.items() if entry[0][0] is not Script.OTHER]
    for (script, text), number in spelt:
        node = int(script)
        for letter in text:
            if letter not in nodes[node]:
                nodes[node][letter] = len(nodes)
                nodes.append({})
            node = nodes[node][letter]
        ends[node] = number
    then = np.full((len(nodes), len(symbols) + 1), -1, np.int16)
    for place, following in enumerate(nodes):
        for letter, node in following.items():
            then[place, symbols[letter]] = node
    return then, np.array([ends.get(place, -1) for place in range(len(nodes))], np.int16)


def _unit_classes() -> tuple[NDArray[np.int8], NDArray[np.uint32]]:
    classes = np.zeros((alphabet().size, 2), np.int8)
    mask = np.zeros(alphabet().size, np.uint32)
    for unit, spelt in enumerate(unit_classes()):
        classes[unit, : len(spelt[0])] = [CLASS_LETTERS.index(letter) for letter in spelt[0]]
        mask[unit] = sum({1 << CLASS_LETTERS.index(letter) for classes_of in spelt for letter in classes_of})
    return classes, mask


def _sketches() -> NDArray[np.uint64]:
    bits = [[1 << (crc32((a + b).encode()) & 63) for b in CLASS_LETTERS] for a in CLASS_LETTERS]
    return np.array(bits, np.uint64)


def _crc_step(byte: int) -> int:
    value = byte
    for _ in range(8):
        value = (value >> 1) ^ (0xEDB88320 if value & 1 else 0)
    return value


@inlined
def hashed(text: NDArray[np.uint32], begin: int, end: int) -> np.int64:
    """A hash of letters, below 2^42."""
    value = np.int64(0)
    for place in range(begin, end):
        value = ((value * np.int64(HASH_FACTOR)) ^ np.int64(text[place])) & np.int64(HASH_BITS)
    return value


@inlined
def number_of(value: np.int64, hashes: NDArray[np.int64], numbers: NDArray[np.int32]) -> np.int64:
    """The number of the word with this hash in a `Lexicon`; -1 if there is none."""
    cell = value & (len(hashes) - 1)
    while hashes[cell] >= 0:
        if hashes[cell] == value:
            return np.int64(numbers[cell])
        cell = (cell + 1) & (len(hashes) - 1)
    return np.int64(-1)


@inlined
def ending_at(
    text: NDArray[np.uint32],
    begin: int,
    end: int,
    spare: int,
    first: NDArray[np.int16],
    start: NDArray[np.int16],
    letters: NDArray[np.uint16],
) -> int:
    """The longest of some `Endings` that leaves ``spare`` letters of a word before it; -1 if there is none."""
    last = text[end - 1]
    if last >= LIMIT:
        return -1
    for ending in range(first[last], first[last + 1]):
        begun, long = start[ending], start[ending + 1] - start[ending]
        if end - begin - long >= spare:
            fits = True
            for place in range(long):
                fits = fits and text[end - long + place] == letters[begun + place]
            if fits:
                return ending
    return -1
