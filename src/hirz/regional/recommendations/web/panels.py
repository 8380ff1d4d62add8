"""What other apps offer and show beside a recommendation: they register, and this one does not know them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from hirz.foundation.accounts.models import User
from hirz.regional.recommendations.models import Recommendation


@dataclass(frozen=True, slots=True)
class Link:
    """A page about the recommendation elsewhere."""

    label: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the page with a template of its own, of what the reader may know and no more."""

    template: str
    shown: Mapping[str, Any]


Offered = Callable[[Recommendation], Link]
Adding = Callable[[Recommendation, User], Panel]
_offered: Final[list[Offered]] = []
_adding: Final[list[Adding]] = []


def register(offered: Offered) -> Offered:
    """``offered`` tells where an app follows a recommendation; it asks the database nothing."""
    _offered.append(offered)
    return offered


def links_of(recommendation: Recommendation) -> list[Link]:
    return [offered(recommendation) for offered in _offered]


def adds(panel: Adding) -> Adding:
    _adding.append(panel)
    return panel


def panels_of(recommendation: Recommendation, user: User) -> list[Panel]:
    return [add(recommendation, user) for add in _adding]
