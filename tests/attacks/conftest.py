"""What the attacks are made on: a world with one of everything, in which everything that can hold content does."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django import Settings

from hirz.faces.cli.demonstration import region
from hirz.faces.cli.demonstration.cast import engage
from hirz.faces.cli.demonstration.world import place_invented_states
from hirz.foundation.accounts.models import User
from hirz.foundation.blobs.store import store_bytes
from hirz.foundation.offices.models import Office
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.models import ConsentOverride, Merge, Person
from tests.attacks.canary import Heard
from tests.attacks.planting import fill_the_columns_of_files
from tests.attacks.region_rows import beyond_the_demonstration
from tests.faces.public.conftest import guarded_client, public_client, public_face  # noqa: F401 - fixtures
from tests.faces.staff.conftest import browse, colleague  # noqa: F401 - fixtures
from tests.faces.staff.world import World
from tests.foundation.walls.conftest import world  # noqa: F401 - a fixture
from tests.reprisals.intake.arriving import drafted


@pytest.fixture(autouse=True)
def own_folders(settings: Settings, tmp_path: Path) -> None:
    settings.HIRZ_BLOBS_DIR = tmp_path / "blobs"
    settings.STATIC_ROOT = tmp_path


@pytest.fixture
def whole_world(world: World, desk: User) -> World:  # noqa: F811
    """The world, with what it leaves out: an exception that was asked for, a draft, the regional half, and files."""
    if not ConsentOverride.objects.exists():
        ConsentOverride.objects.create(
            case_id=world.case.pk, reason="Nobody reaches her.", asked_by=desk, asked_at=world.case.opened_at
        )
    _undone_merge(world.person, desk)
    drafted()
    place_invented_states()
    people = engage()
    region.build(people)
    beyond_the_demonstration(people["bishkek-regional"])
    fill_the_columns_of_files(lambda: store_bytes(b"What a file of the world holds.").id)
    return world


def _undone_merge(about: Person, by: User) -> None:
    first, second = sorted((about, enter_person(office=about.office, names=["Nimr"], by=by)), key=_key)
    Merge.objects.create(
        first=first, second=second, reason="the same telephone", made_by=by, made_at=about.entered_at,
        undone_reason="another", undone_by=by, undone_at=about.entered_at,
    )  # fmt: skip


def _key(person: Person) -> UUID:
    return person.pk


@pytest.fixture
def nobody_at_all(other_office: Office) -> User:
    """An account without a role: staff without a compartment."""
    return User.objects.create_user(email="new@hirz.example", display_name="New", office=other_office, language="en")


@pytest.fixture
def logged() -> Iterator[Callable[[], bytes]]:
    """Everything that is logged, also by loggers that keep what they hear from the others."""
    heard = Heard()
    apart = [logging.getLogger(name) for name, found in logging.Logger.manager.loggerDict.items()
             if isinstance(found, logging.Logger) and not found.propagate]  # fmt: skip
    for logger in (logging.getLogger(), *apart):
        logger.addHandler(heard)
    yield lambda: "\n".join(heard.lines).encode()
    for logger in (logging.getLogger(), *apart):
        logger.removeHandler(heard)
