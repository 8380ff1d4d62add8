"""A world with one of everything, and the database asked as the roles of the processes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.models import CourseDecision
from hirz.reprisals.cases.redraft_models import Redraft
from hirz.reprisals.intake.models import Submission, SubmissionDeadline, SubmissionEscalation
from hirz.reprisals.matching.actions import decide_pair, merge_people, settle_consent
from hirz.reprisals.matching.models import Verdict
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.models import Disclosure, Person
from hirz.reprisals.reporting.models import EditionFile, StateExtract
from hirz.reprisals.response.models import CaseExport
from hirz.rules.consent import Scope
from tests.conftest import make_user
from tests.faces.staff.world import World, build

EVERY_ROLE: Final = ("desk", "team_lead", "verifier", "head", "clearer", "intake")


@pytest.fixture(autouse=True)
def own_folders(settings: Settings, tmp_path: Path) -> None:
    settings.HIRZ_BLOBS_DIR = tmp_path / "blobs"


@pytest.fixture
def colleague(office: Office) -> User:
    """Holds every role in the office of the story."""
    return make_user("colleague", office, *EVERY_ROLE)


@pytest.fixture
def world(office: Office, desk: User, verifier: User, colleague: User) -> World:
    return one_of_everything(office=office, desk=desk, verifier=verifier, colleague=colleague)


def one_of_everything(*, office: Office, desk: User, verifier: User, colleague: User) -> World:
    """Everything there is a table for, in one office."""
    world = build(office=office, desk=desk, verifier=verifier, colleague=colleague)
    disclosure = Disclosure.objects.create(
        purpose="SHARE_MECHANISM", recipient="special_procedures", case_id=world.case.pk, what="case_package",
        allowed=True, content_sha256="0" * 64, decided_at=world.case.opened_at, decided_by=desk,
    )  # fmt: skip
    disclosure.people.add(world.person)
    _other_file(world.person, desk)
    CaseExport.objects.create(case=world.case, disclosure=disclosure, exported_by=desk)
    CourseDecision.objects.create(case=world.case, kind="REOPENED", note="she was threatened again", entered_by=desk)
    Redraft.objects.create(case=world.case, person=world.person)
    _clocks_of(world.submission)
    StateExtract.objects.create(
        entry=world.entry, language="en", blob_id=world.case.pk, sha256="0" * 64, disclosure=disclosure,
        due_date=timezone.localdate(), sent_by=desk,
    )  # fmt: skip
    EditionFile.objects.create(
        edition=world.edition, language="en", file_format="pdf", blob_id=world.case.pk, sha256="0" * 64,
        disclosure=disclosure,
    )  # fmt: skip
    return world


def _other_file(person: Person, by: User) -> None:
    """Two more files on the person of the story: one held to be theirs, one of which nobody can tell."""
    office, names = person.office, ["Zafiramoon Tellari", "Zafiramoun Tellary"]
    second, third = (enter_person(office=office, names=[name], by=by) for name in names)
    merge_people(people=[person, second], reason="same telephone", by=by)
    settle_consent(file=person, scopes=[Scope.RECORD], reason="asked again", by=by)
    decide_pair(first=person, second=third, verdict=Verdict.UNSURE, reason="one letter differs", by=by)


def _clocks_of(submission: Submission) -> None:
    now = timezone.now()
    SubmissionDeadline.objects.create(
        submission=submission, kind="TRIAGE", started_at=now, due_at=now, lead_at=now, head_at=now, in_hours=True
    )
    SubmissionEscalation.objects.create(submission=submission, kind="TRIAGE", due_at=now, level="LEAD", raised_at=now)


def fetched(statement: str, *given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


def count(table: str) -> int:
    return int(fetched(f"select count(*) from {table}")[0][0])  # noqa: S608 - names come from the catalogue


def counts(tables: Iterable[str]) -> dict[str, int]:
    return {table: count(table) for table in tables}
