"""Staff pages over 15,000 cases, walled and sealed, and neither. Run: ``python -m benchmarks.staff_pages``.

Both kinds of request come in turns, on the embedded server, with the same rows and pages. What differs: the database is
asked as the person, with policies on every row, or as the owner, with none; and sealed columns are opened with the keys
of their units, or are known already, as if the column had held them in clear.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from benchmarks.measuring import Result, report

if TYPE_CHECKING:
    from django.test import Client

    from hirz.foundation.accounts.models import User
    from hirz.foundation.offices.models import Office

CASES: Final = 15_000
ELSEWHERE: Final = 5_000
OWNED: Final = 500
"""Of so many cases the reader owns one."""
PEOPLE: Final = 200
ROUNDS: Final = 60
WARM: Final = 3
WORST: Final = 1.5
_BEGINNING: Final = datetime(2026, 1, 1, tzinfo=UTC)


def prepare(folder: Path) -> None:
    """A fresh database with keys of its own, on the embedded server."""
    os.environ |= {
        "HIRZ_DEMO": "1", "HIRZ_STATE_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "hirz.config.settings.staff",
    }  # fmt: skip
    from hirz.faces.cli.starting import start_demonstration

    start_demonstration("hirz_benchmark", fresh=True)
    from django.conf import settings
    from django.core.management import call_command

    from hirz.foundation.keys.rings import make_keys
    from hirz.foundation.offices.loading import load_offices

    make_keys(Path(settings.HIRZ_KEYS_DIR))
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    load_offices()


def fill() -> tuple[User, Any]:
    """Cases in two offices, each with clocks and a history; people; one case with a full record. Returns its reader."""
    from django.db import connection

    from hirz.foundation.accounts.models import RoleAssignment, User
    from hirz.foundation.offices.models import Office
    from hirz.reprisals.cases.actions.recording import add_party
    from hirz.reprisals.people.actions import enter_person

    offices = [Office.objects.get(code=code) for code in ("bishkek", "tashkent")]
    people = [User.objects.create_user(email=f"{o.code}@hirz.example", display_name=o.code, office=o) for o in offices]
    for user in people:
        for role in ("desk", "head"):
            RoleAssignment.objects.create(user=user, office=user.office, role=role)
    reader = people[0]
    case = _cases(CASES, offices[0], reader)[CASES // 2]
    _cases(ELSEWHERE, offices[1], people[1])
    for number in range(PEOPLE):
        person = enter_person(office=offices[0], names=[f"Somebody {number}"], by=reader)
        if number < 5:
            add_party(case=case, person=person, role="victim", by=reader)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    return reader, case


def _cases(number: int, office: Office, by: User) -> list[Any]:
    from hirz.foundation.audit.leaves import seal_leaf
    from hirz.foundation.audit.models import Entry
    from hirz.reprisals.cases.models import Case, Deadline

    made = Case.objects.bulk_create(
        Case(
            reference=f"C-{office.code[:2]}{i:06d}", office=office, state_concerned="XM", state="TRIAGED",
            state_since=_BEGINNING, opened_by=by, opened_at=_BEGINNING + timedelta(minutes=i),
            owner=None if i % OWNED else by,
        )
        for i in range(number)
    )  # fmt: skip
    due = _BEGINNING + timedelta(days=900)
    Deadline.objects.bulk_create(
        Deadline(
            case=case, kind="VERIFICATION", subject_id=case.pk, started_at=_BEGINNING, due_at=due, lead_at=due,
            head_at=due, in_hours=False, owner=case.owner,
        )
        for case in made
    )  # fmt: skip
    entries = [
        Entry(
            at=_BEGINNING, actor_kind="STAFF", actor=by, office=office, verb="CASE_OPENED", subject_type="cases.case",
            subject_id=case.pk, case_id=case.pk,
        )
        for case in made
    ]  # fmt: skip
    for entry in entries:
        seal_leaf(entry)
    Entry.objects.bulk_create(entries, batch_size=5_000)
    return made


class InOneTransaction:
    """In place of the wall: a page notes who read it, and needs a transaction for that with or without a wall."""

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        from django.db import transaction

        with transaction.atomic():
            return self.get_response(request)


@contextmanager
def in_clear(known: dict[bytes, Any]) -> Iterator[None]:
    """Sealed columns read as if they were plain: no key is fetched, and what was opened once is not opened again."""
    from hirz.foundation.keys.chain import Keychain
    from hirz.foundation.keys.sealed import Sealed, SealedField

    opened = SealedField.opened

    def known_already(field: SealedField, instance: Any, sealed: Sealed) -> Any:
        if sealed.envelope not in known:
            known[sealed.envelope] = opened(field, instance, sealed)
        return known[sealed.envelope]

    with patch.object(SealedField, "opened", known_already), patch.object(Keychain, "announce", lambda *_: None):
        yield


def browser(user: User, *, walled: bool) -> Client:
    from django.conf import settings
    from django.test import Client
    from django.test.utils import override_settings

    wall, plain = "hirz.foundation.walls.middleware.StandingMiddleware", f"{__name__}.{InOneTransaction.__name__}"
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    with override_settings(MIDDLEWARE=[plain if m == wall and not walled else m for m in settings.MIDDLEWARE]):
        assert client.get("/").status_code == 200  # noqa: S101 - the chain of middleware is built here
    return client


def compare(user: User, case: Any) -> Iterator[Result]:
    pages = {"home": "/", "case list": "/cases/", "case page": f"/cases/{case.pk}/", "people": "/people/"}
    with_wall, without = browser(user, walled=True), browser(user, walled=False)
    known: dict[bytes, Any] = {}
    for name, address in pages.items():
        walled, plain = [], []
        for _ in range(WARM + ROUNDS):
            walled.append(_seconds(with_wall, address))
            with in_clear(known):
                plain.append(_seconds(without, address))
        walled, plain = walled[WARM:], plain[WARM:]
        ratio = _p95(walled) / _p95(plain)
        times = f"{_p95(walled) * 1000:.0f} ms to {_p95(plain) * 1000:.0f} ms"
        told = f"{ratio:.2f} ({times}; of the medians {median(walled) / median(plain):.2f})"
        yield Result(f"p95 of the {name}, walled and sealed, to neither", told, f"<= {WORST}", ratio <= WORST)


def _seconds(client: Client, address: str) -> float:
    begun = time.perf_counter()
    response = client.get(address)
    taken = time.perf_counter() - begun
    assert response.status_code == 200, (address, response.status_code)  # noqa: S101 - a page refused is no measure
    return taken


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1]


def main() -> int:
    # Not below a private folder: the embedded server runs as a user of its own.
    with tempfile.TemporaryDirectory(prefix="hirz-benchmark-") as folder:
        Path(folder).chmod(0o755)
        prepare(Path(folder))
        return report(*compare(*fill()))


if __name__ == "__main__":
    sys.exit(main())
