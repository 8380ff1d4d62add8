"""Setting Django up for a command: once, and only when the command needs it."""

from __future__ import annotations

import os

import django
from django.apps import apps


def start_django(face: str = "staff") -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"hirz.config.settings.{face}")
    if not apps.ready:
        django.setup()


def start_demonstration() -> None:
    """A demonstration uses the embedded server and a state folder of its own, unless a database is named."""
    os.environ["HIRZ_DEMO"] = "1"
    from hirz.config.embedded import use_embedded_database
    from hirz.config.environment import state_dir

    use_embedded_database(state_dir())
    start_django()
