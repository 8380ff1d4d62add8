"""Names as arrays, for the compiled loops: each distinct part once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.compiling import compiled, inlined
from hirz.engines.names.parsing import Name, Token, parse
from hirz.engines.names.reading import Words, read_plain, room
from hirz.engines.names.scripts import Script
from hirz.engines.names.tables import (
    CLASS_LETTERS,
    LIMIT,
    NICKS,
    Tables,
    ending_at,
    hashed,
    number_of,
    tables,
)
from hirz.engines.names.units import OTHERS

BUCKETS: Final = 1 << 14
"""Cells of the table that says how common a part of a name is."""
PATRONYMIC_WEIGHT: Final = np.float32(0.25)
FAMILY_WEIGHT: Final = np.float32(0.4)
FULL_WEIGHT: Final = np.float32(1.0)
PATRONYMIC_ROLE: Final = 2
OTHER_SCRIPT: Final = int(Script.OTHER)
KH: Final = np.uint32((1 << CLASS_LETTERS.index("K")) | (1 << CLASS_LETTERS.index("H")))
"""K and H are told apart too seldom to forbid anything."""
FRAME_BEGIN, FRAME_END = 0, 12
WORD_BEGINS, WORD_ENDS = ord("^"), ord("$")
ALL_ONES: Final = 0xFFFFFFFF
MOST_CLASSES: Final = 64
"""Consonants of a word that say how common it is."""
LEFT_TO_PARSE: Final = "("
"""Stands for a name that is parsed already: a sign the compiled reader leaves alone."""


def frequency_cell(classes: str) -> int:
    """Where the table of frequencies counts the words with this skeleton."""
    return crc32(classes.encode()) % BUCKETS


class Packed(NamedTuple):
    """``first`` [names + 1] into ``part``, the numbers of the parts a name has; ``order`` [names] says which of two
    names is taken first, whichever is given first: the one of fewer parts, otherwise one by its letters. The rest is
    by part.

    ``start`` [parts + 1] into ``units`` and their ``weight``: what an ending says counts less. ``mask`` [parts] holds
    the consonant classes that a part may have, ``usual`` those of its likeliest sounds, ``bits`` a 64-bit sketch of its
    neighbouring classes, ``nick`` [parts, NICKS] groups of pet names, ``cell`` its place in the table of frequencies,
    ``article`` how many units a grown article would take, ``mark`` a checksum.
    """

    first: NDArray[np.int32]
    order: NDArray[np.int64]
    part: NDArray[np.int32]
    start: NDArray[np.int32]
    units: NDArray[np.uint8]
    weight: NDArray[np.float32]
    script: NDArray[np.int8]
    role: NDArray[np.int8]
    article: NDArray[np.int8]
    mask: NDArray[np.uint32]
    usual: NDArray[np.uint32]
    bits: NDArray[np.uint64]
    nick: NDArray[np.int16]
    cell: NDArray[np.int32]
    mark: NDArray[np.int64]


def pack(names: Sequence[str | Name]) -> Packed:
    """Arrays of the names given, in their order; texts are taken apart as by `parse`."""
    known = tables()
    words, counts, order = _read(names, known)
    distinct, numbers = np.zeros(len(words.script), np.int64), np.zeros(len(words.script), np.int32)
    distinct = distinct[: number_parts(words, distinct, numbers)]
    packed = _room(counts, numbers[order], words.start[distinct + 1] - words.start[distinct])
    measure_parts(words, distinct, known, packed)
    order_names(packed)
    return packed


def _room(counts: NDArray[np.int64], part: NDArray[np.int32], lengths: NDArray[np.int64]) -> Packed:
    parts = len(lengths)
    return Packed(
        np.concatenate([np.zeros(1, np.int32), np.cumsum(counts, dtype=np.int32)]),
        np.zeros(len(counts), np.int64),
        part,
        np.zeros(parts + 1, np.int32),
        np.zeros(lengths.sum(), np.uint8),
        np.zeros(lengths.sum(), np.float32),
        np.zeros(parts, np.int8),
        np.zeros(parts, np.int8),
        np.zeros(parts, np.int8),
        np.zeros(parts, np.uint32),
        np.zeros(parts, np.uint32),
        np.zeros(parts, np.uint64),
        np.full((parts, NICKS), -1, np.int16),
        np.zeros(parts, np.int32),
        np.zeros(parts, np.int64),
    )


def _read(names: Sequence[str | Name], known: Tables) -> tuple[Words, NDArray[np.int64], NDArray[np.int64]]:
    """The parts of all names, how many each name has, and in what order the parts stand in them."""
    texts = [name if isinstance(name, str) else LEFT_TO_PARSE for name in names]
    begin = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))])
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    counts = np.zeros(len(texts), np.int64)
    plain = room(2 * len(codes) + 2, len(codes) + 1)
    total = read_plain(codes, begin, known, plain, counts)
    read, others = np.flatnonzero(counts >= 0), np.flatnonzero(counts < 0)
    parsed = [name if isinstance(name, Name) else parse(name) for name in (names[place] for place in others.tolist())]
    counts[others] = [len(name.tokens) for name in parsed]
    holders = np.concatenate([np.repeat(rows, counts[rows]) for rows in (read, others)])
    return (
        _joined(plain, total, [token for name in parsed for token in name.tokens]),
        counts,
        np.argsort(holders, kind="stable"),
    )


def _joined(plain: Words, total: int, tokens: Sequence[Token]) -> Words:
    text = "".join(token.text for token in tokens).encode("utf-32-le", "surrogatepass")
    letters = plain.start[total]
    start = letters + np.cumsum(np.fromiter((len(token.text) for token in tokens), np.int64, len(tokens)))
    return Words(
        np.concatenate([plain.text[:letters], np.frombuffer(text, np.uint32)]),
        np.concatenate([plain.start[: total + 1], start]),
        np.concatenate([plain.script[:total], np.array([token.script for token in tokens], np.int8)]),
        np.concatenate([plain.role[:total], np.array([token.role for token in tokens], np.int8)]),
        np.concatenate([plain.article[:total], np.array([token.article for token in tokens], np.int8)]),
    )


@compiled
def number_parts(words: Words, distinct: NDArray[np.int64], numbers: NDArray[np.int32]) -> int:
    """Number the words, equal ones alike: ``numbers`` [words], and the first word of each number in ``distinct``.
    Returns how many numbers there are."""
    text, start, script, role, article = words
    cells = 8
    while cells < 2 * len(numbers):
        cells *= 2
    table = np.full(cells, -1, np.int32)
    found = 0
    for word in range(len(numbers)):
        begin, end = start[word], start[word + 1]
        cell = hashed(text, begin, end) & (cells - 1)
        while table[cell] >= 0:
            other = distinct[table[cell]]
            alike = script[other] == script[word] and role[other] == role[word] and article[other] == article[word]
            if alike and equal(text, begin, end, start[other], start[other + 1]):
                break
            cell = (cell + 1) & (cells - 1)
        if table[cell] < 0:
            table[cell], distinct[found] = found, word
            found += 1
        numbers[word] = table[cell]
    return found


@inlined
def equal(text: NDArray[np.uint32], begin: int, end: int, other: int, other_end: int) -> bool:
    if end - begin != other_end - other:
        return False
    same = True
    for place in range(end - begin):
        same = same and text[begin + place] == text[other + place]
    return same


@compiled
def measure_parts(words: Words, distinct: NDArray[np.int64], known: Tables, out: Packed) -> None:
    """All that `Packed` holds by part, of the words ``distinct``."""
    text, start, script, role, article = words
    symbol, then, unit, class_of, class_mask, sketches, letter, table = known.sounds
    out_start, units, weight, nick = out.start, out.units, out.weight, out.nick
    out_script, out_role, out_article = out.script, out.role, out.article
    mask, usual, bits, cell, mark = out.mask, out.usual, out.bits, out.cell, out.mark
    father_first, father_start, father_letters, father_units = known.patronymic
    family_first, family_start, family_letters, family_units = known.family
    hashes, numbers = known.pet
    classes = np.zeros(MOST_CLASSES, np.int8)
    for part in range(len(distinct)):
        word = distinct[part]
        begin, end, first = start[word], start[word + 1], out_start[part]
        if script[word] == OTHER_SCRIPT:
            last = count_off(text, begin, end, len(class_mask), units, first)
        else:
            last = spell(text, begin, end, script[word], symbol, then, unit, units, first)
        out_start[part + 1], out_script[part], out_role[part] = last, script[word], role[word]
        out_article[part] = 2 if article[word] and last - first > 3 else 0
        stem, light = end, FAMILY_WEIGHT
        if role[word] == PATRONYMIC_ROLE:
            light = PATRONYMIC_WEIGHT
            ending = ending_at(text, begin, end, 3, father_first, father_start, father_letters)
            tail = father_units[ending, script[word]] if ending >= 0 else 0
            if ending >= 0:
                stem -= father_start[ending + 1] - father_start[ending]
        else:
            ending = ending_at(text, begin, end, 3, family_first, family_start, family_letters)
            tail = family_units[ending, script[word]] if ending >= 0 else 0
        for place in range(first, last):
            weight[place] = FULL_WEIGHT if place < last - tail else light
        group = number_of(hashed(text, begin, stem), hashes, numbers)
        if group >= 0:
            for place in range(NICKS):
                nick[part, place] = known.groups[group, place]
        count, classes_seen = list_classes(units, first, last, class_of, class_mask, classes)
        mask[part] = classes_seen | KH if classes_seen & KH else classes_seen
        for place in range(count):
            usual[part] |= np.uint32(1) << np.uint32(classes[place])
        bits[part] = sketch_classes(classes, count, sketches)
        cell[part] = checksum_classes(classes, count, letter, table) % BUCKETS
        check = np.int64(ALL_ONES)
        for place in range(first, last):
            check = crc(check, units[place], table)
        mark[part] = (crc(crc(check, out_role[part], table), out_article[part], table) ^ ALL_ONES) >> 8


@inlined
def count_off(text: NDArray[np.uint32], begin: int, end: int, size: int, units: NDArray[np.uint8], first: int) -> int:
    """Units of a word in a script without a table, by code point."""
    for place in range(begin, end):
        units[first + place - begin] = size - OTHERS + text[place] % OTHERS
    return first + end - begin


@inlined
def spell(
    text: NDArray[np.uint32],
    begin: int,
    end: int,
    script: int,
    symbol: NDArray[np.int16],
    then: NDArray[np.int16],
    unit: NDArray[np.int16],
    units: NDArray[np.uint8],
    first: int,
) -> int:
    """The units of a word into ``units`` from ``first`` on, the longest groups first, doubled ones once; returns where
    they end. The word is read with ^ before it and $ after it, which some groups hold."""
    at = first
    place = begin - 1
    while place < end:
        node, found, after = np.int64(script), -1, place + 1
        for ahead in range(place, end + 1):
            letter = WORD_BEGINS if ahead < begin else WORD_ENDS
            if begin <= ahead < end:
                letter = int(text[ahead])
            node = np.int64(then[node, symbol[letter] if letter < LIMIT else 0])
            if node < 0:
                break
            if unit[node] >= 0:
                found, after = unit[node], ahead + 1
        if found >= 0 and (at == first or units[at - 1] != found):
            units[at] = found
            at += 1
        place = after
    return at


@inlined
def list_classes(
    units: NDArray[np.uint8],
    first: int,
    last: int,
    class_of: NDArray[np.int8],
    class_mask: NDArray[np.uint32],
    classes: NDArray[np.int8],
) -> tuple[int, np.uint32]:
    """Classes of consonants of the likeliest sounds, equal neighbours once, into ``classes``: how many, and the mask of
    the classes of all sounds."""
    count, seen = 0, np.uint32(0)
    for place in range(first, last):
        seen |= class_mask[units[place]]
        for spelt in range(2):
            found = class_of[units[place], spelt]
            if found != 0 and count < MOST_CLASSES and (count == 0 or classes[count - 1] != found):
                classes[count] = found
                count += 1
    return count, seen


@inlined
def sketch_classes(classes: NDArray[np.int8], count: int, sketches: NDArray[np.uint64]) -> np.uint64:
    bits, before = np.uint64(0), np.int64(FRAME_BEGIN)
    for place in range(count):
        bits |= sketches[before, classes[place]]
        before = np.int64(classes[place])
    whole: np.uint64 = bits | sketches[before, FRAME_END]
    return whole


@inlined
def checksum_classes(
    classes: NDArray[np.int8], count: int, letter: NDArray[np.int64], table: NDArray[np.int64]
) -> np.int64:
    """CRC-32 of the classes, written as letters."""
    check = np.int64(ALL_ONES)
    for place in range(count):
        check = crc(check, letter[classes[place]], table)
    return check ^ ALL_ONES


@inlined
def crc(value: np.int64, byte: int, table: NDArray[np.int64]) -> np.int64:
    """One byte further in a CRC-32 (ISO/IEC 8802-3)."""
    further: np.int64 = table[(value ^ byte) & 0xFF] ^ (value >> 8)
    return further


@compiled
def order_names(out: Packed) -> None:
    first, order, part, mark = out.first, out.order, out.part, out.mark
    for name in range(len(order)):
        mixed = np.int64(0)
        for place in range(first[name], first[name + 1]):
            mixed += mark[part[place]] * (2 * (place - first[name]) + 1)
        order[name] = (np.int64(first[name + 1] - first[name]) << 40) + mixed
