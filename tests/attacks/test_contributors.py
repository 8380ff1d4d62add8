"""Somebody outside who signs in meets two walls: addresses that are not there, and tables without a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from hirz.foundation.accounts.doors import CONTRIBUTORS_ATTRIBUTE
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import record
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import STAFF, standing
from hirz.regional.organisations.models import Organisation
from hirz.regional.recommendations.models import (
    GivenTerm,
    ImportedFile,
    Position,
    Recommendation,
    RecommendationText,
)
from hirz.reprisals.cases.models import Case
from tests.attacks.filling import answered
from tests.conftest import make_user, sign_in
from tests.faces.staff.addresses import Address, addresses
from tests.faces.staff.conftest import Browse, enrol
from tests.faces.staff.test_sign_in import PASSWORD, SECRET, code_now, give_password
from tests.faces.staff.world import PLANTED, World, keys_of, values_of_everything
from tests.foundation.walls.conftest import counts, fetched
from tests.foundation.walls.tables import content_tables
from tests.regional.contributors import make_contributor, make_organisation
from tests.regional.recommendations.conftest import TEMPLATE, imported

BEHIND: Final = [address for address in addresses() if not address.is_below_sign_in]
SIDES: Final = ("ministry", "society", "entity")
PUBLIC: Final = (Recommendation, RecommendationText, Position)
WORK_OF_THE_OFFICE: Final = (ImportedFile, GivenTerm)


def is_open(address: Address) -> bool:
    return hasattr(address.view, CONTRIBUTORS_ATTRIBUTE)


@pytest.fixture
def contributors(office: Office) -> Mapping[str, User]:
    kinds = {
        "ministry": make_organisation("Ministry of Mirrors", state_code="XM"),
        "society": make_organisation("Society of Lanterns", kind="civil_society", state_code="XM"),
        "entity": make_organisation("Entity of the World", kind="un_entity", state_code=""),
    }
    return {name: make_contributor(name, organisation) for name, organisation in kinds.items()}


# The first wall


@pytest.mark.parametrize("side", SIDES)
def test_every_url_that_is_not_opened_is_the_same_nothing(
    side: str, world: World, contributors: Mapping[str, User], browse: Browse
) -> None:
    browser = browse(contributors[side])
    nothing = browser.get("/nothing/").content
    values = {**values_of_everything(world), **keys_of(world)}
    walked = 0
    for address in BEHIND:
        if not is_open(address):
            for where in islice(address.with_all(values), 4):
                for answer in (browser.get(where), browser.post(where, {"body": "x"})):
                    assert (answer.status_code, answer.content) == (404, nothing), where
                    walked += 1
    assert walked > 2 * len([address for address in BEHIND if not address.takes])


def test_doors_that_are_open_are_few_and_known() -> None:
    """A page is opened to contributors by somebody who thought of it: in code, and here."""
    assert {address.name for address in BEHIND if is_open(address)} >= {
        "staff:home", "staff:language", "organisations:contribute",
    }  # fmt: skip
    reprisals = ("cases", "intake", "people", "matching", "evidence", "response", "reporting")
    assert not [address.name for address in BEHIND if is_open(address) and address.name.split(":")[0] in reprisals]


@pytest.mark.parametrize("side", SIDES)
def test_pages_that_are_open_show_no_planted_word(
    side: str, world: World, contributors: Mapping[str, User], browse: Browse
) -> None:
    closed = [*PLANTED, world.case.reference, world.submission.reference, str(world.case.pk)]
    browser = browse(contributors[side])
    values = {**values_of_everything(world), **keys_of(world)}
    for address in filter(is_open, BEHIND):
        for where in islice(address.with_all(values), 12):
            page = answered(where, browser.get(where))
            assert not [word for word in closed if word in page.content.decode(errors="replace")], where


def test_contributor_whose_membership_ended_finds_nothing(office: Office, browse: Browse) -> None:
    user = make_contributor("former", make_organisation(), ended=True)
    browser = browse(user)
    for address in BEHIND:
        if is_open(address) and not address.takes:
            assert browser.get(reverse(address.name)).status_code == 404


def test_password_alone_opens_nothing(contributors: Mapping[str, User]) -> None:
    browser = Client()
    browser.force_login(contributors["society"])
    answer = browser.get(reverse("organisations:contribute"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))
    assert browser.get(reverse("mfa_index")).status_code == 200


def test_contributor_chooses_a_language_and_signs_out(contributors: Mapping[str, User], browse: Browse) -> None:
    user = contributors["society"]
    browser = browse(user)
    answer = browser.post(reverse("staff:language"), {"language": "ar"}, follow=True)
    assert 'dir="rtl"' in answer.content.decode()
    assert browser.get(reverse("mfa_index")).status_code == 200
    browser.post(reverse("account_logout"))
    assert browser.get(reverse("organisations:contribute")).status_code == 302


@pytest.fixture
def deployed(contributors: Mapping[str, User], browse: Browse) -> Iterator[Client]:
    """A contributor's browser before a process that is, like a real one, nobody who sees anything by itself."""
    browser = browse(contributors["society"])
    with connection.cursor() as cursor:
        cursor.execute(f"set role {STAFF}")
        yield browser
        cursor.execute("reset role")


