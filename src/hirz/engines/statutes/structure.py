"""From lines to a law: what stands before the first article, divisions, articles, annexes; nothing is lost.

The lines of all blocks, one after the other, are the lines that were given (a property test holds that).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, TypeAlias

from hirz.engines.statutes.marks import Head, Mark, head_of, reading_of
from hirz.engines.statutes.normal import folded, normal_lines
from hirz.engines.statutes.numbers import Number, value_of
from hirz.engines.statutes.remarks import Noticed, Remark

LONGEST_TITLE: Final = 200
"""Characters; what follows a number and is longer is text, not a title."""
_NUMBERED: Final = re.compile(r"(?P<number>[0-9]{1,3})[.)]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Division:
    """A part, chapter or section: its line, and lines under it that belong to no article."""

    lines: tuple[str, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Annex:
    """The line that says so, and everything up to the first article of the annex, if it has any."""

    lines: tuple[str, ...]
    number: Number


@dataclass(frozen=True, slots=True)
class Article:
    """One article. ``key`` is unique in its law: ``5``, ``5-1``, ``annex-1/5``, and ``5#2`` for a number met again.

    ``lines`` begins with the line that names it; ``title`` may be empty; ``path`` names the divisions it stands in.
    """

    key: str
    number: Number
    title: str
    lines: tuple[str, ...]
    path: tuple[str, ...]
    opening: str = field(repr=False)

    @property
    def body(self) -> str:
        """The text without the word and number that name it; a line for each line."""
        return "\n".join(line for line in (self.opening, *self.lines[1:]) if line)


Block: TypeAlias = Division | Article | Annex


@dataclass(frozen=True, slots=True)
class Statute:
    """A law as it was recognised, in its order, with what was noticed on the way."""

    preamble: tuple[str, ...]
    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Article))

    def lines(self) -> tuple[str, ...]:
        return (*self.preamble, *(line for block in self.blocks for line in block.lines))


def recognise(texts: Iterable[str]) -> Statute:
    """Recognise the structure of a law from its paragraphs, in the order in which they are read.

    Nothing raises for an odd law: of a text without an article all that belongs to no division is in ``preamble``, and
    a remark says so.
    """
    lines = normal_lines(texts)
    reading = reading_of(lines)
    heads = [head_of(line, reading) for line in lines]
    builder = _Builder()
    if any(head and head.mark is Mark.ARTICLE and not head.is_doubtful for head in heads):
        builder.take(lines, heads)
    else:
        builder.take(lines, _numbered(lines, heads))
        builder.numbered_lines = bool(builder.articles)
    return builder.statute()


class _Builder:
    """Takes line after line, and knows in which division and annex it stands."""

    def __init__(self) -> None:
        self.preamble: list[str] = []
        self.blocks: list[Block] = []
        self.articles: list[Article] = []
        self.references: list[str] = []
        self.numbered_lines = False
        self._stack: list[tuple[int, str]] = []
        self._annex = ""
        self._seen: Counter[str] = Counter()
        self._last = 0
        self._open: list[str] = self.preamble
        self._head: Head | None = None

    def take(self, lines: Sequence[str], heads: Sequence[Head | None]) -> None:
        for line, head in zip(lines, heads, strict=True):
            if head is None or (head.is_doubtful and not self._is_next(head)):
                self._note_reference(head)
                self._open.append(line)
                continue
            self._close()
            self._head, self._open = head, [line]
            self._last = head.number.value[0] if head.mark is Mark.ARTICLE else self._last
            if head.mark is Mark.ANNEX:
                self._last = 0
        self._close()

    def _is_next(self, head: Head) -> bool:
        """Of a line that may be a sentence: it is taken for a head where its number is the next."""
        return bool(head.rest) and head.mark is Mark.ARTICLE and head.number.value == (self._last + 1,)

    def _note_reference(self, head: Head | None) -> None:
        if head is not None and head.mark is Mark.ARTICLE:
            self.references.append(head.number.key)

    def _close(self) -> None:
        if self._head is None:
            return
        lines, head = tuple(self._open), self._head
        if head.mark is Mark.ARTICLE:
            self.articles.append(self._article(head, lines))
            self.blocks.append(self.articles[-1])
        elif head.mark is Mark.ANNEX:
            self._annex, self._stack = f"annex-{head.number.key}/", [(-1, lines[0])]
            self.blocks.append(Annex(lines, head.number))
        else:
            self._enter(head, lines)
            self.blocks.append(Division(lines, head.rank))

    def _enter(self, head: Head, lines: Sequence[str]) -> None:
        while self._stack and self._stack[-1][0] >= head.rank:
            self._stack.pop()
        named = lines[0] if head.rest or len(lines) == 1 else f"{lines[0]} {lines[1]}"
        self._stack.append((head.rank, named[:LONGEST_TITLE]))

    def _article(self, head: Head, lines: tuple[str, ...]) -> Article:
        key = self._annex + head.number.key
        self._seen[key] += 1
        if self._seen[key] > 1:
            key = f"{key}#{self._seen[key]}"
        has_title = len(lines) > 1 and 0 < len(head.rest) <= LONGEST_TITLE
        path = tuple(name for _rank, name in self._stack)
        return Article(key, head.number, head.rest if has_title else "", lines, path, head.rest)

    def statute(self) -> Statute:
        return Statute(tuple(self.preamble), tuple(self.blocks), tuple(self._remarks()))

    def _remarks(self) -> Iterator[Remark]:
        if not self.articles:
            yield Remark(Noticed.NO_ARTICLES)
        if self.numbered_lines:
            yield Remark(Noticed.NUMBERED_LINES)
        if self.preamble and self.articles:
            yield Remark(Noticed.BEFORE_FIRST_ARTICLE, count=len(self.preamble))
        annexes = [block.number.written or block.number.key for block in self.blocks if isinstance(block, Annex)]
        if annexes:
            yield Remark(Noticed.ANNEX, ", ".join(annexes), len(annexes))
        yield from _remarks_on_numbers(self.articles)
        for key in self.references:
            yield Remark(Noticed.REFERENCE_AT_START, key)


def _remarks_on_numbers(articles: Sequence[Article]) -> Iterator[Remark]:
    for article in articles:
        if "#" in article.key:
            yield Remark(Noticed.REPEATED, article.key.partition("#")[0])
        if not article.body:
            yield Remark(Noticed.EMPTY_ARTICLE, article.key)
    for before, after in pairwise(articles):
        if _scope(before) != _scope(after) or "#" in after.key:
            continue
        first, following = before.number.value, after.number.value
        if following < first:
            yield Remark(Noticed.OUT_OF_ORDER, after.key)
        elif following[0] > first[0] + 1:
            last = following[0] - 1
            yield Remark(Noticed.GAP, str(last) if last == first[0] + 1 else f"{first[0] + 1}–{last}")


def _scope(article: Article) -> str:
    return article.key.rpartition("/")[0]


def _numbered(lines: Sequence[str], heads: Sequence[Head | None]) -> list[Head | None]:
    """Where no line names an article: lines numbered from 1 without a break are taken for articles."""
    found: list[Head | None] = []
    wanted = 1
    for line, head in zip(lines, heads, strict=True):
        mark = _NUMBERED.match(folded(line)) if head is None or head.is_doubtful else None
        if mark is None or int(mark["number"]) != wanted:
            found.append(None if head and head.is_doubtful else head)
            continue
        number = Number(line.split(maxsplit=1)[0].rstrip(".)"), value_of(mark["number"]))
        found.append(Head(Mark.ARTICLE, "", number, line.split(maxsplit=1)[1]))
        wanted += 1
    return found if wanted > 2 else [head if head and not head.is_doubtful else None for head in heads]


__all__ = ["Annex", "Article", "Block", "Division", "Statute", "recognise"]
