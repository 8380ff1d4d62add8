"""What the ledger costs an office at work, and to prove and recount. Run: ``python -m benchmarks.ledger_office``.

Eight processes add names at once on the embedded server, in turns with the ledger and without it: no salt, no hash,
no places given. Then a million entries: appending, proving from the database, recounting.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID

from benchmarks.measuring import Result, report

PROCESSES: Final = 8
TURNS: Final = 10
TURN_SECONDS: Final = 3.0
MILLION: Final = 1_000_000
PROOFS: Final = 300
_COLUMNS: Final = "at, actor_kind, verb, subject_type, subject_id, detail, salt, leaf_hash"


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
    call_command("migrate", interactive=False, verbosity=0)
    load_offices()


def people_to_name() -> list[UUID]:
    """One person for each process, so that they meet in the ledger and nowhere else."""
    from hirz.foundation.accounts.models import RoleAssignment, User
    from hirz.foundation.offices.models import Office
    from hirz.reprisals.people.actions import enter_person

    office = Office.objects.get(code="bishkek")
    desk = User.objects.create_user(email="desk@hirz.example", display_name="Desk", office=office)
    RoleAssignment.objects.create(user=desk, office=office, role="desk")
    return [enter_person(office=office, names=[f"Somebody {n}"], by=desk).pk for n in range(PROCESSES)]


def act_in_turns(person_id: UUID, together: Barrier, counted: Any) -> None:
    """How many names this process added in each turn; the even ones are with the ledger."""
    import django

    django.setup()
    from hirz.foundation.accounts.models import User
    from hirz.foundation.audit import history
    from hirz.foundation.keys.chain import keys_at_hand
    from hirz.reprisals.people.actions import add_name
    from hirz.reprisals.people.models import Person

    def unhashed(entry: Any) -> None:
        entry.leaf_hash = bytes(32)

    without = (patch.object(history, "seal_leaf", unhashed), patch.object(history, "sequence_soon", lambda: None))
    with keys_at_hand():
        person, desk = Person.objects.select_related("office").get(pk=person_id), User.objects.get()
        counts = []
        for turn in range(-2, TURNS):
            switched = without if turn % 2 else ()
            for switch in switched:
                switch.start()
            together.wait()
            acts, end = 0, time.perf_counter() + TURN_SECONDS
            while time.perf_counter() < end:
                add_name(person=person, text=f"Name {os.getpid()} {turn} {acts}", by=desk)
                acts += 1
            for switch in switched:
                switch.stop()
            counts.append(acts)
    counted.put(counts[2:])  # the first two turns warm everything up


def acts_at_once() -> Iterator[Result]:
    spawning = multiprocessing.get_context("spawn")
    together, counted = spawning.Barrier(PROCESSES), spawning.Queue()
    running = [spawning.Process(target=act_in_turns, args=(p, together, counted)) for p in people_to_name()]
    for process in running:
        process.start()
    counts = [counted.get() for _ in running]
    for process in running:
        process.join()
    each_turn = [sum(turn) / TURN_SECONDS for turn in zip(*counts, strict=True)]
    with_ledger, without = median(each_turn[0::2]), median(each_turn[1::2])
    cost = 1 - median(a / b for a, b in zip(each_turn[0::2], each_turn[1::2], strict=True))
    yield Result(f"acts of {PROCESSES} processes with the ledger", f"{with_ledger:,.0f}/s", "measured", True)
    yield Result("the same without", f"{without:,.0f}/s", "measured", True)
    yield Result("cost of the ledger to the office", f"{cost:.1%}", "< 15 %", cost < 0.15)


def empty_the_history() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute("truncate audit_entry, audit_ledgerleaf, audit_ledgernode, audit_ledgercheckpoint cascade")
        cursor.execute("set session_replication_role = origin")


def write_entries(number: int) -> None:
    """As the action writes them, a million at a time."""
    from django.db import connection, transaction
    from django.utils import timezone

    from hirz.foundation.audit.leaves import seal_leaf
    from hirz.foundation.audit.models import Entry

    subjects = [UUID(int=random.getrandbits(128)) for _ in range(1000)]
    with transaction.atomic(), connection.cursor() as cursor:
        connection.ensure_connection()
        with cursor.copy(f"copy audit_entry ({_COLUMNS}) from stdin") as rows:
            for n in range(number):
                entry = Entry(
                    at=timezone.now(), actor_kind="SYSTEM", verb="CASE_MOVED", subject_type="cases.case",
                    subject_id=subjects[n % 1000], detail={"to": "VERIFYING" if n % 3 else "TRIAGED"},
                )  # fmt: skip
                seal_leaf(entry)
                told = '{"to": "VERIFYING"}' if n % 3 else '{"to": "TRIAGED"}'
                rows.write_row(
                    (
                        entry.at,
                        entry.actor_kind,
                        entry.verb,
                        entry.subject_type,
                        entry.subject_id,
                        told,
                        entry.salt,
                        entry.leaf_hash,
                    )
                )
    with connection.cursor() as cursor:
        cursor.execute("analyze audit_entry")


def appended(number: int) -> Result:
    from django.db import connection

    from hirz.foundation.audit.sequencing import sequence

    write_entries(number)
    start = time.perf_counter()
    given = sequence(thorough=True)
    rate = given / (time.perf_counter() - start)
    with connection.cursor() as cursor:
        cursor.execute("analyze audit_ledgerleaf, audit_ledgernode")
    return Result(f"appending {given:,} entries to the tree", f"{rate:,.0f}/s", ">= 1,000/s", rate >= 1_000)


def acts_of_one() -> Result:
    """One entry, one transaction, one place at a time: the slowest way."""
    from django.db import transaction

    from hirz.foundation.audit.history import SYSTEM, record
    from hirz.foundation.audit.sequencing import sequence
    from hirz.foundation.offices.models import Office

    office = Office.objects.get(code="bishkek")
    start = time.perf_counter()
    for _ in range(1_000):
        with transaction.atomic():
            record("CASE_MOVED", by=SYSTEM, subject=office)
    sequence()
    rate = 1_000 / (time.perf_counter() - start)
    return Result("entries of one process, each committed, all appended", f"{rate:,.0f}/s", "measured", True)


def proofs(size: int) -> Result:
    from hirz.engines.ledger import verify_inclusion
    from hirz.foundation.audit.models import LedgerLeaf
    from hirz.foundation.audit.proving import inclusion
    from hirz.foundation.audit.tree import StoredTree

    head, taken = StoredTree().head(size), []
    for index in random.sample(range(size), PROOFS):
        leaf = bytes(LedgerLeaf.objects.get(index=index).hash)
        start = time.perf_counter()
        proof = inclusion(index, size)
        taken.append((time.perf_counter() - start) * 1000)
        verify_inclusion(proof, leaf, head)
    p95 = quantiles(taken, n=20)[-1]
    found = f"median {median(taken):.1f} ms, p95 {p95:.1f} ms"
    return Result(f"inclusion proof from the database at {size:,}", found, "< 5 ms", median(taken) < 5)


def recounted() -> Result:
    from hirz.foundation.audit.checkpoints import make_checkpoint
    from hirz.foundation.audit.recounting import recount

    make_checkpoint()
    start, used = time.perf_counter(), time.process_time()
    found = recount()
    wall, cpu = time.perf_counter() - start, time.process_time() - used
    # The time of the processor, not of the wall: others may be using the machine.
    rate = found.entries / cpu
    told = f"{rate:,.0f} entries a second of its processor, {found.entries / wall:,.0f} of the wall"
    return Result("full verification", told, ">= 100,000/s", rate >= 100_000)


def results(entries: int) -> Iterator[Result]:
    yield from acts_at_once()
    empty_the_history()
    yield appended(entries)
    yield proofs(entries)
    yield recounted()
    yield acts_of_one()


if __name__ == "__main__":
    random.seed(20261122)
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else MILLION
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        sys.exit(report(*results(wanted)))
