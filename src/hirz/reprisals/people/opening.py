"""Opening many names at once, without a row object for each."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Final, NamedTuple
from uuid import UUID

from hirz.engines.sealing import Place, SealingError, open_text
from hirz.foundation.keys.chain import KeyGone, keychain
from hirz.foundation.many import one_of
from hirz.reprisals.people.models import PersonName, PersonQuerySet

logger = logging.getLogger("hirz.keys")
_TABLE: Final = "people_personname"
_COLUMN: Final = "text"


class OpenName(NamedTuple):
    person_id: UUID
    text: str


def open_names(name_ids: Collection[UUID], people: PersonQuerySet) -> list[OpenName]:
    """Those of the names that belong to ``people``, opened. One that does not open is left out, and logged."""
    names = PersonName.objects.filter(pk__in=one_of(name_ids), person__in=people).order_by()
    rows = names.values_list("pk", "person_id", "text")
    keys = keychain()
    keys.announce({person_id for _, person_id, _ in rows})
    opened = []
    for name_id, person_id, sealed in rows:
        try:
            place = Place(_TABLE, _COLUMN, str(name_id))
            opened.append(OpenName(person_id, open_text(sealed.envelope, key=keys.key(person_id), place=place)))
        except (SealingError, KeyGone) as error:
            logger.error("text of people.personname %s: %s", name_id, type(error).__name__)
    return opened
