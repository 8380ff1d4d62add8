"""Names of groups and organisations: translated words, acronyms, legal forms, and words of their own.

A name is read into elements: words that every language translates (union, women, human rights:
`data/organisations.yaml`), towns, and the words that are its own («Кылым шамы»). Two elements meet if they mean the
same or if the engine of names reads them as spellings of one word; a letter word such as ПЦЗПЧ meets the whole name
whose initials it is made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np
import yaml

from hirz.engines.names.matched import partners
from hirz.engines.names.packing import pack
from hirz.engines.names.parsing import Name, Role, Token
from hirz.engines.names.places import towns_by_letters
from hirz.engines.names.scripts import Script, fold
from hirz.engines.names.units import units_of
from hirz.engines.names.weights import weights

SAME: Final = 0.6
"""From this share on two names are called the same. Set by hand: see `benchmarks/names/organisations.py`."""
_OWN, _THEME, _FORM = 1.0, 0.7, 0.15
"""What an element counts: a word of the name's own, a theme, what kind of body it is. Set by hand."""
_FEWER, _MORE = 0.65, 0.35
"""How what the shorter and the longer name hold is weighed against what they share. Set by hand."""
_INITIALS: Final = 0.8
"""What a letter word that fits counts as: the initials of several names are the same. Set by hand."""
_SPELT_ALIKE: Final = 0.55
_LEAST_LETTERS, _MOST_LETTERS = 3, 8
_MOST_PARTS: Final = 10
_LEAST_TOWN: Final = 3
_WORD: Final = re.compile(r"[^\s\-‐‑–—,،;:/()\[\]\"«»“”„‟‹›.*+_!?]+")
_ELISION: Final = re.compile(r"\b(?:[ldnsjcLDNSJC]|qu)[’'](?=\w)")
_ARABIC_FRONT: Final = re.compile("^(?:وال|بال|لل|ال)(?=..)")
_HAN: Final = re.compile("[\u4e00-\u9fff]")


class Tie(StrEnum):
    """Why two elements of names of organisations meet."""

    SAME_WORD = "SAME_WORD"
    TRANSLATED = "TRANSLATED"
    SPELT_ALIKE = "SPELT_ALIKE"
    INITIALS = "INITIALS"


class Word(NamedTuple):
    """A word as ``written``, folded to ``text`` in its ``script``."""

    written: str
    text: str
    script: Script


class Element(NamedTuple):
    """Words of a name that stand for one thing, the ``meanings`` they may share with translations (none for a word of
    the name's own), and what they count."""

    words: tuple[Word, ...]
    meanings: frozenset[str]
    counts: float

    @property
    def written(self) -> str:
        return " ".join(word.written for word in self.words)


@dataclass(frozen=True, slots=True)
class Match:
    """What stands in one name beside what stands in the other, and why."""

    a: str
    b: str
    tie: Tie


@dataclass(frozen=True, slots=True)
class OrganisationComparison:
    """``score``: the share of the names that meets, 0 to 1; no probability. ``only_a``, ``only_b``: what has no
    counterpart."""

    score: float
    matches: tuple[Match, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]

    @property
    def same(self) -> bool:
        return self.score >= SAME


def compare_organisations(a: str, b: str) -> OrganisationComparison:
    """Hold the names of two groups against each other, in whatever languages of `data/organisations.yaml`.

    The score is the share of the names that meets, what is left of either taken into account; a text without a word
    shares nothing. It is not calibrated: nobody has lists of groups with their names in these languages.

    >>> compare_organisations("ОО «Кылым шамы»", "Kylym Shamy").same
    True
    >>> compare_organisations("Union of Women Journalists", "Союз адвокатов").same
    False
    """
    one, other = _elements(a), _elements(b)
    if not one or not other:
        return OrganisationComparison(0.0, (), _written(one), _written(other))
    if _is_short_for(a, b) or _is_short_for(b, a):
        return OrganisationComparison(_INITIALS, (Match(a, b, Tie.INITIALS),), (), ())
    ties = _ties(one, other)
    return OrganisationComparison(
        _share(one, other, ties),
        tuple(Match(one[i].written, other[j].written, tie) for i, j, tie in sorted(ties)),
        _written(element for i, element in enumerate(one) if i not in {i for i, _, _ in ties}),
        _written(element for j, element in enumerate(other) if j not in {j for _, j, _ in ties}),
    )


