"""Components that do something: links that look like buttons, and buttons."""

from __future__ import annotations

from typing import Any

from django.template import Library

from hirz.faces.shell.components.rendering import Emphasis, one_of, present, template_of

register = Library()


@register.inclusion_tag(template_of("button"))
def button(
    *, label: str, emphasis: str = Emphasis.PRIMARY, icon: str = "", name: str = "", value: str = "", form: str = ""
) -> dict[str, Any]:
    present(label, "label")
    chosen = one_of(Emphasis, emphasis, "emphasis")
    return {"label": label, "emphasis": chosen, "icon": icon, "name": name, "value": value, "form": form}


@register.inclusion_tag(template_of("link_button"))
def link_button(
    *, label: str, url: str, emphasis: str = Emphasis.SECONDARY, icon: str = "", about: str = ""
) -> dict[str, Any]:
    present(label, "label")
    present(url, "url")
    return {
        "label": label,
        "url": url,
        "emphasis": one_of(Emphasis, emphasis, "emphasis"),
        "icon": icon,
        "about": about,
    }


@register.inclusion_tag(template_of("button_form"))
def button_form(
    *,
    label: str,
    action: str,
    emphasis: str = Emphasis.SECONDARY,
    icon: str = "",
    name: str = "",
    value: str = "",
    about: str = "",
) -> dict[str, Any]:
    present(label, "label")
    present(action, "action")
    chosen = one_of(Emphasis, emphasis, "emphasis")
    return {
        "label": label, "action": action, "emphasis": chosen, "icon": icon, "name": name, "value": value, "about": about
    }  # fmt: skip
