"""What an operator runs: migrate, check, new-secret, and accounts."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from psycopg.conninfo import make_conninfo

from hirz.faces.cli.main import COMMANDS
from hirz.foundation.accounts.access import offices_with
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.permissions import CasePermission
from tests.conftest import sign_in
from tests.faces.cli.conftest import Hirz
from tests.reprisals.intake.arriving import told

COMMAND = Path(sys.executable).with_name("hirz")
ADD = ("staff", "add", "new@hirz.example", "--name", "New", "--office", "bishkek", "--role")


def test_migrating_loads_the_offices_and_may_be_repeated(db: None, hirz: Hirz) -> None:
    for _ in range(2):
        ran = hirz("migrate", "--json")
        assert (ran.code, ran.data) == (0, {"offices": Office.objects.count(), "names": 0})


def test_check_finds_nothing_wrong(hirz: Hirz) -> None:
    ran = hirz("check")
    assert (ran.code, ran.out) == (0, "System check identified no issues (0 silenced).\n")


def test_secrets_are_long_and_never_the_same(hirz: Hirz) -> None:
    first, second = (hirz("new-secret").out.strip() for _ in range(2))
    assert first != second
    assert min(len(first), len(second)) >= 50


def test_command_itself_reads_a_file_and_answers_a_program(db: None, tmp_path: Path) -> None:
    """The installed command, in a process of its own, on the database of the tests."""
    file = tmp_path / "incidents.jsonl"
    file.write_text(json.dumps(told(), ensure_ascii=False) + "\n{\n", encoding="utf-8")
    named = {key.lower(): value for key, value in connection.settings_dict.items() if key in {"USER", "HOST", "PORT"}}
    url = make_conninfo(dbname=connection.settings_dict["NAME"], **{k: v for k, v in named.items() if v})
    ran = subprocess.run(  # noqa: S603 - our own command
        [COMMAND, "import", "submissions", file, "--dry-run", "--json"],
        env={
            "DATABASE_URL": url, "HIRZ_SECRET_KEY": "x" * 50, "LC_ALL": "C.UTF-8", "HIRZ_STATE_DIR": str(tmp_path),
            "HIRZ_KEYS_DIR": str(settings.HIRZ_KEYS_DIR),
        },
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    assert json.loads(ran.stdout) == {
        "read": 2, "created": 0, "known": 0,
        "errors": [{"line": 2, "path": "", "message": "This line is not JSON in UTF-8."}],
    }  # fmt: skip
    assert ran.stderr == "Some lines cannot be received, so none was.\n"


def test_account_is_made_with_its_role_and_a_path_to_set_a_password(office: Office, hirz: Hirz) -> None:
    ran = hirz(*ADD, "desk")
    assert ran.code == 0
    user = User.objects.get_by_natural_key("new@hirz.example")
    assert offices_with(user, CasePermission.CASE_VIEW) == {office.pk}
    assert not user.has_usable_password()
    path = re.search(r"/\S+", ran.out)
    assert path is not None
    assert Client().get(path[0], follow=True).status_code == 200
    assert list(Entry.objects.values_list("verb", "actor_kind")) == [
        ("STAFF_ENGAGED", "SYSTEM"), ("ROLE_GIVEN", "SYSTEM"),
    ]  # fmt: skip


def test_role_may_reach_the_offices_below(offices: None, hirz: Hirz) -> None:
    arguments = ["staff", "add", "new@hirz.example", "--name", "New", "--office", "central_asia", "--role", "head"]
    assert hirz(*arguments, "--with-offices-below").code == 0
    assert len(offices_with(User.objects.get(), CasePermission.CASE_VIEW)) == 6


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"--role": "director"}, "There is no such role."),
        ({"--office": "atlantis"}, "no office has this code"),
        ({"new@hirz.example": "no address"}, "valid email address"),
    ],
)
def test_account_that_cannot_be_made_is_bad_input(
    changed: dict[str, str], words: str, office: Office, hirz: Hirz
) -> None:
    arguments = [*ADD, "desk"]
    for name, value in changed.items():
        at = arguments.index(name)
        arguments[at + 1 if name.startswith("--") else at] = value
    ran = hirz(*arguments)
    assert ran.code == 2
    assert words in ran.err
    assert not User.objects.exists()
    assert not Entry.objects.exists()


def test_address_that_has_an_account_gets_no_second(office: Office, hirz: Hirz) -> None:
    hirz(*ADD, "desk")
    ran = hirz(*(a.upper() if "@" in a else a for a in ADD), "head")
    assert ran.code == 2
    assert User.objects.get().assignments.get().role == "desk"


def test_closed_account_opens_nothing_from_the_next_request_on(office: Office, desk: User, hirz: Hirz) -> None:
    assert hirz("staff", "end", desk.email.upper()).code == 0
    left = User.objects.get(pk=desk.pk)
    assert offices_with(left, CasePermission.CASE_VIEW) == frozenset()
    assert Entry.objects.get().verb == "STAFF_ENDED"


def test_sessions_of_a_lost_laptop_end_and_the_account_stays(office: Office, desk: User, hirz: Hirz) -> None:
    browser = Client()
    sign_in(browser, desk)
    assert browser.get(reverse("staff:case_list")).status_code == 200
    assert hirz("staff", "sign-out", desk.email).code == 0
    assert browser.get(reverse("staff:case_list")).status_code == 302
    assert User.objects.get(pk=desk.pk).is_active
    assert Entry.objects.get(verb="SIGNED_OUT").actor_kind == "SYSTEM"


@pytest.mark.parametrize("command", ["end", "sign-out"])
def test_account_of_nobody_can_neither_be_closed_nor_signed_out(command: str, office: Office, hirz: Hirz) -> None:
    assert hirz("staff", command, "nobody@hirz.example").code == 2


def test_every_command_is_loaded_only_when_it_is_called() -> None:
    code = "import sys, hirz.faces.cli.main; print(any(m.startswith('hirz.faces.cli.commands.') for m in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)  # noqa: S603
    assert ran.stdout == "False\n"
    assert COMMANDS
