"""How a component becomes HTML, and how it refuses what it does not know."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from django.template import TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe


class Tone(StrEnum):
    """What a colour means. The word beside it always says the same."""

    NEUTRAL = "neutral"
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"


class Emphasis(StrEnum):
    """How much a button asks to be pressed. One primary button to a page."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    DANGER = "danger"


TONE_ICONS = {
    Tone.NEUTRAL: "information-circle",
    Tone.INFO: "information-circle",
    Tone.SUCCESS: "check-circle",
    Tone.WARNING: "exclamation-triangle",
    Tone.DANGER: "exclamation-circle",
}

Choice = TypeVar("Choice", bound=StrEnum)


def one_of(choices: type[Choice], value: str, argument: str) -> Choice:
    """Return the member of ``choices`` that ``value`` names. Raises ``TemplateSyntaxError`` on anything else."""
    try:
        return choices(value)
    except ValueError:
        known = ", ".join(choices)
        raise TemplateSyntaxError(f"{argument}={value!r} is none of: {known}") from None


def present(value: object, argument: str) -> object:
    """Return ``value``. Raises ``TemplateSyntaxError`` when it is empty: a misspelt variable must not pass."""
    if value is None or not str(value).strip():
        raise TemplateSyntaxError(f"{argument} is empty")
    return value


def trimmed(content: SafeString) -> SafeString:
    """Rendered content of a block without the white space around it. ``strip`` alone would lose that it is safe."""
    return mark_safe(content.strip())  # noqa: S308 - a template rendered it


def render(component: str, **context: object) -> SafeString:
    return render_to_string(template_of(component), context)


def template_of(component: str) -> str:
    return f"shell/components/{component}.html"
