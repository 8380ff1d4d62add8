"""The public face as it is deployed, and somebody before it with a browser."""

from __future__ import annotations

import copy
import runpy
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.test import Client
from pytest_django import Settings

from hirz.config.settings import base
from hirz.foundation.offices.models import Office
from tests.faces.staff.strict import FailWhenUndefined

TAKEN_OVER = ("FACE", "ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "CSRF_FAILURE_VIEW")


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
    settings.HIRZ_BLOBS_DIR = tmp_path / "blobs"
    settings.STATIC_ROOT = tmp_path
    engines["django"].engine.string_if_invalid = FailWhenUndefined("%s")  # type: ignore[attr-defined]


@pytest.fixture
def public_client(public_face: None) -> Client:
    return Client()


@pytest.fixture
def guarded_client(public_face: None) -> Client:
    """A browser whose forms are checked against forgery, as everywhere but in tests."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def blobs(tmp_path: Path) -> Path:
    return tmp_path / "blobs"
