"""Components that arrange a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.template import Library
from django.utils.safestring import SafeString

from hirz.faces.shell.components.rendering import TONE_ICONS, Tone, one_of, present, render, template_of, trimmed
from hirz.faces.shell.parts import Link

register = Library()


@register.simple_block_tag
def page_header(
    content: SafeString, *, title: str, lead: str = "", eyebrow: str = "", back_url: str = "", back_label: str = ""
) -> SafeString:
    present(title, "title")
    return render(
        "page_header", content=trimmed(content), title=title, lead=lead, eyebrow=eyebrow,
        back_url=back_url, back_label=back_label,
    )  # fmt: skip


@register.simple_block_tag
def card(
    content: SafeString, *, title: str = "", url: str = "", level: int = 2, tone: str = Tone.NEUTRAL, id: str = ""
) -> SafeString:
    return render(
        "card", content=content, title=title, url=url, level=level, tone=one_of(Tone, tone, "tone"), id=id
    )  # fmt: skip


@register.simple_block_tag
def panel(
    content: SafeString, *, title: str, id: str, icon: str = "", level: int = 2, count: int | None = None
) -> SafeString:
    present(title, "title")
    present(id, "id")
    return render("panel", content=content, title=title, id=id, icon=icon, level=level, count=count)


@register.simple_block_tag
def notice(content: SafeString, *, tone: str = Tone.INFO, title: str = "", role: str = "") -> SafeString:
    chosen = one_of(Tone, tone, "tone")
    return render("notice", content=content, tone=chosen, icon=TONE_ICONS[chosen], title=title, role=role)


@register.simple_block_tag
def empty_state(content: SafeString, *, title: str, icon: str = "inbox") -> SafeString:
    present(title, "title")
    return render("empty_state", content=trimmed(content), title=title, icon=icon)


@register.simple_block_tag
def disclosure(content: SafeString, *, summary: str, open: bool = False) -> SafeString:
    present(summary, "summary")
    return render("disclosure", content=content, summary=summary, open=open)


@register.simple_block_tag
def toolbar(content: SafeString, *, label: str) -> SafeString:
    present(label, "label")
    return render("toolbar", content=content, label=label)


@register.simple_block_tag
def filter_bar(content: SafeString, *, label: str, action: str = "", reset_url: str = "") -> SafeString:
    present(label, "label")
    return render("filter_bar", content=content, label=label, action=action, reset_url=reset_url)


@register.simple_block_tag
def print_only(content: SafeString) -> SafeString:
    return render("print_only", content=content)


@register.inclusion_tag(template_of("tabs"))
def tabs(*, label: str, items: Sequence[Link]) -> dict[str, Any]:
    present(label, "label")
    return {"label": label, "items": items}


@register.inclusion_tag(template_of("pagination"))
def pagination(*, label: str, next_url: str = "", previous_url: str = "", summary: str = "") -> dict[str, Any]:
    present(label, "label")
    return {"label": label, "next_url": next_url, "previous_url": previous_url, "summary": summary}
