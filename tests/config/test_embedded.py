"""The server of the demonstration and the tests: made when needed, left alone when there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from hirz.config.embedded import ensure_database, use_embedded_database

STATE = Path(os.environ["HIRZ_STATE_DIR"])
NAME = f"hirz_made_by_{os.getpid()}"


@pytest.fixture
def url() -> Iterator[str]:
    yield ensure_database(STATE, NAME, fresh=True)
    with psycopg.connect(ensure_database(STATE), autocommit=True) as connection:
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(NAME)))


def test_database_is_made_once_and_kept(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("create table kept ()")
    assert ensure_database(STATE, NAME) == url
    with psycopg.connect(url) as connection:
        assert connection.execute("select count(*) from kept").fetchone() == (0,)


def test_database_made_afresh_is_empty_even_while_somebody_is_in_it(url: str) -> None:
    with psycopg.connect(url) as lingering:
        lingering.execute("create table kept ()")
        lingering.commit()
        ensure_database(STATE, NAME, fresh=True)
    with psycopg.connect(url) as connection:
        assert connection.execute("select to_regclass('kept')").fetchone() == (None,)


def test_database_that_need_not_last_waits_for_no_disk(url: str) -> None:
    assert ensure_database(STATE, NAME, lasting=False) == url
    with psycopg.connect(url) as connection:
        assert connection.execute("show fsync").fetchone() == ("off",)


def test_database_an_operator_named_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example/hirz")
    use_embedded_database(tmp_path)
    assert os.environ["DATABASE_URL"] == "postgresql://db.example/hirz"
    assert not list(tmp_path.iterdir())
