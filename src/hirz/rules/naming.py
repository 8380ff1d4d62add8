"""Finding a protected name in a text that is about to leave.

The check is deliberately broad: a text is held back when it contains a whole spelling or any telling part of one,
through vowel marks, elongation, letter variants, invisible characters, attached Arabic particles, and the endings by
which Russian and the Turkic languages in Cyrillic decline a name. A false alarm costs an officer a minute; a miss may
cost a life. Source: design, "Consent" (no output byte names a person without consent).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

_FOLD = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه",
        "ک": "ك", "ڪ": "ك", "ё": "е", "ў": "у", "ґ": "г",
    }
)  # fmt: skip
_APOSTROPHE = re.compile("[ʻʼ’‘'`´]")
_WORD = re.compile(r"[^\W_]+")
_ARABIC_PREFIX = re.compile("[وفبلكا]{0,5}")
_PARTICLES = frozenset(
    {
        "al", "el", "bin", "ben", "ibn", "bint", "abu", "abd", "umm", "van", "von", "der", "den", "and", "the",
        "ال", "بن", "ابن", "بنت", "ابو", "ابي", "ام", "عبد",
        "уулу", "кызы", "улы", "қызы", "оглы", "uulu", "kyzy", "uly", "qyzy",
    }
)  # fmt: skip
_RUSSIAN = "а у е ы и я ю ом ем ам ям ах ях ои еи ью ая яя ую юю ою ею ым им ых их ами ями ыми ими ого его ому ему"
"""Endings of nouns and adjectives, with the short i folded as it is in the text."""
_TURKIC = (
    *(f"{c}{v}{n}" for c in "ндт" for v in "ыиуүі" for n in ("", "н", "ң", "нг")),
    *(f"{c}{v}" for c in "гкқғдт" for v in "аеоө"),
    *(f"{c}{v}н" for c in "ндт" for v in "аеоө"),
)
"""Genitive, dative, accusative, locative and ablative of Kyrgyz, Kazakh and Uzbek."""
_ENDINGS = frozenset({*_RUSSIAN.split(), *_TURKIC})
_LONGEST_ENDING = max(map(len, _ENDINGS))
_FALLS_AWAY = frozenset("аеиоуыэюяьі")
_ADJECTIVAL = ("ии", "ыи", "ои", "ая", "яя")
_FLEETING = ("ел", "ец", "ек", "ок")
MIN_PART = 3
_KeyT = TypeVar("_KeyT", bound=Hashable)


def fold(text: str) -> str:
    """Lower case, without marks, elongation, invisible characters and letter variants of Arabic and Cyrillic."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf"} and c != "ـ")
    # Cyrillic short i decomposes into a letter and a mark: both the text and the name lose the mark alike.
    return "".join(kept).translate(_FOLD)


def telling_parts(spelling: str) -> frozenset[str]:
    """The words of a name that could identify somebody alone, folded; particles and very short words are not."""
    words = {_bare(word) for word in _WORD.findall(_APOSTROPHE.sub("", fold(spelling)))}
    return frozenset(w for w in words if len(w) >= MIN_PART and w not in _PARTICLES)


def searched_parts(spelling: str) -> frozenset[str]:
    """What a text is searched for, folded: every telling part; of a name of short words only (Chinese) the whole."""
    parts = telling_parts(spelling)
    return parts or frozenset({fold(spelling).strip()}) - {""}


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


@dataclass(frozen=True, slots=True)
class _Read:
    """A text prepared for searching: folded once, with every form in which its words may hold a name."""

    folded: str
    forms: frozenset[str]
    declined: frozenset[str]

    @classmethod
    def of(cls, text: str) -> _Read:
        folded = fold(text)
        # An apostrophe is a letter in "Yo‘ldoshev" and the end of the name in "Shammari’s": both readings are searched.
        words = frozenset(_WORD.findall(folded)) | frozenset(_WORD.findall(_APOSTROPHE.sub("", folded)))
        forms = frozenset(form for word in words for form in _without_prefixes(word))
        return cls(folded, forms, frozenset(stem for word in words for stem in _without_ending(word)))

    def names(self, part: str) -> bool:
        """Whether it holds the part of a name, also declined."""
        return self.holds(part) or not self.declined.isdisjoint(_stems(part))

    def holds(self, part: str) -> bool:
        if part in self.forms:
            return True
        unspaced = any("一" <= c <= "鿿" for c in part)
        return (unspaced or " " in part) and part in self.folded


def names_found(text: str, spellings: Iterable[str]) -> frozenset[str]:
    """The folded parts of ``spellings`` that occur in ``text`` as words (anywhere, in scripts without spaces)."""
    return _found(_Read.of(text), spellings)


def people_found(text: str, people: Mapping[_KeyT, Iterable[str]]) -> frozenset[_KeyT]:
    """Those of ``people`` (each with every spelling of the name) whom ``text`` names, as ``names_found`` has it.

    The text is read once, however many people are looked for.
    """
    read = _Read.of(text)
    return frozenset(person for person, spellings in people.items() if _found(read, spellings))


def phrases_found(text: str, phrases: Iterable[str]) -> frozenset[str]:
    """Those of ``phrases`` that ``text`` holds whole, written in any of the ways in which a name would be found."""
    read = _Read.of(text)
    line = f" {' '.join(_WORD.findall(read.folded))} "
    return frozenset(phrase for phrase in phrases if _is_in(_WORD.findall(fold(phrase)), read, line))


def _is_in(words: list[str], read: _Read, line: str) -> bool:
    whole = " ".join(words)
    return bool(words) and (read.holds(whole) if len(words) == 1 else f" {whole} " in line)


def _found(read: _Read, spellings: Iterable[str]) -> frozenset[str]:
    return frozenset(part for spelling in spellings for part in searched_parts(spelling) if read.names(part))


def _without_prefixes(word: str) -> list[str]:
    """The word, and what is left of it when attached Arabic particles and the article are taken off one by one."""
    prefix = _ARABIC_PREFIX.match(word)
    return [word[i:] for i in range(prefix.end() + 1)] if prefix else [word]


def _without_ending(word: str) -> Iterator[str]:
    """What may be left of a word in Cyrillic when the ending of a case is taken off."""
    if _is_cyrillic(word):
        for length in range(1, min(_LONGEST_ENDING, len(word) - MIN_PART) + 1):
            if word[-length:] in _ENDINGS:
                yield word[:-length]


def _stems(part: str) -> Iterator[str]:
    """To what of a Cyrillic name the endings of its cases are put: Нура, Нур-ы; Павел, Павл-а; Толстой, Толст-ому."""
    if not _is_cyrillic(part):
        return
    yield part
    if part[-1] in _FALLS_AWAY:
        yield part[:-1]
    if part.endswith(_ADJECTIVAL):
        yield part[:-2]
    if part.endswith(_FLEETING):
        yield part[:-2] + part[-1]


def _is_cyrillic(word: str) -> bool:
    return "а" <= word[-1:] <= "ӿ"
