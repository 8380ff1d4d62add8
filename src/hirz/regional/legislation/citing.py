"""What comments rest on, as people write it: one line for each.

``iccpr 22`` is an article of a treaty, ``ccpr GC 37`` a general comment of a committee, ``go_2018_1_1`` a General
Observation, each by its code in capitals or not, and the address or id of a recommendation is that recommendation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import label, vocabulary
from hirz.regional.legislation.models import Citation
from hirz.regional.legislation.refusals import CitationUnclear
from hirz.regional.recommendations.models import Recommendation

MOST: Final = 30
_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
_NUMBER: Final = re.compile(r"[0-9A-Za-z(][0-9A-Za-z().,\- ]{0,38}")


def citations_of(written: str, *, user: User) -> list[Citation]:
    """Read the lines; nothing is saved. Raises :class:`CitationUnclear`."""
    lines = [line.strip() for line in written.splitlines() if line.strip()]
    if len(lines) > MOST:
        raise CitationUnclear
    return [_citation(line, user) for line in lines]


def written(citations: Sequence[Citation]) -> str:
    """The same lines again, for a form."""
    return "\n".join(_line(one) for one in citations)


def told(citation: Citation) -> str:
    """In words, in the active language; a term of which a fact is from memory comes with its mark."""
    if citation.treaty:
        treaty, number = label("treaty", citation.treaty), citation.number
        return _("%(treaty)s, article %(number)s") % {"treaty": treaty, "number": number} if number else treaty
    if citation.committee:
        found = {"committee": label("committee", citation.committee), "number": citation.number}
        return _("%(committee)s, %(number)s") % found
    if citation.recommendation is not None:
        return _of_recommendation(citation.recommendation)
    return label("general_observation", citation.general_observation)


def _of_recommendation(found: Recommendation) -> str:
    where = [label("mechanism", found.mechanism), found.symbol, found.paragraph]
    return " · ".join(part for part in where if part)


def _citation(line: str, user: User) -> Citation:
    if known := _ID.search(line):
        found = Recommendation.objects.visible_to(user).filter(pk=UUID(known[0])).first()
        if found is None:
            raise CitationUnclear
        return Citation(recommendation=found)
    name, _space, number = line.partition(" ")
    code = name.lower().replace("-", "_")
    if code in vocabulary("general_observation"):
        return Citation(general_observation=code)
    return _of_body(code, number.strip())


def _of_body(code: str, number: str) -> Citation:
    """A treaty or a committee. CAT is both: an article of the treaty is meant, unless GC stands before the number."""
    is_general_comment = number.lower().startswith("gc")
    number = number[2:].strip(" .") if is_general_comment else number
    if number and not _NUMBER.fullmatch(number):
        raise CitationUnclear
    if code in vocabulary("treaty") and not is_general_comment:
        return Citation(treaty=code, number=number)
    if code in vocabulary("committee") and number:
        return Citation(committee=code, number=number)
    raise CitationUnclear


def _line(one: Citation) -> str:
    if one.recommendation_id:
        return str(one.recommendation_id)
    if one.committee:
        return f"{one.committee} GC {one.number}"
    return f"{one.treaty} {one.number}".strip() or one.general_observation
