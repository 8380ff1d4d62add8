"""What every renderer asks first."""

from __future__ import annotations

from hirz.engines.clearance import Cleared, NotCleared
from hirz.engines.documents.model import Document


def cleared_document(cleared: Cleared[Document]) -> Document:
    """The document, if it is one and was cleared. A variant of it could read otherwise than what was cleared."""
    if not isinstance(cleared, Cleared) or type(cleared.content) is not Document:
        raise NotCleared("only a cleared document is rendered")
    return cleared.content
