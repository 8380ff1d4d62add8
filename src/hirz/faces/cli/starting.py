"""Setting Django up for a command: once, and only when the command needs it."""

from __future__ import annotations

import os
from typing import Final

import django
from django.apps import apps

SERVED: Final = "hirz_demo"
"""The database of the demonstration that is served."""
PASSING: Final = "hirz_demo_passing"
"""The database of ``hirz demo --no-serve``. ``HIRZ_DEMO=1 hirz …`` works on it while none was served."""


OWNER: Final = ""
"""The role in which tables are made: that of the login itself."""
WORKER: Final = "hirz_worker"
ROLES: Final = {"public": "hirz_public", "staff": "hirz_staff"}
"""As whom each face asks the database."""


def start_django(face: str = "staff", *, role: str = WORKER) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"hirz.config.settings.{face}")
    if os.environ.get("HIRZ_DEMO") == "1" and "DATABASE_URL" not in os.environ:
        _use_demonstration(_demonstration_there(), fresh=False)
    _set_up(role)


def start_demonstration(database: str, *, fresh: bool) -> None:
    """A demonstration has a database of its own on the embedded server, never one that an operator named.

    One whose keys are gone opens no more, and is made anew.
    """
    from hirz.config.environment import keys_dir

    os.environ["HIRZ_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hirz.config.settings.staff")
    _use_demonstration(database, fresh=fresh or not keys_dir(demo=True).exists())
    _set_up(OWNER)


def _demonstration_there() -> str:
    from hirz.config.embedded import databases
    from hirz.config.environment import Misconfigured, state_dir

    there = databases(state_dir())
    for name in (SERVED, PASSING):
        if name in there:
            return name
    raise Misconfigured("There is no demonstration here yet. Make one with: hirz demo --no-serve")


def _use_demonstration(database: str, *, fresh: bool) -> None:
    from hirz.config.embedded import ensure_database
    from hirz.config.environment import state_dir

    os.environ["DATABASE_URL"] = ensure_database(state_dir(), database, fresh=fresh)


def _set_up(role: str) -> None:
    if not apps.ready:
        os.environ["HIRZ_DATABASE_ROLE"] = role
        django.setup()
