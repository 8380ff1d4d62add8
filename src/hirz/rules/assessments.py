"""What several sources say of one recommendation, side by side, and what can be said of them together.

Nothing here decides between sources. Each keeps its own word: the State, the national institution, civil society, the
United Nations, the committee with its grade. The index is worked out from the words that are visible to whoever asks,
each time, and stored nowhere.

How it is worked out:

1. Of each author the latest word counts. Of two on one day, the more cautious.
2. A word on a scale is a step from NONE (0) to FULL (4). AGAINST counts as nothing done, and is named besides.
   NO_RESPONSE and NOT_KNOWN are no steps: they are told as what they are, and move nothing. Silence is never zero.
3. The steps of the authors of one kind of source are averaged; then the kinds are, each counting once, so that ten
   reports of civil society do not outweigh one committee, nor one State a hundred voices.
4. Where two words lie two steps apart or more, sources disagree. Then there is no index, only the range: an average of
   "done" and "not begun" would be what nobody said.

Words on a part of a recommendation are weighed for that part and never make up the whole.

Source: design, "Assessments side by side"; grades of the Human Rights Committee: CCPR/C/128/3 and earlier notes on
follow-up. Which step a grade of a committee is taken for is our reading (:data:`GRADES`), shown beside the grade.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from hirz.rules.errors import BadInput


class GradeNotKnown(BadInput):
    """No reading is known for a grade: nothing is guessed."""

    code = "grade_not_known"


class Source(StrEnum):
    """Who speaks: codes of the vocabulary ``assessment_source``."""

    STATE = "state"
    NHRI = "nhri"
    CIVIL_SOCIETY = "civil_society"
    UN = "un"
    COMMITTEE = "committee"


class Degree(StrEnum):
    """How far a recommendation is carried out, by one source: codes of the vocabulary ``implementation_degree``."""

    AGAINST = "against"
    NONE = "none"
    FIRST_STEPS = "first_steps"
    PARTIAL = "partial"
    LARGE = "large"
    FULL = "full"
    NOT_KNOWN = "not_known"
    NO_RESPONSE = "no_response"

    @property
    def rank(self) -> int | None:
        """The place on the way, from -1 (AGAINST) to 4 (FULL); None for what is no step at all."""
        return _RANKS.get(self)


class Agreement(StrEnum):
    """How the words stand to each other."""

    NO_WORD = "NO_WORD"
    NO_RESPONSE = "NO_RESPONSE"
    NOT_KNOWN = "NOT_KNOWN"
    ONE_WORD = "ONE_WORD"
    AGREE = "AGREE"
    DIFFER = "DIFFER"
    DISAGREE = "DISAGREE"


_RANKS: Final[Mapping[Degree, int]] = MappingProxyType(
    {
        Degree.AGAINST: -1, Degree.NONE: 0, Degree.FIRST_STEPS: 1, Degree.PARTIAL: 2, Degree.LARGE: 3, Degree.FULL: 4,
    }
)  # fmt: skip
_FULL: Final = _RANKS[Degree.FULL]
_APART: Final = 2

_LETTERS: Final = {
    "a": Degree.LARGE, "b": Degree.PARTIAL, "c": Degree.NONE, "d": Degree.NO_RESPONSE, "e": Degree.AGAINST,
}  # fmt: skip

GRADES: Final[Mapping[str, Degree]] = MappingProxyType(
    {
        **{
            f"{scale}_{letter}": degree
            for scale in ("ccpr_2017", "cat_letters", "ced_letters", "crpd_letters")
            for letter, degree in _LETTERS.items()
        },
        "ccpr_2008_a": Degree.LARGE,
        "ccpr_2008_b1": Degree.PARTIAL,
        "ccpr_2008_b2": Degree.FIRST_STEPS,
        "ccpr_2008_c1": Degree.NONE,
        "ccpr_2008_c2": Degree.NOT_KNOWN,
        "ccpr_2008_d1": Degree.NO_RESPONSE,
        "ccpr_2008_d2": Degree.NO_RESPONSE,
        "ccpr_2008_e": Degree.AGAINST,
        "ccpr_2001_satisfactory": Degree.LARGE,
        "ccpr_2001_partially_satisfactory": Degree.PARTIAL,
        "ccpr_2001_incomplete": Degree.NOT_KNOWN,
        "cedaw_2016_implemented": Degree.FULL,
        "cedaw_2016_substantially_implemented": Degree.LARGE,
        "cedaw_2016_partially_implemented": Degree.PARTIAL,
        "cedaw_2016_not_implemented": Degree.NONE,
        "cedaw_2016_insufficient_information": Degree.NOT_KNOWN,
        "cedaw_2016_contrary": Degree.AGAINST,
        "cescr_2017_sufficient_progress": Degree.LARGE,
        "cescr_2017_insufficient_progress": Degree.FIRST_STEPS,
        "cescr_2017_insufficient_information": Degree.NOT_KNOWN,
        "cescr_2017_no_response": Degree.NO_RESPONSE,
    }
)
"""How each grade of a committee is read here: code of the vocabulary ``follow_up_grade`` → degree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One assessment: of which kind its author is, which author (an id), what was said and on which day."""

    source: Source
    author: str
    degree: Degree
    on_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """What can be said of the words together.

    ``value`` lies between 0 and 1, and is None where there is nothing to count or where sources disagree. ``counted``
    are the kinds of sources behind it; ``silent`` those of whom it is on record that they did not answer, ``unknown``
    those who said that it cannot be told, ``against`` those who say that measures go against the recommendation.
    """

    agreement: Agreement
    value: Fraction | None = None
    lowest: Degree | None = None
    highest: Degree | None = None
    counted: frozenset[Source] = frozenset()
    silent: frozenset[Source] = frozenset()
    unknown: frozenset[Source] = frozenset()
    against: frozenset[Source] = frozenset()


def degree_of_grade(grade: str) -> Degree:
    """How a grade of a committee (code of ``follow_up_grade``) is read here. Raises ``GradeNotKnown``."""
    if grade not in GRADES:
        raise GradeNotKnown
    return GRADES[grade]


def index_of(words: Iterable[Word]) -> Index:
    """What the words say together; in whatever order they are given, and however often one of them is repeated."""
    latest = latest_words(words)
    steps = [word for word in latest if word.degree.rank is not None]
    said = Index(
        agreement=_agreement(latest, steps),
        counted=frozenset(word.source for word in steps),
        silent=_sources(latest, Degree.NO_RESPONSE),
        unknown=_sources(latest, Degree.NOT_KNOWN),
        against=_sources(latest, Degree.AGAINST),
    )
    if not steps:
        return said
    ranked = sorted((word.degree for word in steps), key=_rank)
    value = None if said.agreement is Agreement.DISAGREE else _average(steps)
    return replace(said, value=value, lowest=ranked[0], highest=ranked[-1])


def latest_words(words: Iterable[Word]) -> tuple[Word, ...]:
    """Of each author the word that counts, by kind of source and author."""
    found: dict[tuple[Source, str], Word] = {}
    for word in words:
        key = word.source, word.author
        if key not in found or _weight(word) > _weight(found[key]):
            found[key] = word
    order = tuple(Source)
    return tuple(found[key] for key in sorted(found, key=lambda key: (order.index(key[0]), key[1])))


def _weight(word: Word) -> tuple[date, int]:
    # On one day the more cautious word counts; that nothing is known is more cautious than any step.
    rank = word.degree.rank
    return word.on_date, -rank if rank is not None else _FULL + tuple(Degree).index(word.degree)


def _agreement(latest: tuple[Word, ...], steps: list[Word]) -> Agreement:
    if not steps:
        return _without_steps(latest)
    if len(steps) == 1:
        return Agreement.ONE_WORD
    ranks = [_rank(word.degree) for word in steps]
    apart = max(ranks) - min(ranks)
    if apart >= _APART:
        return Agreement.DISAGREE
    return Agreement.DIFFER if apart else Agreement.AGREE


def _without_steps(latest: tuple[Word, ...]) -> Agreement:
    if not latest:
        return Agreement.NO_WORD
    silent = all(word.degree is Degree.NO_RESPONSE for word in latest)
    return Agreement.NO_RESPONSE if silent else Agreement.NOT_KNOWN


def _average(steps: list[Word]) -> Fraction:
    kinds = {word.source for word in steps}
    each = (_mean([_share(word.degree) for word in steps if word.source is kind]) for kind in kinds)
    return _mean(list(each))


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _share(degree: Degree) -> Fraction:
    return Fraction(max(0, _rank(degree)), _FULL)


def _rank(degree: Degree) -> int:
    return _RANKS[degree]


def _sources(words: tuple[Word, ...], degree: Degree) -> frozenset[Source]:
    return frozenset(word.source for word in words if word.degree is degree)
