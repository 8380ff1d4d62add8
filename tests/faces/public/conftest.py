"""The public face as it is deployed, and somebody before it with a browser."""

from __future__ import annotations

import copy
import runpy
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.template import engines
from django.test import Client
from pytest_django import Settings

from hirz.config.settings import base
from hirz.faces.public.gate import GATES, gates
from hirz.foundation.keys.rings import PUBLIC_FOLDER
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import PUBLIC
from tests.faces.staff.strict import FailWhenUndefined

TAKEN_OVER = ("FACE", "HIRZ_OPENS", "ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "CSRF_FAILURE_VIEW")


def settings_of_the_public_face() -> dict[str, Any]:
    """Read without leaving a trace: its settings change the templates that the staff face has as well."""
    kept = copy.deepcopy(base.TEMPLATES)
    try:
        return copy.deepcopy(
            {k: v for k, v in runpy.run_module("hirz.config.settings.public").items() if k in TAKEN_OVER}
        )
    finally:
        base.TEMPLATES[:] = kept


@pytest.fixture
def public_face(settings: Settings, tmp_path: Path, office: Office) -> None:
    for name, value in settings_of_the_public_face().items():
        setattr(settings, name, value)
    settings.MIDDLEWARE = ["tests.faces.public.role.AsPublicProcess", *settings.MIDDLEWARE]
    settings.HIRZ_KEYS_DIR = Path(settings.HIRZ_KEYS_DIR) / PUBLIC_FOLDER
    settings.HIRZ_BLOBS_DIR = tmp_path / "blobs"
    settings.STATIC_ROOT = tmp_path
    GATES.update(gates())
    engines["django"].engine.string_if_invalid = FailWhenUndefined("%s")  # type: ignore[attr-defined]


class Browser(Client):
    """Its requests are answered by a process that is ``hirz_public`` in the database, and nobody else."""

    def request(self, **request: Any) -> Any:
        with in_the_database_as_public():
            return super().request(**request)


@contextmanager
def in_the_database_as_public() -> Iterator[None]:
    """Beside Django, so that it is not counted among the questions of a page."""
    connection.ensure_connection()
    before = connection.connection
    before.execute(f"set role {PUBLIC}")
    try:
        yield
    finally:
        if before is connection.connection and not before.closed:
            before.execute("reset role")


@pytest.fixture
def public_client(public_face: None) -> Client:
    return Browser()


@pytest.fixture
def guarded_client(public_face: None) -> Client:
    """A browser whose forms are checked against forgery, as everywhere but in tests."""
    return Browser(enforce_csrf_checks=True)


@pytest.fixture
def blobs(tmp_path: Path) -> Path:
    return tmp_path / "blobs"
