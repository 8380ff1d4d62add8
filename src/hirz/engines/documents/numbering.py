"""The numbers a document counts for itself, so that no author has to."""

from __future__ import annotations

from collections.abc import Iterator

from hirz.engines.documents.model import Block, Document, Paragraph


def paragraph_label(document: Document, number: int) -> str:
    """Paragraph ``number`` (from 1) as the document prints it: "12." or, in Arabic, "١٢-"."""
    return document.digit_set.write(number) + document.language.paragraph_mark


def numbered_blocks(document: Document) -> Iterator[tuple[Block, str | None]]:
    """Each block with its paragraph label, or None; the count runs from 1 through the whole document."""
    number = 0
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.numbered:
            number += 1
            yield block, paragraph_label(document, number)
        else:
            yield block, None
