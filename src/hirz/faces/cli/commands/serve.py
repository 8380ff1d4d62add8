"""Starting the processes: the public face, the staff face, the worker, or all three."""

from __future__ import annotations

import ipaddress
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from types import FrameType

import click

from hirz.faces.cli.starting import ROLES, start_django

FACES = ("public", "staff")
DEFAULT_PORTS = {"public": 8001, "staff": 8002}
QUEUES = ("default", "long")
"""What is done within a minute, and what may take the night."""


@click.command()
@click.argument("face", type=click.Choice([*FACES, "all"]))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=int, help="Port; by default 8001 for public, 8002 for staff. Not with all.")
@click.option("--workers", default=1, show_default=True, help="Processes that answer requests.")
def serve(face: str, host: str, port: int | None, workers: int) -> None:
    """Serve a face, or all of them with the worker.

    Example: hirz serve public --host 127.0.0.1 --port 8001
    """
    refuse_demo_beyond_loopback(host)
    if face == "all":
        run_together([["serve", f, "--host", host, "--workers", str(workers)] for f in FACES] + [["worker"]])
    else:
        _serve(face, host, port or DEFAULT_PORTS[face], workers)


@click.command()
@click.option("--queue", type=click.Choice(QUEUES), help="Only these jobs; by default all, by two processes.")
def worker(queue: str | None) -> None:
    """Run the jobs: clocks and escalations, expired drafts; beside them, so that none waits, what takes hours.

    Example: hirz worker
    """
    start_django()
    if queue is None:
        run_together([["worker", "--queue", each] for each in QUEUES])
    else:
        _work(queue)


def _work(queue: str) -> None:
    from django.core.management import call_command

    from hirz.engines.names import warm_up

    warm_up()
    call_command("procrastinate", "worker", queues=[queue], concurrency=1, delete_jobs="successful")


def refuse_demo_beyond_loopback(host: str) -> None:
    """One-click sign-in and invented people must never be reachable from another machine."""
    from hirz.config.environment import Misconfigured

    if os.environ.get("HIRZ_DEMO") == "1" and not _is_loopback(host):
        raise Misconfigured("the demonstration is served on the loopback address only")


def run_together(commands: Sequence[Sequence[str]]) -> None:
    """Start each command as a process of its own; when one ends, or we are told to stop, stop them all."""
    hirz = [sys.executable, "-m", "hirz.faces.cli"]
    running = [subprocess.Popen([*hirz, *command]) for command in commands]  # noqa: S603 - our own commands

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for process in running:
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        os.wait()
    finally:
        stop(signal.SIGTERM, None)
        for process in running:
            process.wait()


def collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def _serve(face: str, host: str, port: int, workers: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = f"hirz.config.settings.{face}"
    os.environ["HIRZ_BIND"] = host
    # Read when NumPy is imported: one question is answered sooner by one thread than by several.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    start_django(face, role=ROLES[face])
    collect_static()
    if face == "staff":
        # Otherwise the first person who enters a name on this machine, or asks by meaning, waits for it.
        from hirz.engines.names import warm_up
        from hirz.regional.recommendations.encoding import warm_up as warm_up_meaning

        warm_up()
        warm_up_meaning()
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "hirz.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        websockets=False,
        workers_kill_timeout=10,  # a hanging upload must not keep a server from stopping
        log_access=False,
    ).serve()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
