"""What went wrong is said in words, with a code that means something, and nothing of a case in it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError

from hirz.config.environment import Misconfigured
from hirz.faces.cli.wording import terminal_language
from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.blobs.store import BlobMissing
from hirz.rules.errors import BadInput, HirzError, RefusedByRule
from tests.faces.cli.conftest import Hirz

SALMA = "Salma Al-Zahrawi"


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch, hirz: Hirz) -> Hirz:
    """A command that ends with the error it is given."""

    def run(error: Exception) -> object:
        def fail(length: int) -> str:
            raise error

        monkeypatch.setattr("hirz.faces.cli.commands.system.secrets.token_urlsafe", fail)
        return hirz("new-secret")

    return run  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (RefusedByRule(), 1, "The rules do not allow this."),
        (AccessDenied("CASE_VIEW"), 1, "There is nothing here that you can open."),
        (BadInput("reason_missing"), 2, "Write the reason."),
        (ValidationError("Enter a valid email address."), 2, "Enter a valid email address."),
        (BlobMissing(), 3, "This file is no longer here."),
        (HirzError(), 3, "Something went wrong."),
        (Misconfigured("HIRZ_SECRET_KEY is not set"), 3, "HIRZ_SECRET_KEY is not set"),
        (OperationalError("connection refused"), 3, "connection refused"),
        (PermissionError(13, "Permission denied", "out.json"), 3, "Permission denied"),
        (ZeroDivisionError(), 3, "ZeroDivisionError"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_each_kind_of_error_has_its_code_and_words(error: Exception, code: int, words: str, breaking: Hirz) -> None:
    ran = breaking(error)
    assert ran.code == code
    assert words in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("error", [RuntimeError(SALMA), IntegrityError(f"Key (text)=({SALMA})"), BadInput(SALMA)])
def test_text_of_an_error_that_nobody_foresaw_is_not_shown(error: Exception, breaking: Hirz) -> None:
    ran = breaking(error)
    assert ran.code in {2, 3}
    assert ran.err
    assert SALMA not in ran.err
    assert "Traceback" not in ran.err


def test_person_who_stops_a_command_gets_no_lecture(breaking: Hirz) -> None:
    ran = breaking(KeyboardInterrupt())
    assert ran.code == 3
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "arguments", [("dance",), ("serve",), ("serve", "moon"), ("import", "submissions"), ("export", "case", "C-222222")]
)
def test_command_that_is_none_or_lacks_something_is_bad_input(arguments: tuple[str, ...], hirz: Hirz) -> None:
    ran = hirz(*arguments)
    assert ran.code == 2
    assert ran.err


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "ar_EG.UTF-8"}, "ar"),
        ({"LC_ALL": "fr_CH.UTF-8", "LANG": "ar_EG.UTF-8"}, "fr"),
        ({"LC_MESSAGES": "zh_CN"}, "zh-hans"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_CH.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_words_are_in_the_language_of_the_terminal(
    variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert terminal_language() == language
