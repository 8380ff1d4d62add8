"""What a recommendation asks for: about which matters, what is to be done, how firmly, and in which words.

Matters (``matters.tsv``) are recognised by patterns, best in English, by stems in French, Russian, Arabic, Spanish and
Chinese. How firmly is read in all six (``firmness``), what is to be done in English only. A matter is not a theme: it
is what two recommendations must share to ask for the same thing (a certain treaty, an invitation to mandates, visits of
the Red Cross).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from hirz.engines.meaning.firmness import Firmness, firmness_of

STEM: Final = 7
"""Of a word so many letters are compared: enough to tell words apart, and without most endings."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SAY_NOTHING: Final = """
    the and for with from its their that this all are into which such including other also any more further take
    measures steps necessary efforts continue ensure strengthen adopt consider through order particular regard implement
    measure step effort towards under against among between who those these has have been will should would not where
    especially within well per than make full fully effective effectively international national human rights right
    state country government
"""
_EMPTY: Final = frozenset(_SAY_NOTHING.split())
_ACTS: Final = {
    "ratify": r"\b(ratif|acced|accession|becom\w+ (a )?party|sign(?:ing)? (?:and|the)|join)\w*",
    "investigate": r"investigat|bring\w*[^.;]{0,30}to justice|prosecut|punish\w* (all|the|those|of)|accountab",
    "invite": r"invit\w+|visits?\b",
    "release": r"\breleas",
    "abolish": r"\babolish|\babolition|eliminate|put an end|eradicat|\bend\b|prohibit|repeal|\bstop\b|decriminal|lift",
    "legislate": r"\b(law|laws|legislat\w*|criminal code|enact\w*|legal (reform|framework|measures))\b",
    "establish": r"\b(establish|creat|set(ting)? up|introduc)\w*",
    "educate": r"\b(educat|train|awareness|sensiti[sz])\w*",
    "access": r"\b(access|allow|permit|grant)\w*",
    "repair": r"\b(reparation|compensat|redress)\w*",
    "define": r"\bdefin",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What one text asks for. ``words`` are stems, each with the word it was read from.

    ``firmness`` is None where its first words do not tell.
    """

    matters: frozenset[str]
    acts: frozenset[str]
    firmness: Firmness | None
    words: Mapping[str, str]


def asked_by(text: str, language: str = "en") -> Asked:
    """Read a recommendation. A text in which nothing is recognised asks for nothing, and has its words.

    ``language``: the code of the language of the text, for how firmly it asks.
    """
    return Asked(
        matters=frozenset(code for code, (_weight, pattern) in _matters().items() if pattern.search(text)),
        acts=frozenset(act for act, pattern in _patterns().items() if pattern.search(text)),
        firmness=firmness_of(text, language),
        words=dict(_stems(text)),
    )


def weight(matter: str) -> float:
    """How much it says that two recommendations share this matter: 2, 1 or 0.4."""
    return _matters()[matter][0]


def matters() -> frozenset[str]:
    """The codes of all matters that are recognised."""
    return frozenset(_matters())


def _stems(text: str) -> Iterator[tuple[str, str]]:
    for found in _WORD.finditer(text.lower()):
        word = found[0]
        if len(word) > 2 and word not in _EMPTY:
            yield word[:STEM], word


@cache
def _matters() -> Mapping[str, tuple[float, re.Pattern[str]]]:
    source = files("hirz.engines.meaning").joinpath("matters.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in source.splitlines() if line and not line.startswith("#"))
    return {
        code: (float(heavy), re.compile("|".join(filter(None, (english, others))), re.IGNORECASE))
        for code, heavy, english, others in rows
    }


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {act: re.compile(pattern, re.IGNORECASE) for act, pattern in _ACTS.items()}
