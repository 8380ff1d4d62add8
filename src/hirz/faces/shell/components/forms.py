"""Components of forms. The form says what is asked; these say how it looks and reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput, EmailInput, Textarea, TextInput, URLInput
from django.template import Library

from hirz.faces.shell.components.rendering import one_of, present, template_of
from hirz.faces.shell.parts import Step

register = Library()


class Mark(StrEnum):
    """Which questions carry a word: the optional ones, or the required ones, or none."""

    OPTIONAL = "optional"
    REQUIRED = "required"
    NONE = "none"


class Size(StrEnum):
    """How long an answer is expected."""

    SHORT = "short"
    MEDIUM = "medium"
    FULL = "full"


@dataclass(frozen=True)
class Fault:
    """One line of the summary; a fault of the whole form has no target."""

    text: str
    label: str = ""
    target: str = ""


@register.inclusion_tag(template_of("field"))
def field(*, bound: BoundField, mark: str = Mark.OPTIONAL, size: str = Size.FULL) -> dict[str, Any]:
    return {
        **_question(bound, mark),
        "size": one_of(Size, size, "size"),
        "control": bound.as_widget(attrs=_direction(bound)),
        "is_checkbox": isinstance(bound.field.widget, CheckboxInput),
    }


@register.inclusion_tag(template_of("choice_cards"))
def choice_cards(
    *, bound: BoundField, descriptions: Mapping[str, str] | None = None, mark: str = Mark.OPTIONAL
) -> dict[str, Any]:
    explained = descriptions or {}
    cards = [(option, explained.get(str(option.data["value"]), "")) for option in bound.subwidgets]
    return {**_question(bound, mark), "cards": cards}


@register.inclusion_tag(template_of("error_summary"))
def error_summary(*, form: BaseForm) -> dict[str, Any]:
    return {"faults": list(_faults(form))}


@register.inclusion_tag(template_of("steps"))
def steps(*, label: str, items: Sequence[Step], current: int) -> dict[str, Any]:
    present(label, "label")
    numbered = [(number, item) for number, item in enumerate(items, start=1)]
    return {"label": label, "items": numbered, "current": current, "total": len(items), "now": items[current - 1]}


@register.inclusion_tag(template_of("stepper"))
def stepper(*, next_label: str, back_url: str = "", save_label: str = "", save_name: str = "") -> dict[str, Any]:
    present(next_label, "next_label")
    return {"next_label": next_label, "back_url": back_url, "save_label": save_label, "save_name": save_name}


@register.inclusion_tag(template_of("search_box"))
def search_box(*, action: str, label: str, name: str = "q", value: str = "", placeholder: str = "") -> dict[str, Any]:
    """A search is posted: what people look for may be a name, and names are never in an address."""
    present(action, "action")
    present(label, "label")
    return {"action": action, "label": label, "name": name, "value": value, "placeholder": placeholder}


def _question(bound: BoundField, mark: str) -> dict[str, Any]:
    if not isinstance(bound, BoundField):
        raise TypeError("bound is not a field of a form")
    return {"bound": bound, "mark": _mark(bound, one_of(Mark, mark, "mark"))}


def _mark(bound: BoundField, mark: Mark) -> str:
    said = Mark.REQUIRED if bound.field.required else Mark.OPTIONAL
    return mark if mark is said else ""


def _direction(bound: BoundField) -> dict[str, str | bool]:
    """What people type takes the direction of its own letters; addresses are always left to right."""
    widget = bound.field.widget
    if isinstance(widget, EmailInput | URLInput):
        return {"dir": "ltr"}
    return {"dir": "auto"} if isinstance(widget, TextInput | Textarea) else {}


def _faults(form: BaseForm) -> Iterator[Fault]:
    yield from (Fault(str(error)) for error in form.non_field_errors())
    for bound in form:
        yield from (Fault(str(error), str(bound.label), _target(bound)) for error in bound.errors)


def _target(bound: BoundField) -> str:
    """A group of controls has none with its own name: the link goes to the first of them, below whatever heading."""
    own = bound.id_for_label
    if not bound.use_fieldset or own not in ("", bound.auto_id):
        return own
    first = next((each.id_for_label for each in bound.subwidgets), "")
    return first if first and first != bound.auto_id else f"{bound.auto_id}_0"
