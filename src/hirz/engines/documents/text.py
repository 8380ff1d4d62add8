"""A cleared document as plain text, one piece a line."""

from __future__ import annotations

from hirz.engines.clearance import Cleared, NotCleared
from hirz.engines.documents.model import Document


def render_text(cleared: Cleared[Document]) -> str:
    if not isinstance(cleared, Cleared):
        raise NotCleared("only a cleared document is rendered")
    return cleared.content.plain_text() + "\n"
