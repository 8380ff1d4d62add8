"""Who contributed a row, told to somebody who may not know every organisation, and is told no names of staff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import pgettext

from hirz.foundation.accounts.models import User
from hirz.foundation.many import one_of
from hirz.regional.organisations.layered import Layered
from hirz.regional.organisations.models import Organisation


def contributors_named(rows: Iterable[Layered], *, user: User) -> Mapping[UUID, str]:
    """In whose name each row stands, by its id. One question, however many there are.

    That an organisation contributed is told to whoever sees the organisation, and to nobody by way of what it wrote.
    """
    owners = {row.pk: row.contributed_by_id for row in rows}
    asked = {owner for owner in owners.values() if owner}
    seen = Organisation.objects.visible_to(user).filter(pk__in=one_of(asked)) if asked else ()
    names = {organisation.pk: organisation.name for organisation in seen}
    hidden = pgettext("who contributed", "An organisation")
    office = pgettext("who contributed", "The office")
    return {row: names.get(owner, hidden) if owner else office for row, owner in owners.items()}
