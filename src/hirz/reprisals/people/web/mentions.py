"""Where a person appears. People do not know cases; the narrower app that does tells of them through :func:`tells`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hirz.foundation.accounts.models import User
from hirz.reprisals.people.models import Person


@dataclass(frozen=True)
class Mention:
    """A case that the user may see, in words, and the parts the person has in it; ``risk`` is a code."""

    case_id: UUID
    reference: str
    url: str
    parts: Sequence[str]
    state_concerned: str
    stands: str
    risk: str
    opened_at: datetime


Teller = Callable[[Person, User], Sequence[Mention]]
_tellers: list[Teller] = []


def tells(teller: Teller) -> Teller:
    _tellers.append(teller)
    return teller


def mentions_of(person: Person, user: User) -> list[Mention]:
    return [mention for teller in _tellers for mention in teller(person, user)]
