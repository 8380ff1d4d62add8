"""How answers are read. What was typed is kept apart, as it was; these only check it and say what it means."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any, Final

from babel.dates import get_month_names
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.choices import CallableChoiceIterator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import choices, page_language, states
from hirz.rules.dates import BadDate, DateDoubt, DateImpossible, EdtfDate, doubts

YES: Final = "yes"
NO: Final = "no"
ONE_LINE: Final = 200
_TOO_LONG: Final = gettext_lazy(
    "This is too long: %(show_value)s characters, and %(limit_value)s is the most we can take. Please shorten it, or "
    "send the rest as a file."
)
CHOOSE: Final = {
    "required": gettext_lazy("Choose one answer."),
    "invalid_choice": gettext_lazy("Choose one of the answers offered."),
}

Choices = list[tuple[str, Any]]


class StepForm(forms.Form):
    """Questions asked together. A quiet form is filled in without judging: who comes back meets no errors."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, quiet: bool = False, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._is_quiet = quiet

    def full_clean(self) -> None:
        if self._is_quiet:
            self._errors = ErrorDict()
        else:
            super().full_clean()

    def html_names(self) -> list[str]:
        """The names under which a browser sends the answers."""
        return [name for bound in self for name in _html_names(bound)]


class Text(forms.CharField):
    """Without ``maxlength``: a browser would cut a longer text and say nothing. Not sent to spelling services.

    The one character that the database cannot hold is left out, and takes nothing else with it.
    """

    def __init__(self, *, max_length: int | None = ONE_LINE, rows: int = 0, **kwargs: Any) -> None:
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        messages = {"max_length": _TOO_LONG, **kwargs.pop("error_messages", {})}
        super().__init__(max_length=max_length, error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> Any:
        read = super().to_python(value)
        return read.replace("\r\n", "\n").replace("\0", "") if isinstance(read, str) else read

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"spellcheck": "false"}


class OneOf(forms.ChoiceField):
    """One code of a vocabulary from a list, with words for not knowing where the answer may be left out."""

    def __init__(self, vocabulary: str, *, nothing: str | Promise = "", **kwargs: Any) -> None:
        def offered() -> Choices:
            return [("", nothing), *choices(vocabulary)] if nothing else list(choices(vocabulary))

        super().__init__(choices=offered, error_messages=CHOOSE, **kwargs)


class YesNo(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=yes_or_no, widget=forms.RadioSelect, error_messages=CHOOSE, **kwargs)


class StateConcerned(forms.ChoiceField):
    def __init__(self, *, nothing: str | Promise, **kwargs: Any) -> None:
        def offered() -> Choices:
            return [("", nothing), *state_choices(page_language(), settings.HIRZ_DEMO)]

        super().__init__(choices=offered, error_messages=CHOOSE, **kwargs)


class WhenWidget(forms.MultiWidget):
    """Day, month by its name, year: nobody has to know in which order numbers are read."""

    template_name = "public/widgets/when.html"
    parts = ("day", "month", "year")

    def __init__(self) -> None:
        number = {"inputmode": "numeric", "autocomplete": "off"}
        months = forms.Select(choices=CallableChoiceIterator(_months))
        inputs = (forms.TextInput(attrs=number), months, forms.TextInput(attrs=number))
        super().__init__(dict(zip(self.parts, inputs, strict=True)))

    def decompress(self, value: Any) -> list[Any]:
        return [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = (
            pgettext("part of a date", "Day"),
            pgettext("part of a date", "Month"),
            pgettext("part of a date", "Year"),
        )
        parts = list(zip(labels, context["widget"]["subwidgets"], strict=True))
        context["parts"] = parts[::-1] if page_language() == "zh" else parts
        return context


class When(forms.MultiValueField):
    """A date as far as it is known, in any digits; cleans to EDTF text. A whole date in the box of the year is read."""

    def __init__(self, **kwargs: Any) -> None:
        parts = [forms.CharField(required=False) for _part in range(3)]
        super().__init__(parts, widget=WhenWidget(), require_all_fields=False, required=False, **kwargs)

    def compress(self, data_list: list[str]) -> str:
        day, month, year = [part.strip() for part in data_list] or ["", "", ""]
        if not (day or month or year):
            return ""
        if not year:
            raise ValidationError(
                _("Write the year as well. If you are not sure, choose the nearest and say so below.")
            )
        if day and not month:
            raise ValidationError(_("Choose the month as well, or leave the day empty."))
        return _plausible("-".join(part for part in (year, month, day) if part)).text


def yes_or_no() -> Choices:
    return [(YES, pgettext("answer", "Yes")), (NO, pgettext("answer", "No"))]


@cache
def state_choices(language: str, with_demonstration: bool) -> Choices:
    """States by name in the order of the language; invented ones apart and first, only in a demonstration."""
    listed = [(s.demonstration, s.alpha_2, s.name(language).short) for s in states(include_demonstration=True)]
    in_order = sort_for_people(listed, lambda state: state[2], language)
    real = [(code, name) for demonstration, code, name in in_order if not demonstration]
    invented = [(code, name) for demonstration, code, name in in_order if demonstration]
    return [(_("Invented States of this demonstration"), invented), (_("States"), real)] if with_demonstration else real


def _months() -> Choices:
    return [("", pgettext("month of a date", "Not known")), *_named_months(page_language())]


@cache
def _named_months(language: str) -> Choices:
    names = get_month_names("wide", "stand-alone", locale="zh_Hans" if language == "zh" else language)
    if language == "ar":
        # Both names, as in United Nations documents: readers from Rabat to Baghdad know one of them.
        eastern = get_month_names("wide", locale="ar_SY")
        return [(str(number), f"{eastern[number]}/{names[number]}") for number in range(1, 13)]
    return [(str(number), names[number]) for number in range(1, 13)]


def _plausible(text: str) -> EdtfDate:
    try:
        day = EdtfDate.parse(text)
    except DateImpossible:
        raise ValidationError(_("There is no such day. Look at the day and the month again.")) from None
    except BadDate:
        raise ValidationError(
            _("We cannot read this date. Write the year with four digits, and the day as a number or not at all.")
        ) from None
    # Where the sun rises first it is already tomorrow.
    found = doubts(day, timezone.localdate() + timedelta(days=1))
    if DateDoubt.IN_THE_FUTURE in found:
        raise ValidationError(_("This date lies in the future. Look at the year again."))
    if DateDoubt.BEFORE_1945 in found:
        raise ValidationError(_("In this year there was no United Nations. Write the year of the Gregorian calendar."))
    return day


def _html_names(bound: forms.BoundField) -> list[str]:
    if isinstance(bound.field.widget, WhenWidget):
        return [f"{bound.html_name}_{part}" for part in WhenWidget.parts]
    return [bound.html_name]
