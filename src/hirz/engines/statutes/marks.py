"""How a line says that a part, a chapter, an article or an annex begins, in each language that is read here.

Most put the word first (Статья 5, المادة ٥, Моддаи 5), those of the Turkic languages put it after the number (5-берене,
5-бап, 5-modda). Two words stand for different things: a section is an article where a law has no articles, and a
``бап`` is an article in Kazakh and a chapter in Kyrgyz; :func:`reading_of` decides by the rest of the law.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from hirz.engines.statutes.normal import folded, folded_with_places
from hirz.engines.statutes.numbers import Number, number_pattern, value_of


class Mark(StrEnum):
    ARTICLE = "ARTICLE"
    DIVISION = "DIVISION"
    ANNEX = "ANNEX"


@dataclass(frozen=True, slots=True)
class Head:
    """A line that begins something. ``rank`` orders divisions, the widest is 0; ``rest`` is what follows the number.

    ``is_doubtful``: it may as well be a sentence that begins with a reference to an article.
    """

    mark: Mark
    word: str
    number: Number
    rest: str
    rank: int = 0
    is_doubtful: bool = False


_ARTICLE_FIRST: Final = ("article", "art.", "статья", "المادة", "مادة", "моддаи", "madda")
_ARTICLE_AFTER: Final = ("берене", "статья", "modda", "модда", "madda")
_DIVISION_FIRST: Final = {
    "book": 0, "livre": 0, "книга": 0, "الكتاب": 0, "қисми": 0,
    "part": 1, "title": 1, "partie": 1, "titre": 1, "раздел": 1, "القسم": 1, "الجزء": 1, "الباب": 1, "фасли": 1,
    "chapter": 2, "chapitre": 2, "глава": 2, "الفصل": 2, "боби": 2,
    "subsection": 4, "подраздел": 3, "параграф": 3, "المبحث": 3, "الفرع": 3,
}  # fmt: skip
_DIVISION_AFTER: Final = {
    "бөлүм": 1, "бөлім": 1, "bo'lim": 1, "бўлим": 1, "bölüm": 1, "раздел": 1,
    "глава": 2, "тарау": 2, "bob": 2, "боб": 2, "bap": 2, "параграф": 3,
}  # fmt: skip
_ANNEX_FIRST: Final = (
    "annex", "schedule", "appendix", "annexe", "приложение", "الملحق", "ملحق", "المرفق", "مرفق", "тиркеме", "қосымша",
    "ilova", "илова", "замимаи", "замима", "goşundy",
)  # fmt: skip
_ANNEX_AFTER: Final = ("тиркеме", "қосымша", "ilova", "илова", "goşundy")
_SECTION, _BAP = "section", "бап"
_REFERRING: Final = frozenset(
    map(folded, ("من", "أعلاه", "المذكورة", "المشار", "المتعلقة", "إلى", "على", "في", "السابقة", "التالية"))
)
_NUMERO: Final = r"(?:№|no\.?|n°)?"
# A semicolon or a comma after the number belongs to a list of references.
_OPENS: Final = re.compile(r"\s*(?:$|[.:)\]]|-\s|-$|\s\()")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words with two meanings stand for in one law."""

    section_is_article: bool
    bap_is_article: bool


def reading_of(lines: Iterable[str]) -> Reading:
    """Decide by the other heads of the same law. Both words count as articles where nothing else does."""
    words = {head.word for line in lines if (head := head_of(line, _EITHER)) and not head.is_doubtful}
    others = words & _ARTICLE_WORDS
    return Reading(section_is_article=not others, bap_is_article=not others - {"статья"})


def head_of(line: str, reading: Reading) -> Head | None:
    """What begins with this normal line; nothing when it is text like any other."""
    plain, places = folded_with_places(line)
    for pattern in _patterns():
        found = pattern.match(plain)
        if found is None:
            continue
        word, end = found["word"], found.end()
        mark, rank = _meaning(word, reading, after="after" in pattern.groupindex)
        number = Number(line[places[found.start("number")] : places[found.end("number")]], value_of(found["number"]))
        doubt = _doubt(line, plain[end:], places[end], mark)
        if doubt is None:
            return Head(mark, word, number, "", rank, is_doubtful=True)
        return Head(mark, word, number, line[places[end] :].lstrip(" .:)-–—]"), rank, is_doubtful=doubt)
    return _unnumbered_annex(line, plain)


def _unnumbered_annex(line: str, plain: str) -> Head | None:
    if plain.strip(" .:") in _folded_all(_ANNEX_FIRST):
        return Head(Mark.ANNEX, plain, Number("", (1,)), "")
    return None


def _doubt(line: str, plain_rest: str, at: int, mark: Mark) -> bool | None:
    """Whether the line may be a sentence: no, perhaps, or (``None``) surely.

    A title begins with a capital letter. Arabic has none: there a word may follow that says it is a reference.
    """
    if _OPENS.match(plain_rest):
        return False
    words = line[at:].split()
    first = words[0].lstrip("«“\"'(") if line[at] == " " else ""
    if not first or first[0].isdigit():
        return None
    if first[0].lower() != first[0].upper():
        return False if first[0].isupper() else None
    if mark is not Mark.ARTICLE:
        return False
    return None if folded(first) in _REFERRING else True


def _meaning(word: str, reading: Reading, *, after: bool) -> tuple[Mark, int]:
    if word == _SECTION:
        return (Mark.ARTICLE, 0) if reading.section_is_article else (Mark.DIVISION, 3)
    if word == _BAP:
        return (Mark.ARTICLE, 0) if reading.bap_is_article else (Mark.DIVISION, 2)
    ranks = _ranks(after)
    if word in ranks:
        return Mark.DIVISION, ranks[word]
    articles = _folded_all(_ARTICLE_AFTER if after else _ARTICLE_FIRST)
    return (Mark.ARTICLE, 0) if word in articles else (Mark.ANNEX, 0)


@cache
def _ranks(after: bool) -> Mapping[str, int]:
    return {folded(word): rank for word, rank in (_DIVISION_AFTER if after else _DIVISION_FIRST).items()}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    first = (*_ARTICLE_FIRST, *_DIVISION_FIRST, *_ANNEX_FIRST, _SECTION)
    after = (*_ARTICLE_AFTER, *_DIVISION_AFTER, *_ANNEX_AFTER, _BAP)
    number = number_pattern()
    return (
        re.compile(rf"(?P<word>{_either(first)})\s*{_NUMERO}\s*\(?\s*(?P<number>{number})(?:\s*\))?"),
        re.compile(
            rf"(?P<after>)(?P<number>{number})\s*(?:-?\s*(?:nji|njy|ынчы|инчи)\s*|[-\s]\s*)(?P<word>{_either(after)})(?!\w)"
        ),
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(map(folded, words), key=len, reverse=True)))


@cache
def _folded_all(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(folded, words))


_EITHER: Final = Reading(section_is_article=True, bap_is_article=True)
_ARTICLE_WORDS: Final = _folded_all((*_ARTICLE_FIRST, *_ARTICLE_AFTER))

__all__ = ["Head", "Mark", "Reading", "head_of", "reading_of"]
