"""A cleared document as plain text (UTF-8, line feeds), for mail, search and screen readers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from hirz.engines.clearance import Cleared
from hirz.engines.documents.gate import opened
from hirz.engines.documents.model import (
    Block,
    BulletList,
    Document,
    Footnote,
    Heading,
    Line,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Run,
    Table,
)
from hirz.engines.documents.numbering import numbered_blocks

_FIRST_STRONG_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_RULE = "-" * 12


def render_text(cleared: Cleared[Document]) -> str:
    """The whole document as text: numbered paragraphs, tables row by row, notes gathered at the end.

    Fragments of the other direction are held together by Unicode isolates (UAX #9, section 2.4.2). Raises
    :class:`~hirz.engines.clearance.NotCleared` for anything but a cleared document.
    """
    return _TextPage(opened(cleared)).whole()


class _TextPage:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._notes: list[str] = []

    def whole(self) -> str:
        body = [self._block(block, label) for block, label in numbered_blocks(self._document)]
        parts = [*self._front(), *body, *self._foot()]
        return "\n\n".join(part for part in parts if part) + "\n"

    def _front(self) -> Iterator[str]:
        document = self._document
        symbol = None if document.symbol is None else _isolated(document.symbol)
        lines = (*document.letterhead, symbol, document.date_text)
        yield document.demonstration or ""
        yield "\n".join(text for text in lines if text is not None)
        yield from (text or "" for text in (document.marking, document.title, document.subtitle))

    def _foot(self) -> Iterator[str]:
        if self._notes:
            yield "\n".join((_RULE, *self._notes))
        if self._document.running_title is not None:
            yield f"{_RULE}\n{self._document.running_title}"

    def _block(self, block: Block, label: str | None) -> str:
        match block:
            case Heading(text=text):
                return text
            case Paragraph():
                return self._paragraph(block, label)
            case BulletList(items=items):
                return "\n".join(f"• {self._line(item)}" for item in items)
            case Table():
                return self._table(block)
            case PageBreak():
                return ""
            case _:
                return "\n".join(block.lines)

    def _paragraph(self, paragraph: Paragraph, label: str | None) -> str:
        words = self._line(paragraph.runs)
        if paragraph.style is ParagraphStyle.QUOTE:
            return "\n".join(f"    {part}" for part in words.split("\n"))
        return words if label is None else f"{label} {words}"

    def _table(self, table: Table) -> str:
        caption = () if table.caption is None else (table.caption,)
        rows = (" | ".join(map(self._line, row)) for row in table.rows)
        return "\n".join(chain(caption, (" | ".join(table.header), _RULE), rows))

    def _line(self, inlines: Line) -> str:
        return "".join(self._inline(inline) for inline in inlines)

    def _inline(self, inline: Run | Footnote) -> str:
        if isinstance(inline, Run):
            return _isolated(inline.text) if inline.isolate else inline.text
        mark = f"[{self._document.digit_set.write(len(self._notes) + 1)}]"
        self._notes.append(f"{mark} {self._line(inline.runs)}")
        return mark


def _isolated(text: str) -> str:
    return f"{_FIRST_STRONG_ISOLATE}{text}{_END_OF_ISOLATE}"
