"""People before the staff face: each with a browser, signed in as the deployment demands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from allauth.mfa.models import Authenticator
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.test import Client
from pytest_django import Settings

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from tests.conftest import make_user, sign_in
from tests.faces.staff.strict import FailWhenUndefined
from tests.faces.staff.world import World, build

Browse = Callable[[User], Client]


@pytest.fixture(autouse=True)
def strict_templates() -> Iterator[None]:
    engine = cast(DjangoTemplates, engines["django"]).engine
    engine.string_if_invalid = FailWhenUndefined("%s")
    yield
    engine.string_if_invalid = ""


@pytest.fixture(autouse=True)
def own_folders(settings: Settings, tmp_path: Path) -> None:
    settings.HIRZ_BLOBS_DIR = tmp_path / "blobs"
    settings.STATIC_ROOT = tmp_path


@pytest.fixture
def browse() -> Browse:
    """A browser in which somebody is signed in, with the second factor that everybody must have."""

    def open_for(user: User) -> Client:
        enrol(user)
        browser = Client()
        sign_in(browser, user)
        return browser

    return open_for


def enrol(user: User) -> None:
    if not user.has_usable_password():
        user.set_password("a long pass phrase")
        user.save(update_fields=["password"])
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})


@pytest.fixture
def colleague(office: Office) -> User:
    """Holds every role in the office of the story."""
    return make_user(
        "colleague", office, "desk", "team_lead", "verifier", "head", "clearer", "intake", "regional_officer"
    )


@pytest.fixture
def world(office: Office, desk: User, verifier: User, colleague: User) -> World:
    return build(office=office, desk=desk, verifier=verifier, colleague=colleague)
