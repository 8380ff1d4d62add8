"""Finding people by a name that nobody can read in the database.

A search asks for the blind keys that names like the one typed would have, the most telling combinations first, ranks
the names it gets by their keys, opens the likeliest of them, and compares what was really meant. Who asks is looked at
before anything is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile
from typing import Final, NamedTuple
from uuid import UUID

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from hirz.engines.names import Comparison, Name, Token, compare, parse, score_against
from hirz.engines.names.comparing import SAME
from hirz.engines.names.skeletons import token_keys
from hirz.reprisals.people.models import Person, PersonQuerySet
from hirz.reprisals.people.name_index import Cuts, blind_keys, cuts_of
from hirz.reprisals.people.name_keys import TOGETHER, Keys, looked_for, telling_words
from hirz.reprisals.people.name_ranking import likeness, shared_sets
from hirz.reprisals.people.opening import OpenName, open_names
from hirz.reprisals.people.scripts import script_of

RANKED: Final = 2_000
"""Names whose keys are looked at for one search, at most."""
OPENED: Final = (250, 150)
"""Names opened for one search, the likeliest by their keys, and how many more where none of them is surely meant."""
OUT_OF_REACH: Final = 9.0
"""So many nats behind the likeliest by its keys a name is not opened: of names that were meant, among a million, none
was further than 6.3 behind."""
SURE: Final = 0.95
LONGEST: Final = 100
"""Characters of a search that are looked at: no name part is longer."""
FOUND: Final = 20
"""People listed for what somebody typed; whoever finds more writes more of the name."""
LEAST: Final = 0.01
"""Below this probability the engine sees nothing in common that is worth a look."""
# What a name is worth of which every word typed begins a word: by its letters, or by how it sounds.
_BEGUN, _SOUNDS_BEGUN = 0.5, 0.25
_LEAST_SOUND: Final = 3
_FOR_OTHERS: Final = 6
"""Of ten places in a list those for other scripts than that of what was typed."""


_ASKED: Final = """
select string_agg(uuid_send(name_id), ''), string_agg(substring(array_send(keys) from 21), ''),
    string_agg(int4send(cardinality(keys)), '')
