"""The jobs of a worker that was killed do not stand in the way of the next one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.utils import timezone

from hirz.faces.cli.tasks import let_go_of_stalled_jobs
from hirz.reprisals.matching.tasks import compare_all_files

pytestmark = pytest.mark.django_db


def running(*, seen: timedelta) -> int:
    """A job that a worker took on, which was seen alive so long ago."""
    job: int = compare_all_files.configure(task_kwargs={"timestamp": 0}).defer()
    with connection.cursor() as cursor:
        alive = timezone.now() - seen
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (%s) returning id", [alive])
        worker = cursor.fetchone()[0]
        cursor.execute("update procrastinate_jobs set status = 'doing', worker_id = %s where id = %s", [worker, job])
    return job


def state_of(job: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select status from procrastinate_jobs where id = %s", [job])
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("seen", "expected"), [(timedelta(hours=1), "failed"), (timedelta(seconds=1), "doing")], ids=["killed", "alive"]
)
def test_job_is_let_go_once_its_worker_is_gone(seen: timedelta, expected: str) -> None:
    job = running(seen=seen)
    async_to_sync(let_go_of_stalled_jobs.func)(timestamp=0)
    assert state_of(job) == expected


def test_job_of_a_worker_that_was_struck_off_is_let_go_too() -> None:
    job = running(seen=timedelta(hours=1))
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_workers")
    async_to_sync(let_go_of_stalled_jobs.func)(timestamp=0)
    assert state_of(job) == "failed"
