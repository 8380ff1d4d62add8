"""Findings of the rules in words of the page: what an index says, whether parts add up, exact numbers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from babel.numbers import format_decimal, format_percent
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.foundation.vocabularies.dates import active_locale
from hirz.foundation.vocabularies.registry import label
from hirz.rules.assessments import Agreement, Index
from hirz.rules.disaggregation import Finding, Outcome

Words = str | Promise

AGREEMENTS: Final[Mapping[Agreement, Words]] = {
    Agreement.NO_WORD: _("Nobody has assessed it."),
    Agreement.NO_RESPONSE: _("No response: whoever was asked did not answer. That is not a zero."),
    Agreement.NOT_KNOWN: _("Those who looked at it could not tell. That is not a zero."),
    Agreement.ONE_WORD: _("One source speaks. There is nothing to compare it with."),
    Agreement.AGREE: _("The sources agree."),
    Agreement.DIFFER: _("The sources differ by one step."),
    Agreement.DISAGREE: _("The sources disagree: there is no single number, only the range."),
}

TONES: Final[Mapping[Agreement, str]] = {
    Agreement.AGREE: "success",
    Agreement.DIFFER: "info",
    Agreement.DISAGREE: "warning",
}

OUTCOMES: Final[Mapping[Outcome, Words]] = {
    Outcome.NOT_DISAGGREGATED: pgettext_lazy("parts of a number", "Not disaggregated"),
    Outcome.SUMS: pgettext_lazy("parts of a number", "The parts add up"),
    Outcome.DOES_NOT_SUM: pgettext_lazy("parts of a number", "The parts do not add up: %(difference)s in no part"),
    Outcome.NOT_ADDED: pgettext_lazy("parts of a number", "These parts are not added"),
    Outcome.CANNOT_BE: pgettext_lazy(
        "parts of a number", "Number and parts cannot both be right: off by %(difference)s"
    ),
}
_TWICE: Final = pgettext_lazy("parts of a number", "The parts do not add up: %(difference)s counted more than once")


def exact_words(value: Decimal) -> str:
    """A number as it was reported: not rounded, without zeros at its end."""
    return format_decimal(value.normalize(), decimal_quantization=False, locale=active_locale())


def finding_words(found: Finding) -> str:
    """What is said of a number beside its parts."""
    words = _TWICE if found.difference < 0 else OUTCOMES[found.outcome]
    return str(words) % {"difference": exact_words(abs(found.difference))} if found.difference else str(words)


def index_words(index: Index) -> str:
    """The index as a page shows it: a share, a range, or nothing where there is nothing to count."""
    if index.value is not None:
        return _share(index.value)
    if index.lowest is None or index.highest is None:
        return ""
    lowest, highest = (label("implementation_degree", degree) for degree in (index.lowest, index.highest))
    return f"{lowest} – {highest}"


def agreement_words(index: Index) -> str:
    return str(AGREEMENTS[index.agreement])


def _share(value: Fraction) -> str:
    return format_percent(round(float(value), 2), locale=active_locale())
