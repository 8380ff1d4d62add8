"""The cast of the tests, and the rules every test lives under."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hirz.faces.staff.session_life import note_second_factor
from hirz.foundation.accounts.models import RoleAssignment, User
from hirz.foundation.keys.rings import make_keys
from hirz.foundation.offices.loading import load_offices
from hirz.foundation.offices.models import Office
from tests.counting import asks

Counted = AbstractContextManager[CaptureQueriesContext]


def pytest_configure(config: pytest.Config) -> None:
    """Keys of their own for every process that runs tests, gone with it."""
    folder = Path(tempfile.mkdtemp(prefix="hirz-keys-"))
    config.add_cleanup(partial(shutil.rmtree, folder))
    settings.HIRZ_KEYS_DIR = folder
    make_keys(folder)


def make_user(name: str, office: Office, *roles: str, language: str = "en", below: bool = False) -> User:
    user = User.objects.create_user(
        email=f"{name}@hirz.example", display_name=name.title(), office=office, language=language
    )
    for role in roles:
        RoleAssignment.objects.create(
            user=user,
            office=office,
            role=role,
            with_offices_below=below,
            from_date=timezone.localdate() - timedelta(days=365 * 10),
        )
    return user


def sign_in(browser: Client, user: User) -> None:
    """As after both steps of signing in."""
    browser.force_login(user)
    session = browser.session
    note_second_factor(session, user)
    session.save()


@pytest.fixture(scope="module")
def tables_may_be_emptied() -> Iterator[None]:
    """History cannot be emptied; between tests that commit it has to be, so its triggers sleep for that one moment."""
    flush = DatabaseOperations.sql_flush

    def waking_no_trigger(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        return ["SET LOCAL session_replication_role = replica", *flush(self, *args, **kwargs)]

    with patch.object(DatabaseOperations, "sql_flush", waking_no_trigger):
        yield


@pytest.fixture
def django_assert_num_queries(django_assert_num_queries: object) -> Callable[[int], Counted]:
    """In place of the plugin's own, which would count the second wall with every page."""
    return lambda number: asks(lambda found: found == number, str(number))


@pytest.fixture
def django_assert_max_num_queries(django_assert_max_num_queries: object) -> Callable[[int], Counted]:
    return lambda most: asks(lambda found: found <= most, f"{most} at most")


@pytest.fixture
def offices(db: None) -> None:
    load_offices()


@pytest.fixture
def office(offices: None) -> Office:
    """The presence where the story happens; it covers an invented State besides the real one."""
    bishkek = Office.objects.get(code="bishkek")
    bishkek.states = [*bishkek.states, "XM"]
    bishkek.save()
    return bishkek


@pytest.fixture
def other_office(offices: None) -> Office:
    return Office.objects.get(code="tashkent")


@pytest.fixture
def headquarters(offices: None) -> Office:
    return Office.objects.get(kind=Office.Kind.HEADQUARTERS)


@pytest.fixture
def desk(office: Office) -> User:
    """Owner of the case."""
    return make_user("desk", office, "desk")


@pytest.fixture
def verifier(office: Office) -> User:
    return make_user("verifier", office, "verifier")


@pytest.fixture
def lead(office: Office) -> User:
    return make_user("lead", office, "team_lead")


@pytest.fixture
def head(office: Office) -> User:
    return make_user("head", office, "head")


@pytest.fixture
def clearer(office: Office) -> User:
    return make_user("clearer", office, "clearer")


@pytest.fixture
def intake(office: Office) -> User:
    return make_user("intake", office, "intake")


@pytest.fixture
def outsider(other_office: Office) -> User:
    """A desk officer of another office: to them nothing of this exists."""
    return make_user("outsider", other_office, "desk", "team_lead")


@pytest.fixture
def administrator(headquarters: Office) -> User:
    """Runs the system; may read no case."""
    return make_user("administrator", headquarters, "administrator")
