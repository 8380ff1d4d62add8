"""A document as people of the United Nations write them: letterhead, title, numbered paragraphs, notes and tables.

Every part is frozen and checks itself when it is made, so a renderer need not. Paragraph numbers and footnote numbers
are not stored: :mod:`hirz.engines.documents.numbering` counts them through the whole document.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from hirz.engines.documents.faults import (
    LONGEST_LINE,
    Fault,
    InvalidDocument,
    check_lines,
    check_optional,
    check_text,
    check_tuple,
    check_type,
)
from hirz.engines.documents.language import Digits, Direction, Language, direction_of


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one look.

    ``isolate`` keeps a fragment such as the symbol "XAA 2/2025" whole inside text of the other direction. ``language``
    is told to word processors and screen readers where it differs from the document's. A line feed breaks the line.
    Italics show in Latin and Cyrillic only: Arabic script and Chinese have none.
    """

    text: str
    bold: bool = False
    italic: bool = False
    isolate: bool = False
    language: Language | None = None

    def __post_init__(self) -> None:
        check_text(self.text, "run", may_break=True, may_be_blank=True)
        if not self.text:
            raise InvalidDocument(Fault.EMPTY, "run")
        if self.language is not None:
            check_type(self.language, Language, "run.language")

    def direction_within(self, around: Direction) -> Direction:
        """The direction in which this run reads when the text around it reads ``around``."""
        if self.language is not None:
            return self.language.direction
        return direction_of(self.text, around) if self.isolate else around


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of the page; its mark stands where the footnote stands among the runs."""

    runs: tuple[Run, ...]

    def __post_init__(self) -> None:
        check_tuple(self.runs, (Run,), "footnote")
        _check_line(self.runs, "footnote")


Inline = Run | Footnote
Line = tuple[Inline, ...]


def line(*parts: str | Run | Footnote) -> Line:
    """Runs out of plain strings and finished parts: ``line("See ", Run("XAA 2/2025", isolate=True), ".")``."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


def _check_line(inlines: tuple[Inline, ...], part: str) -> None:
    words = "".join(run.text for run in inlines if isinstance(run, Run))
    if not words.strip():
        raise InvalidDocument(Fault.EMPTY, part)
    if len(words) > LONGEST_LINE:
        raise InvalidDocument(Fault.TOO_LONG, part)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1, 2 or 3; its numbering ("I.", "A.") is part of the text, as the house writes it."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if type(self.level) is not int or self.level not in (1, 2, 3):
            raise InvalidDocument(Fault.HEADING_LEVEL, "heading")
        check_text(self.text, "heading")


class ParagraphStyle(StrEnum):
    """How a paragraph stands on the page."""

    BODY = "body"
    QUOTE = "quote"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``numbered`` ones carry the next number of the document, as in reports of the United Nations."""

    runs: Line
    numbered: bool = False
    style: ParagraphStyle = ParagraphStyle.BODY

    def __post_init__(self) -> None:
        check_tuple(self.runs, (Run, Footnote), "paragraph")
        check_type(self.style, ParagraphStyle, "paragraph.style")
        _check_line(self.runs, "paragraph")
        if self.numbered and self.style is not ParagraphStyle.BODY:
            raise InvalidDocument(Fault.NUMBERED_ASIDE, "paragraph")


@dataclass(frozen=True, slots=True)
class BulletList:
    """Points without an order."""

    items: tuple[Line, ...]

    def __post_init__(self) -> None:
        check_tuple(self.items, (tuple,), "bullet_list")
        for item in self.items:
            check_tuple(item, (Run, Footnote), "bullet_list")
            _check_line(item, "bullet_list")


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header is repeated on every page.

    ``rows`` are as long as ``header``; an empty tuple is an empty cell. ``widths`` are the columns' shares of the
    page (equal if not given), ``numeric`` the indices, from 0, of columns whose figures stand at the line's end.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    caption: str | None = None
    widths: tuple[int, ...] = ()
    numeric: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        check_lines(self.header, "table.header")
        check_optional(self.caption, "table.caption")
        check_tuple(self.rows, (tuple,), "table.rows", may_be_empty=True)
        for row in self.rows:
            self._check_row(row)
        self._check_columns()

    def _check_row(self, row: tuple[Line, ...]) -> None:
        check_tuple(row, (tuple,), "table.rows")
        if len(row) != len(self.header):
            raise InvalidDocument(Fault.RAGGED_TABLE, "table.rows")
        for cell in row:
            check_tuple(cell, (Run, Footnote), "table.cell", may_be_empty=True)
            if cell:
                _check_line(cell, "table.cell")

    def _check_columns(self) -> None:
        check_tuple(self.widths, (int,), "table.widths", may_be_empty=True)
        check_tuple(self.numeric, (int,), "table.numeric", may_be_empty=True)
        if self.widths and (len(self.widths) != len(self.header) or min(self.widths) < 1):
            raise InvalidDocument(Fault.RAGGED_TABLE, "table.widths")
        if any(not 0 <= column < len(self.header) for column in self.numeric):
            raise InvalidDocument(Fault.RAGGED_TABLE, "table.numeric")

    @property
    def shares(self) -> tuple[int, ...]:
        """The columns' shares of the page's width, one for each column."""
        return self.widths or (1,) * len(self.header)


@dataclass(frozen=True, slots=True)
class _Lines:
    lines: tuple[str, ...]

    def __post_init__(self) -> None:
        check_lines(self.lines, "lines")


@dataclass(frozen=True, slots=True)
class Address(_Lines):
    """To whom a letter goes, a line for each part."""


@dataclass(frozen=True, slots=True)
class Closing(_Lines):
    """The courtesy before the signature; it stays on the page of what follows."""


@dataclass(frozen=True, slots=True)
class Signature(_Lines):
    """Name and office of who signs, below the space for the signature."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page, as an annex does."""


