"""What the pages about recommendations show, put together from the records: a few questions however long the list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils.functional import Promise

from hirz.engines.meaning.firmness import firmness_of_texts
from hirz.foundation.accounts.models import User
from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import label, page_language
from hirz.regional.recommendations.lineage import Link, chain_of, has_earlier_round, is_new
from hirz.regional.recommendations.models import (
    Cluster,
    ClusterMember,
    GivenTerm,
    Lineage,
    Part,
    Position,
    Recommendation,
    RecommendationQuerySet,
    RecommendationText,
)
from hirz.regional.recommendations.permissions import covered
from hirz.regional.recommendations.terms import codes_of
from hirz.regional.recommendations.web.reasons import Shown, reason_shown
from hirz.regional.recommendations.wording import FIRMNESS, NOT_TOLD

SHOWN: Final = 200
"""How many rows a page lists that has no further pages; the counts are of all."""


@dataclass(frozen=True)
class Row:
    """A recommendation as the list shows it."""

    recommendation: Recommendation
    state: str
    text: RecommendationText
    positions: Sequence[Position]


@dataclass(frozen=True)
class Pair:
    """A later recommendation and an earlier one, side by side, with why they were brought together."""

    lineage: Lineage
    earlier: Row
    later: Row
    reason: Shown


@dataclass(frozen=True)
class Group:
    """A group as pages show it: without a name of its own it is called by what its members share."""

    cluster: Cluster
    state: str
    reason: Shown
    members: Sequence[tuple[ClusterMember, Row]] = ()


@dataclass(frozen=True)
class Ties:
    """Lineage of one recommendation: what it may take up, what may take it up, and the chain that people confirmed."""

    before: Sequence[Pair]
    after: Sequence[Pair]
    chain: Sequence[tuple[Link, Row]]
    is_new: bool


def whole(rows: RecommendationQuerySet) -> RecommendationQuerySet:
    """With what every page needs of them: texts, and positions with their parts."""
    positions = Position.objects.select_related("part", "recorded_by")
    return rows.prefetch_related("texts", Prefetch("positions", queryset=positions))


def row_of(recommendation: Recommendation) -> Row:
    return Row(
        recommendation=recommendation,
        state=state_name(recommendation.state_code),
        text=_text_to_read(list(recommendation.texts.all())),
        positions=list(recommendation.positions.all()),
    )


def one_page(recommendation: Recommendation) -> dict[str, Any]:
    row = row_of(recommendation)
    names = [state_name(code) for code in recommendation.recommending_states]
    original = next(text for text in recommendation.texts.all() if text.is_original)
    # Not in one question with who made them: to contributors nobody of the staff is there, nor would the part be.
    parts = recommendation.parts.prefetch_related("made_by")
    return {
        "row": row,
        "recommendation": recommendation,
        "texts": [row.text, *(text for text in recommendation.texts.all() if text.pk != row.text.pk)],
        "recommending": sort_for_people(names, str, page_language()),
        "parts": [(part, _is_verbatim(part, original.text)) for part in parts],
        "firmness": _how_firmly(recommendation),
        "goals": [("sdg_target" if code.startswith("target_") else "sdg_goal", code) for code in recommendation.sdgs],
    }


def _how_firmly(recommendation: Recommendation) -> str | Promise:
    """Read from the first words of its texts, by a machine; what is not known is said to be not known."""
    reading = firmness_of_texts({text.language: text.text for text in recommendation.texts.all()})
    return NOT_TOLD if reading is None else FIRMNESS[reading]


def worked_on(recommendation: Recommendation, user: User) -> dict[str, Any]:
    """What the staff see besides: suggestions with their reasons, who decided, words that wait for a code."""
    return {
        "is_staff": True,
        "ties": ties_of(recommendation, user),
        "group": group_with(recommendation, user),
        "unmapped": _unmapped(recommendation),
        "may_record": bool(covered(user, {recommendation.state_code})),
    }


def read_outside(recommendation: Recommendation, user: User) -> dict[str, Any]:
    """What contributors see besides: of lineage the chain that people confirmed, and of the rest nothing."""
    return {"is_staff": False, "ties": Ties(before=(), after=(), chain=_chain_rows(recommendation, user), is_new=False)}


def suggested_parts(text: str) -> list[str]:
    """Where a text can be divided: at its semicolons, and at the numbers or letters in brackets before them."""
    pieces = re.split(r";|(?<!\w)\((?:[a-z]|[ivx]{1,4})\)\s", text)
    return [plain for piece in pieces if (plain := " ".join(piece.split()).removeprefix("and ").strip(" ,"))]


def _text_to_read(texts: Sequence[RecommendationText]) -> RecommendationText:
    """In the language of the page if there is one, and else as it was first taken in."""
    spoken = page_language()
    return next((text for text in texts if text.language == spoken), next(text for text in texts if text.is_original))


def _is_verbatim(part: Part, text: str) -> bool:
    return part.text in " ".join(text.split())


def _unmapped(row: Recommendation) -> list[tuple[str, str]]:
    """Words of the source that no vocabulary knows, whatever people decided about them: shown as given."""
    given = (
        (GivenTerm.Kind.THEME, row.themes_given),
        (GivenTerm.Kind.GROUP, row.groups_given),
        (GivenTerm.Kind.SDG, row.sdgs_given),
        (GivenTerm.Kind.STATE, row.recommending_given),
    )
    return [(str(kind.label), word) for kind, words in given for word in words if not codes_of(kind.value, word)]


def pair_of(found: Lineage) -> Pair:
    """Both with their texts at hand."""
    return Pair(
        found, row_without_positions(found.earlier), row_without_positions(found.later), reason_shown(found.reason)
    )


def row_without_positions(recommendation: Recommendation) -> Row:
    return Row(
        recommendation=recommendation,
        state=state_name(recommendation.state_code),
        text=_text_to_read(list(recommendation.texts.all())),
        positions=(),
    )


def ties_of(recommendation: Recommendation, user: User) -> Ties:
    rows = Lineage.objects.visible_to(user).filter(Q(earlier=recommendation) | Q(later=recommendation))
    known = rows.select_related("earlier", "later", "decided_by").prefetch_related("earlier__texts", "later__texts")
    pairs = [pair_of(found) for found in known.order_by("-decision", "-score", "id")]
    before = [pair for pair in pairs if pair.lineage.later_id == recommendation.pk]
    there_was = has_earlier_round(recommendation)
    return Ties(
        before=before,
        after=[pair for pair in pairs if pair.lineage.earlier_id == recommendation.pk],
        chain=_chain_rows(recommendation, user) if any(pair.lineage.decision for pair in pairs) else [],
        is_new=is_new([pair.lineage for pair in before], has_earlier_round=there_was),
    )


def _chain_rows(recommendation: Recommendation, user: User) -> list[tuple[Link, Row]]:
    """The chain it stands in; one that stands alone is in none."""
    links = chain_of(recommendation, user)
    return [(link, row_without_positions(link.recommendation)) for link in links] if len(links) > 1 else []


def group_with(recommendation: Recommendation, user: User) -> Group | None:
    """The group in which it is, if it is in one."""
    rows = ClusterMember.objects.visible_to(user).filter(recommendation=recommendation, cluster__isnull=False)
    member = rows.select_related("cluster").first()
    return group_of(member.cluster, [], []) if member is not None and member.cluster is not None else None


def group_of(cluster: Cluster, members: Sequence[ClusterMember], rows: Sequence[Recommendation]) -> Group:
    by_pk = {row.pk: row_of(row) for row in rows}
    return Group(
        cluster=cluster,
        state=state_name(cluster.state_code),
        reason=reason_shown(cluster.reason),
        members=[(one, by_pk[one.recommendation_id]) for one in members if one.recommendation_id in by_pk],
    )


def groups_on(clusters: Sequence[Cluster]) -> list[Group]:
    return [group_of(cluster, [], []) for cluster in clusters]


def group_names(user: User, state_code: str) -> list[tuple[UUID, str]]:
    """The groups of a State to choose from, as they are called."""
    rows = Cluster.objects.visible_to(user).filter(state_code=state_code, size__gt=0)
    named = [(cluster.pk, name_of(cluster)) for cluster in rows[:SHOWN]]
    return sorted(named, key=lambda pair: pair[1].casefold())


def name_of(cluster: Cluster) -> str:
    """What people call it, or what its members share."""
    if cluster.name:
        return cluster.name
    reason = reason_shown(cluster.reason)
    return ", ".join([*(label(*term) for term in reason.matters[:2]), *reason.words[:2]][:2]) or "—"


def ungrouped(user: User, state_code: str) -> RecommendationQuerySet:
    """Recommendations that are in no group, whether nobody looked yet or somebody decided so."""
    rows = Recommendation.objects.visible_to(user).filter(member__cluster__isnull=True)
    return rows.filter(state_code=state_code) if state_code else rows
