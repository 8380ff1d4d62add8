"""Which recommendations of a later round say again what an earlier one said, and why a person may believe it.

Nine measures of a pair, each between 0 and 1 or nearly so, are weighed (logistic regression, ridge 3). They were fitted
to pairs that were read and labelled first (``benchmarks/lineage/README.md`` says how, and how well it does on others).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from hirz.engines.meaning.asking import Asked, weight
from hirz.engines.meaning.firmness import Firmness
from hirz.engines.meaning.port import Vectors

LIKELY: Final = 0.6
"""From this score on a pair is suggested."""
NEAREST: Final = 40
"""Of the earlier ones so many, the nearest by meaning, are looked at for each later one."""
WORDS_SHOWN: Final = 6
WEIGHTS: Final[Mapping[str, float]] = {
    "meaning": 4.4,
    "words_of_the_shorter": 1.8,
    "words_of_both": 1.7,
    "same_theme": 0.7,
    "matters_taken_up": 1.7,
    "matters_not_new": 1.2,
    "best_matter": 1.2,
    "same_acts": 1.0,
    "other_acts": -1.2,
}
NOTHING_IN_COMMON: Final = -7.49


class Kinship(StrEnum):
    """What the later one does to the earlier; the value is how it is kept."""

    REPEATS = "repeats"
    STRENGTHENS = "strengthens"


@dataclass(frozen=True, slots=True)
class Text:
    """One recommendation as it is compared: ``themes`` are codes or words of any list, the same for both sides."""

    asked: Asked
    themes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two are taken for the same: matters and themes they share, words in both, whether the later asks for more.

    ``firmer`` when it asks to do what the earlier asked to consider; ``more``: matters that only the later one names.
    """

    matters: tuple[str, ...]
    themes: tuple[str, ...]
    words: tuple[str, ...]
    firmer: bool
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pair by its places in both lists. ``score`` lies between 0 and 1, ``cosine`` is that of the vectors."""

    earlier: int
    later: int
    score: float
    cosine: float
    kinship: Kinship
    reason: Reason


class Comparison:
    """Compares recommendations of one State. How common a word is there is counted once, over ``all_of_them``."""

    def __init__(self, all_of_them: Sequence[Text]) -> None:
        self._count = len(all_of_them)
        self._having = Counter(stem for text in all_of_them for stem in text.asked.words)

    def suggestions(
        self, earlier: Sequence[Text], earlier_vectors: Vectors, later: Sequence[Text], later_vectors: Vectors
    ) -> Iterator[Suggestion]:
        """Pairs that are likely enough, for each later one the likeliest first.

        Vectors have unit length, one row for each text.
        """
        if not earlier or not later:
            return
        near = min(NEAREST, len(earlier))
        for place, vector in enumerate(later_vectors):
            cosines = earlier_vectors @ vector
            nearest = np.argpartition(-cosines, near - 1)[:near]
            found = (
                self.compared(earlier[int(one)], later[place], float(cosines[one]), (int(one), place))
                for one in nearest
            )
            yield from sorted((one for one in found if one.score >= LIKELY), key=lambda one: (-one.score, one.earlier))

    def compared(self, earlier: Text, later: Text, cosine: float, places: tuple[int, int] = (0, 0)) -> Suggestion:
        """One pair, however unlikely."""
        score = 1 / (1 + math.exp(-_weighed(self.measures(earlier, later, cosine))))
        reason = self._reason(earlier, later)
        kinship = Kinship.STRENGTHENS if reason.firmer or reason.more else Kinship.REPEATS
        return Suggestion(*places, score, cosine, kinship, reason)

    def measures(self, earlier: Text, later: Text, cosine: float) -> Mapping[str, float]:
        """What is weighed, by name."""
        ours, theirs = earlier.asked, later.asked
        shared = ours.matters & theirs.matters
        words, both = ours.words.keys() & theirs.words.keys(), ours.words.keys() | theirs.words.keys()
        fewer = min(self._rarity(ours.words), self._rarity(theirs.words))
        acts, all_acts = ours.acts & theirs.acts, ours.acts | theirs.acts
        return {
            "meaning": cosine,
            "words_of_the_shorter": self._rarity(words) / fewer if fewer else 0.0,
            "words_of_both": self._rarity(words) / self._rarity(both) if both else 0.0,
            "same_theme": float(bool(earlier.themes & later.themes)),
            "matters_taken_up": _share(shared, ours.matters),
            "matters_not_new": _share(shared, theirs.matters),
            "best_matter": max(map(weight, shared), default=0.0),
            "same_acts": len(acts) / len(all_acts) if all_acts else 0.5,
            "other_acts": float(bool(ours.acts and theirs.acts and not acts)),
        }

    def _rarity(self, stems: Mapping[str, str] | set[str]) -> float:
        """Of all these stems together, how much is said by having them: logarithms of how few others have each."""
        return sum(math.log((self._count + 1) / (self._having[stem] + 0.5)) for stem in stems)

    def _reason(self, earlier: Text, later: Text) -> Reason:
        shared = earlier.asked.matters & later.asked.matters
        words = sorted(
            earlier.asked.words.keys() & later.asked.words.keys(), key=lambda stem: (self._having[stem], stem)
        )
        return Reason(
            matters=tuple(sorted(shared, key=lambda matter: (-weight(matter), matter))),
            themes=tuple(sorted(earlier.themes & later.themes)),
            words=tuple(later.asked.words[stem] for stem in words[:WORDS_SHOWN]),
            firmer=earlier.asked.firmness is Firmness.TO_CONSIDER
            and later.asked.firmness in (Firmness.TO_GO_ON, Firmness.TO_DO),
            more=tuple(sorted(one for one in later.asked.matters - shared if shared and weight(one) > 1)),
        )


def _share(shared: frozenset[str], of: frozenset[str]) -> float:
    whole = sum(map(weight, of))
    return sum(map(weight, shared)) / whole if whole else 0.0


def _weighed(measures: Mapping[str, float]) -> float:
    return NOTHING_IN_COMMON + sum(WEIGHTS[name] * value for name, value in measures.items())
