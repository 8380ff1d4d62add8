"""What the pages about institutions show, put together from what the person may know: a few questions for each page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db.models import Prefetch, Q
from django.http import QueryDict

from hirz.foundation.accounts.models import User
from hirz.foundation.keyset import page_of
from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import page_language, vocabulary
from hirz.regional.institutions.actions import INSTITUTION, MECHANISM, edition_of
from hirz.regional.institutions.contributing import may_remove
from hirz.regional.institutions.models import (
    AccreditationDecision,
    Exchange,
    ExchangeParty,
    LegalProvision,
    NhriFinding,
    ScaFollowUp,
    ScaRecommendation,
)
from hirz.regional.institutions.wording import STEPS
from hirz.regional.organisations.models import Organisation, OrganisationQuerySet
from hirz.regional.organisations.permissions import VIEW, states_with
from hirz.regional.organisations.telling import contributors_named
from hirz.rules.accreditation import Accreditation, NextStep, NoEditionYet, accreditation_on

RowT = TypeVar("RowT")
EXCHANGES_SHOWN: Final = 20
"""Of those to be looked at again, above the list of all."""
LATEST_FIRST: Final = ("-from_date", "id")
"""The order of exchanges."""


@dataclass(frozen=True)
class StepRow:
    """What comes next, as a page shows it."""

    step: NextStep
    words: str
    has_passed: bool


@dataclass(frozen=True)
class InstitutionRow:
    """An institution in the list. Where no decision is on record, nothing is told of its status."""

    institution: Organisation
    state: str
    standing: Accreditation | None
    steps: Sequence[StepRow]


def institutions_of(user: User) -> OrganisationQuerySet:
    return Organisation.objects.visible_to(user).filter(kind=INSTITUTION)


def mechanisms_of(user: User) -> OrganisationQuerySet:
    return Organisation.objects.visible_to(user).filter(kind=MECHANISM)


def list_page(user: User, day: date) -> dict[str, Any]:
    """Institutions by State with their status on a day, States without one, and the national mechanisms."""
    found = list(Organisation.objects.visible_to(user).filter(kind__in=[INSTITUTION, MECHANISM]))
    institutions = [one for one in found if one.kind == INSTITUTION]
    decisions = _by(
        AccreditationDecision.objects.visible_to(user).filter(institution__in=institutions), "institution_id"
    )
    rows = [_row(one, decisions[one.pk], day) for one in institutions]
    followed, _everywhere = states_with(user, VIEW)
    without = followed - {one.state_code for one in institutions}
    return {
        "rows": sort_for_people(rows, lambda row: f"{row.state} {row.institution.name}", page_language()),
        "without": sort_for_people([state_name(code) for code in without], str, page_language()),
        "mechanisms": sort_for_people(
            [(one, state_name(one.state_code)) for one in found if one.kind == MECHANISM],
            lambda pair: f"{pair[1]} {pair[0].name}",
            page_language(),
        ),
    }


def _row(institution: Organisation, decisions: Sequence[AccreditationDecision], day: date) -> InstitutionRow:
    standing = accreditation_on(day, [one.fact for one in decisions]) if decisions else None
    return InstitutionRow(institution, state_name(institution.state_code), standing, step_rows(standing, day))


def step_rows(standing: Accreditation | None, day: date) -> list[StepRow]:
    steps = standing.steps if standing else ()
    return [StepRow(step, str(STEPS[step.rule.kind]), step.has_passed(day)) for step in steps]


def one_page(institution: Organisation, user: User, day: date, asked: QueryDict) -> dict[str, Any]:
    """An institution as a history: status and law as of a day, decisions with what was recommended, exchanges."""
    decisions = list(_decisions(user).filter(institution=institution).order_by("-on_date", "-id"))
    provisions = list(LegalProvision.objects.visible_to(user).filter(institution=institution))
    exchanges = exchanges_of(user).filter(parties__institution=institution)
    return {
        "row": _row(institution, decisions, day),
        "decisions": _told(decisions, user),
        "in_force": _aspects([one for one in provisions if _holds(one, day)]),
        "not_in_force": [one for one in provisions if not _holds(one, day)],
        "exchanges": page_of(exchanges, keys=LATEST_FIRST, asked=asked),
    }


@dataclass(frozen=True)
class Asked:
    """A recommendation on accreditation, and how far it was taken up as each author sees it.

    With each view the name of its author, and whether the reader may remove it.
    """

    recommendation: ScaRecommendation
    follow_up: Sequence[tuple[ScaFollowUp, str, bool]]


def _told(decisions: Sequence[AccreditationDecision], user: User) -> list[tuple[AccreditationDecision, list[Asked]]]:
    asked = {one.pk: list(one.recommendations.all()) for one in decisions}
    follow_up = [row for rows in asked.values() for one in rows for row in one.follow_up.all()]
    names = contributors_named(follow_up, user=user)
    return [
        (
            one,
            [
                Asked(each, [(row, names[row.pk], may_remove(row, user)) for row in each.follow_up.all()])
                for each in asked[one.pk]
            ],
        )
        for one in decisions
    ]


def _decisions(user: User) -> Any:
    follow_up = ScaFollowUp.objects.visible_to(user)
    asked = ScaRecommendation.objects.visible_to(user).prefetch_related(Prefetch("follow_up", follow_up))
    decisions = AccreditationDecision.objects.visible_to(user)
    return decisions.prefetch_related(Prefetch("recommendations", asked))


def _holds(provision: LegalProvision, day: date) -> bool:
    return provision.in_force_date <= day and (provision.until_date is None or day <= provision.until_date)


def _aspects(provisions: Sequence[LegalProvision]) -> list[tuple[str, list[LegalProvision]]]:
    """Every aspect in its order; one of which nothing is on record is shown as a gap."""
    by_aspect = _by(provisions, "aspect")
    return [(term.code, by_aspect[term.code]) for term in vocabulary("nhri_legal_aspect").terms]


def exchanges_of(user: User) -> Any:
    """Exchanges with those who took part, as far as the person may know of them."""
    known = ExchangeParty.objects.filter(institution__in=Organisation.objects.visible_to(user))
    parties = Prefetch("parties", known.select_related("institution"), to_attr="known_parties")
    return Exchange.objects.visible_to(user).prefetch_related(parties)


@dataclass(frozen=True)
class Column:
    """All that one author found on one day."""

    on_date: date
    author_id: UUID | None
    name: str


@dataclass(frozen=True)
class MatrixLine:
    """One General Observation; a cell without an assessment is a gap."""

    observation: str
    cells: Sequence[NhriFinding | None]


def matrix_page(institution: Organisation, user: User, day: date) -> dict[str, Any]:
    """General Observations of the edition in force on a day × assessments until then; of older ones only the list."""
    rows = NhriFinding.objects.visible_to(user).filter(institution=institution, on_date__lte=day)
    found = list(rows)
    names = contributors_named(found, user=user)
    listed = [(one, names[one.pk], may_remove(one, user)) for one in reversed(found)]
    try:
        edition = edition_of(day)
    except NoEditionYet:
        return {"edition": "", "columns": [], "lines": [], "assessments": listed}
    codes = [term.code for term in vocabulary("general_observation").children(edition)]
    columns = {one.pk: Column(one.on_date, one.contributed_by_id, names[one.pk]) for one in found}
    order = list(dict.fromkeys(columns[one.pk] for one in found if one.observation in codes))
    at = {(one.observation, columns[one.pk]): one for one in found}
    lines = [MatrixLine(code, [at.get((code, column)) for column in order]) for code in codes]
    return {"edition": edition, "columns": order, "lines": lines, "assessments": listed}


def waiting_exchanges(user: User) -> Any:
    """Those whose agreement is to be looked at again, the earliest first."""
    waiting = Q(follow_up_date__isnull=False, followed_up_date__isnull=True)
    return exchanges_of(user).filter(waiting).order_by("follow_up_date", "id")


def _by(rows: Iterable[RowT], name: str) -> defaultdict[Any, list[RowT]]:
    found: defaultdict[Any, list[RowT]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def others_of(user: User, but: Organisation) -> OrganisationQuerySet:
    """Organisations of the same State, or of none, but the one that a form is about."""
    return Organisation.objects.visible_to(user).filter(state_code__in=["", but.state_code]).exclude(pk=but.pk)
