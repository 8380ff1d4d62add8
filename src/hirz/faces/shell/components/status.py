"""Components that say how things stand. A word and a shape carry the meaning; the colour only repeats it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.template import Library, TemplateSyntaxError
from django.utils import timezone

from hirz.faces.shell.components.rendering import Tone, one_of, present, template_of
from hirz.faces.shell.wording import in_words, moment_in_words, number_in_words, urgency
from hirz.foundation.vocabularies.registry import label as vocabulary_label
from hirz.foundation.vocabularies.registry import page_language, wording
from hirz.rules.risk import RiskLevel

register = Library()

RISK_TONES = {
    RiskLevel.LOW: Tone.NEUTRAL,
    RiskLevel.MEDIUM: Tone.INFO,
    RiskLevel.HIGH: Tone.WARNING,
    RiskLevel.CRITICAL: Tone.DANGER,
}


@register.inclusion_tag(template_of("badge"))
def badge(*, label: str, tone: str = Tone.NEUTRAL, icon: str = "") -> dict[str, Any]:
    present(label, "label")
    return {"label": label, "tone": one_of(Tone, tone, "tone"), "icon": icon}


@register.inclusion_tag(template_of("term"))
def term(*, vocabulary: str, code: str) -> dict[str, Any]:
    """What a code is called: with its mark when it has to be verified, and with its language when it is another's."""
    present(code, "code")
    said = wording(vocabulary, code)
    return {"said": said, "language": said.language if said.language != page_language() else ""}


@register.inclusion_tag(template_of("unverified"))
def unverified() -> dict[str, Any]:
    """The mark beside something known that nobody has verified yet: never shown as fact without it."""
    return {}


@register.inclusion_tag(template_of("risk_badge"))
def risk_badge(*, level: str) -> dict[str, Any]:
    """An empty level means that nobody has assessed the risk yet."""
    if not level:
        return {"assessed": False}
    chosen = one_of(RiskLevel, level, "level")
    return {
        "assessed": True,
        "label": vocabulary_label("risk_level", chosen),
        "tone": RISK_TONES[chosen],
        "bars": [(number, number <= chosen.rank) for number in range(len(RiskLevel))],
    }


@register.inclusion_tag(template_of("clock"))
def clock(*, due_at: datetime, label: str = "", now: datetime | None = None, frozen: bool = False) -> dict[str, Any]:
    """Time left or time since missed, in words. A frozen clock shows its moment and stands still."""
    if not isinstance(due_at, datetime):
        raise TemplateSyntaxError("due_at is not a moment")
    read_at = now or timezone.now()
    return {
        "label": label,
        "due_at": due_at,
        "frozen": frozen,
        "missed": due_at < read_at,
        "words": in_words(due_at - read_at),
        "exact": moment_in_words(due_at),
        "urgency": "frozen" if frozen else urgency(due_at - read_at),
    }


@register.inclusion_tag(template_of("stat"))
def stat(
    *, value: int | float | str, label: str, note: str = "", url: str = "", tone: str = Tone.NEUTRAL
) -> dict[str, Any]:
    present(label, "label")
    shown = value if isinstance(value, str) else number_in_words(value)
    return {"value": shown, "label": label, "note": note, "url": url, "tone": one_of(Tone, tone, "tone")}
