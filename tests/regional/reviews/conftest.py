"""A review of an invented State; a coalition of two, one that is only asked, one outside, and a ministry."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.regional.organisations.models import Contributor, Organisation
from hirz.regional.reviews.actions.joining import answer_invitation, invite
from hirz.regional.reviews.actions.reviewing import record_review
from hirz.regional.reviews.actions.writing import Opened, add_section, open_report, save_section
from hirz.regional.reviews.models import AlternativeReport, CoAuthor, Review, Section, SectionVersion
from tests.conftest import make_user
from tests.regional.contributors import make_contributor, make_organisation

HEAD = Contributor.Part.MAIN_FOCAL_POINT


def words_of(name: str, count: int = 1) -> str:
    """Text that stands in no page by chance."""
    return " ".join([f"Zafiramoon{name}"] * count)


@dataclass(frozen=True)
class Cast:
    """One person of each standing towards the report, and the report."""

    lead: User
    author: User
    asked: User
    outsider: User
    minister: User
    report: AlternativeReport
    lead_section: Section
    section: Section

    @property
    def strangers(self) -> tuple[User, ...]:
        return (self.outsider, self.minister)


@pytest.fixture
def officer(office: Office) -> User:
    return make_user("officer", office, "regional_officer")


@pytest.fixture
def head_of_office(office: Office) -> User:
    """Sees the regional work and changes nothing of it."""
    return make_user("headofoffice", office, "head")


@pytest.fixture
def reader(other_office: Office) -> User:
    """Works elsewhere: sees what is public."""
    return make_user("reader", other_office, "desk")


@pytest.fixture
def review(officer: User) -> Review:
    return upr(officer)


def upr(by: User, state_code: str = "XM", **more: object) -> Review:
    given = {"mechanism": "upr", "cycle": "cycle_4", "session": 48, "source": "Calendar of the Council", **more}
    return record_review(state_code=state_code, by=by, **given)


def dialogue(by: User, state_code: str = "XM", treaty: str = "cedaw", **more: object) -> Review:
    given = {"mechanism": "treaty_body", "treaty": treaty, "session": 90, "source": "Treaty body database", **more}
    return record_review(state_code=state_code, by=by, **given)


def association(name: str, state_code: str = "XM") -> Organisation:
    return make_organisation(name, kind="civil_society", state_code=state_code)


def opened(kind: str = "upr_joint", title: str = words_of("Title"), **more: object) -> Opened:
    return Opened(kind=kind, title=title, language="en", **more)  # type: ignore[arg-type]


def joined(report: AlternativeReport, organisation: Organisation, name: str, asking: User, user: User) -> CoAuthor:
    asked = invite(report=report, organisation=organisation, name=name, by=asking)
    return answer_invitation(coauthor=asked, accepts=True, by=user)


def wrote(section: Section, text: str, by: User, *, after: SectionVersion | None = None) -> SectionVersion:
    return save_section(section=section, text=text, seen=str(after.pk) if after else "", by=by)


@pytest.fixture
def cast(review: Review, officer: User) -> Cast:
    lanterns, weavers, brook, tower = (association(name) for name in ("Lanterns", "Weavers", "Brook", "Tower"))
    ministry = make_organisation("Ministry of Mirrors", kind="ministry", state_code="XM")
    lead = make_contributor("lead", lanterns, part=HEAD)
    people = (("author", weavers), ("asked", brook), ("outsider", tower), ("minister", ministry))
    author, asked, outsider, minister = (make_contributor(name, whose, part=HEAD) for name, whose in people)
    report = open_report(review=review, opened=opened(), by=lead)
    joined(report, weavers, words_of("Weavers"), officer, author)
    invite(report=report, organisation=brook, name=words_of("Brook"), by=officer)
    lead_section = add_section(report=report, heading=words_of("First"), by=lead)
    section = add_section(report=report, heading=words_of("Second"), by=author)
    wrote(lead_section, words_of("Lead"), lead)
    wrote(section, words_of("Author"), author)
    return Cast(
        lead=lead, author=author, asked=asked, outsider=outsider, minister=minister, report=report,
        lead_section=lead_section, section=section,
    )  # fmt: skip