from (select distinct on (name_id) name_id, keys from hirz_names_sharing(%s, %s::int[], %s)) as sharing
where keys <> '{}'
"""
"""As bytes, since thousands of ids and tens of thousands of keys take long to be written and read as text. An array is
sent behind a head of 20 bytes."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who may be meant: ``name`` is the nearest of their spellings, ``spelling`` which of those looked for it
    is near to, ``score`` the probability (0 to 1) that both are one person's, and ``comparison`` says why.
    ``begun``: what was typed is how words of the name begin."""

    person: Person
    name: str
    spelling: str
    score: float
    begun: bool

    @property
    def comparison(self) -> Comparison:
        return compare(self.spelling, self.name)


class _Judged(NamedTuple):
    rank: float
    score: float
    person_id: UUID
    name: str
    spelling: str
    begun: bool


def candidates(people: PersonQuerySet, spellings: Iterable[str], *, limit: int = 10) -> list[Candidate]:
    """Those of ``people`` who may bear one of ``spellings``, the likeliest first; at most ``limit``."""
    cuts = cuts_of(people)
    best: dict[UUID, _Judged] = {}
    for spelling in dict.fromkeys(text[:LONGEST] for text in spellings):
        for judged in _judged(people, spelling, cuts):
            known_so_far = best.get(judged.person_id)
            if known_so_far is None or judged > known_so_far:
                best[judged.person_id] = judged
    likeliest = _not_only_namesakes(sorted(best.values(), reverse=True), limit)
    known = people.prefetch_related("names").in_bulk([judged.person_id for judged in likeliest])
    return [Candidate(known[one.person_id], one.name, one.spelling, one.score, one.begun) for one in likeliest]


def called(people: PersonQuerySet, typed: str, *, limit: int = FOUND) -> list[Candidate]:
    """Those of ``people`` who may be meant by what somebody typed, the likeliest first."""
    return candidates(people, [typed], limit=limit)


def _not_only_namesakes(ranked: Sequence[_Judged], limit: int) -> list[_Judged]:
    """The first of them. Where those that are the same to the engine fill the list, its last places go to the ways in
    which they are written in other scripts than what was typed: a name does not tell namesakes apart, and whoever is
    filed in another script stands behind them."""
    first = limit - limit * _FOR_OTHERS // 10
    listed, behind = list(ranked[:first]), ranked[first:]
    written = {one.name for one in listed}
    for one in takewhile(lambda one: len(listed) < limit and one.score >= SAME, behind):
        if one.name not in written and script_of(one.name) != script_of(one.spelling):
            written.add(one.name)
            listed.append(one)
    chosen = {one.person_id for one in listed}
    rest = (one for one in behind if one.person_id not in chosen)
    return sorted([*listed, *islice(rest, limit - len(listed))], reverse=True)


def _judged(people: PersonQuerySet, spelling: str, cuts: Cuts) -> list[_Judged]:
    sought = parse(spelling)
    opened, scores = _opened(people, spelling, cuts) if sought.tokens and cuts else ([], [])
    # Where a whole name like it was found, what is typed is taken for whole.
    partial = max(scores, default=0.0) < _BEGUN
    judged = (
        _Judged(max(score, begun), score, row.person_id, row.text, spelling, begun > score)
        for row, score in zip(opened, scores, strict=True)
        for begun in (_begun(sought, row.text) if partial else 0.0,)
    )
    return [one for one in judged if one.rank >= LEAST]


def _opened(people: PersonQuerySet, spelling: str, cuts: Cuts) -> tuple[list[OpenName], list[float]]:
    """The likeliest names, opened, and how alike each is."""
    likeliest = iter(_likeliest(spelling, cuts))
    opened: list[OpenName] = []
    scores: list[float] = []
    for number in OPENED:
        fresh = open_names(list(islice(likeliest, number)), people)
        opened += fresh
        scores += score_against(spelling, [name.text for name in fresh]).tolist() if fresh else []
        if max(scores, default=1.0) >= SURE:
            break
    return opened, scores


def _likeliest(spelling: str, cuts: Cuts) -> list[UUID]:
    """Ids of the names that are likeliest meant, by the keys they share with what is sought."""
    sought = looked_for(spelling)
    sets = [_blind(keys, cuts) for keys in sought.sets]
    ids, keys, counts = _sharing(sets, sought.combinations)
    ranked = likeness(sought, shared_sets(sets, keys, counts))
    likeliest = np.argsort(-ranked, kind="stable")[: sum(OPENED)]
    within = ranked[likeliest] >= ranked.max(initial=-np.inf) - OUT_OF_REACH
    return [UUID(bytes=ids[16 * at : 16 * (at + 1)]) for at in likeliest[within].tolist()]


def _sharing(
    sets: Sequence[Sequence[int]], combinations: Iterable[tuple[int, ...]]
) -> tuple[bytes, NDArray[np.int32], NDArray[np.int32]]:
    """The names that share one of the combinations, each once: their ids, 16 bytes each; the keys of all of them, one
    after the other; and how many each has."""
    rows = ((*(place + 1 for place in places), *[0] * (TOGETHER - len(places))) for places in combinations)
    wanted = _array(map(_array, rows))
    written = [_array(keys) for keys in sets]
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, [written, wanted, RANKED])
        ids, keys, counts = cursor.fetchone()
    # As the database sends an array: four bytes for the length of each number, then the number.
    sent = np.frombuffer(keys or b"", ">i4").astype(np.int32)
    return bytes(ids or b""), sent[1::2], np.frombuffer(counts or b"", ">i4").astype(np.int32)


def _array(values: Iterable[object]) -> str:
    """As PostgreSQL writes an array."""
    return "{" + ",".join(map(str, values)) + "}"


def _blind(keys: Keys, cuts: Cuts) -> list[int]:
    return [key for office_id, bits in cuts for key in blind_keys(keys, office_id, bits)]


def _begun(sought: Name, text: str) -> float:
    """What it says that each word typed begins a word of the name; nothing where each is a whole word."""
    words = telling_words(parse(text))
    ways = [max((_begins(typed, word) for word in words), default=0.0) for typed in telling_words(sought)]
    least = min(ways, default=0.0)
    return least if least < 1 else 0.0


@lru_cache(maxsize=65536)
def _begins(typed: Token, word: Token) -> float:
    if typed.text == word.text or (typed.script != word.script and token_keys(typed) & token_keys(word)):
        return 1.0
    if word.text.startswith(typed.text):
        return _BEGUN
    sounds = (key for key in token_keys(typed) if len(key) >= _LEAST_SOUND)
    return _SOUNDS_BEGUN if any(other.startswith(key) for key in sounds for other in token_keys(word)) else 0.0
