"""The list of cases: filters, and pages by key that cost the same however many cases there are.

Each office has its cases in an index by date. The newest of several offices are the newest of each, put together; a
plain condition on offices would have the database sort everything they hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias, TypedDict
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.access import offices_with
from hirz.foundation.accounts.models import User
from hirz.foundation.keyset import Page
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import choices, page_language
from hirz.reprisals.cases.models import Case, CaseGrant
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.people.web.fields import StaffForm, state_choices


class Key(TypedDict):
    """What a page is ordered by."""

    pk: UUID
    opened_at: datetime


Keys: TypeAlias = "QuerySet[Case, Key]"
PAGE_SIZE: Final = 25
OPEN: Final = "open"
ME, NOBODY = "me", "nobody"


class CaseFilters(StaffForm):
    state_concerned = forms.ChoiceField(label=_("State"), required=False)
    state = forms.ChoiceField(label=_("Where it stands"), required=False)
    risk = forms.ChoiceField(label=_("Risk"), required=False)
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    office = forms.ChoiceField(label=_("Office"), required=False)

    def __init__(self, asked: QueryDict, *, user: User) -> None:
        super().__init__(asked)
        self.user = user
        self.offices = list(Office.objects.filter(pk__in=offices_with(user, CasePermission.CASE_VIEW)))
        self._offer("state_concerned", _("Every State"), state_choices())
        self._offer("state", _("Every stage"), [(OPEN, str(_("All that are open"))), *choices("case_state")])
        self._offer("risk", _("Every level"), choices("risk_level"))
        self._offer("owner", _("Anybody"), [(ME, str(_("Me"))), (NOBODY, str(_("Nobody yet"))), *self._colleagues()])
        self._offer("office", _("All my offices"), self._office_choices())

    def narrow(self, cases: QuerySet[Case]) -> QuerySet[Case]:
        """The cases that are asked for; an answer that is not on offer narrows nothing."""
        for name, value in self.chosen.items():
            cases = cases.filter(self._condition(name, value))
        return cases

    @property
    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def _condition(self, name: str, value: str) -> Q:
        if name == "state" and value == OPEN:
            return ~Q(state__in=["CLOSED", "OUT_OF_SCOPE", "MERGED"])
        if name == "owner" and value in {ME, NOBODY}:
            return Q(owner=self.user) if value == ME else Q(owner__isnull=True)
        return Q(**{name: value})

    def _offer(self, name: str, everything: Any, listed: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", everything), *listed]  # type: ignore[attr-defined]

    def _colleagues(self) -> list[tuple[str, str]]:
        people = User.objects.filter(assignments__office__in=self.offices, is_active=True).distinct()
        named = [(str(person.pk), person.display_name) for person in people if person.pk != self.user.pk]
        return sort_for_people(named, lambda pair: pair[1], page_language())

    def _office_choices(self) -> list[tuple[str, str]]:
        named = [(str(office.pk), str(office)) for office in self.offices]
        return sort_for_people(named, lambda pair: pair[1], page_language())


@dataclass(frozen=True)
class Place:
    """Where a page begins: the key of the case before it, and in which direction the list is read."""

    opened_at: datetime
    pk: UUID
    backwards: bool

    @classmethod
    def asked_for(cls, asked: QueryDict) -> Place | None:
        """The place in the address; one that cannot be read is the beginning."""
        backwards = "before" in asked and "after" not in asked
        moment, _between, pk = asked.get("before" if backwards else "after", "").partition("~")
        try:
            opened_at = parse_datetime(moment)
            return cls(opened_at, UUID(pk), backwards) if opened_at and opened_at.tzinfo else None
        except ValueError:
            return None

    @property
    def beyond(self) -> Q:
        """Said so that the index starts at the place: the first condition is what the index is searched by."""
        if self.backwards:
            return Q(opened_at__gte=self.opened_at) & (Q(opened_at__gt=self.opened_at) | Q(pk__gt=self.pk))
        return Q(opened_at__lte=self.opened_at) & (Q(opened_at__lt=self.opened_at) | Q(pk__lt=self.pk))


def page_of_cases(filters: CaseFilters, asked: QueryDict) -> Page[Case]:
    place = Place.asked_for(asked)
    backwards = place is not None and place.backwards
    keys = list(newest(filters, place)[: PAGE_SIZE + 1])
    there_is_more, shown = len(keys) > PAGE_SIZE, keys[:PAGE_SIZE]
    rows = _rows([key["pk"] for key in shown])
    return Page(
        rows,
        next_url=_address(asked, "after", rows[-1:]) if there_is_more or backwards else "",
        previous_url=_address(asked, "before", rows[:1]) if (there_is_more if backwards else place) else "",
    )


def newest(filters: CaseFilters, place: Place | None) -> Keys:
    """Keys of the cases that are asked for and open to the person, in the order of the page."""
    branches = [_ordered(branch.filter(place.beyond) if place else branch, place) for branch in _branches(filters)]
    first, *others = [branch[: PAGE_SIZE + 1] for branch in branches]
    return _ordered(first.union(*others, all=False), place) if others else first


def _branches(filters: CaseFilters) -> Iterator[Keys]:
    """One for each office, each along its index, and one for the cases that a grant opens."""
    visible = filters.narrow(Case.objects.visible_to(filters.user)).values("pk", "opened_at")
    for office in filters.offices:
        yield visible.filter(office=office)
    granted = CaseGrant.objects.in_force().filter(user=filters.user).values("case_id")
    yield visible.filter(pk__in=granted)


def _ordered(cases: Keys, place: Place | None) -> Keys:
    if place is not None and place.backwards:
        return cases.order_by("opened_at", "pk")
    return cases.order_by("-opened_at", "-pk")


def _rows(keys: list[UUID]) -> list[Case]:
    found = Case.objects.filter(pk__in=keys).select_related("owner").prefetch_related("deadlines")
    return list(found.order_by("-opened_at", "-pk"))


def _address(asked: QueryDict, direction: str, row: list[Case]) -> str:
    if not row:
        return ""
    parameters = asked.copy()
    for name in ("after", "before"):
        parameters.pop(name, None)
    parameters[direction] = f"{row[0].opened_at.isoformat()}~{row[0].pk}"
    return f"?{parameters.urlencode()}"
