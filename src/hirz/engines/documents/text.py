"""A cleared document as plain text, one piece a line."""

from __future__ import annotations

from hirz.engines.clearance import Cleared
from hirz.engines.documents.gate import cleared_document
from hirz.engines.documents.model import Document


def render_text(cleared: Cleared[Document]) -> str:
    return cleared_document(cleared).plain_text() + "\n"
