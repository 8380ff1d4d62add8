"""What the forms of the programme share: parts of numbers by dimension, exact numbers, and the language of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.questions import StaffForm
from hirz.foundation.vocabularies.registry import choices, label, page_language, vocabulary
from hirz.regional.programme.dimensions import CATEGORIES, DIMENSIONS, overlapping
from hirz.regional.programme.models.rows import LANGUAGES
from hirz.rules.disaggregation import DECIMALS, DIGITS

_PART: Final = "part-"
_ASKED: Final = "self-"
NAMES_OF_LANGUAGES: Final = {
    "en": "English", "ar": "العربية", "fr": "Français", "ru": "Русский", "es": "Español", "zh": "中文",
}  # fmt: skip


@dataclass(frozen=True)
class Group:
    """Questions that belong together, and whether one of them was answered."""

    label: str
    fields: Sequence[BoundField]
    is_open: bool


class ProgrammeForm(StaffForm):
    """A form that the page shows whole: its own questions first, then those that come in groups."""

    def plain_fields(self) -> list[BoundField]:
        return [bound for bound in self if not bound.name.startswith(_PART)]

    def groups(self) -> list[Group]:
        return []


class PartsForm(ProgrammeForm):
    """A number with whatever divides it: a question for each part, all of them open."""

    whole_parts = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, words in choices(CATEGORIES):
            self.fields[f"{_PART}{code}"] = number_field(words, required=False, whole=self.whole_parts)

    def groups(self) -> list[Group]:
        told = []
        for dimension in vocabulary(DIMENSIONS).codes:
            fields = [self[f"{_PART}{code}"] for code, _words in choices(CATEGORIES, dimension)]
            has_answer = any(bound.value() not in (None, "") for bound in fields)
            told.append(Group(label(DIMENSIONS, dimension), fields, has_answer))
        return told

    def parts(self) -> dict[str, dict[str, Any]]:
        """Dimension → part → number, only of what was answered."""
        found: dict[str, dict[str, Any]] = {}
        for term in vocabulary(CATEGORIES):
            value = self.cleaned_data.get(f"{_PART}{term.code}")
            if value is not None and term.family:
                found.setdefault(term.family, {})[term.code] = value
        return found


class SelfForm(ProgrammeForm):
    """How a person places themselves: a question for each dimension, and none has to be answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for dimension, words in choices(DIMENSIONS):
            self.fields[f"{_ASKED}{dimension}"] = _self_question(dimension, words)

    def said_of_self(self) -> dict[str, list[str]]:
        """Dimension → parts, only of what was answered."""
        given = {name.removeprefix(_ASKED): value for name, value in self.cleaned_data.items() if name[:5] == _ASKED}
        return {name: value if isinstance(value, list) else [value] for name, value in given.items() if value}


def _self_question(dimension: str, words: str) -> forms.Field:
    offered = choices(CATEGORIES, dimension)
    if dimension in overlapping():
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(label=words, choices=offered, required=False, widget=widget)
    asked = [("", pgettext_lazy("question of a form", "Not asked")), *offered]
    return forms.ChoiceField(label=words, choices=asked, required=False)


def number_field(label: Any, *, required: bool = True, whole: bool = False, **kwargs: Any) -> forms.Field:
    """A number that is kept exactly, zero or above."""
    kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric" if whole else "decimal"}))
    if whole:
        limits = {"min_value": 0, "max_value": 10_000_000}
        return forms.IntegerField(label=label, required=required, **{**limits, **kwargs})
    return forms.DecimalField(
        label=label, required=required, min_value=Decimal(0), max_digits=DIGITS, decimal_places=DECIMALS, **kwargs
    )


class LanguageField(forms.ChoiceField):
    """In which language a text was written: that of the page unless somebody says otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Language of these words"))
        offered = [(code, NAMES_OF_LANGUAGES[code]) for code in LANGUAGES]
        super().__init__(choices=offered, initial=lambda: _spoken(), **kwargs)


def _spoken() -> str:
    spoken = page_language()
    return spoken if spoken in LANGUAGES else "en"


def long_text(label: Any, *, rows: int = 4, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
