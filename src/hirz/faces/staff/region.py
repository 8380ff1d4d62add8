"""The regional half at a glance: each State of one's offices, with what is on record of it and where to go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.apps import apps
from django.db.models import Count
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.access import Permission, has_permission
from hirz.foundation.accounts.doors import PERMISSION_ATTRIBUTE
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import page_language
from hirz.regional.organisations.permissions import VIEW, states_with


@dataclass(frozen=True)
class Part:
    """A part of the regional half: its page, and what of it is counted for a State. ``noun`` is empty where the label
    says what the number is of; ``in_path``: the State stands in the address, and is not asked for by it."""

    label: str | Promise
    url_name: str
    model: str = ""
    noun: str | Promise = ""
    in_path: bool = False

    def is_open_to(self, user: User) -> bool:
        """Whether there is such a page here, and the person holds the permission that it names."""
        if (url := self.url("XX")) is None:
            return False
        permission: Permission | None = getattr(resolve(urlsplit(url).path).func, PERMISSION_ATTRIBUTE)
        return permission is None or has_permission(user, permission)

    def url(self, state_code: str) -> str | None:
        """None while there is no such page here."""
        try:
            if self.in_path:
                return reverse(self.url_name, args=[state_code])
            return f"{reverse(self.url_name)}?state={state_code}"
        except NoReverseMatch:
            return None


@dataclass(frozen=True)
class Line:
    """A part on the card of a State; ``count`` is of what the person may know, and None where nothing is counted."""

    label: str | Promise
    url: str
    noun: str | Promise
    count: int | None


@dataclass(frozen=True)
class StateCard:
    code: str
    name: str
    lines: Sequence[Line]


PARTS: Final = (
    Part(
        pgettext_lazy("part of the regional half", "Treaties and obligations"), "mechanisms:state",
        "mechanisms.TreatyAction", pgettext_lazy("counted for a State", "Treaty actions"), in_path=True,
    ),
    Part(
        pgettext_lazy("part of the regional half", "Recommendations"), "recommendations:list",
        "recommendations.Recommendation",
    ),
    Part(
        pgettext_lazy("part of the regional half", "Implementation"), "implementation:state",
        "implementation.Measure", pgettext_lazy("counted for a State", "Measures"), in_path=True,
    ),
    Part(
        pgettext_lazy("part of the regional half", "Reviews and visits"), "reviews:list",
        "reviews.Review", pgettext_lazy("counted for a State", "Reviews"),
    ),
    Part(pgettext_lazy("part of the regional half", "National institutions"), "institutions:list"),
    Part(
        pgettext_lazy("part of the regional half", "Legislation"), "legislation:list",
        "legislation.Law", pgettext_lazy("counted for a State", "Laws"),
    ),
    Part(
        pgettext_lazy("part of the regional half", "Programme"), "programme:overview",
        "programme.Activity", pgettext_lazy("counted for a State", "Activities"),
    ),
    Part(
        pgettext_lazy("part of the regional half", "Partners"), "partners:overview",
        "partners.PartnerMeeting", pgettext_lazy("counted for a State", "Meetings"),
    ),
    Part(
        pgettext_lazy("part of the regional half", "Organisations"), "organisations:list",
        "organisations.Organisation",
    ),
    Part(pgettext_lazy("part of the regional half", "Reports"), "reports:list", "reports.Report"),
)  # fmt: skip
"""In the order in which work goes: what binds, what was recommended, what came of it, with whom, what is told."""


def cards_for(user: User) -> list[StateCard]:
    codes = _states_of(user)
    here = [part for part in PARTS if part.is_open_to(user)]
    counts = {part: _counted(part.model, codes, user) for part in here if part.model}
    return [StateCard(code, state_name(code), [_line(part, code, counts) for part in here]) for code in codes]


def _states_of(user: User) -> list[str]:
    """Of the offices where the person follows States, else of their own; headquarters: all that an office covers."""
    states, everywhere = states_with(user, VIEW)
    if everywhere or (not states and user.office.kind == Office.Kind.HEADQUARTERS):
        states = frozenset(code for listed in Office.objects.values_list("states", flat=True) for code in listed)
    return sort_for_people(states or frozenset(user.office.states), state_name, page_language())


def _line(part: Part, code: str, counts: Mapping[Part, Mapping[str, int]]) -> Line:
    count = counts[part].get(code, 0) if part in counts else None
    return Line(part.label, part.url(code) or "", part.noun, count)


def _counted(label: str, codes: Sequence[str], user: User) -> Mapping[str, int]:
    """Rows of each State that the person may see, in one question."""
    model: Any = apps.get_model(label)
    rows = model.objects.visible_to(user).filter(state_code__in=codes).order_by()
    return dict(rows.values_list("state_code").annotate(Count("pk")))
