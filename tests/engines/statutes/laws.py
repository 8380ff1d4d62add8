"""Invented laws of invented States in two versions, with comments and what became of each, as a reader labelled it.

The labels were given before the engine existed. ``TUNED`` are the languages whose laws were looked at while thresholds
were set, ``HELD_OUT`` those that were only measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from hirz.engines.statutes.structure import Article, recognise
from hirz.engines.statutes.uptake import Ask, Comment, Outcome, Uptakes

FOLDER: Final = Path(__file__).parent / "laws"
TUNED: Final = ("en", "ru", "ar")
HELD_OUT: Final = ("ky", "kk", "uz", "tg")


@dataclass(frozen=True)
class Labelled:
    comment: Comment
    label: Outcome


@dataclass(frozen=True)
class Law:
    before: tuple[Article, ...]
    after: tuple[Article, ...]
    comments: tuple[Labelled, ...]


def text_of(language: str, version: str) -> str:
    return str(_content(language)[version])


def law(language: str) -> Law:
    content = _content(language)
    before, after = (recognise(str(content[version]).splitlines()).articles for version in ("before", "after"))
    told = content["comments"]
    assert isinstance(told, list)
    return Law(before, after, tuple(_labelled(one) for one in told))


def measured(languages: Sequence[str]) -> list[tuple[Outcome, Outcome]]:
    """For every comment what a reader said, and what was computed."""
    found = []
    for language in languages:
        one = law(language)
        uptakes = Uptakes(one.before, one.after)
        found += [(labelled.label, uptakes.of(labelled.comment).outcome) for labelled in one.comments]
    return found


def _content(language: str) -> dict[str, object]:
    content: dict[str, object] = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return content


def _labelled(one: dict[str, str]) -> Labelled:
    comment = Comment(Ask[one["ask"].upper()], one.get("article", ""), one.get("passage", ""), one.get("wording", ""))
    return Labelled(comment, Outcome[one["label"].upper()])
