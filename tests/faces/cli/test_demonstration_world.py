"""The fictional world: nothing invented is said of a real State, nobody in it exists, and its clocks are the rules'."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from argon2 import PasswordHasher
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from rich.console import Console

from hirz.faces.cli.demonstration import cast, people, plots, today, world
from hirz.faces.staff import work
from hirz.faces.staff.submissions_due import submissions_due
from hirz.foundation.accounts.access import offices_with, roles
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.loading import load_offices
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.registry import states
from hirz.reprisals.cases.deadlines import rebuild_deadlines
from hirz.reprisals.cases.facts import clock_facts
from hirz.reprisals.cases.models import Case, Deadline
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.intake import receipts
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.people.models import Person, PersonName
from hirz.reprisals.response.models import Communication
from hirz.rules.clocks import running_clocks

pytestmark = pytest.mark.django_db
CASES = 9
USER_ASSIGNED = re.compile("AA|Q[M-Z]|X[A-Z]|ZZ")
"""The codes that ISO 3166-1 leaves to users: no State has one."""


def build() -> dict[str, User]:
    world.place_invented_states()
    engaged = cast.engage()
    world.build(engaged, Console(file=io.StringIO()), cases=CASES)
    return engaged


@pytest.fixture(scope="module", autouse=True)
def engaged(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, User]]:
    """One small world for all these tests, taken back when they end; each test takes back its own acts inside it."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as quick:
        quick.setattr(receipts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        quick.setattr("django.conf.settings.HIRZ_BLOBS_DIR", tmp_path_factory.mktemp("blobs"))
        load_offices()
        yield build()
        transaction.set_rollback(True)


def test_every_state_in_it_is_invented_and_has_a_code_that_no_state_has() -> None:
    invented = {state.alpha_2 for state in states(include_demonstration=True) if state.demonstration}
    told_of = {
        *Case.objects.values_list("state_concerned", flat=True),
        *Submission.objects.values_list("state_concerned", flat=True),
        *Communication.objects.values_list("recipient_state", flat=True),
    }
    assert told_of
    assert told_of <= invented
    assert all(USER_ASSIGNED.fullmatch(code) for code in invented)
    assert not any(Case.objects.values_list("other_states", flat=True)[:1][0])


def test_everybody_it_tells_of_was_made_from_the_pools_of_names() -> None:
    pools = yaml.safe_load(Path(people.__file__).with_name("people.yaml").read_text(encoding="utf-8")).values()
    parts = {
        spelling
        for pool in pools
        for kind in ("women", "men", "families", "families_of_women")
        for spellings in pool.get(kind, ())
        for spelling in spellings
    }
    names = [name.text for name in PersonName.objects.all()]
    assert len(names) > CASES
    for name in names:
        assert any(name == f"{given} {name.removeprefix(f'{given} ')}" for given in parts if name.startswith(given))
        assert any(name.endswith(f" {family}") for family in parts)


def test_everybody_who_works_in_it_has_an_address_that_cannot_exist(engaged: dict[str, User]) -> None:
    assert all(user.email.endswith("@demo.hirz.example") for user in engaged.values())
    assert not any(user.has_usable_password() for user in engaged.values())


def test_cast_holds_every_role(engaged: dict[str, User]) -> None:
    assert {role for member in cast.CAST for role, _, _ in member.roles} == set(roles())
    assert len(engaged) >= 25


def test_five_presences_see_their_own_cases_and_not_each_other_s(engaged: dict[str, User]) -> None:
    for code in plots.PRESENCES:
        office = Office.objects.get(code=code)
        desk = engaged[f"{code}-desk"]
        assert offices_with(desk, CasePermission.CASE_VIEW) == {office.pk}
        assert {case.office_id for case in Case.objects.visible_to(desk)} <= {office.pk}


def test_world_made_again_stays_the_same(engaged: dict[str, User]) -> None:
    kinds = (Submission, Case, Person, User, Communication, Entry)
    before = [kind.objects.count() for kind in kinds]
    build()
    assert [kind.objects.count() for kind in kinds] == before
    assert before[0] == CASES + len(plots.PRESENCES) * len(today.SCENES)


@pytest.mark.parametrize("code", plots.PRESENCES)
def test_desk_of_each_presence_has_work_of_every_kind_ahead_of_it(engaged: dict[str, User], code: str) -> None:
    now, desk = timezone.now(), engaged[f"{code}-desk"]
    clocks = work.clocks_of(desk, now).cases
    ahead = [due.clock for held in clocks for due in held.due if due.clock.due_at > now]
    assert any(clock.in_hours for clock in ahead)
    assert len(submissions_due(desk, now)) >= 3
    assert work.frozen_cases(desk)
    assert {item.icon for item in work.waiting_for(desk)} >= {"pause-circle", "envelope"}
    sent = Communication.objects.visible_to(desk).filter(state="SENT", no_reply_logged_at=None, replies=None)
    assert sent.exists()


@pytest.mark.parametrize("code", plots.PRESENCES)
def test_verifier_of_each_presence_has_a_conclusion_to_confirm(engaged: dict[str, User], code: str) -> None:
    verifier = engaged.get(f"{code}-verifier") or engaged["geneva-verifier"]
    assert "check-badge" in {item.icon for item in work.waiting_for(verifier)}


def test_paragraphs_wait_for_whoever_clears(engaged: dict[str, User]) -> None:
    waiting = {item.icon: item.items for item in work.waiting_for(engaged["geneva-clearer"])}
    assert len(waiting["document-check"]) == len(plots.PRESENCES)


def test_messages_that_wait_come_in_several_languages() -> None:
    waiting = Submission.objects.filter(cases=None, arrived_at__gte=timezone.now() - timedelta(days=2))
    assert len(set(waiting.values_list("language", flat=True))) >= 3


def test_every_act_in_it_has_words() -> None:
    verbs = {entry.verb: entry for entry in Entry.objects.all()}
    assert len(verbs) > 15
    assert all(entry.verb_label for entry in verbs.values())


def as_the_rules_say(case: Case) -> set[tuple[object, ...]]:
    return {
        (clock.kind.value, clock.about or str(case.pk), clock.due_at, clock.lead_at, clock.head_at, clock.owner)
        for clock in running_clocks(clock_facts(case), case.office.calendar)
    }


def as_the_table_says(case: Case) -> set[tuple[object, ...]]:
    return {
        (d.kind, str(d.subject_id), d.due_at, d.lead_at, d.head_at, str(d.owner_id) if d.owner_id else None)
        for d in case.deadlines.all()
    }


def test_clocks_of_every_case_are_those_of_the_rules() -> None:
    cases = list(Case.objects.all())
    assert len({case.state for case in cases}) >= 4
    for case in cases:
        assert as_the_table_says(case) == as_the_rules_say(case)


def test_clocks_thrown_away_come_back_as_they_were() -> None:
    before = {case.pk: as_the_table_says(case) for case in Case.objects.open()}
    Deadline.objects.all().delete()
    assert rebuild_deadlines() == len(before)
    assert {case.pk: as_the_table_says(case) for case in Case.objects.open()} == before
    assert all(before.values())
