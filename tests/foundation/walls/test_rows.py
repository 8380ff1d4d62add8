"""With the application's filters removed, the database still shows nobody what is not theirs."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.loading import load_offices
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import PUBLIC, beyond_the_wall, standing
from hirz.reprisals.cases.models import Case, CaseGrant, CasePerson, Development
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.people.models import Person, PersonName
from tests.conftest import kept, make_user, office_of_the_story
from tests.faces.staff.world import World
from tests.foundation.walls.conftest import EVERY_ROLE, count, counts, fetched, one_of_everything
from tests.foundation.walls.tables import content_tables

EMPTY = frozenset({"people_consentoverride", "intake_draft", "intake_untaken"})
"""Tables of which the world has no row; each has a test of its own below, or none but drafts' own."""


@dataclass(frozen=True)
class Kept:
    """What stands in the database while the tests of this file run, and who works on it."""

    office: Office
    desk: User
    verifier: User
    colleague: User
    world: World


@pytest.fixture(scope="module")
def standing_world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kept]:
    """Made once for hundreds of questions."""
    with kept(django_db_blocker), pytest.MonkeyPatch.context() as own:
        own.setattr("django.conf.settings.HIRZ_BLOBS_DIR", tmp_path_factory.mktemp("blobs"))
        load_offices()
        office = office_of_the_story()
        staff = {
            "desk": make_user("desk", office, "desk"),
            "verifier": make_user("verifier", office, "verifier"),
            "colleague": make_user("colleague", office, *EVERY_ROLE),
        }
        yield Kept(office=office, **staff, world=one_of_everything(office=office, **staff))


@pytest.fixture
def kept_for_all(standing_world: Kept, db: None) -> Kept:
    """A copy: what a test does to its objects, the next one does not see."""
    return deepcopy(standing_world)


@pytest.fixture
def offices(kept_for_all: Kept) -> None:
    """They stand already."""


@pytest.fixture
def office(kept_for_all: Kept) -> Office:
    return kept_for_all.office


@pytest.fixture
def desk(kept_for_all: Kept) -> User:
    return kept_for_all.desk


@pytest.fixture
def verifier(kept_for_all: Kept) -> User:
    return kept_for_all.verifier


@pytest.fixture
def colleague(kept_for_all: Kept) -> User:
    return kept_for_all.colleague


@pytest.fixture
def world(kept_for_all: Kept) -> World:
    return kept_for_all.world


def _visible_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if hasattr(model._default_manager, "visible_to")]


def test_world_has_a_row_of_everything(world: World) -> None:
    assert {table for table, rows in counts(content_tables()).items() if not rows} == EMPTY


def test_nobody_in_particular_sees_nothing(world: World) -> None:
    with standing(None):
        assert not any(counts(content_tables()).values())


def test_outsider_sees_nothing_without_any_filter(world: World, outsider: User) -> None:
    with standing(outsider):
        assert not any(counts(content_tables()).values())


def test_administrator_sees_nothing_without_any_filter(world: World, administrator: User) -> None:
    with standing(administrator):
        assert not any(counts(content_tables()).values())


def test_colleague_of_the_office_sees_every_row(world: World, colleague: User) -> None:
    everything = counts(content_tables())
    with standing(colleague):
        assert counts(content_tables()) == everything


