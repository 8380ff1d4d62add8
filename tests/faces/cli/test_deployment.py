"""`hirz check --deploy`: each thing that must hold before real cases is said in words; one that does not is enough."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from hirz.faces.cli import deployment
from hirz.faces.cli.deployment import findings
from hirz.foundation.keys import rings
from tests.faces.cli.conftest import Hirz

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fit(settings: Settings, tmp_path: Path) -> None:
    """All that a test can say of a deployment that is fit."""
    settings.ALLOWED_HOSTS = ["desk.example.org"]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.SECURE_HSTS_SECONDS = 1000
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECRET_KEY = "k8Jd-2lqP0sVbXz7TnRw3uYfGhC5mEaQiO9xLp4vBt6yZcDr"
    settings.SECRET_KEY += "1NsM"
    settings.HIRZ_BLOBS_DIR = tmp_path / "blobs"


@pytest.fixture
def keys(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    rings.make_keys(folder, passphrase="a long pass phrase")
    settings.HIRZ_KEYS_DIR = folder
    rings.forget_cached()
    yield folder
    rings.forget_cached()


def amiss() -> str:
    return "\n".join(finding.words for finding in findings() if not finding.fits)


def test_fit_installation_has_only_the_test_server_against_it(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIRZ_RING_PASSPHRASE", "a long pass phrase")
    found = findings()
    said = amiss()
    assert said.startswith("The login of DATABASE_URL passes every wall")
    assert said.count("\n") == 0
    assert all(finding.words.endswith((".", "hirz migrate")) for finding in found)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("HIRZ_DEMO", True, "anybody signs in with a click"),
        ("SECRET_KEY", "x" * 80, "easy to guess"),
        ("SECRET_KEY", "k8Jd-2lqP0sVbXz7", "short"),
        ("ALLOWED_HOSTS", ["*"], "HIRZ_ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", ["127.0.0.1", "localhost"], "HIRZ_ALLOWED_HOSTS"),
        ("ALLAUTH_TRUSTED_PROXY_COUNT", 0, "nothing speaks TLS"),
        ("SECURE_HSTS_SECONDS", 0, "may go without TLS"),
        ("SESSION_COOKIE_SECURE", False, "may go without TLS"),
    ],
)
def test_setting_that_is_not_fit_is_named(name: str, value: object, words: str, settings: Settings) -> None:
    assert words not in amiss()
    setattr(settings, name, value)
    assert words in amiss()


def test_folder_of_keys_that_others_can_read_is_named(keys: Path) -> None:
    assert "The folder of keys is open" not in amiss()
    (keys / "desk.key").chmod(0o640)
    assert "The folder of keys is open" in amiss()


def test_ring_that_does_not_open_is_named(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIRZ_RING_PASSPHRASE", "another")
    assert "The ring does not open (WrongPassphrase)" in amiss()


def test_ring_that_lies_open_is_named() -> None:
    assert "The ring lies open in its file" in amiss()


def test_table_open_to_its_owner_is_named() -> None:
    assert "open to their owner" not in amiss()
    with connection.cursor() as cursor:
        cursor.execute("alter table people_person no force row level security")
    assert "1 tables with content are open to their owner" in amiss()


@pytest.mark.parametrize(
    ("host", "mode", "fits"),
    [("", "", True), ("/run/pg", "", True), ("127.0.0.1", "", True), ("db.example", "", False),
     ("db.example", "require", False), ("db.example", "verify-full", True)],
)  # fmt: skip
def test_line_to_a_database_elsewhere_is_tls_with_a_name(host: str, mode: str, fits: bool) -> None:
    assert deployment._line_to(host, mode).fits is fits


def test_command_says_everything_and_fails(hirz: Hirz) -> None:
    ran = hirz("check", "--deploy")
    assert ran.code == 3
    assert "✓ The demonstration is off.\n" in ran.out
    assert "✗ The ring lies open" in ran.out
    assert ran.err == "Do not enter real cases yet: what is marked above has to be mended first.\n"
    assert {"fits", "words"} == set(hirz("check", "--deploy", "--json").data[0])
