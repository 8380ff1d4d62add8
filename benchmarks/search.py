"""Finding one person among a million by another spelling, sealed. Run: ``python -m benchmarks.search pairs_dev.csv``.

    python -m benchmarks.search pairs_dev.csv [--persons 1000000] [--queries 1000] [--folder DIR]

``pairs_dev.csv`` gives pairs of spellings of one person in two scripts: one is filed, the other looked for, by a desk
officer before the second wall, with no key at hand. Around them stand people with names put together from the words of
the same file, each word in its place: what is rare there is less rare here. With ``--folder`` the database is kept, and
used again, with ``--queries`` as they were then. Loading a million takes some minutes. What the database spends is read
from Linux.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final, NamedTuple
from uuid import UUID

import numpy as np

from benchmarks.measuring import Result, report

DATABASE: Final = "hirz_benchmark_search"
OFFICE: Final = "bishkek"
TEN: Final = 10
QUERIES: Final = 1_000
"""Of the pairs across scripts, drawn once and for all."""
WARMING: Final = 50
_BATCH: Final = 5_000
_ARABIC: Final = ("ar-Latn", "ar-cyr")
_ACROSS: Final = (*_ARABIC, "fa-Latn", "ca-Latn", "cyr-Latn")
_MOST_WORDS: Final = 6
Filed = tuple[str, str, str]
"""The slice of the file, what is looked for, what is filed."""


def prepare(folder: Path, *, fresh: bool) -> None:
    """A database with keys of its own, on the embedded server."""
    os.environ |= {
        "HIRZ_DEMO": "1", "HIRZ_STATE_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "hirz.config.settings.staff",
    }  # fmt: skip
    from hirz.faces.cli.starting import start_demonstration

    start_demonstration(DATABASE, fresh=fresh)
    from django.conf import settings
    from django.core.management import call_command

    from hirz.foundation.accounts.models import RoleAssignment, User
    from hirz.foundation.keys.rings import make_keys
    from hirz.foundation.offices.loading import load_offices
    from hirz.foundation.offices.models import Office

    if fresh:
        make_keys(Path(settings.HIRZ_KEYS_DIR))
        call_command("migrate", interactive=False, verbosity=0)
        load_offices()
        office = Office.objects.get(code=OFFICE)
        desk = User.objects.create_user(email="desk@hirz.example", display_name="Desk", office=office)
        RoleAssignment.objects.create(user=desk, office=office, role="desk")


def pairs_across(path: Path, number: int = QUERIES) -> list[Filed]:
    """Pairs of one person in two scripts, each person once, in an order that is the same each time."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["same"] == "1" and row["slice"] in _ACROSS]
    once = {row["entity_a"]: (row["slice"], row["name_a"], row["name_b"]) for row in rows}
    chosen = list(once.values())
    random.Random(1).shuffle(chosen)  # noqa: S311
    return chosen[:number]


def others(path: Path, number: int) -> Iterator[str]:
    """Names put together from the words of all names of the file, of one script and one length, each in its place."""
    from hirz.reprisals.people.scripts import script_of

    with path.open(encoding="utf-8", newline="") as stream:
        texts = dict.fromkeys(row[name] for row in csv.DictReader(stream) for name in ("name_a", "name_b"))
    alike: defaultdict[tuple[str, int], list[list[str]]] = defaultdict(list)
    for words in (text.replace(",", " ").split() for text in texts):
        if 2 <= len(words) <= _MOST_WORDS:
            alike[script_of(words[0]), len(words)].append(words)
    groups, drawn = list(alike.values()), random.Random(2)  # noqa: S311
    sizes = [len(group) for group in groups]
    for group in drawn.choices(groups, sizes, k=number):
        yield " ".join(drawn.choice(group)[place] for place in range(len(group[0])))


