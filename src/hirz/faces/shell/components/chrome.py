"""Components of the frame around every page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template import Context, Library
from django.utils import translation
from django.utils.safestring import SafeString

from hirz.faces.shell.components.rendering import Tone, present, render, template_of, trimmed
from hirz.foundation.vocabularies.languages import UN_LANGUAGES, django_code_of, language_of

register = Library()

MESSAGE_TONES = {"success": Tone.SUCCESS, "warning": Tone.WARNING, "error": Tone.DANGER}

OWN_NAMES = {"ar": "العربية", "zh": "中文", "en": "English", "fr": "Français", "ru": "Русский", "es": "Español"}


@register.inclusion_tag(template_of("language_switch"), takes_context=True)
def language_switch(context: Context) -> dict[str, Any]:
    """The same page in each language: on the public face the language is the first part of the address."""
    current = language_of(translation.get_language())
    rest = _path_below_language(context["request"])
    return {"languages": [_language(code, rest, current) for code in UN_LANGUAGES]}


@register.simple_tag
def quick_exit() -> SafeString:
    return render("quick_exit", url=settings.HIRZ_QUICK_EXIT_URL)


@register.filter
def message_tone(level: str) -> Tone:
    """The tone of a level of Django's messages."""
    return MESSAGE_TONES.get(level, Tone.INFO)


@register.inclusion_tag(template_of("nav_link"))
def nav_link(*, label: str, url: str, icon: str, current: bool = False, count: int | None = None) -> dict[str, Any]:
    present(label, "label")
    present(url, "url")
    return {"label": label, "url": url, "icon": icon, "current": current, "count": count}


@register.simple_block_tag(takes_context=True)
def person_menu(context: Context, content: SafeString, *, name: str, role: str, sign_out_url: str) -> SafeString:
    """Who is signed in, the links given as content, and the way out."""
    present(name, "name")
    present(sign_out_url, "sign_out_url")
    return render(
        "person_menu", content=trimmed(content), name=name, role=role, sign_out_url=sign_out_url,
        csrf_token=context.get("csrf_token"),
    )  # fmt: skip


def _path_below_language(request: HttpRequest) -> str:
    parts = request.path.split("/", 2)
    return parts[2] if len(parts) > 2 and parts[1] in UN_LANGUAGES else ""


def _language(code: str, rest: str, current: str) -> dict[str, Any]:
    info = translation.get_language_info(django_code_of(code))
    return {
        "code": code,
        "name": OWN_NAMES[code],
        "url": f"/{code}/{rest}",
        "direction": "rtl" if info["bidi"] else "ltr",
        "current": code == current,
    }
