"""Components that show what is on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.template import Library, TemplateSyntaxError
from django.utils.safestring import SafeString

from hirz.faces.shell.chronology import chart
from hirz.faces.shell.components.rendering import Tone, one_of, present, render, template_of, trimmed
from hirz.faces.shell.parts import ConsentCell, ConsentRow, Event, Missing
from hirz.faces.shell.trend import Measured, drawn
from hirz.faces.shell.wording import size_in_words
from hirz.foundation.vocabularies.registry import label as vocabulary_label

register = Library()

CONSENT_LOOKS = {
    "GIVEN": (Tone.SUCCESS, "check-circle"),
    "REFUSED": (Tone.DANGER, "x-circle"),
    "WITHDRAWN": (Tone.DANGER, "no-symbol"),
    "EXPIRED": (Tone.WARNING, "clock"),
    "UNABLE_TO_OBTAIN": (Tone.WARNING, "question-mark-circle"),
    "NOT_SOUGHT": (Tone.NEUTRAL, "minus-circle"),
}


@register.simple_block_tag
def definition_list(content: SafeString, *, columns: int = 1) -> SafeString:
    return render("definition_list", content=content, columns=columns)


@register.simple_block_tag
def fact(content: SafeString, *, term: str, missing: str = "") -> SafeString:
    """A fact without content says that it is not known, or the words given in ``missing``."""
    present(term, "term")
    return render("fact", content=trimmed(content), term=term, missing=missing)


@register.simple_block_tag
def data_table(
    content: SafeString, *, caption: str, caption_hidden: bool = False, tall: bool = False, stacked: bool = False
) -> SafeString:
    """A tall table scrolls inside itself in both directions, under a header that stays.

    The cells of a stacked one stand below each other on a narrow screen, each under its ``data-column``: for texts.
    """
    present(caption, "caption")
    shown = {"caption": caption, "caption_hidden": caption_hidden, "tall": tall, "stacked": stacked}
    return render("data_table", content=content, **shown)


@register.simple_block_tag
def quote(content: SafeString, *, source: str = "", language: str = "") -> SafeString:
    return render("quote", content=content, source=source, language=language)


@register.inclusion_tag(template_of("timeline"))
def timeline(*, caption: str, events: Sequence[Event]) -> dict[str, Any]:
    present(caption, "caption")
    return {"caption": caption, "chart": chart(events)}


@register.inclusion_tag(template_of("trend"))
def trend(*, caption: str, lanes: Sequence[tuple[str, Measured]], highest: int) -> dict[str, Any]:
    """Levels from 0 to ``highest`` over time. It is a picture only: a table beside it says the same."""
    present(caption, "caption")
    return {"caption": caption, "trend": drawn(lanes, highest)}


@register.inclusion_tag(template_of("consent_matrix"))
def consent_matrix(*, caption: str, people: Sequence[str], rows: Sequence[ConsentRow]) -> dict[str, Any]:
    present(caption, "caption")
    if any(len(row.cells) != len(people) for row in rows):
        raise TemplateSyntaxError("each row of a consent matrix has one answer for each person")
    shown = [(row.scope, [_consent(cell) for cell in row.cells]) for row in rows]
    return {"caption": caption, "people": people, "rows": shown}


@register.inclusion_tag(template_of("missing_list"))
def missing_list(*, title: str, items: Sequence[Missing], level: int = 2, complete: str = "") -> dict[str, Any]:
    present(title, "title")
    return {"title": title, "items": items, "level": level, "complete": complete}


@register.inclusion_tag(template_of("file_row"))
def file_row(
    *, name: str, size: int, kind: str = "", url: str = "", note: str = "", tone: str = Tone.NEUTRAL
) -> dict[str, Any]:
    present(name, "name")
    chosen = one_of(Tone, tone, "tone")
    return {"name": name, "size": size_in_words(size), "kind": kind, "url": url, "note": note, "tone": chosen}


def _consent(cell: ConsentCell) -> dict[str, Any]:
    if cell.state not in CONSENT_LOOKS:
        raise TemplateSyntaxError(f"{cell.state!r} is not a state of consent")
    tone, icon = CONSENT_LOOKS[cell.state]
    return {"tone": tone, "icon": icon, "label": vocabulary_label("consent_state", cell.state), "note": cell.note}
