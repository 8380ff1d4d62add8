"""Questions about the plan: cycles, results, indicators, values, principles, layers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.questions import DayField, StateField, TermField, TermsField
from hirz.foundation.vocabularies.registry import choices
from hirz.regional.organisations.layered import SharedWith
from hirz.regional.programme.actions.planning import ValueSaid
from hirz.regional.programme.models import Cycle, Indicator, Result
from hirz.regional.programme.web.asking import LanguageField, PartsForm, ProgrammeForm, long_text, number_field
from hirz.rules.layers import Layer

REVERSED = _("The last day lies before the first.")


class CycleForm(ProgrammeForm):
    pillar_set = TermField(vocabulary="pillar_set", label=_("Set of priorities"))
    from_date = DayField(label=_("First day"))
    until_date = DayField(label=_("Last day"))

    def row(self) -> Cycle:
        return Cycle(**self.cleaned_data)


class ResultForm(ProgrammeForm):
    pillar = forms.ChoiceField(label=_("Priority"))
    kind = forms.ChoiceField(label=pgettext_lazy("of a result", "Kind"), choices=Result.Kind.choices)
    title = forms.CharField(label=_("What is to be reached?"), max_length=300)
    language = LanguageField()
    spotlights = TermsField(vocabulary="spotlight", label=_("In the spotlight"), required=False)

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cycle = cycle
        self.fields["pillar"].choices = choices("pillar", cycle.pillar_set)  # type: ignore[attr-defined]

    def row(self) -> Result:
        return Result(cycle=self._cycle, **self.cleaned_data)


class IndicatorForm(ProgrammeForm):
    title = forms.CharField(label=_("What is measured?"), max_length=300)
    language = LanguageField()
    state_code = StateField(
        label=pgettext_lazy("country", "State"), required=False, help_text=_("Leave it open for none in particular.")
    )
    measure = forms.ChoiceField(label=_("What sort of number is it?"), choices=Indicator.Measure.choices)
    kind = TermField(vocabulary="indicator_type", label=_("Type of indicator"), nothing="—", required=False)
    definition = long_text(_("What is counted, and what is not?"), max_length=2000, required=False)
    source = forms.CharField(label=_("Where do the values come from?"), max_length=300)
    baseline = number_field(_("Baseline"), required=False)
    baseline_date = DayField(label=_("Day of the baseline"), required=False)
    target = number_field(_("Target"), required=False)
    target_date = DayField(label=_("Day of the target"), required=False)

    def __init__(self, *args: Any, result: Result, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._result = result

    def clean(self) -> dict[str, Any]:
        for name in ("baseline", "target"):
            if self.cleaned_data.get(name) is not None and not self.cleaned_data.get(f"{name}_date"):
                self.add_error(f"{name}_date", _("Say of which day this number is."))
        return self.cleaned_data

    def row(self) -> Indicator:
        given = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        return Indicator(result=self._result, **given)


class ValueForm(PartsForm):
    from_date = DayField(label=_("First day of the period"))
    until_date = DayField(label=_("Last day of the period"))
    number = number_field(
        pgettext_lazy("of an indicator", "Value"), help_text=_("Zero only when somebody counted and found none.")
    )
    note = forms.CharField(label=_("Remark"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        return _in_order(self)

    def said(self) -> ValueSaid:
        about = {name: self.cleaned_data[name] for name in ("from_date", "until_date", "number", "note")}
        return ValueSaid(**about, parts=self.parts())


class CheckForm(ProgrammeForm):
    is_met = forms.ChoiceField(
        label=_("Does the indicator keep this principle?"),
        choices=[("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No"))],
        widget=forms.RadioSelect,
    )
    reason = long_text(_("Why?"), max_length=2000)


class ShareForm(ProgrammeForm):
    layer = forms.ChoiceField(label=_("Who may see it?"), choices=SharedWith.choices, widget=forms.RadioSelect)

    def wanted(self) -> Layer:
        return Layer(self.cleaned_data["layer"])


def _in_order(form: forms.Form) -> dict[str, Any]:
    first, last = form.cleaned_data.get("from_date"), form.cleaned_data.get("until_date")
    if first and last and last < first:
        form.add_error("until_date", REVERSED)
    return form.cleaned_data
