"""What a document says, apart from how it looks.

Frozen values that check themselves when they are made: text that no format can carry (control characters, an unpaired
surrogate) is refused here, so that no renderer needs to repair anything. Direction follows the
language; numbers are in the digits 0 to 9 in all of them, as in recent documents of the United Nations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final, TypeAlias

_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Embeddings and overrides can make a text read otherwise than it is; isolates and marks cannot.
_OVERRIDES: Final = re.compile("[\u202a-\u202e]")


class DocumentNotSound(ValueError):
    """The document cannot be rendered as it is. ``code`` says why; the text itself is never repeated."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Language(StrEnum):
    """The six languages of the United Nations, by ISO 639-1."""

    AR = "ar"
    ZH = "zh"
    EN = "en"
    FR = "fr"
    RU = "ru"
    ES = "es"

    @property
    def is_rtl(self) -> bool:
        return self is Language.AR


def _require_sound(text: str) -> None:
    if _UNPRINTABLE.search(text):
        raise DocumentNotSound("unprintable_character")
    if _OVERRIDES.search(text):
        raise DocumentNotSound("direction_override")


def _require_tuple(several: object) -> None:
    """A list could still grow after the document was cleared."""
    if type(several) is not tuple:
        raise DocumentNotSound("not_a_tuple")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one dress. ``isolate`` keeps a fragment of the other direction, such as a symbol, together.

    ``footnote`` is set at the end of the run.
    """

    text: str
    bold: bool = False
    italic: bool = False
    isolate: bool = False
    footnote: str = ""

    def __post_init__(self) -> None:
        _require_sound(self.text)
        _require_sound(self.footnote)


Runs: TypeAlias = tuple[Run, ...]


def runs(text: str) -> Runs:
    """Plain text as runs."""
    return (Run(text),)


class ParagraphStyle(StrEnum):
    BODY = "body"
    QUOTE = "quote"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` is 1, 2 or 3."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if self.level not in {1, 2, 3}:
            raise DocumentNotSound("heading_level")
        _require_sound(self.text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Numbered paragraphs are numbered through the whole document, as in the reports of the United Nations."""

    runs: Runs
    numbered: bool = False
    style: ParagraphStyle = ParagraphStyle.BODY

    def __post_init__(self) -> None:
        _require_tuple(self.runs)
        if not self.runs:
            raise DocumentNotSound("paragraph_empty")


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple[Runs, ...]

    def __post_init__(self) -> None:
        _require_tuple(self.items)
        if not self.items:
            raise DocumentNotSound("list_empty")


@dataclass(frozen=True, slots=True)
class Table:
    """Every row has as many cells as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""

    def __post_init__(self) -> None:
        for several in (self.header, self.rows, *self.rows):
            _require_tuple(several)
        if not self.header or any(len(row) != len(self.header) for row in self.rows):
            raise DocumentNotSound("table_not_rectangular")
        for text in (self.caption, *self.header, *(cell for row in self.rows for cell in row)):
            _require_sound(text)


@dataclass(frozen=True, slots=True)
class Signature:
    """Closing lines of a letter, set apart at the end."""

    lines: tuple[str, ...]

    def __post_init__(self) -> None:
        _require_tuple(self.lines)
        for line in self.lines:
            _require_sound(line)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page: an annex."""


Block: TypeAlias = Heading | Paragraph | BulletList | Table | Signature | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document in one language.

    ``reference`` is printed beside the date (a symbol or a letter's number), ``marking`` above everything
    ("Confidential"), ``demonstration`` as a banner on every page. ``dated`` also dates the file itself, so that the
    same document always gives the same bytes.
    """

    MAX_CHARACTERS: ClassVar[int] = 20_000_000

    language: Language
    title: str
    dated: date
    date_text: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    reference: str = ""
    marking: str = ""
    letterhead: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    running_title: str = ""
    demonstration: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise DocumentNotSound("title_missing")
        for several in (self.blocks, self.letterhead, self.addressee):
            _require_tuple(several)
        for text in self._front():
            _require_sound(text)
        if sum(len(text) for text in self.words()) > self.MAX_CHARACTERS:
            raise DocumentNotSound("document_too_long")

    @property
    def is_rtl(self) -> bool:
        return self.language.is_rtl

    def words(self) -> Iterator[str]:
        """Every piece of text, in reading order."""
        yield from (text for text in self._front() if text)
        for block in self.blocks:
            yield from _words_of(block)

    def plain_text(self) -> str:
        return "\n".join(self.words())

    def _front(self) -> tuple[str, ...]:
        return (
            self.demonstration, self.marking, *self.letterhead, self.reference, self.date_text, *self.addressee,
            self.title, self.subtitle, self.running_title,
        )  # fmt: skip


def _words_of(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield from _words_of_runs(block.runs)
        case BulletList():
            for item in block.items:
                yield from _words_of_runs(item)
        case Table():
            yield from (text for text in (block.caption, *block.header) if text)
            yield from (cell for row in block.rows for cell in row)
        case Signature():
            yield from block.lines


def _words_of_runs(several: Runs) -> Iterator[str]:
    # The runs of one paragraph are one text: a name cut in two by a change of dress is still found.
    yield "".join(run.text for run in several)
    yield from (run.footnote for run in several if run.footnote)
