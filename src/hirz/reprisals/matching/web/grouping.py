"""More than two files that look alike: those that waiting pairs lead to from one of them, over any number of steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q

from hirz.foundation.accounts.models import User
from hirz.reprisals.matching.models import Proposal, ProposalQuerySet
from hirz.reprisals.matching.web.comparing import Listed, listed, whole
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.web.spellings import name_for_page

MOST: Final = 20
"""Files on one page. A larger group is one that weak pairs hold together; it is gone through pair by pair."""
_STEPS: Final = 5


@dataclass(frozen=True)
class Group:
    """``files`` with the names by which they are listed, the ``pairs`` among them, and whether there are more."""

    files: Sequence[tuple[Person, str]]
    pairs: Sequence[Listed]
    there_is_more: bool


def group_of(person: Person, waiting: ProposalQuerySet, user: User) -> Group:
    """The group of a file among the ``waiting`` pairs, of which ``user`` must see all."""
    ids = fresh = {person.pk}
    for _ in range(_STEPS):
        fresh = _beside(fresh, waiting) - ids
        ids = ids | fresh
        if not fresh or len(ids) > MOST:
            break
    kept = {person.pk, *sorted(ids - {person.pk})[: MOST - 1]}
    seen = Person.objects.visible_to(user).filter(pk__in=kept).select_related("office").prefetch_related("names")
    files = [(file, name_for_page(file)) for file in sorted(seen, key=lambda file: file.entered_at)]
    pairs = whole(waiting.filter(first__in=kept, second__in=kept))
    return Group(files, listed(pairs), len(ids) > len(kept))


def in_groups(pairs: Sequence[Proposal], waiting: ProposalQuerySet) -> set[UUID]:
    """The ``pairs`` of which a file stands in another waiting pair too."""
    ids = {pk for pair in pairs for pk in (pair.first_id, pair.second_id)}
    often = Counter(pk for both in _touching(ids, waiting) for pk in both)
    return {pair.pk for pair in pairs if max(often[pair.first_id], often[pair.second_id]) > 1}


def _beside(ids: Collection[UUID], waiting: ProposalQuerySet) -> set[UUID]:
    return {pk for both in _touching(ids, waiting) for pk in both}


def _touching(ids: Collection[UUID], waiting: ProposalQuerySet) -> Sequence[tuple[UUID, UUID]]:
    either = waiting.filter(Q(first__in=ids) | Q(second__in=ids)).order_by()
    return list(either.values_list("first_id", "second_id"))
