"""What an operator learns of a fault, and what stays out of the log."""

from __future__ import annotations

import logging

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from hirz.engines.files import safe_display_name
from hirz.faces.shell.faults import note_fault

SAID = "Salma told us where she hides"


def fail(request: HttpRequest) -> None:
    try:
        safe_display_name(None)  # type: ignore[arg-type]
    except Exception as error:
        error.args = (SAID,)
        note_fault(request=request)


def test_fault_is_told_by_kind_and_place_and_never_by_its_text(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="hirz.faults"):
        fail(RequestFactory().get("/somewhere/"))
    (line,) = set(caplog.messages)
    assert "Error at hirz.engines.files.display_names:" in line
    assert line.endswith("on a page called nothing")
    assert SAID not in caplog.text
