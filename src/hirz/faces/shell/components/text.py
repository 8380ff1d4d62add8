"""Components inside a line of text: names, dates, numbers, icons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.template import Library
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from heroicons.templatetags.heroicons import heroicon_micro, heroicon_mini, heroicon_outline

from hirz.faces.shell.components.rendering import present, template_of
from hirz.faces.shell.edtf_words import When, date_in_words, machine_date
from hirz.faces.shell.names import initials, visible_pieces
from hirz.faces.shell.wording import moment_in_words, number_in_words
from hirz.foundation.vocabularies import lists

register = Library()

DRAWERS = {16: heroicon_micro, 20: heroicon_mini, 24: heroicon_outline}
DIRECTIONAL = (
    "arrow-",
    "chevron-",
    "document-arrow",
    "paper-airplane",
    "list-bullet",
    "queue-list",
    "forward",
    "backward",
)
NOT_DIRECTIONAL = ("-down", "-up", "arrow-path", "arrow-down", "arrow-up", "arrows-")


@register.simple_tag
def icon(*, name: str, size: int = 20, label: str = "") -> SafeString:
    """An icon from the package; one that points along the line is mirrored in right-to-left text."""
    spoken = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    drawn = DRAWERS[size](name, size=size, **{"class": icon_class(name)}, focusable="false", **spoken)
    return SafeString(drawn)


@register.inclusion_tag(template_of("person_name"))
def person_name(*, name: str, url: str = "") -> dict[str, Any]:
    """A name isolated from the text around it; characters that reorder text are shown as visible marks."""
    present(name, "name")
    return {"pieces": visible_pieces(name), "url": url}


@register.simple_tag
def reference(*, code: str, url: str = "") -> SafeString:
    """A reference such as HRZ-2026-0147: left to right in every language, never broken over two lines."""
    present(code, "code")
    shown = format_html('<bdi class="reference" dir="ltr">{}</bdi>', code)
    return format_html('<a href="{}">{}</a>', url, shown) if url else shown


@register.simple_tag
def mixed(*, text: object) -> SafeString:
    """Text that may run in another direction than its surroundings."""
    return format_html('<bdi dir="auto">{}</bdi>', text)


@register.simple_tag
def date_words(*, value: When | None, missing: str = "") -> SafeString:
    """A date as precise as it is known, in words of the language of the page."""
    if not value:
        return format_html('<span class="muted">{}</span>', missing)
    machine = machine_date(value)
    words = date_in_words(value)
    return format_html('<time datetime="{}">{}</time>', machine, words) if machine else format_html("{}", words)


@register.simple_tag
def moment_words(*, value: datetime) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine_date(value), moment_in_words(value))


@register.filter(expects_localtime=True)
def local_day(moment: datetime | None) -> date | None:
    """The day of a moment, in the hour of the page. The day that a moment itself tells is one of UTC."""
    return moment.date() if moment else None


@register.simple_tag
def number(*, value: int | float) -> str:
    return number_in_words(value)


@register.filter
def listed(parts: Iterable[object]) -> str:
    """Several things in one line, as the language of the page joins them."""
    return lists.listed(parts)


@register.simple_tag
def avatar_initials(*, name: str) -> SafeString:
    return format_html('<span class="avatar" aria-hidden="true"><bdi>{}</bdi></span>', initials(name))


@register.inclusion_tag(template_of("mark"))
def mark(*, size: int = 36) -> dict[str, Any]:
    """The sign of Hirz: a folded amulet with a seal."""
    return {"size": size}


@register.simple_tag
def stylesheet(*, name: str) -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static(f"hirz/{name}.css"))


def icon_class(name: str) -> str:
    points = (
        name.startswith(DIRECTIONAL) and not name.startswith(NOT_DIRECTIONAL) and not name.endswith(NOT_DIRECTIONAL)
    )
    return "icon icon-mirrored" if points else "icon"
