"""Words and an exit code for what went wrong on the command line, in the language of the terminal where we have it."""

from __future__ import annotations

import os

import click
from django.core.exceptions import ValidationError
from django.db import DatabaseError, OperationalError
from django.utils import translation
from django.utils.translation import gettext as _
from psycopg.errors import InvalidParameterValue, UndefinedTable

from hirz.config.environment import Misconfigured
from hirz.faces.cli.starting import start_django
from hirz.foundation import wording
from hirz.foundation.vocabularies.languages import UN_LANGUAGES, django_code_of
from hirz.rules.errors import BadInput, HirzError, RefusedByRule, SystemFault

_UNPREPARED = (UndefinedTable, InvalidParameterValue)
"""What a database says that lacks our tables, or on a new server our roles."""


def report(error: Exception) -> int:
    """Say on standard error what went wrong; returns 1 refused by a rule, 2 bad input, 3 the system."""
    if isinstance(error, click.ClickException):
        error.show()
    else:
        for line in _lines(error):
            click.echo(line, err=True)
    return _exit_code(error)


def _exit_code(error: Exception) -> int:
    if isinstance(error, RefusedByRule):
        return 1
    return 2 if isinstance(error, BadInput | ValidationError | click.ClickException) else 3


def _lines(error: Exception) -> list[str]:
    """Of an error nobody foresaw only the kind is told: its text may hold what a person wrote."""
    if isinstance(error, click.exceptions.Abort):
        return []
    if isinstance(error, Misconfigured | OSError | OperationalError):
        return [str(error)]
    start_django()
    with translation.override(terminal_language()):
        if isinstance(error, ValidationError):
            return [str(message) for message in error.messages]
        if isinstance(error, HirzError):
            return [wording.words_for(error)]
        if isinstance(error, DatabaseError) and isinstance(error.__cause__, _UNPREPARED):
            return [_("The database has no tables yet. Prepare it with: hirz migrate")]
        return [f"{wording.words_for(SystemFault())} ({type(error).__name__})"]


def terminal_language() -> str:
    """What the terminal speaks, if it is a language of the United Nations."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    spoken = named.split(".")[0].split("_")[0].lower()
    return django_code_of(spoken) if spoken in UN_LANGUAGES else "en"
