"""The cast of the tests, and the rules every test lives under."""

from __future__ import annotations

import gc
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from hirz.faces.staff.session_life import note_second_factor
from hirz.foundation.accounts.models import RoleAssignment, User
from hirz.foundation.keys.rings import make_keys
from hirz.foundation.offices.loading import load_offices
from hirz.foundation.offices.models import Office
from tests.counting import asks

LONGEST = (
    "test_migrations.py", "test_logins.py", "test_demonstration.py", "test_doors.py", "test_canary.py",
    "test_sealed_rows.py", "test_contributors.py", "test_outsider.py", "test_readers.py", "test_case_list.py",
    "test_forty_words.py", "test_rows.py", "test_speed.py", "test_name_index.py", "test_demonstration_world.py",
    "test_redaction.py",
)  # fmt: skip
"""Files of tests, the longest first."""
Counted = AbstractContextManager[CaptureQueriesContext]


def pytest_configure(config: pytest.Config) -> None:
    """Keys of their own for every process that runs tests, gone with it."""
    folder = Path(tempfile.mkdtemp(prefix="hirz-keys-"))
    config.add_cleanup(partial(shutil.rmtree, folder))
    settings.HIRZ_KEYS_DIR = folder
    make_keys(folder)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that no process of several is left with it when the others are done."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


def pytest_collection_finish() -> None:
    """What was imported for the tests stays until they end, so nobody need look again whether it is still wanted."""
    gc.collect()
    gc.freeze()


@contextmanager
def kept(blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is entered here stands for several tests, each of which takes back its own acts, and goes in the end."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def make_user(name: str, office: Office, *roles: str, language: str = "en", below: bool = False) -> User:
    with override_settings(HIRZ_OPENS=True):  # an account is made at the desk, whatever process a test plays
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
    """History cannot be emptied; between tests that commit it has to be, so its triggers sleep for that one moment.

    Row by row, since most tables are empty: to truncate all of them takes a second.
    """

    def waking_no_trigger(self: DatabaseOperations, style: object, tables: Sequence[str], **how: bool) -> list[str]:
        emptied = (f"DELETE FROM {self.quote_name(table)}" for table in tables)  # noqa: S608 - tables of the models
        return ["SET LOCAL session_replication_role = replica", *emptied]

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
    return office_of_the_story()


def office_of_the_story() -> Office:
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