def load(texts: Sequence[str]) -> None:
    """People with one name each, sealed and indexed as the application does it, by a process for each core."""
    from django.db import connection

    from hirz.foundation.accounts.models import User
    from hirz.foundation.keys.units import make
    from hirz.foundation.offices.models import Office
    from hirz.reprisals.people.models import NameIndex
    from hirz.reprisals.people.name_index import bits_of

    office = Office.objects.get(code=OFFICE)
    make(UUID(int=1), kind="person", office_id=office.pk)
    bits = bits_of(len(texts))
    NameIndex.objects.update_or_create(office=office, defaults={"bits": bits})
    by = User.objects.get().pk
    batches = [(texts[at : at + _BATCH], office.pk, by, bits) for at in range(0, len(texts), _BATCH)]
    connection.close()
    with multiprocessing.get_context("spawn").Pool(initializer=_start) as pool:
        for done, _ in enumerate(pool.imap_unordered(_load_batch, batches), start=1):
            if done % max(1, len(batches) // 20) == 0:
                sys.stderr.write(f"filed {done * _BATCH:,} of {len(texts):,}\n")
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


def _start() -> None:
    import django

    django.setup()


def _load_batch(batch: tuple[Sequence[str], UUID, UUID, int]) -> None:
    from django.db import connection, transaction

    from hirz.foundation.keys.chain import keys_at_hand

    with keys_at_hand(), transaction.atomic(), connection.cursor() as cursor:
        filed = [_filed(text, *batch[1:]) for text in batch[0]]
        for rows in zip(*filed, strict=True):
            fields = rows[0]._meta.concrete_fields
            columns = ", ".join(str(field.column) for field in fields)
            with cursor.copy(f"copy {rows[0]._meta.db_table} ({columns}) from stdin") as copy:
                for row in rows:
                    copy.write_row([f.get_db_prep_save(f.pre_save(row, True), connection) for f in fields])


def _filed(text: str, office_id: UUID, by: UUID, bits: int) -> tuple[Any, ...]:
    """The rows of one person, sealed as they are saved."""
    from django.db import connection

    from hirz.engines.sealing import new_secret, wrap
    from hirz.foundation.keys.chain import keychain
    from hirz.foundation.keys.models import UnitKey
    from hirz.foundation.keys.units import _opened, unit_name
    from hirz.reprisals.people.models import NameKeys, Person, PersonName
    from hirz.reprisals.people.name_index import blind_keys
    from hirz.reprisals.people.name_keys import kept_under, rules
    from hirz.reprisals.people.scripts import script_of

    compartment = _compartment(office_id)
    person = Person(office_id=office_id, entered_by_id=by)
    key = new_secret(unit_name(person.pk))
    keychain().learn(person.pk, key)
    wrapped = wrap(key, under=_opened(compartment, connection.settings_dict["NAME"]))
    unit = UnitKey(pk=person.pk, kind="person", office_id=office_id, compartment_id=compartment, wrapped=wrapped)
    name = PersonName(person=person, text=text, script=script_of(text), position=1)
    keys = blind_keys(kept_under(text), office_id, bits)
    return unit, person, name, NameKeys(
        name=name, person=person, office_id=office_id, bits=bits, rules=rules(), keys=keys
    )  # fmt: skip


@cache
def _compartment(office_id: UUID) -> UUID:
    from hirz.foundation.keys.models import CompartmentKey

    return CompartmentKey.objects.get(office_id=office_id).pk


class Looked(NamedTuple):
    """The slice of a pair, at which place the person was found, and how many seconds it took: by the clock, of the
    processor in Python, and in the database."""

    kind: str
    place: int | None
    clock: float
    python: float
    database: float


def look(pairs: Sequence[Filed]) -> Iterator[Looked]:
    """Look for each pair, after some to warm up."""
    from django.db import connection

    from hirz.foundation.accounts.models import User
    from hirz.foundation.keys.chain import keys_at_hand
    from hirz.foundation.walls.standing import standing
    from hirz.reprisals.people.finding import candidates
    from hirz.reprisals.people.models import Person

    desk = User.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        spent = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    for number, (kind, wanted, filed) in enumerate((*pairs[:WARMING], *pairs)):
        with standing(desk), keys_at_hand():
            begun = np.array(_clocks(spent))
            found = candidates(Person.objects.visible_to(desk), [wanted], limit=TEN)
            taken = np.array(_clocks(spent)) - begun
            place = next((at for at, candidate in enumerate(found) if candidate.name == filed), None)
        if number >= WARMING:
            yield Looked(kind, place, *taken.tolist())


def _clocks(spent: Path) -> tuple[float, float, float]:
    return time.perf_counter(), time.process_time(), int(spent.read_text().split()[0]) / 1e9


def findings(persons: int, looked: Sequence[Looked]) -> Iterator[Result]:
    for name, kinds, least in (
        ("across scripts", _ACROSS, 0.98),
        ("Arabic", _ARABIC, 0.97),
        *((kind, (kind,), 0.0) for kind in _ACROSS),
    ):
        places = [one.place for one in looked if one.kind in kinds]
        found = sum(place is not None for place in places) / len(places)
        first = sum(place == 0 for place in places) / len(places)
        measured = f"{found:.3f} in ten, {first:.3f} first, of {len(places)}"
        yield Result(f"{name}, among {persons:,}", measured, f">= {least}" if least else "measured", found >= least)
    for name, seconds, most in (
        ("processor time of a search", [one.python + one.database for one in looked], 0.1),
        ("of it in Python", [one.python for one in looked], 0.0),
        ("of it in the database", [one.database for one in looked], 0.0),
        (f"by the clock, load {os.getloadavg()[0]:.1f}", [one.clock for one in looked], 0.0),
    ):
        p95 = quantiles(seconds, n=20)[-1]
        told = f"p95 {p95 * 1000:.0f} ms, median {median(seconds) * 1000:.0f} ms"
        yield Result(name, told, f"p95 <= {most * 1000:.0f} ms" if most else "measured", not most or p95 <= most)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=QUERIES)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    # Not below a private folder: the embedded server runs as a user of its own.
    with tempfile.TemporaryDirectory(prefix="hirz-benchmark-") as folder:
        Path(folder).chmod(0o755)
        used = given.folder or Path(folder)
        fresh = not (used / "postgres").exists()
        prepare(used, fresh=fresh)
        pairs = pairs_across(given.pairs, given.queries)
        if fresh:
            load([*(filed for _, _, filed in pairs), *others(given.pairs, given.persons - len(pairs))])
        return report(*findings(given.persons, list(look(pairs))))


if __name__ == "__main__":
    sys.exit(main())
