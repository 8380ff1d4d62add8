"""What narrower apps add to the pages of a person: a part of the page with its own template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hirz.foundation.accounts.models import User
from hirz.reprisals.people.models import Person


@dataclass(frozen=True)
class Panel:
    template: str
    shown: Mapping[str, Any]


Adding = Callable[[Person, User], Panel | None]
_adding: list[Adding] = []


def adds(panel: Adding) -> Adding:
    _adding.append(panel)
    return panel


def panels_of(person: Person, user: User) -> list[Panel]:
    return [panel for add in _adding if (panel := add(person, user)) is not None]
