"""The people who work in the demonstration: fictional, one of each role at least, in the real offices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from hirz.foundation.accounts.models import RoleAssignment, User
from hirz.foundation.offices.models import Office

REGION: Final = "central_asia"
TEAM: Final = "reprisals_team"


@dataclass(frozen=True, slots=True)
class Member:
    key: str
    name: str
    office: str
    language: str
    roles: tuple[tuple[str, str, bool], ...]  # role, office, and whether the offices below are included


def _in(office: str, *roles: str, below: bool = False) -> tuple[tuple[str, str, bool], ...]:
    return tuple((role, office, below) for role in roles)


# Geneva reads and reports for the whole region; presences see their own cases only.
CAST: Final = (
    Member("geneva-intake", "Mireille Castagnoux", TEAM, "fr", _in(TEAM, "intake") + _in(REGION, "intake", below=True)),
    Member("geneva-desk", "Tomas Eriksund", TEAM, "en", _in(TEAM, "desk") + _in(REGION, "desk", below=True)),
    Member(
        "geneva-verifier", "Amina Belhadri", TEAM, "ar", _in(TEAM, "verifier") + _in(REGION, "verifier", below=True)
    ),
    Member(
        "geneva-lead", "Rosalind Achterberg", TEAM, "en", _in(TEAM, "team_lead") + _in(REGION, "team_lead", below=True)
    ),
    Member("geneva-clearer", "Ibrahim Sawalmeh", TEAM, "ar", _in(TEAM, "clearer") + _in(REGION, "clearer", below=True)),
    Member("geneva-head", "Consuelo Irigaray", TEAM, "en", _in(TEAM, "head") + _in(REGION, "head", below=True)),
    Member("auditor", "Henrik Valstad", TEAM, "en", _in(TEAM, "auditor")),
    Member("administrator", "Priya Nandakumar", TEAM, "en", _in(TEAM, "administrator")),
    Member(
        "region-lead", "Gulnara Osmonbekova", REGION, "en", _in(REGION, "team_lead", "regional_officer", below=True)
    ),
    Member("region-head", "Laurent Desforges", REGION, "en", _in(REGION, "head", below=True)),
    Member("region-focal", "Saule Iskaliyeva", REGION, "en", _in(REGION, "focal_point", below=True)),
    Member("bishkek-intake", "Aizada Turgunova", "bishkek", "en", _in("bishkek", "intake")),
    Member("bishkek-desk", "Yasmin Darwazeh", "bishkek", "ar", _in("bishkek", "desk")),
    Member("bishkek-verifier", "Emil Sadykov", "bishkek", "en", _in("bishkek", "verifier")),
    Member("bishkek-lead", "Nadia Kharroubi", "bishkek", "ar", _in("bishkek", "team_lead")),
    Member("bishkek-regional", "Meerim Asanalieva", "bishkek", "ru", _in("bishkek", "regional_officer")),
    Member("osh-desk", "Rustam Kholmatov", "osh", "en", _in("osh", "desk", "country_desk")),
    Member("osh-verifier", "Dilnoza Yunusova", "osh", "en", _in("osh", "verifier")),
    Member("dushanbe-desk", "Farzona Nazarshoeva", "dushanbe", "en", _in("dushanbe", "desk")),
    Member("dushanbe-verifier", "Jamshed Mirzoev", "dushanbe", "en", _in("dushanbe", "verifier")),
    Member("dushanbe-lead", "Khalid Mansouri", "dushanbe", "ar", _in("dushanbe", "team_lead")),
    Member("astana-desk", "Aigerim Bekmuratova", "astana", "en", _in("astana", "desk")),
    Member("astana-verifier", "Timur Akhmetzhan", "astana", "en", _in("astana", "verifier")),
    Member("astana-lead", "Claire Montferrand", "astana", "fr", _in("astana", "team_lead")),
    Member("tashkent-desk", "Otabek Rasulzoda", "tashkent", "en", _in("tashkent", "desk")),
    Member("tashkent-verifier", "Shahnoza Komilova", "tashkent", "en", _in("tashkent", "verifier")),
    Member("tashkent-lead", "Samir Haddoudi", "tashkent", "ar", _in("tashkent", "team_lead")),
)
SINCE: Final = date(2021, 1, 4)


def engage() -> dict[str, User]:
    """Make, or find, every member of the cast. Safe to repeat."""
    offices = {office.code: office for office in Office.objects.all()}
    return {member.key: _engage(member, offices) for member in CAST}


def _engage(member: Member, offices: dict[str, Office]) -> User:
    email = f"{member.key}@demo.hirz.example"
    user = User.objects.with_address(email) or User.objects.create_user(
        email=email, display_name=member.name, office=offices[member.office], language=member.language
    )
    for role, office, below in member.roles:
        RoleAssignment.objects.get_or_create(
            user=user, office=offices[office], role=role, defaults={"with_offices_below": below, "from_date": SINCE}
        )
    return user