Block = Heading | Paragraph | BulletList | Table | Address | Closing | Signature | PageBreak
_BLOCKS = (Heading, Paragraph, BulletList, Table, Address, Closing, Signature, PageBreak)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document in one language.

    ``issued_date`` dates the file itself; ``date_text`` is the date as the page prints it. ``marking`` is the line that
    says who may read it ("Confidential"). ``demonstration`` is printed on every page of a document of the
    demonstration world. ``running_title`` stands at the foot of every page. ``digits`` default to the language's own.
    """

    language: Language
    title: str
    issued_date: datetime.date
    blocks: tuple[Block, ...]
    subtitle: str | None = None
    symbol: str | None = None
    marking: str | None = None
    date_text: str | None = None
    letterhead: tuple[str, ...] = ()
    demonstration: str | None = None
    running_title: str | None = None
    digits: Digits | None = None

    def __post_init__(self) -> None:
        check_type(self.language, Language, "language")
        check_type(self.issued_date, datetime.date, "issued_date")
        check_text(self.title, "title")
        for part in ("subtitle", "symbol", "marking", "date_text", "demonstration", "running_title"):
            check_optional(getattr(self, part), part)
        check_lines(self.letterhead, "letterhead", may_be_empty=True)
        if self.digits is not None:
            check_type(self.digits, Digits, "digits")
        check_tuple(self.blocks, _BLOCKS, "blocks")
        self._check_headings()

    def _check_headings(self) -> None:
        """No level is skipped: readers who move by headings would lose their way (PDF/UA-1, 7.4.2)."""
        above = 0
        for block in self.blocks:
            if isinstance(block, Heading):
                if block.level > above + 1:
                    raise InvalidDocument(Fault.HEADING_LEVEL, "blocks")
                above = block.level

    @property
    def direction(self) -> Direction:
        return self.language.direction

    @property
    def digit_set(self) -> Digits:
        return self.digits or self.language.digits

    def plain_text(self) -> str:
        """Every word of the document, a line for each part, in reading order; numbers the engine adds are left out."""
        return "\n".join(chain(self._front(), chain.from_iterable(map(_words, self.blocks)), self._foot()))

    def _front(self) -> Iterator[str]:
        parts = (self.demonstration, *self.letterhead, self.symbol, self.date_text)
        yield from (part for part in (*parts, self.marking, self.title, self.subtitle) if part is not None)

    def _foot(self) -> Iterator[str]:
        if self.running_title is not None:
            yield self.running_title


def _words(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield text
        case Paragraph(runs=runs):
            yield from _line_words(runs)
        case BulletList(items=items):
            yield from chain.from_iterable(map(_line_words, items))
        case Table():
            yield from _table_words(block)
        case Address() | Closing() | Signature():
            yield from block.lines
        case PageBreak():
            pass


def _table_words(table: Table) -> Iterator[str]:
    if table.caption is not None:
        yield table.caption
    yield from table.header
    for cell in chain.from_iterable(table.rows):
        yield from _line_words(cell)


def _line_words(inlines: Line) -> Iterator[str]:
    if inlines:
        yield "".join(run.text for run in inlines if isinstance(run, Run))
    for note in inlines:
        if isinstance(note, Footnote):
            yield "".join(run.text for run in note.runs)


__all__ = [
    "Address",
    "Block",
    "BulletList",
    "Closing",
    "Digits",
    "Direction",
    "Document",
    "Fault",
    "Footnote",
    "Heading",
    "Inline",
    "InvalidDocument",
    "Language",
    "Line",
    "PageBreak",
    "Paragraph",
    "ParagraphStyle",
    "Run",
    "Signature",
    "Table",
    "line",
]
