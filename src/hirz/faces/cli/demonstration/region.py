"""The work of a regional office in an invented State: organisations, recommendations, and what became of one of them.

Told in the order in which it happened, by the actions that people use, each in their own name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from hirz.faces.cli.demonstration import (
    region_institutions,
    region_law,
    region_partners,
    region_programme,
    region_reviews,
)
from hirz.faces.cli.demonstration.time_travel import at
from hirz.foundation.accounts.models import User
from hirz.regional.implementation.actions.assessing import Said, assess
from hirz.regional.implementation.actions.evidence import enter_evidence
from hirz.regional.implementation.actions.planning import add_measure, add_plan, make_responsible, tie
from hirz.regional.implementation.actions.updating import Content, draft_update, take_step
from hirz.regional.implementation.models import Measure
from hirz.regional.organisations.actions import Described, Invited, add_organisation, invite
from hirz.regional.organisations.models import Contributor, Organisation
from hirz.regional.recommendations.actions import add_parts
from hirz.regional.recommendations.importing import import_recommendations
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.follow_up import Step
from hirz.rules.layers import Layer

STATE: Final = "XM"
RECOMMENDATIONS: Final = Path(__file__).with_name("recommendations.csv")
SCHOOL_BOOKS: Final = "xm-3-4"
"""The recommendation that is followed from the file to the reports."""
Part = Contributor.Part


@dataclass(frozen=True, slots=True)
class Outside:
    """Somebody who contributes from outside the office: for whom, in which part, and in which language."""

    key: str
    name: str
    organisation: str
    part: str
    language: str


ORGANISATIONS: Final = {
    "education": Described(
        names={"en": "Ministry of Education", "ar": "وزارة التعليم", "ru": "Министерство образования"},
        kind="ministry", acronym="MoE",
    ),
    "ombudsman": Described(
        names={"en": "Ombudsman of Amruvia", "ar": "أمين المظالم في أمروفيا", "ru": "Омбудсмен Амрувии"},
        kind="national_institution",
    ),
    "lanterns": Described(
        names={"en": "Lantern Network", "ar": "شبكة الفوانيس", "ru": "Сеть «Фонари»"}, kind="civil_society"
    ),
}  # fmt: skip
OUTSIDE: Final = (
    Outside("ministry-focal", "Davron Sherali", "education", Part.MAIN_FOCAL_POINT, "ru"),
    Outside("ministry-authority", "Munira Askarzoda", "education", Part.VALIDATING_AUTHORITY, "ru"),
    Outside("ombudsman-focal", "Tolkun Beishenov", "ombudsman", Part.MAIN_FOCAL_POINT, "en"),
    Outside("lanterns-focal", "Hala Roumani", "lanterns", Part.MAIN_FOCAL_POINT, "ar"),
)


@transaction.atomic
def build(cast: dict[str, User]) -> None:
    """All of it or nothing, and safe to repeat: nothing happens where it was told already."""
    officer = cast["bishkek-regional"]
    if Organisation.objects.exists():
        return
    with at(datetime(2024, 9, 2, 8, tzinfo=UTC)):
        import_recommendations(data=RECOMMENDATIONS.read_bytes(), by=cast["region-lead"])
        organisations = {
            key: add_organisation(state_code=STATE, described=described, by=officer)
            for key, described in ORGANISATIONS.items()
        }
        cast |= {one.key: _invited(one, organisations[one.organisation], officer) for one in OUTSIDE}
    books = Recommendation.objects.get(source_id__endswith=SCHOOL_BOOKS)
    _follow_school_books(books, cast, organisations, officer)
    region_law.build(organisations["education"], officer, cast["region-lead"])
    region_institutions.build(organisations, officer, cast["ombudsman-focal"])
    region_reviews.build(STATE, officer, cast["lanterns-focal"])
    region_programme.build(books, organisations["education"], officer, cast["region-lead"])
    region_partners.build(organisations, books, officer)


def _invited(one: Outside, organisation: Organisation, officer: User) -> User:
    invited = Invited(
        email=f"{one.key}@demo.hirz.example", name=one.name, language=one.language, part=one.part,
    )  # fmt: skip
    return invite(organisation=organisation, invited=invited, by=officer).user


def _follow_school_books(
    recommendation: Recommendation, cast: dict[str, User], organisations: dict[str, Organisation], officer: User
) -> None:
    """From a recommendation to a plan, a measure, an update that stands, and what four sources say of it."""
    focal, authority = cast["ministry-focal"], cast["ministry-authority"]
    with at(datetime(2024, 10, 7, 8, tzinfo=UTC)):
        add_parts(
            recommendation=recommendation, by=officer,
            texts=["Print school books in both languages", "Train as many teachers for each language"],
        )  # fmt: skip
        measure = _planned(recommendation, organisations["education"], focal)
    with at(datetime(2025, 6, 2, 8, tzinfo=UTC)):
        _reported(measure, focal, authority, officer)
    with at(datetime(2025, 9, 15, 8, tzinfo=UTC)):
        _assessed(recommendation, cast, officer)


def _planned(recommendation: Recommendation, ministry: Organisation, focal: User) -> Measure:
    plan = add_plan(
        state_code=STATE, by=focal, layer=Layer.PUBLIC, kind="national_human_rights",
        title="National action plan on human rights 2024–2027", source="Decree 118",
        starts_date=date(2024, 10, 1), ends_date=date(2027, 12, 31),
    )  # fmt: skip
    measure = add_measure(
        state_code=STATE, by=focal, layer=Layer.PUBLIC, plan=plan, title="Print school books in two languages",
        account="Books of the first six classes, in both languages, for every school.",
        starts_date=date(2024, 10, 1), due_date=date(2026, 12, 31), every_months=6,
    )  # fmt: skip
    tie(measure=measure, recommendation=recommendation, by=focal)
    make_responsible(measure=measure, organisation=ministry, role="lead", by=focal)
    return measure


def _reported(measure: Measure, focal: User, authority: User, officer: User) -> None:
    evidence, _is_new = enter_evidence(
        state_code=STATE, by=focal, layer=Layer.PUBLIC, kind="statistics", title="School books printed and delivered",
        source="Ministry of Education, yearbook", on_date=date(2025, 5, 20), language="en",
    )  # fmt: skip
    content = Content(
        for_date=date(2025, 6, 1), progress="under_way", evidence=[(evidence, "table 4")],
        words="Two hundred thousand books were printed in the first language, ninety thousand in the second.",
    )  # fmt: skip
    update = draft_update(measure=measure, content=content, layer=Layer.PUBLIC, by=focal)
    update = take_step(update=update, step=Step.SUBMIT, by=focal)
    update = take_step(update=update, step=Step.ENDORSE, by=authority)
    take_step(update=update, step=Step.VALIDATE, by=officer)


def _assessed(recommendation: Recommendation, cast: dict[str, User], officer: User) -> None:
    """Four sources, each in a layer of its own: what the network saw in the schools is not for the Ministry."""
    day = date(2025, 9, 10)
    words = (
        (cast["ministry-focal"], "state", "large", Layer.PUBLIC, "Most classes have the books."),
        (cast["ombudsman-focal"], "nhri", "partial", Layer.PUBLIC, "In the south the second language is missing."),
        (
            cast["lanterns-focal"], "civil_society", "first_steps", Layer.PARTNERS,
            "Eleven of thirty schools we visited have them.",
        ),
        (officer, "un", "partial", Layer.INTERNAL, "To be raised with the Minister in November."),
    )  # fmt: skip
    for by, said_by, degree, layer, text in words:
        said = Said(said_by=said_by, on_date=day, degree=degree, words=text)
        assess(recommendation=recommendation, said=said, layer=layer, by=by)
