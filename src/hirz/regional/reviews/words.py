"""What the rules about reviews say, in words of the language of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hirz.rules.sp_communications import CONFIDENCE, REPLY, URGENT_REPLY, Period, Standing
from hirz.rules.word_limits import Fit


@dataclass(frozen=True)
class Words:
    """A word with the tone and the sign that repeat it."""

    label: str | Promise
    tone: str
    icon: str = ""


@dataclass(frozen=True)
class PeriodWords:
    """A rule with its source, and whether somebody has to verify it."""

    text: str | Promise
    is_unverified: bool


STANDINGS: Final = {
    Standing.AWAITED: Words(pgettext_lazy("reply of a State", "Awaited"), "info", "clock"),
    Standing.OVERDUE: Words(pgettext_lazy("reply of a State", "Overdue"), "warning", "exclamation-triangle"),
    Standing.IN_TIME: Words(pgettext_lazy("reply of a State", "Replied in time"), "success", "check-circle"),
    Standing.LATE: Words(pgettext_lazy("reply of a State", "Replied late"), "neutral", "check-circle"),
}
FITS: Final = {
    Fit.WITHIN: Words(_("Within the limit"), "success", "check-circle"),
    Fit.OVER: Words(_("Over the limit"), "danger", "exclamation-circle"),
    Fit.UNCLEAR: Words(
        _("Counted in characters: whether it is within the limit has to be asked"), "warning", "exclamation-triangle"
    ),
}
PERIODS: Final = {
    REPLY.code: _("Letters of the special procedures ask for a reply within sixty days."),
    URGENT_REPLY.code: _(
        "Urgent appeals: thirty days by the Manual of Operations of the Special Procedures (2008); letters of recent"
        " years ask for sixty."
    ),
    CONFIDENCE.code: _("Practice of the special procedures: published after sixty days."),
}


def standing_words(standing: Standing) -> Words:
    return STANDINGS[standing]


def period_words(period: Period) -> PeriodWords:
    return PeriodWords(PERIODS[period.code], period.verify)
