"""A document that cannot be made of what was typed is refused in words, and not a fault of the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from hirz.engines.documents.model import DocumentNotSound
from hirz.rules.errors import BadInput


class TextNotPrintable(BadInput):
    """A letter that no font here has, a cell that is too long, a document beyond all measure."""

    code: ClassVar[str] = "document_not_printable"


@contextmanager
def printable() -> Iterator[None]:
    """Raises ``TextNotPrintable`` for what the document model, or one of its formats, refuses."""
    try:
        yield
    except DocumentNotSound:
        raise TextNotPrintable from None
