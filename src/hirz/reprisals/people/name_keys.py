"""Under which keys a name is kept, and which keys a name that is looked for would share.

A name is kept under the skeletons of its words, of neighbouring words read as one, of what follows عبد, under those
that two words have, how longer ones begin, of which given name a word is a form, and how many words there are.
What is looked for is asked for in combinations, the most telling first: all words as they are, all but one with a slip
of one sound, two of them, one alone. Whatever that brings is ranked by what each word of the search says
(`people.name_ranking`), before anything is opened.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise, product
from typing import Final, NamedTuple
from zlib import crc32

from hirz.engines.names import Name, Role, Token, parse
from hirz.engines.names.nicknames import nicknames
from hirz.engines.names.packing import frequency_cell
from hirz.engines.names.skeletons import CLASSES, skeleton, token_keys, voiced_keys
from hirz.engines.names.units import units_of
from hirz.engines.names.weights import table_mark, weights

RULES: Final = 5
"""To be raised when a name is kept under other keys than before."""
TOGETHER: Final = 4
"""Sets of keys in one combination, at most."""
_WORDS: Final = 4
"""Words of a search that are combined, the rarest of them."""
_MOST_COMBINATIONS: Final = 40
"""Combinations asked for; what is only in later ones is ranked behind what is opened."""
_MOST_WORDS: Final = 8
"""Words of a search that are looked at, and words of a name that are counted."""
_BEGINNING: Final = 3
_MOST_JOINED: Final = 2
_LETTERS: Final = sorted(set(CLASSES.values()))
_WEAK: Final = (Role.INITIAL, Role.HONORIFIC, Role.PARTICLE)
# Nats. How much rarer it is, between spellings of one name, that a word has a slip that is heard often, or another one,
# is written as one with its neighbour, stands once instead of twice, only begins alike, is another form of the given
# name, or lacks its عبد; what the same number of words says; and the most that a mere beginning can say.
_NEAR, _SLIP, _AS_ONE, _ONCE, _BEGINS, _PET, _WITHOUT = 1.5, 3.0, 2.0, 3.0, 3.0, 2.0, 2.0
SAME_NUMBER: Final = 1.0
_VOICED: Final = 1.5
"""How much more the glides of a short word say than its consonants alone."""
_FEW: Final = 5
"""Words of a search up to which glides are listened for; longer ones say enough."""
_LEAST_SAID: Final = 1e-6
_MOST_OF_BEGINNING: Final = 4.5
_UNSEEN: Final = 9.5
"""How rare a word is that the table of the engine has not seen; the table itself says less."""
_LEAST_FOR_SLIP: Final = 3
_HEARD_AS: Final = {"M": "N", "N": "M", "C": "HSK", "H": "CK", "K": "HC", "S": "C"}
"""Classes taken for each other in four of five slips between spellings of one name, with those that come and go."""
_COME_AND_GO: Final = "HTLNS"
_SERVANT: Final = re.compile("^(?:abd(?:[aeiou]{1,2}l|[aeiou])|عبدال|абд[аеуэ]ль?)(?=...)")
"""عبد and the article; what follows is a name that stands alone as well."""

Keys = frozenset[str]


class _Way(NamedTuple):
    """Keys of which a name should have one, and what that says: how rare it is among names that are not meant, less how
    rare among those that are, in nats. ``exact``: the word itself is looked for."""

    keys: Keys
    says: float
    exact: bool


class Sought(NamedTuple):
    """``sets`` of keys, and ``combinations`` of places in it, the most telling first; for each of the ``words`` the
    ways in which a name may have it; and ``numbers``, the places of the sets that say how many words a name has: one,
    two and so on."""

    sets: tuple[Keys, ...]
    combinations: tuple[tuple[int, ...], ...]
    words: tuple[tuple[Telling, ...], ...]
    numbers: tuple[int, ...]


class Telling(NamedTuple):
    """A way in which a name may have a word: the place of its keys in ``sets``; the rest as in `_Way`."""

    place: int
    says: float
    exact: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a search: its place, its skeletons, and the ways in which a name may have it: the word itself first,
    and apart from the others the word with its glides, where that says more."""

    place: int
    sounds: tuple[str, ...]
    ways: tuple[_Way, ...]
    voiced: _Way | None

    @property
    def itself(self) -> _Way:
        return self.ways[0]


