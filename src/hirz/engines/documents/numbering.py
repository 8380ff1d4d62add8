"""Paragraph numbers run through the whole document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hirz.engines.documents.model import Block, Language, Paragraph


def mark_after(language: Language) -> str:
    """What stands between the number and the paragraph: a hyphen in Arabic, a full stop elsewhere."""
    return "-" if language is Language.AR else "."


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[Block, int | None]]:
    """Each block with its paragraph number, None where it has none; the first is 1."""
    last = 0
    for block in blocks:
        if isinstance(block, Paragraph) and block.numbered:
            last += 1
            yield block, last
        else:
            yield block, None