def _ties(one: Sequence[Element], other: Sequence[Element]) -> list[tuple[int, int, Tie]]:
    met = list(_by_meaning(one, other))
    return met + list(_by_spelling(one, other, {i for i, _, _ in met}, {j for _, j, _ in met}))


def _written(elements: Iterable[Element]) -> tuple[str, ...]:
    return tuple(element.written for element in elements)


def _share(one: Sequence[Element], other: Sequence[Element], ties: Sequence[tuple[int, int, Tie]]) -> float:
    """Names with a word in common letter for letter are taken to be in one language: what is left of both then speaks
    against them, as it need not between a name and its translation."""
    met = sum(min(one[i].counts, other[j].counts) for i, j, _ in ties)
    fewer, more = sorted(sum(element.counts for element in elements) for elements in (one, other))
    share = met / (_FEWER * fewer + _MORE * more)
    if any(tie is Tie.SAME_WORD for _, _, tie in ties):
        share -= max(fewer - met, 0.0) / more
    return max(share, 0.0)


def _words(text: str) -> list[Word]:
    """The words of a name without links and signs of legal form; a text without spaces, as in Chinese, is one word."""
    words = []
    for written in _WORD.findall(_ELISION.sub("", text)):
        folded, script = _plain(written)
        if script is Script.ARABIC and folded[:1] in ("ل", "ب") and folded[1:] in _lists().arabic:
            folded = folded[1:]  # a preposition grown on to the word
        if folded and folded not in _lists().passed_over:
            words.append(Word(written, folded, script))
    return words


@lru_cache(maxsize=4096)
def _elements(text: str) -> tuple[Element, ...]:
    words, elements, place = _words(text), list[Element](), 0
    while place < len(words):
        element = _translated(words, place)
        elements += _cut(words[place]) if _HAN.search(words[place].written) else [element]
        place += len(element.words)
    return tuple(elements)


def _translated(words: Sequence[Word], place: int) -> Element:
    """The longest phrase from a place on that is translated, or the word there."""
    for long in range(min(_lists().longest, len(words) - place), 0, -1):
        phrase = words[place : place + long]
        meanings = frozenset(p.meaning for p in _lists().phrases[long] if p.fits(phrase))
        if meanings:
            return Element(tuple(phrase), meanings, max(_lists().counts[meaning] for meaning in meanings))
    towns = (
        towns_by_letters().get(words[place].text, frozenset()) if len(words[place].text) > _LEAST_TOWN else frozenset()
    )
    return Element((words[place],), towns, _OWN)


def _cut(word: Word) -> Iterator[Element]:
    """A Chinese name, cut where a known word stands."""
    known = _lists().chinese
    for part in re.split(f"({'|'.join(map(re.escape, sorted(known, key=len, reverse=True)))})", word.written):
        if part:
            meanings = known.get(part, frozenset())
            counts = max((_lists().counts[meaning] for meaning in meanings), default=_OWN)
            yield Element((Word(part, part, Script.OTHER),), meanings, counts)


def _by_meaning(one: Sequence[Element], other: Sequence[Element]) -> Iterator[tuple[int, int, Tie]]:
    """Elements that are the same word or translations of one, each taken once, the same word first."""
    taken_i: set[int] = set()
    taken_j: set[int] = set()
    for same_word in (True, False):
        for i, a in enumerate(one):
            for j, b in enumerate(other):
                if i in taken_i or j in taken_j:
                    continue
                alike = [word.text for word in a.words] == [word.text for word in b.words]
                if alike if same_word else a.meanings & b.meanings:
                    taken_i.add(i)
                    taken_j.add(j)
                    yield i, j, Tie.SAME_WORD if same_word else Tie.TRANSLATED


