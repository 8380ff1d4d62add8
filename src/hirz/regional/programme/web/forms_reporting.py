"""Questions about period reports, and about what leaves for the aid transparency standard."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import state_choices
from hirz.regional.organisations.permissions import may_edit
from hirz.regional.programme.models import PeriodReport
from hirz.regional.programme.web.asking import ProgrammeForm, long_text
from hirz.rules.counting import ReportingPeriod
from hirz.rules.programme_results import ReportKind, period_of


class ReportForm(ProgrammeForm):
    kind = forms.ChoiceField(label=pgettext_lazy("of a report", "Kind"), choices=PeriodReport.Kind.choices)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    month = forms.IntegerField(
        label=_("Month"), min_value=1, max_value=12, required=False, help_text=_("Only for a monthly report.")
    )
    states = forms.MultipleChoiceField(
        label=_("States of which it speaks"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(code, name) for code, name in state_choices() if may_edit(user, code)]
        asked: Any = self.fields["states"]
        asked.choices = [*offered, ("", _("No State in particular"))]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("kind") == ReportKind.MONTHLY and not self.cleaned_data.get("month"):
            self.add_error("month", _("Choose a month from 1 to 12."))
        return self.cleaned_data

    def period(self) -> ReportingPeriod:
        given = self.cleaned_data
        return period_of(ReportKind(given["kind"]), given["year"], given["month"] or 1)


class TextForm(ProgrammeForm):
    text = long_text(_("Text of the report"), rows=20, max_length=100_000)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ExportForm(ProgrammeForm):
    states = forms.MultipleChoiceField(
        label=_("Public activities in"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: Any = self.fields["states"]
        asked.choices = state_choices()
