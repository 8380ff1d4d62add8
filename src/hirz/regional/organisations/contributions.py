"""What waits for contributors, gathered from apps that this one does not know: they register when they start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise

from hirz.foundation.accounts.models import User


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that an organisation is asked for, with the page where it is done and the day until when."""

    label: str
    url: str
    due_date: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ContributorArea:
    """A page that is open to contributors, in their navigation."""

    label: str | Promise
    url_name: str
    icon: str


Asked = Callable[[User], Sequence[Waiting]]
_asked: Final[list[Asked]] = []
_areas: Final[list[ContributorArea]] = []


def register(asked: Asked) -> Asked:
    """``asked`` tells what waits for the organisation of a contributor, of what that person may see and no more."""
    _asked.append(asked)
    return asked


def register_area(*, label: str | Promise, url_name: str, icon: str) -> None:
    _areas.append(ContributorArea(label, url_name, icon))


def waiting_for(user: User) -> list[Waiting]:
    """Of all apps, the most urgent first; what has no day comes last."""
    found = [one for asked in _asked for one in asked(user)]
    return sorted(found, key=lambda one: (one.due_date is None, one.due_date or date.max))


def areas() -> Sequence[ContributorArea]:
    return tuple(_areas)
