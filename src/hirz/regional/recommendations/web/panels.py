"""What other apps offer beside a recommendation: they register, and this one does not know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hirz.regional.recommendations.models import Recommendation


@dataclass(frozen=True, slots=True)
class Link:
    """A page about the recommendation elsewhere."""

    label: str
    url: str
    icon: str


Offered = Callable[[Recommendation], Link]
_offered: Final[list[Offered]] = []


def register(offered: Offered) -> Offered:
    """``offered`` tells where an app follows a recommendation; it asks the database nothing."""
    _offered.append(offered)
    return offered


def links_of(recommendation: Recommendation) -> list[Link]:
    return [offered(recommendation) for offered in _offered]
