"""The verbs of the history. Each app declares its own; registering them gives their words to whoever shows them."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

READING: Final = "READ_"
"""How the verbs begin by which somebody read content. They are kept apart from the acts that changed something."""

_known: dict[str, type[TextChoices]] = {}


def register(verbs: type[TextChoices]) -> type[TextChoices]:
    for verb in verbs:
        if _known.setdefault(verb.value, verbs) is not verbs:
            raise ValueError(f"verb {verb.value} is declared twice")
    return verbs


def label_of(verb: str) -> str:
    return str(_known[verb](verb).label)


@register
class LedgerVerb(TextChoices):
    ENTRIES_SHREDDED = "ENTRIES_SHREDDED", _("Entries of the history shredded")
