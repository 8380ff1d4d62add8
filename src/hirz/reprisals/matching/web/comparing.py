"""Two files side by side: what each says, what differs, why they are held to be alike, and what was decided so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.engines.names import compare, compare_many, explain
from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import label, page_language
from hirz.reprisals.matching.models import PairDecision, Proposal, ProposalQuerySet
from hirz.reprisals.matching.traits import Trait, traits_of
from hirz.reprisals.matching.web.weighing import Weighed, weighed
from hirz.reprisals.people.answers import files_of
from hirz.reprisals.people.models import Merge, Person
from hirz.reprisals.people.web.fields import state_name
from hirz.reprisals.people.web.spellings import name_for_page

_AROUND: Final = 10
_NAMES_COMPARED: Final = 20
"""Of each file; a thousand spellings would make a page of a million comparisons."""


@dataclass(frozen=True)
class Line:
    """One thing in both files. ``differs`` where both know it and do not agree."""

    what: str
    first: Sequence[str]
    second: Sequence[str]
    differs: bool = False


@dataclass(frozen=True)
class Listed:
    """A pair on a list: a name for each file, and how alike they are of a hundred."""

    proposal: Proposal
    first: str
    second: str
    percent: int


@dataclass(frozen=True)
class Beside:
    """Everything the page of a pair says."""

    first: Person
    second: Person
    lines: Sequence[Line]
    names_in_words: Sequence[str]
    weighed: Sequence[Weighed]
    proposal: Proposal | None
    decisions: Sequence[PairDecision]
    merges: Sequence[Merge]
    likeness: float | None
    together: bool
    """Whether they are held to be one person's, by themselves or by way of other files."""
    around: Sequence[Listed]
    """Other pairs that wait with one of the two: what looks alike often comes in groups."""

    @property
    def decided_different(self) -> bool:
        return bool(self.decisions) and self.decisions[0].verdict == "DIFFERENT"

    @property
    def in_force(self) -> Merge | None:
        return next((merge for merge in self.merges if merge.undone_at is None), None)


def beside(first: Person, second: Person, user: User) -> Beside:
    """Both must be visible to ``user``, with names and office at hand."""
    about = {"first": first, "second": second}
    proposal = Proposal.objects.visible_to(user).filter(**about).first()
    said = PairDecision.objects.visible_to(user).filter(**about).select_related("decided_by", "first")
    merges = Merge.objects.visible_to(user).filter(**about).select_related("made_by", "undone_by", "first")
    score, names_in_words = _names_in_words(first, second)
    return Beside(
        first, second, _lines(first, second, user), names_in_words, weighed(proposal), proposal, list(said),
        list(merges), proposal.likeness if proposal else score, second.pk in files_of([first.pk])[first.pk],
        _around(first, second, user),
    )  # fmt: skip


def _names_in_words(first: Person, second: Person) -> tuple[float | None, Sequence[str]]:
    """The two spellings that are nearest to each other, and why."""
    left, right = _spellings(first), _spellings(second)
    if not left or not right:
        return None, ()
    pairs = np.array([(i, j) for i in range(len(left)) for j in range(len(right))], np.int64)
    i, j = pairs[int(np.argmax(compare_many(left, right, pairs)))]
    found = compare(left[i], right[j])
    return found.score, explain(found, page_language())


def _spellings(person: Person) -> list[str]:
    return [str(name.text) for name in person.names.all()][:_NAMES_COMPARED]


def _lines(first: Person, second: Person, user: User) -> list[Line]:
    traits = traits_of([first, second], user)
    here, there = (_traits_in_words(traits[person.pk]) for person in (first, second))
    return [
        Line(_("Names"), _spellings(first), _spellings(second)),
        _coded(_("Kind"), "person_kind", first.kind, second.kind),
        _coded(_("Gender"), "gender", first.gender, second.gender),
        _coded(_("Age group"), "age_group", first.age_group, second.age_group),
        _line(_("Born"), first.born, second.born),
        Line(_("On record"), here, there),
        Line(pgettext("of a file", "Office"), [str(first.office)], [str(second.office)]),
    ]


def _line(what: str, one: str, other: str) -> Line:
    return Line(what, [one] if one else [], [other] if other else [], bool(one and other and one != other))


def _coded(what: str, vocabulary: str, one: str, other: str) -> Line:
    known = {"unknown"} & {str(one), str(other)} == set()
    return Line(what, [label(vocabulary, one)], [label(vocabulary, other)], known and one != other)


def _traits_in_words(traits: Sequence[Trait]) -> list[str]:
    """What happened, when (kept from left to right), in which State."""
    return [f"{trait.words} · \u2066{trait.date}\u2069 · {state_name(trait.country)}" for trait in traits]


def listed(proposals: Iterable[Proposal]) -> list[Listed]:
    """Names and offices must be at hand."""
    return [Listed(p, name_for_page(p.first), name_for_page(p.second), round(100 * p.likeness)) for p in proposals]


def whole(proposals: ProposalQuerySet) -> ProposalQuerySet:
    """With what a list tells of each pair."""
    return proposals.select_related("first__office", "second__office").prefetch_related("first__names", "second__names")


def _around(first: Person, second: Person, user: User) -> list[Listed]:
    either = Q(first__in=[first, second]) | Q(second__in=[first, second])
    others = Proposal.objects.visible_to(user).filter(either).exclude(first=first, second=second)
    return listed(whole(others)[:_AROUND])
