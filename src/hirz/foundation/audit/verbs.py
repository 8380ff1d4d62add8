"""The verbs of the history. Each app declares its own; registering them gives their words to whoever shows them."""

from __future__ import annotations

from django.db.models import TextChoices

_known: dict[str, type[TextChoices]] = {}


def register(verbs: type[TextChoices]) -> type[TextChoices]:
    for verb in verbs:
        if _known.setdefault(verb.value, verbs) is not verbs:
            raise ValueError(f"verb {verb.value} is declared twice")
    return verbs


def label_of(verb: str) -> str:
    return str(_known[verb](verb).label)
