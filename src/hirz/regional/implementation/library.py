"""The library of evidence: entries that answer a question, of those that a person sees.

Titles, sources, addresses and names of files are sealed, so no index knows their words: entries that fit otherwise are
opened, the newest first, and looked into.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from hirz.foundation.accounts.models import User
from hirz.foundation.many import one_of
from hirz.regional.implementation.models import Evidence, EvidenceQuerySet
from hirz.regional.implementation.uses import used
from hirz.rules.searching import Wanted

OPENED: Final = 2_000
"""So many entries at most are opened for one question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody looks for; what is empty does not matter. ``is_used``: something that they see cites it, or not."""

    words: str = ""
    source: str = ""
    state_code: str = ""
    kind: str = ""
    layer: str = ""
    since: date | None = None
    until: date | None = None
    is_used: bool | None = None

    @property
    def looks_into(self) -> bool:
        return bool(self.words.strip() or self.source.strip())


@dataclass(frozen=True, slots=True)
class Found:
    """The entries, and how many of the newest were looked into where there were more than can be; 0: all of them."""

    rows: EvidenceQuerySet
    only_newest: int = 0


def found(question: Question, user: User) -> Found:
    rows = Evidence.objects.visible_to(user).filter(_conditions(question))
    if question.is_used is not None:
        rows = rows.filter(used(user) if question.is_used else ~used(user))
    return _looked_into(rows, question) if question.looks_into else Found(rows)


def _conditions(question: Question) -> Q:
    asked = {
        "state_code": question.state_code, "kind": question.kind, "layer": question.layer,
        "on_date__gte": question.since, "on_date__lte": question.until,
    }  # fmt: skip
    return Q(**{name: value for name, value in asked.items() if value})


def _looked_into(rows: EvidenceQuerySet, question: Question) -> Found:
    words, source = Wanted.of(question.words), Wanted.of(question.source)
    newest = list(rows.order_by("-entered_at", "id")[: OPENED + 1])
    ids = [row.pk for row in newest[:OPENED] if source.occur_in(row.source) and words.occur_in(_text_of(row))]
    return Found(rows.filter(pk__in=one_of(ids)), OPENED if len(newest) > OPENED else 0)


def _text_of(row: Evidence) -> str:
    return "\n".join((row.title, row.source, row.file_name, row.address))
