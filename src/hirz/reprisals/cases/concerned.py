"""Whom a description of a case points to, and who belongs to it besides: whose consent counts when anything leaves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef

from hirz.reprisals.cases.models import Case, CasePerson, Source
from hirz.reprisals.cases.redraft_models import Redraft
from hirz.reprisals.people.models import Person, PersonQuerySet
from hirz.rules.erasing import PERPETRATOR

IDENTIFIABLE_ROLES: Final = ("victim", "relative", "witness")


def people_identifiable(case: Case) -> list[Person]:
    """Everybody a description of the case points to, whether named or not."""
    return list(identifiable_in([case.pk]).prefetch_related("names"))


def identifiable_in(cases: Iterable[UUID]) -> PersonQuerySet:
    """Everybody whom these cases point to.

    Whoever was erased is among them, in whatever role, until the case is written anew without them: what they took back
    holds up everything. After that it points to them no more.
    """
    parts = CasePerson.objects.filter(case__in=cases, person=OuterRef("pk"))
    redrafts = Redraft.objects.filter(case__in=cases, person=OuterRef("pk"))
    written_without = Redraft.objects.filter(
        case=OuterRef("case_id"), person=OuterRef("person_id"), done_at__isnull=False
    )
    spoken_of = parts.filter(~Exists(written_without), role__in=IDENTIFIABLE_ROLES)
    return Person.objects.filter(Exists(spoken_of) | Exists(redrafts.to_be_done()))


def people_beside(case: Case) -> list[Person]:
    """Everybody else on the case: what leaves does not describe them, and names none of them without their consent."""
    return list(beside_in([case.pk]).prefetch_related("names"))


def beside_in(cases: Iterable[UUID]) -> PersonQuerySet:
    """Sources and representatives. Who is alleged to have done it is named where it is told."""
    parts = CasePerson.objects.filter(case__in=cases, person=OuterRef("pk")).exclude(role=PERPETRATOR)
    told_us = Source.objects.filter(case__in=cases, person=OuterRef("pk"))
    on_them = Person.objects.filter(Exists(parts) | Exists(told_us))
    return on_them.exclude(pk__in=identifiable_in(cases).values("pk"))
