"""Versions as the engine sees them: provisions from the record become articles again, without reading a file anew."""

from __future__ import annotations

from collections.abc import Sequence

from hirz.engines.statutes.structure import Article, recognise
from hirz.regional.legislation.models import Advice, LawComment, Provision, Version


def provisions_of(version: Version) -> list[Provision]:
    """In order, with the version at hand, because their text is sealed under the key of its law."""
    rows = list(version.provisions.all())
    for row in rows:
        row.version = version
    return rows


def articles_of(provisions: Sequence[Provision]) -> tuple[Article, ...]:
    """The articles, under the keys by which comments know them."""
    statute = recognise(line for provision in provisions for line in provision.text.splitlines())
    return statute.articles


def comments_of(advice: Advice) -> list[LawComment]:
    """The comments of advice in order, with what they rest on."""
    rows = list(advice.comments.prefetch_related("citations__recommendation"))
    for row in rows:
        row.advice = advice
    return rows