@pytest.mark.parametrize("model", _visible_models(), ids=lambda model: model.__name__)
@pytest.mark.parametrize("who", ["desk", "colleague", "verifier", "outsider", "administrator"])
def test_plain_query_shows_what_the_filter_would(
    who: str, model: Any, world: World, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    filtered = set(model.objects.visible_to(user).values_list("pk", flat=True))
    with standing(user):
        assert set(model.objects.all().values_list("pk", flat=True)) == filtered


def grant(case: Case, user: User, by: User, days: int) -> CaseGrant:
    until = timezone.localdate() + timedelta(days=days)
    return CaseGrant.objects.create(case=case, user=user, purpose="advice", granted_by=by, until_date=until)


def test_grant_opens_one_case_with_what_is_on_it(
    world: World, outsider: User, desk: User, office: Office, other_office: Office
) -> None:
    Case.objects.create(
        reference="C-SECOND", office=office, state_concerned="XM", state_since=timezone.now(), opened_by=desk
    )
    grant(world.case, outsider, desk, days=1)
    with standing(outsider):
        assert list(Case.objects.values_list("pk", flat=True)) == [world.case.pk]
        assert Development.objects.exists()
        assert list(Submission.objects.all()) == [world.submission]
        assert str(Case.objects.get().summary) == str(world.case.summary)
        assert not world.edition.entries.exists()


@pytest.mark.parametrize("ended", ["yesterday", "revoked"])
def test_grant_that_ended_opens_nothing(ended: str, world: World, outsider: User, desk: User) -> None:
    given = grant(world.case, outsider, desk, days=-1 if ended == "yesterday" else 9)
    if ended == "revoked":
        given.revoked_at = timezone.now()
        given.save()
    with standing(outsider):
        assert not Case.objects.exists()
        assert not Development.objects.exists()


def test_system_sees_all_offices(world: World) -> None:
    everything = counts(content_tables())
    with beyond_the_wall():
        assert counts(content_tables()) == everything


@pytest.mark.parametrize("table", ["cases_case", "people_personname", "keys_unitkey", "audit_entry"])
def test_owner_is_behind_the_wall_too(table: str, world: World) -> None:
    with transaction.atomic():
        done("set constraints all immediate")
        done("create role hirz_test_owner nologin")
        done("grant usage on schema public to hirz_test_owner")
        done(f"alter table {table} owner to hirz_test_owner")
        done("set local role hirz_test_owner")
        assert count(table) == 0
        transaction.set_rollback(True)


def done(statement: str, *given: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


def test_public_process_is_refused_every_content_table(world: World) -> None:
    for table in content_tables():
        with transaction.atomic():
            done(f"set local role {PUBLIC}")
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                fetched(f"select * from {table}")  # noqa: S608 - names come from the catalogue
            transaction.set_rollback(True)


# Writing


def refused(error: pytest.ExceptionInfo[DatabaseError]) -> bool:
    return "row-level security" in str(error.value) or "permission denied" in str(error.value)


def test_nobody_opens_a_case_in_another_office(office: Office, outsider: User) -> None:
    with pytest.raises(DatabaseError) as error, standing(outsider):
        done(
            "insert into cases_case (id, reference, office_id, state_concerned, other_states, summary, language,"
            " scope_reason, scope_finding, referral, wishes, unsafe_to_tell_submitter, unsafe_to_inform_victim, state,"
            " state_since, verification, frozen_scopes, opened_by_id, opened_at) values"
            " (gen_random_uuid(), 'C-X', %s, 'XM', '{}', '', 'en', '', 'UNDECIDED', '', '', false, false,"
            " 'RECEIVED', now(), 'received', '{}', %s, now())",
            office.pk,
            outsider.pk,
        )
    assert refused(error)


def test_case_is_not_moved_into_another_office(world: World, desk: User, other_office: Office) -> None:
    with pytest.raises(DatabaseError) as error, standing(desk):
        Case.objects.filter(pk=world.case.pk).update(office=other_office)
    assert refused(error)


def test_hidden_rows_are_neither_changed_nor_removed(world: World, outsider: User) -> None:
    with standing(outsider):
        assert Case.objects.update(state="CLOSED") == 0
        assert PersonName.objects.update(position=9) == 0
        assert fetched("delete from cases_deadline returning id") == []
        assert fetched("delete from keys_unitkey returning id") == []


def test_record_is_not_put_on_a_hidden_case(world: World, outsider: User) -> None:
    with pytest.raises(DatabaseError) as error, standing(outsider):
        done(
            "insert into cases_development (id, case_id, kind, date, text, note, entered_by_id, entered_at) values"
            " (gen_random_uuid(), %s, 'remedy', '2026', '', '', %s, now())",
            world.case.pk,
            outsider.pk,
        )
    assert refused(error)


@pytest.fixture
def own_case(outsider: User, other_office: Office) -> Case:
    return Case.objects.create(
        reference="C-OWN", office=other_office, state_concerned="XM", state_since=timezone.now(), opened_by=outsider
    )


def test_hidden_person_is_not_tied_to_a_case_of_one_s_own(world: World, own_case: Case, outsider: User) -> None:
    with pytest.raises(DatabaseError) as error, standing(outsider):
        CasePerson.objects.create(case=own_case, person=world.person, role="victim", entered_by=outsider)
    assert refused(error)


def test_hidden_submission_is_not_tied_to_a_case_of_one_s_own(world: World, own_case: Case, outsider: User) -> None:
    with pytest.raises(DatabaseError) as error, standing(outsider):
        own_case.submissions.add(world.submission)
    assert refused(error)


def test_grant_cannot_be_given_by_whom_it_serves(world: World, outsider: User, verifier: User, desk: User) -> None:
    grant(world.case, outsider, desk, days=3)
    friend = make_user("friend", outsider.office, "desk")
    with pytest.raises(DatabaseError) as error, standing(outsider):
        done(
            "insert into cases_casegrant (id, case_id, user_id, purpose, until_date, granted_by_id, granted_at) values"
            " (gen_random_uuid(), %s, %s, '', '2099-01-01', %s, now())",
            world.case.pk,
            friend.pk,
            outsider.pk,
        )
    assert refused(error)
    with pytest.raises(DatabaseError) as error, standing(outsider):
        CaseGrant.objects.filter(user=outsider).update(until_date="2099-01-01")
    assert refused(error)


def test_nobody_signs_the_history_for_another(world: World, desk: User, verifier: User) -> None:
    with pytest.raises(DatabaseError) as error, standing(desk):
        Entry.objects.create(
            at=timezone.now(), actor_kind="STAFF", actor=verifier, verb="CASE_MOVED", subject_type="cases.case",
            subject_id=world.case.pk, case_id=world.case.pk,
        )  # fmt: skip
    assert refused(error)


# Settings live no longer than they should


def test_settings_are_gone_when_the_act_is_over(world: World, desk: User) -> None:
    everything = Case.objects.count(), Person.objects.count()
    with standing(desk):
        pass
    assert fetched("select current_setting('role'), hirz_me()") == [("none", None)]
    assert (Case.objects.count(), Person.objects.count()) == everything


def test_settings_are_gone_when_the_act_broke(world: World, desk: User) -> None:
    with pytest.raises(DatabaseError), standing(desk):
        done("select 1 / 0")
    assert fetched("select current_setting('role'), hirz_me()") == [("none", None)]


def test_act_that_reaches_further_comes_back(world: World, outsider: User) -> None:
    with standing(outsider):
        with beyond_the_wall():
            assert Case.objects.exists()
        assert not Case.objects.exists()
