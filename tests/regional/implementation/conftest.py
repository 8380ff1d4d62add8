"""Five people around one recommendation to an invented State: what each of them sees is theirs alone."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.regional.implementation.actions.planning import add_measure, make_responsible, tie
from hirz.regional.implementation.models import Measure
from hirz.regional.organisations.models import Contributor, Organisation
from hirz.regional.recommendations.models import Part, Recommendation
from hirz.rules.layers import Layer
from tests.conftest import make_user
from tests.regional.contributors import make_contributor, make_organisation
from tests.regional.recommendations.conftest import TEMPLATE, imported

STARTS = date(2026, 1, 1)


class Cast(SimpleNamespace):
    """Who takes part: people by what they are, and their organisations."""

    ministry: Organisation
    interior: Organisation
    ombudsman: Organisation
    society: Organisation
    minister: User
    clerk: User
    inspector: User
    defender: User
    advocate: User
    officer: User
    colleague: User
    elsewhere: User


@pytest.fixture
def cast(office: Office, other_office: Office) -> Cast:
    ministry = make_organisation("Ministry of Mirrors", kind="ministry", state_code="XM")
    interior = make_organisation("Ministry of Gates", kind="ministry", state_code="XM")
    ombudsman = make_organisation("Ombudsman of Amruvia", kind="national_institution", state_code="XM")
    society = make_organisation("Lanterns", kind="civil_society", state_code="XM")
    part = Contributor.Part
    return Cast(
        ministry=ministry, interior=interior, ombudsman=ombudsman, society=society,
        minister=make_contributor("minister", ministry, part=part.VALIDATING_AUTHORITY),
        clerk=make_contributor("clerk", ministry, part=part.MAIN_FOCAL_POINT),
        inspector=make_contributor("inspector", interior, part=part.MAIN_FOCAL_POINT),
        defender=make_contributor("defender", ombudsman, part=part.MAIN_FOCAL_POINT),
        advocate=make_contributor("advocate", society, part=part.MAIN_FOCAL_POINT),
        officer=make_user("officer", office, "regional_officer"),
        colleague=make_user("colleague", office, "regional_officer"),
        elsewhere=make_user("elsewhere", other_office, "regional_officer"),
    )  # fmt: skip


@pytest.fixture
def recommendations(offices: None) -> list[Recommendation]:
    imported(TEMPLATE)
    return list(Recommendation.objects.filter(state_code="XM").order_by("place"))


@pytest.fixture
def recommendation(recommendations: list[Recommendation], cast: Cast) -> Recommendation:
    found = recommendations[0]
    for number, text in enumerate(("Print the books", "Hand them out"), start=1):
        Part.objects.create(recommendation=found, order=number, text=text, made_by=cast.officer)
    return found


@pytest.fixture
def measure(cast: Cast, recommendation: Recommendation) -> Measure:
    """Of the Ministry, shared with the Government, for the whole recommendation; the Ministry leads."""
    made = add_measure(
        state_code="XM", by=cast.clerk, layer=Layer.GOVERNMENT, title="Print school books in two languages",
        starts_date=STARTS, due_date=date(2026, 12, 31), every_months=6,
    )  # fmt: skip
    tie(measure=made, recommendation=recommendation, by=cast.clerk)
    make_responsible(measure=made, organisation=cast.ministry, role="lead", by=cast.clerk)
    return made
