"""Setting Django up for a command: once, and only when the command needs it."""

from __future__ import annotations

import os
from typing import Final

import django
from django.apps import apps

SERVED: Final = "hirz_demo"
"""The database of the demonstration that is served; ``HIRZ_DEMO=1 hirz …`` works on it."""


def start_django(face: str = "staff") -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"hirz.config.settings.{face}")
    if os.environ.get("HIRZ_DEMO") == "1" and "DATABASE_URL" not in os.environ:
        start_demonstration(SERVED, fresh=False)
    if not apps.ready:
        django.setup()


def start_demonstration(database: str, *, fresh: bool) -> None:
    """A demonstration has a database of its own on the embedded server, never one that an operator named."""
    os.environ["HIRZ_DEMO"] = "1"
    from hirz.config.embedded import ensure_database
    from hirz.config.environment import state_dir

    os.environ["DATABASE_URL"] = ensure_database(state_dir(), database, fresh=fresh)
    start_django()
