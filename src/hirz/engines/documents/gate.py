"""The one door into every renderer."""

from __future__ import annotations

from hirz.engines.clearance import Cleared, NotCleared
from hirz.engines.documents.model import Document


def opened(cleared: Cleared[Document]) -> Document:
    """The document inside ``cleared``; raises :class:`NotCleared` for anything that no decision has cleared."""
    if type(cleared) is not Cleared:
        raise NotCleared("only a cleared document is rendered")
    document = cleared.content
    if type(document) is not Document:
        raise NotCleared("what was cleared is not a document")
    return document