def kept_under(text: str) -> Keys:
    """The keys a name is kept under."""
    words = telling_words(parse(text))
    skeletons = [token_keys(word) for word in words]
    joined = (key for one, other in pairwise(words) for key in _joined(_sounds(one), _sounds(other)))
    begun = (_begins(key) for keys in skeletons for key in keys if len(key) > _BEGINNING)
    counts = Counter(key for keys in skeletons for key in keys)
    again = (_again(key) for key, count in counts.items() if count > 1)
    other = (key for word in words for key in (*voiced_keys(word), *_without_servant(word), *_forms_of_one(word)))
    return frozenset((*counts, *joined, *begun, *again, *other, _number(len(words))))


@lru_cache(maxsize=1)
def rules() -> int:
    """Which rules make the keys: ours, and the engine's table of letters. A number that fits a column of 32 bits."""
    return crc32(f"{RULES} {table_mark()}".encode()) >> 1


def looked_for(text: str) -> Sought:
    """What names that may be meant by ``text`` would share with it."""
    told = telling_words(parse(text))[:_MOST_WORDS]
    words = list(_words(told))
    rarest = sorted(words, key=lambda word: -word.itself.says)[:_WORDS]
    number = _Way(frozenset((_number(len(words)),)), SAME_NUMBER, exact=True)
    ranked: dict[tuple[Keys, ...], float] = {}
    for ways in (*_combined(rarest), *_read_as_one(words)):
        counted = len(ways) < TOGETHER and all(way.exact for way in ways)
        for some in (ways, (*ways, number)) if counted else (ways,):
            ranked.setdefault(tuple(way.keys for way in some), sum(way.says for way in some))
    return _numbered(words, sorted(ranked, key=lambda sets: -ranked[sets])[:_MOST_COMBINATIONS])


def _numbered(words: Sequence[_Word], combined: Sequence[tuple[Keys, ...]]) -> Sought:
    places: dict[Keys, int] = {}

    def place_of(keys: Keys) -> int:
        return places.setdefault(keys, len(places))

    found = tuple(tuple(map(place_of, keys)) for keys in combined)
    ways: list[list[_Way]] = [[*word.ways, *filter(None, (word.voiced,))] for word in words]
    for one, other in pairwise(words):
        joined = _as_one(one, other)
        share = joined.says / max(one.itself.says + other.itself.says, _LEAST_SAID)
        for word in (one, other):
            ways[word.place].append(joined._replace(says=share * word.itself.says))
    told = tuple(tuple(Telling(place_of(keys), says, exact) for keys, says, exact in some) for some in ways)
    numbers = tuple(place_of(frozenset((_number(number),))) for number in range(1, _MOST_WORDS + 1))
    return Sought(tuple(places), found, told, numbers)


def _combined(words: Sequence[_Word]) -> Iterator[tuple[_Way, ...]]:
    """One, two or three of the words. Three are as they are, and so is one of several; of two, one may have a slip or
    only begin alike, and both may where there are no others. What says nothing is not asked for in company. Glides are
    asked for in all of them at once."""
    for number in range(1, min(len(words), TOGETHER - 1) + 1):
        loose = {1: int(len(words) == 1), 2: 2 if len(words) == 2 else 1}.get(number, 0)
        for some in combinations(words, number):
            for ways in product(*(word.ways for word in some)):
                if sum(not way.exact for way in ways) <= loose and (number == 1 or all(way.says > 0 for way in ways)):
                    yield ways
            if any(word.voiced for word in some):
                yield tuple(word.voiced or word.itself for word in some)


def _words(tokens: Sequence[Token]) -> Iterator[_Word]:
    before: Keys = frozenset()
    for place, token in enumerate(tokens):
        keys = token_keys(token)
        rarity, voiced = _rarity(keys), voiced_keys(token)
        finer = _Way(voiced, rarity + _VOICED, exact=True) if voiced and not keys & before else None
        ways = (*_ways(keys, keys & before), *_other_ways(token, rarity))
        yield _Word(place, _sounds(token), ways, finer if len(tokens) <= _FEW else None)
        before |= keys


def _other_ways(token: Token, rarity: float) -> Iterator[_Way]:
    """Another form of the same given name; a word without its عبد."""
    forms, bare = _forms_of_one(token), _without_servant(token)
    if forms:
        yield _Way(forms, rarity - _PET, exact=False)
    if bare:
        yield _Way(bare, _rarity(bare) - _WITHOUT, exact=False)


