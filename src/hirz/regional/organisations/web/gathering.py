"""What the pages about organisations show, put together from the records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import label, page_language
from hirz.regional.organisations.models import Contributor, Organisation
from hirz.regional.organisations.permissions import may_edit, may_view


@dataclass(frozen=True)
class People:
    """Who speaks for an organisation on a day, and who did before."""

    current: Sequence[Contributor]
    former: Sequence[Contributor]

    @classmethod
    def of(cls, rows: Sequence[Contributor], day: date) -> People:
        current = [row for row in rows if row.until_date is None or (row.until_date >= day and row.user.is_active)]
        places = {part: place for place, part in enumerate(Contributor.Part.values)}
        ordered = sorted(current, key=lambda row: (places[row.part], row.from_date, row.entered_at))
        return cls(ordered, [row for row in reversed(rows) if row not in current])


def by_name(rows: Iterable[Organisation]) -> list[Organisation]:
    return sort_for_people(rows, lambda row: row.name, page_language())


def names_of(organisation: Organisation) -> list[tuple[str, str, str]]:
    """Code of the language, what it is called, and the name in it."""
    return [(language, label("language_name", language), name) for language, name in organisation.names.items()]


def one_page(organisation: Organisation, user: User) -> dict[str, Any]:
    visible = Organisation.objects.visible_to(user)
    rows = Contributor.objects.visible_to(user).filter(organisation=organisation).select_related("user", "entered_by")
    follows = may_view(user, organisation.state_code)
    return {
        "organisation": organisation,
        "state": state_name(organisation.state_code),
        "names": names_of(organisation),
        "parent": visible.filter(pk=organisation.parent_id).first() if organisation.parent_id else None,
        "below": by_name(visible.filter(parent=organisation)),
        "people": People.of(list(rows), timezone.localdate()) if follows else None,
        "may_edit": may_edit(user, organisation.state_code),
    }
