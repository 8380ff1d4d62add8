"""The database as the manual says to set it up: no process is its owner, and the owner is no superuser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg.errors import InsufficientPrivilege

MANUAL: Final = Path(__file__).parents[3] / "docs" / "how-to" / "run-for-an-office.md"
DATABASE: Final = "hirz_logins"
LOGINS: Final = ("hirz_owner", "hirz_desk", "hirz_door", "hirz_machine")
Connect = Callable[[str], "psycopg.Connection[Any]"]


def address(**parts: str) -> str:
    server = {name: str(connection.settings_dict[name.upper()]) for name in ("host", "port", "user")}
    return make_conninfo(**{name: value for name, value in {**server, **parts}.items() if value})


def from_the_manual() -> list[str]:
    """The statements that the manual gives, for a database and logins that no other test has."""
    block = re.search(r"```sql\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)
    assert block
    statements = re.sub(r"\bhirz\b", DATABASE, block[1]).replace("password 'choose one'", "")
    return [statement.strip() for statement in statements.split(";") if statement.strip()]


def set_up(admin: psycopg.Connection[Any]) -> None:
    """What follows the line that goes over to the new database is done there."""
    for statement in from_the_manual():
        if statement.startswith("\\c "):
            with psycopg.connect(address(dbname=DATABASE), autocommit=True) as inside:
                inside.execute(statement.partition("\n")[2])
        elif "nologin" not in statement:  # the tests' own database has those already
            admin.execute(statement)


def migrate(*arguments: str) -> None:
    given = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "hirz.config.settings.staff", "HIRZ_DATABASE_ROLE": "",
        "DATABASE_URL": f"postgresql://?{'&'.join(address(dbname=DATABASE, user='hirz_owner').split())}",
    }  # fmt: skip
    command = [sys.executable, "-W", "ignore", "-m", "django", "migrate", "-v0", *arguments]
    ran = subprocess.run(command, env=given, capture_output=True, text=True, timeout=300, check=False)  # noqa: S603
    assert ran.returncode == 0, ran.stderr[-2000:]


def remove(admin: psycopg.Connection[Any]) -> None:
    admin.execute(f"drop database if exists {DATABASE} with (force)")
    for login in LOGINS:
        admin.execute(f"drop role if exists {login}")


@pytest.fixture(scope="module")
def connect(django_db_setup: None) -> Iterator[Connect]:
    with psycopg.connect(address(dbname="postgres"), autocommit=True) as admin:
        remove(admin)
        set_up(admin)
        migrate()
        yield lambda login: psycopg.connect(address(dbname=DATABASE, user=login))
        remove(admin)


def test_desk_may_do_nothing_before_it_becomes_its_role(connect: Connect) -> None:
    with connect("hirz_desk") as desk, pytest.raises(InsufficientPrivilege):
        desk.execute("select from public.cases_case")


def test_desk_becomes_staff_and_the_system_and_nobody_else(connect: Connect) -> None:
    with connect("hirz_desk") as desk:
        desk.execute("set role hirz_staff")
        assert desk.execute("select count(*) from cases_case").fetchone() == (0,)
        desk.execute("set role hirz_worker")
        with pytest.raises(InsufficientPrivilege):
            desk.execute("set role hirz_owner")


@pytest.mark.parametrize("role", ["hirz_staff", "hirz_worker", "hirz_owner"])
def test_door_becomes_nobody_who_reads(role: str, connect: Connect) -> None:
    with connect("hirz_door") as door, pytest.raises(InsufficientPrivilege):
        door.execute(f"set role {role}")


@pytest.mark.parametrize("login", ["hirz_desk", "hirz_door", "hirz_machine"])
def test_no_process_changes_the_shape_of_a_table(login: str, connect: Connect) -> None:
    for statement in ("create table public.t (i int)", "alter table public.cases_case disable row level security"):
        with connect(login) as process, pytest.raises(InsufficientPrivilege):
            process.execute(statement)


def test_wall_comes_down_and_goes_up_again(connect: Connect) -> None:
    count = "select count(*) from pg_policies"
    with connect("hirz_owner") as owner:
        before = owner.execute(count).fetchone()
    migrate("walls", "zero")
    with connect("hirz_owner") as owner:
        assert owner.execute(f"{count} where roles && array['hirz_staff', 'hirz_worker']::name[]").fetchone() == (0,)
        assert owner.execute("select count(*) from pg_class where relrowsecurity").fetchone() == (0,)
    migrate()
    with connect("hirz_owner") as owner:
        assert owner.execute(count).fetchone() == before
