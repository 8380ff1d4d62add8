"""Questions that staff forms ask again and again: a code of a vocabulary, a day, a State."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.fields import NOTHING_CHOSEN
from hirz.foundation.vocabularies.registry import choices, page_language, state, states, vocabulary
from hirz.rules.dates import BadDate, EdtfDate, Precision

if TYPE_CHECKING:
    from hirz.foundation.accounts.models import User

Choices = list[tuple[str, str]]
PRECISION = _("As precise as it is known: 2026-05-14, or 2026-05, or 2026; add ? when unsure.")
EXPLANATION = _("This date could not be read. Write 2026-05-14, or 2026-05, or 2026; add ? when unsure.")


class StaffForm(forms.Form):
    """A form whose errors are told by the page and not by the browser, in the language of the page."""

    use_required_attribute = False

    def come_back_with(self, name: str, answer: str) -> None:
        """Change one answer of a form that comes back; everything else in it stays as it was typed."""
        data: Any = copy(self.data)  # not {**data}: of what was posted, that makes lists of one
        data[name] = answer
        self.data = data


class ColleagueField(forms.ChoiceField):
    """One of these colleagues, in the order of their names."""

    def __init__(self, *, among: Iterable[User], **kwargs: Any) -> None:
        self._among = {str(one.pk): one for one in sort_for_people(among, str, page_language())}
        named = [(key, one.display_name) for key, one in self._among.items()]
        kwargs.setdefault("error_messages", {"required": _("Choose one of the values of the list.")})
        super().__init__(choices=[NOTHING_CHOSEN, *named], **kwargs)

    def clean(self, value: Any) -> User:
        return self._among[super().clean(value)]


class TermField(forms.ChoiceField):
    """One code of a vocabulary; a question that may stay open offers an empty choice first."""

    def __init__(self, *, vocabulary: str, nothing: str | Promise | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": _("Choose one of the values of the list.")})
        super().__init__(choices=_offered(vocabulary, nothing, kwargs), **kwargs)


class TermsField(forms.MultipleChoiceField):
    """Any number of codes of a vocabulary, each with its box."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, vocabulary: str, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": _("Choose at least one.")})
        super().__init__(choices=lambda: choices(vocabulary), **kwargs)


class DayField(forms.CharField):
    """A whole day. Digits of any script and look-alike dashes are read; a month alone is asked about."""

    widget = forms.DateInput(attrs={"type": "date"})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return _day(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


class PreciseField(forms.CharField):
    """A date as precise as it is known, in the notation that records are kept in."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", PRECISION)
        super().__init__(max_length=64, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return str(EdtfDate.parse(text)) if text else ""
        except BadDate as error:
            raise ValidationError(EXPLANATION) from error


class StateField(forms.ChoiceField):
    """A State, in the order of the page's language; invented ones where the deployment shows them."""

    def __init__(self, *, also: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": _("Choose the State concerned.")})
        super().__init__(choices=lambda: [NOTHING_CHOSEN, *state_choices(also)], **kwargs)


def state_choices(also: str = "") -> Choices:
    """States by name; ``also`` names one that is offered whatever the deployment shows."""
    known = states(include_demonstration=True)
    offered = [s for s in known if not s.demonstration or settings.HIRZ_DEMO or s.code == also]
    named = tuple((s.code, s.name(page_language()).short) for s in offered)
    return list(_in_order(named, page_language()))


@lru_cache(maxsize=64)
def _in_order(named: tuple[tuple[str, str], ...], language: str) -> tuple[tuple[str, str], ...]:
    """Kept, because two hundred names in their order are on many pages."""
    return tuple(sort_for_people(named, lambda pair: pair[1], language))


def state_name(code: str) -> str:
    """What a State is called on the page; nothing for no State."""
    return state(code).name(page_language()).short if code else ""


def definitions(name: str) -> Mapping[str, str]:
    """What the codes of a vocabulary mean, in the language of the page or else in English; empty where not said."""
    spoken = page_language()
    return {
        term.code: term.definition.get(spoken) or term.definition.get("en") or "" for term in vocabulary(name).terms
    }


def _offered(name: str, nothing: str | Promise | None, kwargs: Mapping[str, Any]) -> Callable[[], Choices]:
    def offered() -> Choices:
        first = [(NOTHING_CHOSEN[0], str(nothing or NOTHING_CHOSEN[1]))]
        may_stay_open = nothing is not None or not kwargs.get("initial")
        is_list = kwargs.get("widget", forms.Select) is forms.Select
        return [*(first if may_stay_open and is_list else []), *choices(name)]

    return offered


def _day(text: str) -> date:
    try:
        read = EdtfDate.parse(text)
    except BadDate:
        read = None
    if read is None or read.precision is not Precision.DAY or read.uncertain or read.approximate:
        raise ValidationError(_("Write a whole day, for example 2026-05-14."))
    return read.earliest
