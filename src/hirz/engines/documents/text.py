"""A cleared document as plain text in UTF-8: for whoever has a slow line, an old machine or a program that reads aloud.

Blocks stand apart by an empty line. Paragraphs keep their numbers; footnotes follow at the end, under the numbers that
stand where they belong; the cells of a table are parted by tabs.
"""

from __future__ import annotations

from collections.abc import Iterator

from hirz.engines.clearance import Cleared
from hirz.engines.documents.gate import cleared_document
from hirz.engines.documents.model import (
    Block,
    BulletList,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Signature,
    Table,
)
from hirz.engines.documents.numbering import mark_after, numbered


def render_text(cleared: Cleared[Document]) -> bytes:
    """Encode the document; raises ``NotCleared`` for anything else."""
    document = cleared_document(cleared)
    notes: list[str] = []
    pieces = [*_front(document), *_body(document, notes)]
    if notes:
        pieces.append("\n".join(f"[{number}] {note}" for number, note in enumerate(notes, start=1)))
    return ("\n\n".join(piece for piece in pieces if piece) + "\n").encode()


def _front(document: Document) -> Iterator[str]:
    yield document.demonstration
    yield document.marking
    yield "\n".join(document.letterhead)
    yield "\n".join(text for text in (document.reference, document.date_text) if text)
    yield "\n".join(document.addressee)
    yield "\n".join(text for text in (document.title, document.subtitle) if text)


def _body(document: Document, notes: list[str]) -> Iterator[str]:
    mark = mark_after(document.language)
    for block, number in numbered(document.blocks):
        text = _text(block, notes)
        yield text if number is None else f"{number}{mark} {text}"


def _text(block: Block, notes: list[str]) -> str:
    match block:
        case Heading():
            return block.text
        case Paragraph():
            return _line(block.runs, notes)
        case BulletList():
            return "\n".join(f"– {_line(item, notes)}" for item in block.items)
        case Table():
            rows = ["\t".join(row) for row in (block.header, *block.rows)]
            return "\n".join(filter(None, [block.caption, *rows]))
        case Signature():
            return "\n".join(block.lines)
        case PageBreak():
            return ""


def _line(several: Runs, notes: list[str]) -> str:
    return "".join(_run(run, notes) for run in several)


def _run(run: Run, notes: list[str]) -> str:
    text = f"\u2068{run.text}\u2069" if run.isolate else run.text
    if not run.footnote:
        return text
    notes.append(run.footnote)
    return f"{text}[{len(notes)}]"