def _ways(keys: Keys, twice: Keys) -> Iterator[_Way]:
    """The word itself, a slip of one sound in it (those heard often apart), words that begin like it.

    Of a word with keys that one before it has (``twice``), a name should have two."""
    rarity = _rarity(keys)
    if twice:
        yield _Way(frozenset(map(_again, twice)), rarity, exact=True)
    yield _Way(keys, rarity - _ONCE if twice else rarity, exact=not twice)
    near = frozenset(slip for key in keys for slip in _near(key)) - keys
    if near:
        yield _Way(near, _rarity(near) - _NEAR, exact=False)
    slips = frozenset(slip for key in keys for slip in _slips(key)) - keys - near
    if slips:
        yield _Way(slips, _rarity(slips) - _SLIP, exact=False)
    begun = frozenset(_begins(key) for key in keys if len(key) >= _BEGINNING)
    if begun:
        yield _Way(begun, min(rarity, _MOST_OF_BEGINNING) - _BEGINS, exact=False)


def _read_as_one(words: Sequence[_Word]) -> Iterator[tuple[_Way, ...]]:
    """Two neighbouring words that others write as one, alone and beside each other word."""
    for one, other in pairwise(words):
        joined = _as_one(one, other)
        yield (joined,)
        yield from ((joined, word.itself) for word in words if word not in (one, other))


def _as_one(one: _Word, other: _Word) -> _Way:
    """It says no more than both words, nor than that any word sounds so."""
    keys = frozenset(_joined(one.sounds, other.sounds))
    return _Way(keys, min(one.itself.says + other.itself.says, _rarity(keys)) - _AS_ONE, exact=True)


def telling_words(name: Name) -> list[Token]:
    """Without initials, titles and links, unless there is nothing else."""
    return [token for token in name.tokens if token.role not in _WEAK] or list(name.tokens)


def _sounds(token: Token) -> tuple[str, ...]:
    """The skeletons of a word, the usual one first."""
    usual = skeleton(units_of(token.text, token.script))
    return tuple(sorted(token_keys(token), key=lambda key: (key != usual, key)))


def _joined(one: Iterable[str], other: Iterable[str]) -> list[str]:
    return [_squeezed(a + b) for a, b in product(one, other)][:_MOST_JOINED]


def _without_servant(token: Token) -> Keys:
    """The keys of Rahman, for Abdurrahman."""
    servant = _SERVANT.match(token.text)
    return token_keys(token._replace(text=token.text[servant.end() :], article=False)) if servant else frozenset()


def _forms_of_one(token: Token) -> Keys:
    """One key for each given name of which the word is a form: the same for Vladimir, Влад and Volodymyr."""
    return frozenset(f"~{group}" for group in nicknames().get(token.text, ()))


def _again(key: str) -> str:
    return f"{key}+"


def _begins(key: str) -> str:
    return f"{key[:_BEGINNING]}-"


def _number(words: int) -> str:
    return f"={words}"


def _rarity(keys: Keys) -> float:
    """How rare a word with one of these keys is among all names, in nats."""
    return -math.log(min(1.0, sum(map(_frequency, keys))))


@lru_cache(maxsize=65536)
def _frequency(key: str) -> float:
    rarity = weights().rarity
    told = float(rarity[frequency_cell(key)])
    return math.exp(-told if told < rarity.max() else -_UNSEEN)


@lru_cache(maxsize=4096)
def _near(key: str) -> Keys:
    """Skeletons with one of the slips that are heard often."""
    if len(key) < _LEAST_FOR_SLIP or not key.isalpha():
        return frozenset()
    another = (key[:at] + heard + key[at + 1 :] for at, letter in enumerate(key) for heard in _HEARD_AS.get(letter, ""))
    missing = (key[:at] + key[at + 1 :] for at, letter in enumerate(key) if letter in _COME_AND_GO)
    added = (key[:at] + letter + key[at:] for at in range(len(key) + 1) for letter in _COME_AND_GO)
    return frozenset(map(_squeezed, (*another, *missing, *added)))


@lru_cache(maxsize=4096)
def _slips(key: str) -> Keys:
    """Skeletons in which one class is missing, added, or another."""
    if len(key) < _LEAST_FOR_SLIP or not key.isalpha():
        return frozenset()
    missing = (key[:at] + key[at + 1 :] for at in range(len(key)))
    another = (key[:at] + letter + key[at + 1 :] for at in range(len(key)) for letter in _LETTERS)
    added = (key[:at] + letter + key[at:] for at in range(len(key) + 1) for letter in _LETTERS)
    return frozenset(map(_squeezed, (*missing, *another, *added)))


def _squeezed(key: str) -> str:
    return "".join(letter for place, letter in enumerate(key) if not place or letter != key[place - 1])
