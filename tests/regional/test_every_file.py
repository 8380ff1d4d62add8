"""Every file that can be imported, by page: twice, and damaged. By command: tests/faces/cli/test_every_file.py."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from tests.conftest import make_user
from tests.regional.importable import REAL, SHAPES, Real, Shape, on_record
from tests.reprisals.people.web.pages import signed_in

pytestmark = pytest.mark.django_db
CONFIRMED = {"recommendations": "all", "treaties": "yes"}


@pytest.fixture
def everywhere(headquarters: Office) -> User:
    return make_user("everywhere", headquarters, "regional_officer")


def sent(client: Client, kind: str, name: str, data: bytes) -> Any:
    """What the page shows of a file before anything is taken."""
    page = client.post(f"/{kind}/import/", {"file": SimpleUploadedFile(name, data)})
    assert page.status_code == 200
    return page.context


def taken(client: Client, kind: str, shown: Any) -> Any:
    """The second step, with what the page carried to it."""
    carried = {field.name: field.value() or "" for field in shown["form"] if field.name != "file"}
    return client.post(f"/{kind}/import/", {**carried, "confirmed": CONFIRMED[kind]})


def assert_twice_is_once(client: Client, kind: str, name: str, data: bytes, read: int) -> None:
    first = sent(client, kind, name, data)
    assert (first["plan"].read, list(first["problems"]), first["created"] > 0) == (read, [], True)
    assert on_record() == []
    assert taken(client, kind, first).status_code == 302
    before = on_record(), Entry.objects.count()
    again = sent(client, kind, name, data)
    counted = first["created"] + first["updated"] + first["unchanged"]
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, counted)
    taken(client, kind, again)
    assert (on_record(), Entry.objects.count()) == before


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_second_import_of_a_shape_changes_nothing(shape: Shape, everywhere: User) -> None:
    assert_twice_is_once(signed_in(everywhere), shape.kind, shape.name, shape.whole, shape.read)


@pytest.mark.parametrize("real", REAL, ids=str)
def test_second_import_of_a_real_file_changes_nothing(real: Real, everywhere: User) -> None:
    assert_twice_is_once(signed_in(everywhere), real.kind, real.name, real.path().read_bytes(), real.read)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_damaged_file_names_its_row_and_leaves_nothing(shape: Shape, everywhere: User) -> None:
    client = signed_in(everywhere)
    shown = sent(client, shape.kind, shape.name, shape.damaged)
    assert [row for row, _words in shown["problems"]] == [shape.row]
    refused = taken(client, shape.kind, shown)
    assert (refused.status_code, on_record()) == (200, [])
    mended = sent(client, shape.kind, shape.name, shape.whole)
    assert taken(client, shape.kind, mended).status_code == 302
