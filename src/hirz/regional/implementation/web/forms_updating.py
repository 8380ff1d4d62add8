"""The form of an update: how a measure stands, the values of its indicators with their parts, and on what it rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.questions import DayField, TermField
from hirz.foundation.vocabularies.registry import label, vocabulary
from hirz.regional.implementation.actions.updating import Content, Reported
from hirz.regional.implementation.models import Evidence, MeasureIndicator, Update
from hirz.regional.implementation.web.citing import CitedField, picked
from hirz.regional.implementation.web.forms import LONG, LayerForm

_VALUE: Final = "value"


@dataclass(frozen=True)
class Asked:
    """The questions about one indicator, as the page puts them: its value, its period, and its parts by dimension."""

    indicator: MeasureIndicator
    value: forms.BoundField
    starts_date: forms.BoundField
    ends_date: forms.BoundField
    dimensions: Sequence[tuple[str, Sequence[forms.BoundField]]]


class UpdateForm(LayerForm):
    for_date = DayField(label=_("As of which day?"))
    progress = TermField(
        vocabulary="implementation_progress", label=_("How does the measure stand?"), required=False,
        nothing=_("Not said yet"),
    )  # fmt: skip
    words = forms.CharField(
        label=_("What was done, and what came of it?"), widget=LONG, max_length=20_000, required=False
    )
    evidence = CitedField()

    def __init__(
        self, *args: Any, indicators: Iterable[MeasureIndicator], evidence: Iterable[Evidence],
        update: Update | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        self._indicators = list(indicators)
        kwargs["initial"] = {**kwargs.get("initial", {}), **_as_written(update)}
        super().__init__(*args, **kwargs)
        self.fields["evidence"].offer(evidence)  # type: ignore[attr-defined]
        for indicator in self._indicators:
            self.fields.update(_fields_of(indicator))

    def asked(self) -> Iterator[Asked]:
        for indicator in self._indicators:
            value, starts, ends = (self[_name(indicator, what)] for what in (_VALUE, "starts_date", "ends_date"))
            dimensions = [
                (dimension, [self[_name(indicator, code)] for code in _categories(dimension)])
                for dimension in indicator.dimensions
            ]
            yield Asked(indicator, value, starts, ends, dimensions)

    def clean(self) -> dict[str, Any]:
        for indicator in self._indicators:
            self._check(indicator)
        return self.cleaned_data

    def content(self) -> Content:
        given = self.cleaned_data
        return Content(
            for_date=given["for_date"], progress=given["progress"], words=given["words"],
            values=[reported for one in self._indicators if (reported := self._reported(one))],
            evidence=given["evidence"],
        )  # fmt: skip

    def _check(self, indicator: MeasureIndicator) -> None:
        """Nothing at all is no response; a part or a period without its value is a mistake."""
        value, starts, ends = (self._given(indicator, what) for what in (_VALUE, "starts_date", "ends_date"))
        if value is None:
            if starts or ends or self._parts(indicator):
                self.add_error(
                    _name(indicator, _VALUE), str(_("Write the whole number too. Zero is a number as well."))
                )
            return
        if not (isinstance(starts, date) and isinstance(ends, date)) or ends < starts:
            self.add_error(_name(indicator, "ends_date"), str(_("Write the first and the last day it covers.")))

    def _reported(self, indicator: MeasureIndicator) -> Reported | None:
        value, starts, ends = (self._given(indicator, what) for what in (_VALUE, "starts_date", "ends_date"))
        if value is None:
            return None
        parts = self._parts(indicator)
        return Reported(indicator=indicator, starts_date=starts, ends_date=ends, value=value, parts=parts)

    def _parts(self, indicator: MeasureIndicator) -> dict[str, Decimal]:
        codes = (code for dimension in indicator.dimensions for code in _categories(dimension))
        return {code: number for code in codes if (number := self._given(indicator, code)) is not None}

    def _given(self, indicator: MeasureIndicator, what: str) -> Any:
        return self.cleaned_data.get(_name(indicator, what))


def _as_written(update: Update | None) -> dict[str, Any]:
    """What the draft says, as the form asks for it."""
    if update is None:
        return {}
    said: dict[str, Any] = {
        "for_date": update.for_date, "progress": update.progress, "words": update.words, "layer": update.layer,
        "evidence": picked(update.citations.values_list("evidence_id", "place")),
    }  # fmt: skip
    for value in update.values.select_related("indicator").prefetch_related("parts"):
        kept = {_VALUE: value.value.normalize(), "starts_date": value.starts_date, "ends_date": value.ends_date}
        kept |= {part.category: part.number.normalize() for part in value.parts.all()}
        said |= {_name(value.indicator, what): number for what, number in kept.items()}
    return said


def _name(indicator: MeasureIndicator, what: str) -> str:
    return f"{indicator.pk.hex}_{what}"


def _categories(dimension: str) -> list[str]:
    return [term.code for term in vocabulary("disaggregation_category") if term.family == dimension]


def _fields_of(indicator: MeasureIndicator) -> dict[str, forms.Field]:
    codes = [code for dimension in indicator.dimensions for code in _categories(dimension)]
    numbers = {_VALUE: str(_("Value")), **{code: label("disaggregation_category", code) for code in codes}}
    return {
        **{_name(indicator, what): _number(words) for what, words in numbers.items()},
        _name(indicator, "starts_date"): DayField(label=pgettext_lazy("period of a number", "From"), required=False),
        _name(indicator, "ends_date"): DayField(label=pgettext_lazy("period of a number", "Until"), required=False),
    }


def _number(words: str) -> forms.DecimalField:
    return forms.DecimalField(label=words, required=False, min_value=0, max_digits=18, decimal_places=6, localize=True)
