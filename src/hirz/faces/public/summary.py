"""Everything that was answered, to be looked through before it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import pgettext

from hirz.faces.public.forms.fields import StepForm, When
from hirz.faces.public.steps import QUESTIONS, QuestionStep
from hirz.faces.public.typed import Typed, filled

SHOWN_CHARACTERS: Final = 1_500
"""A narrative may be as long as a book, and a telephone line thin: the summary shows how it begins."""


class Kind(StrEnum):
    """How an answer is shown."""

    CHOICES = "choices"
    NAME = "name"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True)
class Row:
    label: str
    kind: Kind
    values: tuple[str, ...]

    @property
    def shown(self) -> tuple[str, ...]:
        return (self.values[0][:SHOWN_CHARACTERS] + "…",) if self.whole_length else self.values

    @property
    def whole_length(self) -> int:
        """Characters of a text of which only the beginning is shown; 0 when all of it is."""
        length = len(self.values[0]) if self.kind is Kind.TEXT else 0
        return length if length > SHOWN_CHARACTERS else 0


@dataclass(frozen=True)
class Section:
    """One step: its answers, and whether they can be sent as they are."""

    step: QuestionStep
    form: StepForm
    rows: tuple[Row, ...]

    @property
    def can_be_sent(self) -> bool:
        return self.form.is_valid()


def sections(answers: Mapping[str, Typed]) -> tuple[Section, ...]:
    return tuple(_section(step, answers.get(step.slug, {})) for step in QUESTIONS)


def _section(step: QuestionStep, typed: Typed) -> Section:
    form = filled(step.form, typed)
    return Section(step, form, tuple(rows(form)))


def rows(form: StepForm) -> Iterator[Row]:
    """Its questions that were answered, whether or not the answers can be sent."""
    form.full_clean()
    for bound in form:
        row = _row(bound, form)
        if any(row.values):
            yield row


def _row(bound: BoundField, form: StepForm) -> Row:
    typed = bound.value()
    label = str(bound.label)
    if isinstance(bound.field, When):
        # A date that cannot be read is shown as it was typed.
        read = form.cleaned_data.get(bound.name) or " ".join(part for part in typed or () if part)
        return Row(label, Kind.DATE, (read,))
    if isinstance(bound.field, forms.ChoiceField):
        return Row(label, Kind.CHOICES, tuple(_chosen(bound.field, typed if isinstance(typed, list) else [typed])))
    if isinstance(bound.field, forms.BooleanField):
        return Row(label, Kind.CHOICES, (pgettext("answer", "Yes"),) if typed else ())
    if bound.name.startswith("name_"):
        return Row(label, Kind.NAME, (typed or "",))
    return Row(label, Kind.TEXT, (typed or "",))


def _chosen(field: forms.ChoiceField, codes: Iterable[Any]) -> Iterator[str]:
    labels = dict(_flat(field.choices))
    return (str(labels[code]) for code in codes if code and code in labels)


def _flat(listed: Any) -> Iterator[tuple[Any, Any]]:
    for code, name in listed:
        if isinstance(name, list | tuple):
            yield from _flat(name)
        else:
            yield code, name
