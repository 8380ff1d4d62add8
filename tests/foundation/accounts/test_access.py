"""Who may do what where: by office, by period, by being active."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from hirz.foundation.accounts.access import AccessDenied, forget, has_permission, holders, offices_with, require
from hirz.foundation.accounts.models import RoleAssignment, User
from hirz.foundation.accounts.permissions import AccountPermission
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.people.models import Person
from tests.conftest import make_user
from tests.reprisals.intake.arriving import new_unit

VIEW, VERIFY = CasePermission.CASE_VIEW, CasePermission.CASE_VERIFY


def hold(user: User, office: Office, role: str, **period: date | bool | None) -> RoleAssignment:
    given = {"from_date": date(2020, 1, 1), **period}
    return RoleAssignment.objects.create(user=user, office=office, role=role, **given)


def again(user: User) -> User:
    """The same person at the next request."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def region(offices: None) -> Office:
    return Office.objects.get(code="central_asia")


@pytest.fixture
def nobody(office: Office) -> User:
    """Has an account and no role."""
    return make_user("nobody", office)


def test_role_counts_in_its_own_office_only(desk: User, office: Office, other_office: Office) -> None:
    assert offices_with(desk, VIEW) == {office.pk}
    assert has_permission(desk, VIEW, office.pk)
    assert not has_permission(desk, VIEW, other_office.pk)


def test_role_without_offices_below_stays_in_its_office(region: Office) -> None:
    head = make_user("region", region, "head")
    assert offices_with(head, VIEW) == {region.pk}


def test_role_with_offices_below_reaches_each_of_them_and_nobody_else(region: Office, headquarters: Office) -> None:
    head = make_user("region", region, "head", below=True)
    assert offices_with(head, VIEW) == {region.pk, *region.below.values_list("pk", flat=True)}
    assert headquarters.pk not in offices_with(head, VIEW)


def test_role_reaches_offices_below_those_below(region: Office, office: Office) -> None:
    team = Office.objects.create(code="south", names=office.names, kind="PRESENCE", parent=office, time_zone="UTC")
    head = make_user("region", region, "head", below=True)
    assert team.pk in offices_with(head, VIEW)
    assert head in holders(VIEW, team)


def test_offices_above_are_not_reached(office: Office, region: Office) -> None:
    assert region.pk not in offices_with(make_user("below", office, "head", below=True), VIEW)


def test_offices_in_a_circle_end(region: Office, office: Office) -> None:
    region.parent = office
    region.save()
    head = make_user("region", region, "head", below=True)
    assert {region.pk, office.pk} <= offices_with(head, VIEW)
    assert head in holders(VIEW, office)


def test_person_without_role_has_nothing(nobody: User, office: Office) -> None:
    assert offices_with(nobody, VIEW) == frozenset()
    with pytest.raises(AccessDenied):
        require(nobody, VIEW, office.pk)


def test_inactive_person_has_nothing(desk: User, office: Office) -> None:
    desk.is_active = False
    desk.save()
    assert offices_with(again(desk), VIEW) == frozenset()
    assert desk not in holders(VIEW, office)


@pytest.mark.parametrize(
    ("day", "held"), [("2026-02-28", False), ("2026-03-01", True), ("2026-04-30", True), ("2026-05-01", False)]
)
def test_role_holds_from_its_first_day_through_its_last(day: str, held: bool, nobody: User, office: Office) -> None:
    hold(nobody, office, "desk", from_date=date(2026, 3, 1), until_date=date(2026, 4, 30))
    with time_machine.travel(f"{day}T12:00:00Z", tick=False):
        assert has_permission(nobody, VIEW, office.pk) is held
        assert (nobody in holders(VIEW, office)) is held


def test_role_that_ends_ends_at_the_next_request(desk: User, office: Office) -> None:
    assert has_permission(desk, VIEW, office.pk)
    desk.assignments.update(until_date=timezone.localdate() - timedelta(days=1))
    assert not has_permission(again(desk), VIEW, office.pk)
    forget(desk)
    assert not has_permission(desk, VIEW, office.pk)


def test_period_cannot_end_before_it_begins(nobody: User, office: Office) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        hold(nobody, office, "desk", from_date=date(2026, 3, 1), until_date=date(2026, 2, 28))


def test_role_is_held_once_an_office(desk: User, office: Office) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        hold(desk, office, "desk")


def test_role_the_file_does_not_know_opens_nothing(nobody: User, office: Office) -> None:
    hold(nobody, office, "director")
    assert offices_with(nobody, VIEW) == frozenset()


def test_holders_do_not_join_a_role_here_with_a_permission_elsewhere(
    nobody: User, office: Office, other_office: Office
) -> None:
    hold(nobody, office, "intake")
    hold(nobody, other_office, "verifier")
    assert nobody not in holders(VERIFY, office)
    assert nobody in holders(VERIFY, other_office)


def test_holders_include_those_above_whose_role_reaches_down(region: Office, office: Office) -> None:
    reaching = make_user("reaching", region, "team_lead", below=True)
    staying = make_user("staying", region, "team_lead")
    assert reaching in holders(VERIFY, office)
    assert staying not in holders(VERIFY, office)


def test_permission_anywhere_is_enough_where_no_office_is_named(desk: User, nobody: User) -> None:
    assert has_permission(desk, VIEW)
    assert not has_permission(nobody, VIEW)


def test_one_person_costs_one_query_a_request(desk: User, django_assert_num_queries: pytest.FixtureRequest) -> None:
    person = User.objects.select_related("office").get(pk=desk.pk)  # as whoever is signed in comes
    with django_assert_num_queries(1):  # type: ignore[operator]
        for permission in CasePermission:
            has_permission(person, permission)


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_administrator_and_auditor_read_no_case(role: str, headquarters: Office, case_of_the_desk: Case) -> None:
    keeper = make_user(role, headquarters, role, below=True)
    everywhere = make_user(f"{role}-here", case_of_the_desk.office, role)
    for person in (keeper, everywhere):
        for model in (Case, Person, Submission):
            assert not model.objects.visible_to(person).exists()


def test_administrator_administers(administrator: User) -> None:
    assert has_permission(administrator, AccountPermission.SYSTEM_ADMINISTER)


@pytest.fixture
def case_of_the_desk(office: Office, desk: User) -> Case:
    now = timezone.now()
    Submission.objects.create(
        unit_id=new_unit(office), reference="S-1", office=office, channel="email", language="en",
        relation="self", answers={},
        idempotency_sha256="0" * 64, locator="00000000", secret_hash="", inbox_until=now,
    )  # fmt: skip
    Person.objects.create(office=office, entered_by=desk)
    return Case.objects.create(
        reference="C-1", office=office, state_concerned="XM", opened_by=desk, state_since=now, opened_at=now
    )
