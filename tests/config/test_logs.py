"""What the log says of a fault that a library caught, and of a form that was refused."""

from __future__ import annotations

import logging
import logging.config
import sys
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from hirz.engines.files import safe_display_name

SAID = "Salma told us where she hides"


def failed() -> logging.LogRecord:
    try:
        safe_display_name(None)  # type: ignore[arg-type]
    except AttributeError as error:
        error.args = (SAID,)
        return logging.LogRecord("procrastinate", logging.ERROR, "", 0, "Job 12 ended", None, sys.exc_info())
    raise AssertionError


def test_fault_that_a_library_caught_is_told_by_kind_and_place_and_never_by_its_text() -> None:
    config: dict[str, Any] = settings.LOGGING
    for handler in config["handlers"].values():
        described = config["formatters"][handler["formatter"]]
        line = logging.config.DictConfigurator(config).configure_formatter(described).format(failed())
        assert "Job 12 ended" in line
        assert "AttributeError at hirz.engines.files.display_names:" in line
        assert SAID not in line


@pytest.mark.django_db
def test_link_to_a_first_password_is_not_in_the_log_when_its_form_is_refused(caplog: pytest.LogCaptureFixture) -> None:
    address = f"/sign-in/first/{uuid4()}/once-and-never-again/"
    assert Client(enforce_csrf_checks=True).post(address).status_code == 403
    assert "once-and-never-again" not in caplog.text
