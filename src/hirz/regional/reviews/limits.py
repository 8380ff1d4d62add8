"""How long a report may be: what its receiver says, or what its authors wrote down with its source."""

from __future__ import annotations

from dataclasses import dataclass

from hirz.foundation.vocabularies.registry import known, vocabulary
from hirz.regional.reviews.models import AlternativeReport
from hirz.rules.review_documents import Mechanism
from hirz.rules.word_limits import WordLimit


@dataclass(frozen=True, slots=True)
class LimitOnRecord:
    """A limit with where it is from; ``is_unverified``: known, and to be checked before anybody relies on it."""

    limit: WordLimit
    source: str
    is_unverified: bool


def limit_of(report: AlternativeReport) -> LimitOnRecord | None:
    """What the authors wrote down wins: they may hold newer guidelines than this file. None: no limit is known."""
    if report.own_limit:
        return LimitOnRecord(WordLimit(report.own_limit), report.own_limit_source, is_unverified=False)
    words = known("submission_kind", report.kind, "words")
    if words is None or not isinstance(words.value, int):
        return None
    source = known("submission_kind", report.kind, "source")
    return LimitOnRecord(WordLimit(words.value), str(source.value) if source else "", words.unverified)


def kinds_for(mechanism: Mechanism, treaty: str) -> list[str]:
    """Kinds of submissions by stakeholders that a review of this mechanism, or by the committee of a treaty, takes."""
    committee = vocabulary("treaty").term(treaty).facts.get("committee") if treaty else None
    return [
        term.code
        for term in vocabulary("submission_kind")
        if term.facts.get("by") == "stakeholder"
        and term.facts.get("mechanism") == mechanism.value
        and term.facts.get("committee") in (None, committee)
    ]
