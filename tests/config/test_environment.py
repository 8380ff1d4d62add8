"""What the operator says through the environment: checked, and never repeated where a log could keep it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from hirz.config import environment
from hirz.config.environment import Misconfigured, database_settings, read

NAMES = (
    "HIRZ_DEMO", "HIRZ_PROXIES", "HIRZ_SECRET_KEY", "HIRZ_ALLOWED_HOSTS", "HIRZ_STATE_DIR", "HIRZ_KEYS_DIR",
    "DATABASE_URL",
)  # fmt: skip
SECRET = "a long secret of this deployment"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HIRZ_STATE_DIR", str(tmp_path / "state"))


@pytest.mark.parametrize("given", [None, ""])
def test_deployment_without_a_secret_does_not_start(given: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if given is not None:
        monkeypatch.setenv("HIRZ_SECRET_KEY", given)
    with pytest.raises(Misconfigured, match="HIRZ_SECRET_KEY"):
        read()


def test_deployment_has_the_secret_it_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIRZ_SECRET_KEY", SECRET)
    found = read()
    assert (found.secret_key, found.demo) == (SECRET, False)


@pytest.mark.parametrize("given", ["0", "", "true", "yes"])
def test_only_a_plain_one_makes_a_demonstration(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIRZ_DEMO", given)
    with pytest.raises(Misconfigured):
        read()


def test_demonstration_keeps_a_secret_of_its_own_that_only_its_owner_reads(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HIRZ_DEMO", "1")
    first = read().secret_key
    kept = tmp_path / "state" / "demo-secret"
    assert read().secret_key == first == kept.read_text()
    assert len(first) >= 50
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_demonstration_never_uses_the_keys_of_an_office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = tmp_path / "keys"
    monkeypatch.setenv("HIRZ_KEYS_DIR", str(real))
    monkeypatch.setenv("HIRZ_SECRET_KEY", SECRET)
    assert read().keys_dir == real
    monkeypatch.setenv("HIRZ_DEMO", "1")
    assert read().keys_dir == tmp_path / "state" / "demo-keys"


def test_demonstration_on_the_machine_of_an_office_takes_keys_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the office keeps its keys in the folder that it did not have to name."""
    monkeypatch.setenv("HIRZ_SECRET_KEY", SECRET)
    of_the_office = read().keys_dir
    monkeypatch.setenv("HIRZ_DEMO", "1")
    assert read().keys_dir != of_the_office


def test_demonstration_answers_to_no_name_but_this_machine_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIRZ_DEMO", "1")
    monkeypatch.setenv("HIRZ_ALLOWED_HOSTS", "hirz.example")
    assert set(read().allowed_hosts) == {"127.0.0.1", "localhost", "[::1]"}


@pytest.mark.parametrize(
    ("given", "hosts"),
    [
        ("write.example.org, desk.example.org", ("write.example.org", "desk.example.org")),
        (" , ", ("127.0.0.1", "localhost", "[::1]")),
        ("", ("127.0.0.1", "localhost", "[::1]")),
    ],
)
def test_deployment_answers_to_the_names_it_was_given(
    given: str, hosts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIRZ_SECRET_KEY", SECRET)
    monkeypatch.setenv("HIRZ_ALLOWED_HOSTS", given)
    assert read().allowed_hosts == hosts


def test_files_lie_below_the_project_unless_another_folder_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HIRZ_STATE_DIR")
    assert environment.state_dir() == environment.PROJECT_DIR / "var"


def test_address_of_the_database_is_read_in_both_its_forms() -> None:
    for address in (
        "postgresql://desk:pw@db.example:6543/hirz",
        "dbname=hirz user=desk password=pw host=db.example port=6543",
    ):
        found = database_settings(address)
        assert [found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
            "hirz", "desk", "pw", "db.example", "6543",
        ]  # fmt: skip


def test_what_else_the_address_says_goes_to_the_connection() -> None:
    assert database_settings("postgresql:///hirz?sslmode=verify-full")["OPTIONS"] == {"sslmode": "verify-full"}


def test_address_that_cannot_be_read_is_not_repeated() -> None:
    with pytest.raises(Misconfigured) as refused:
        database_settings("desk:hunter2@db.example/hirz")
    assert "hunter2" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


@pytest.mark.parametrize(("given", "demo", "proxies"), [(None, "0", 1), (None, "1", 0), ("0", "0", 0), ("2", "0", 2)])
def test_one_proxy_stands_before_it_unless_another_number_is_given(
    given: str | None, demo: str, proxies: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIRZ_SECRET_KEY", SECRET)
    monkeypatch.setenv("HIRZ_DEMO", demo)
    if given is not None:
        monkeypatch.setenv("HIRZ_PROXIES", given)
    assert read().proxies == proxies


def test_number_of_proxies_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIRZ_SECRET_KEY", SECRET)
    monkeypatch.setenv("HIRZ_PROXIES", "nginx")
    with pytest.raises(Misconfigured, match="HIRZ_PROXIES"):
        read()