def test_contributor_comes_in_where_the_process_itself_sees_nothing(deployed: Client) -> None:
    page = deployed.get("/", follow=True)
    assert page.status_code == 200
    assert "Society of Lanterns" in page.content.decode()
    assert deployed.post(reverse("staff:language"), {"language": "ar"}).status_code == 302


def test_contributor_signs_in_with_a_password_and_a_code(contributors: Mapping[str, User]) -> None:
    user = contributors["ministry"]
    user.set_password(PASSWORD)
    user.save()
    TOTP.activate(user, SECRET)
    browser = Client()
    with connection.cursor() as cursor:
        cursor.execute(f"set role {STAFF}")
        give_password(browser, user)
        browser.post(reverse("mfa_authenticate"), {"code": code_now()})
        page = browser.get(reverse("staff:home"), follow=True)
        cursor.execute("reset role")
    assert page.request["PATH_INFO"] == reverse("organisations:contribute")


# The second wall


@pytest.mark.parametrize("side", SIDES)
def test_no_row_of_the_reprisals_half_without_any_filter(
    side: str, world: World, contributors: Mapping[str, User]
) -> None:
    with standing(contributors[side]):
        found = {table: rows for table, rows in counts(content_tables()).items() if rows}
        of_organisation = fetched("select count(*) from keys_unitkey where kind <> 'organisation'")
    assert found.keys() <= {"keys_unitkey"}
    assert of_organisation == [(0,)]


def test_grant_to_a_contributor_opens_nothing(world: World, contributors: Mapping[str, User]) -> None:
    user = contributors["ministry"]
    world.case.grants.update(user=user)
    with standing(user):
        assert not any(rows for table, rows in counts(content_tables()).items() if table != "keys_unitkey")
        assert not Case.objects.exists()


@pytest.mark.parametrize("side", SIDES)
def test_what_mechanisms_recommend_is_there_and_work_of_the_office_on_it_is_not(
    side: str, contributors: Mapping[str, User]
) -> None:
    imported(TEMPLATE)
    user = contributors[side]
    for model, seen in (*((model, True) for model in PUBLIC), *((model, False) for model in WORK_OF_THE_OFFICE)):
        rows: Any = model.objects
        assert rows.exists()
        assert rows.visible_to(user).exists() is seen
        with standing(user):
            assert rows.exists() is seen


def test_contributor_finds_words_in_recommendations(contributors: Mapping[str, User]) -> None:
    imported(TEMPLATE)
    with standing(contributors["society"]):
        assert Recommendation.objects.saying("school").count() == 1
    with standing(None):
        assert Recommendation.objects.saying("school").count() == 0


def test_names_of_colleagues_and_their_roles_are_not_there(
    world: World, contributors: Mapping[str, User], desk: User
) -> None:
    user = contributors["society"]
    sibling = make_contributor("sibling", Organisation.objects.get(kind="civil_society"))
    with standing(user):
        assert set(User.objects.values_list("pk", flat=True)) == {user.pk, sibling.pk}
        assert fetched("select count(*) from accounts_roleassignment") == [(0,)]
        assert not User.objects.filter(pk=sibling.pk).update(language="ru")
        assert not User.objects.filter(pk=desk.pk).update(is_active=False)
    with standing(desk):
        assert User.objects.filter(pk=desk.pk).exists()


@pytest.mark.parametrize("role", ["desk", "regional_officer"])
def test_staff_process_makes_no_account_of_staff(role: str, office: Office) -> None:
    """What may be invited is a contributor, by whoever edits a State of the office; and nobody else."""
    by = make_user("somebody", office, role)

    def made(email: str, is_contributor: bool) -> bool:
        try:
            with transaction.atomic(), standing(by):
                User.objects.create_user(email=email, display_name="New", office=office, is_contributor=is_contributor)
        except DatabaseError:
            return False
        return True

    assert not made("staff@example.org", is_contributor=False)
    assert made("outside@example.org", is_contributor=True) is (role == "regional_officer")


def test_contributor_makes_no_account(contributors: Mapping[str, User], office: Office) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), standing(contributors["ministry"]):
        User.objects.create_user(email="friend@example.org", display_name="Friend", office=office, is_contributor=True)


def test_history_names_the_contributor_and_nobody_else(
    world: World, contributors: Mapping[str, User], desk: User
) -> None:
    user = contributors["society"]
    with standing(user):
        written = record("READ_ORGANISATION", by=user, subject=Organisation.objects.get(kind="civil_society"))
        assert list(Entry.objects.values_list("pk", flat=True)) == [written.pk]
        with pytest.raises(DatabaseError), transaction.atomic():
            record("READ_ORGANISATION", by=desk, subject=user)
    assert Entry.objects.get(pk=written.pk).actor == user


def test_session_of_a_contributor_does_not_outlive_the_account(contributors: Mapping[str, User]) -> None:
    user = contributors["society"]
    enrol(user)
    browser = Client()
    sign_in(browser, user)
    assert browser.get(reverse("organisations:contribute")).status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert browser.get(reverse("organisations:contribute")).status_code == 302