def _by_spelling(
    one: Sequence[Element], other: Sequence[Element], met_one: set[int], met_other: set[int]
) -> Iterator[tuple[int, int, Tie]]:
    """What the engine of names reads as one word among the elements that have not met."""
    rest_one = [i for i, element in enumerate(one) if i not in met_one and len(element.words) == 1][:_MOST_PARTS]
    rest_other = [j for j, element in enumerate(other) if j not in met_other and len(element.words) == 1][:_MOST_PARTS]
    if not rest_one or not rest_other:
        return
    packed = pack([_as_name(one[i] for i in rest_one), _as_name(other[j] for j in rest_other)])
    found = next(partners(packed, np.array([[0, 1]]), weights().odds))
    for i, place in enumerate(rest_one):
        j = int(found.partner[0, i])
        if j < 0 or found.merged[0, i] == 2:
            continue
        way = 1 if found.merged[0, i] else 2 if found.merged[1, j] else 0
        if found.share[way, i, j] >= _SPELT_ALIKE:
            yield place, rest_other[j], Tie.SPELT_ALIKE


def _as_name(elements: Iterable[Element]) -> Name:
    words = [element.words[0] for element in elements]
    return Name("", tuple(Token(word.text, word.script, Role.UNKNOWN, False) for word in words), False)


def _is_short_for(a: str, b: str) -> bool:
    """Whether a letter word of ``a`` is made of the initials of the words of ``b``, in the same letters or others."""
    initials = [word.text[0] for word in _words(b)]
    scripts = [word.script for word in _words(b)]
    return any(
        len(letters) == len(initials) and all(map(_sounds_like, letters, [script] * len(letters), initials, scripts))
        for letters, script in _letter_words(a)
    )


def _letter_words(text: str) -> Iterator[tuple[str, Script]]:
    for written in _WORD.findall(text):
        if written.isupper() and _LEAST_LETTERS <= len(written) <= _MOST_LETTERS:
            yield fold(written)


def _sounds_like(letter: str, script: Script, initial: str, other: Script) -> bool:
    one, two = units_of(letter, script), units_of(initial, other)
    return letter == initial or bool(one and two and weights().odds.pair[one[0], two[0]] > 0)


class _Phrase(NamedTuple):
    meaning: str
    words: tuple[str, ...]

    def fits(self, words: Sequence[Word]) -> bool:
        return all(
            word.text.startswith(form[:-1]) if form.endswith("*") else word.text == form
            for form, word in zip(self.words, words, strict=True)
        )


class _Lists(NamedTuple):
    passed_over: frozenset[str]
    phrases: dict[int, list[_Phrase]]
    chinese: dict[str, frozenset[str]]
    counts: dict[str, float]
    arabic: frozenset[str]

    @property
    def longest(self) -> int:
        return max(self.phrases)


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    text = (files("hirz.engines.names") / "data" / "organisations.yaml").read_text(encoding="utf-8")
    told = yaml.safe_load(text)
    passed_over = frozenset(_folded(word) for kind in ("sign", "link") for line in told[kind] for word in line)
    counts = {meaning: counted for kind, counted in (("form", _FORM), ("theme", _THEME)) for meaning in told[kind]}
    phrases: dict[int, list[_Phrase]] = {}
    chinese: dict[str, frozenset[str]] = {}
    for meaning, forms in ((m, forms) for kind in ("form", "theme") for m, forms in told[kind].items()):
        for form in forms:
            if _HAN.search(form):
                chinese[form.rstrip("*")] = chinese.get(form.rstrip("*"), frozenset()) | {meaning}
                continue
            words = tuple(word for word in map(_folded, form.split()) if word not in passed_over)
            phrases.setdefault(len(words), []).append(_Phrase(meaning, words))
    single = frozenset(phrase.words[0] for phrase in phrases[1])
    return _Lists(passed_over, phrases, chinese, counts, single)


def _folded(form: str) -> str:
    return _plain(form.rstrip("*"))[0] + "*" * form.endswith("*")


def _plain(word: str) -> tuple[str, Script]:
    """A word folded; in Arabic without article, and with one letter for those that are exchanged at its end."""
    folded, script = fold(word)
    if script is Script.ARABIC:
        folded = _ARABIC_FRONT.sub("", folded.replace("ة", "ه").replace("ى", "ي"))
    return folded, script
