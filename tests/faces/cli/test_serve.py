"""Starting the processes: the demonstration on this machine only, nothing without a secret, all of them together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hirz.faces.cli.commands import serve
from tests.faces.cli.conftest import Hirz

EVERYWHERE = "0.0.0.0"  # noqa: S104 - the address that must be refused
COMMAND = Path(sys.executable).with_name("hirz")


@pytest.mark.parametrize("face", ["public", "staff", "all"])
@pytest.mark.parametrize("host", [EVERYWHERE, "::", "192.0.2.7", "hirz.example", "127.0.0.1.example", ""])
def test_demonstration_is_not_served_to_other_machines(
    face: str, host: str, hirz: Hirz, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIRZ_DEMO", "1")
    for start in ("_serve", "run_together"):
        monkeypatch.setattr(serve, start, lambda *given: None)
    ran = hirz("serve", face, "--host", host)
    assert (ran.code, ran.err) == (3, "the demonstration is served on the loopback address only\n")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_is_this_machine(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIRZ_DEMO", "1")
    serve.refuse_demo_beyond_loopback(host)


def test_real_deployment_listens_where_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HIRZ_DEMO")
    serve.refuse_demo_beyond_loopback(EVERYWHERE)


@pytest.mark.parametrize("arguments", [["serve", "public"], ["worker"], ["check"]], ids=" ".join)
def test_nothing_starts_without_a_secret(arguments: list[str]) -> None:
    bare = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    ran = subprocess.run([COMMAND, *arguments], env=bare, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    assert ran.returncode == 3
    assert ran.stderr == "HIRZ_SECRET_KEY is not set; make one with: hirz new-secret\n"


def test_all_starts_both_faces_and_the_worker(hirz: Hirz, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(serve, "run_together", lambda commands: started.extend(list(c) for c in commands))
    assert hirz("serve", "all", "--workers", "2").code == 0
    assert started == [
        ["serve", "public", "--host", "127.0.0.1", "--workers", "2"],
        ["serve", "staff", "--host", "127.0.0.1", "--workers", "2"],
        ["worker"],
    ]


def test_worker_keeps_clocks_beside_jobs_that_take_hours(hirz: Hirz, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(serve, "run_together", lambda commands: started.extend(list(c) for c in commands))
    assert hirz("worker").code == 0
    assert started == [["worker", "--queue", "default"], ["worker", "--queue", "long"]]


def test_every_job_is_done_by_one_of_the_two(hirz: Hirz) -> None:
    from procrastinate.contrib.django import app

    by_queue = {name: task.queue for name, task in app.tasks.items() if name.startswith("hirz.")}
    assert set(by_queue.values()) == set(serve.QUEUES)
    assert by_queue["hirz.reprisals.cases.tasks.raise_missed_clocks"] == "default"
    assert by_queue["hirz.reprisals.intake.tasks.take_in_what_waits"] == "default"


@pytest.mark.parametrize("told_to_stop", [False, True], ids=["when one ends", "when told to"])
def test_processes_that_were_started_together_stop_together(told_to_stop: bool, tmp_path: Path) -> None:
    code = (
        "import sys, subprocess; from hirz.faces.cli.commands import serve;"
        "sleep = [sys.executable, '-c', 'import time; time.sleep(60)'];"
        "popen = subprocess.Popen;"
        f"short = {[] if told_to_stop else [['true']]};"
        "serve.subprocess.Popen = lambda command: popen(['true'] if command[-1] == 'true' else sleep);"
        "serve.run_together([*short, ['a'], ['b']])"
    )
    began = time.monotonic()
    process = subprocess.Popen([sys.executable, "-c", code])  # noqa: S603 - our own words
    if told_to_stop:
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    assert time.monotonic() - began < 30
