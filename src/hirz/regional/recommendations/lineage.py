"""What people decide about lineage, and what follows from it: chains across the rounds of a mechanism."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.db import connection
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.regional.recommendations.models import Kinship, Lineage, Recommendation
from hirz.regional.recommendations.permissions import require_for_states
from hirz.regional.recommendations.suggesting import round_of
from hirz.regional.recommendations.verbs import RecommendationVerb
from hirz.rules.errors import BadInput, RefusedByRule


class NotOneAfterTheOther(RefusedByRule):
    """Of two States, of the same round, or the later one named first."""

    code: ClassVar[str] = "not_one_after_the_other"


class NoSuchKinship(BadInput):
    """None of the three answers."""

    code: ClassVar[str] = "no_such_kinship"


@dataclass(frozen=True, slots=True)
class Link:
    """A recommendation of a chain, and what it does to the one before, in words; none for the first."""

    recommendation: Recommendation
    words: str


@action
def decide_lineage(
    *, earlier: Recommendation, later: Recommendation, decision: str, by: User, note: str = ""
) -> Lineage:
    """Say what the later recommendation does to the earlier one, also where nothing was suggested, or anew.

    Raises:
        NotOneAfterTheOther: for two that cannot follow one another.
        AccessDenied: when the person does not record recommendations to the State.
    """
    require_for_states(by, {earlier.state_code, later.state_code})
    if decision not in Kinship.values:
        raise NoSuchKinship
    if not follows(earlier, later):
        raise NotOneAfterTheOther
    row = Lineage.objects.filter(earlier=earlier, later=later).select_for_update().first()
    row = row or Lineage(earlier=earlier, later=later, state_code=later.state_code)
    replaced = row.decision
    row.decision, row.note, row.decided_by, row.decided_at = decision, note.strip(), by, timezone.now()
    row.full_clean(validate_unique=False)
    row.save()
    record(
        RecommendationVerb.LINEAGE_DECIDED, by=by, subject=row, earlier=str(earlier.pk), later=str(later.pk),
        suggested=row.suggestion, decision=decision, replaced=replaced,
    )  # fmt: skip
    return row


def follows(earlier: Recommendation, later: Recommendation) -> bool:
    """Whether the second can take up the first: the same State, another text, and not before it where rounds are known.

    Across mechanisms too, since a review takes up what a committee said.
    """
    if earlier.pk == later.pk or earlier.state_code != later.state_code:
        return False
    first, second = round_of(earlier), round_of(later)
    if first is None or second is None or first[:3] != second[:3]:
        return True
    return first[3] < second[3]


def chain_of(recommendation: Recommendation, user: User) -> list[Link]:
    """This recommendation with all that decisions tie to it, before and after, in the order of the rounds."""
    ties = _confirmed(recommendation.pk)
    ids = {recommendation.pk, *(pk for earlier, later, _decision in ties for pk in (earlier, later))}
    rows = Recommendation.objects.visible_to(user).filter(pk__in=ids).prefetch_related("texts")
    does = {later: str(Kinship(decision).label) for _earlier, later, decision in ties}
    ordered = sorted(rows, key=lambda row: (round_of(row) or ("", "", "", ""))[3] + row.place)
    return [Link(row, does.get(row.pk, "")) for row in ordered]


def is_new(taking_up: Sequence[Lineage], *, has_earlier_round: bool) -> bool:
    """Nothing earlier is suggested or decided, although there is an earlier round in which it could stand."""
    return has_earlier_round and not [one for one in taking_up if one.decision != Kinship.OTHER]


def has_earlier_round(recommendation: Recommendation) -> bool:
    """Whether the same body made recommendations to the State in a round before."""
    mine = round_of(recommendation)
    if mine is None:
        return False
    same = Recommendation.objects.filter(
        state_code=recommendation.state_code, mechanism=recommendation.mechanism,
        committee=recommendation.committee, procedure=recommendation.procedure,
    )  # fmt: skip
    if recommendation.mechanism == "upr":
        return same.filter(cycle__lt=recommendation.cycle).exclude(cycle="").exists()
    return same.filter(on_date__lt=recommendation.on_date).exists()


def _confirmed(start: UUID) -> list[tuple[UUID, UUID, str]]:
    """Earlier, later and decision of each tie of the chain through a recommendation, for whoever stands at the wall.

    Contributors read no row of lineage, which says what was suggested and noted; the function tells what stands.
    """
    with connection.cursor() as cursor:
        cursor.execute("select earlier_id, later_id, decision from hirz_recommendations_chain(%s)", [start])
        return [(earlier, later, decision) for earlier, later, decision in cursor.fetchall()]
