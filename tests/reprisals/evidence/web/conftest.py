from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

import pytest
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.test import Client

from hirz.foundation.accounts.models import User
from tests.conftest import sign_in
from tests.faces.staff.conftest import enrol
from tests.faces.staff.strict import FailWhenUndefined

Browse = Callable[[User], Client]


@pytest.fixture(autouse=True)
def strict_templates() -> Iterator[None]:
    engine = cast(DjangoTemplates, engines["django"]).engine
    engine.string_if_invalid = FailWhenUndefined("%s")
    yield
    engine.string_if_invalid = ""


@pytest.fixture
def browse() -> Browse:
    def open_for(user: User) -> Client:
        enrol(user)
        browser = Client()
        sign_in(browser, user)
        return browser

    return open_for
