"""A demonstration of its own, made and served by the commands that people use."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg

from hirz.config.embedded import ensure_database
from hirz.faces.cli.starting import PASSING

HIRZ: Final = Path(sys.executable).with_name("hirz")
PATIENCE: Final = 60
"""Seconds within which a face has to answer."""


@dataclass(frozen=True)
class Served:
    """Where both faces answer, what they said on standard output and error, and what the demonstration wrote."""

    public: str
    staff: str
    logs: tuple[Path, ...]
    written: Path
    environment: Mapping[str, str]

    def logged(self) -> str:
        return "".join(log.read_text(encoding="utf-8") for log in self.logs)

    def ledger(self) -> Counter[str]:
        """How often each act stands in the ledger, which has been recounted and holds."""
        command = [str(HIRZ), "ledger", "verify"]
        subprocess.run(command, env=self.environment, check=True, capture_output=True)  # noqa: S603 - our own command
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            found = connection.execute("select verb, count(*) from audit_entry join audit_ledgerleaf leaf"
                                       " on leaf.entry_id = audit_entry.id group by verb")  # fmt: skip
            return Counter(dict(found.fetchall()))


class FaceSilent(Exception):
    """A server ended, or did not answer in time; the message is what it said."""


@contextmanager
def served_demonstration(folder: Path, *, cases: int) -> Iterator[Served]:
    """Make a demonstration below ``folder`` and serve it on free ports of this machine until the block ends."""
    state, written = folder / "state", folder / "written"
    # Started from here, the database server outlives each of the commands and ends with this process.
    database = ensure_database(state, PASSING, lasting=False)
    environment = _environment(state)
    making = folder / "demo.log"
    _run(["demo", "--no-serve", "--out", str(written), "--cases", str(cases)], environment, making)
    environment |= {"HIRZ_DEMO": "1", "DATABASE_URL": database}
    with ExitStack() as running:
        public = running.enter_context(_served("public", environment, folder / "public.log"))
        staff = running.enter_context(_served("staff", environment, folder / "staff.log"))
        yield Served(public, staff, (folder / "public.log", folder / "staff.log", making), written, environment)


def _environment(state: Path) -> dict[str, str]:
    """Ours, without what points to another database or other settings."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return kept | {"HIRZ_STATE_DIR": str(state)}


def _run(command: list[str], environment: dict[str, str], log: Path) -> None:
    with log.open("wb") as said:
        done = subprocess.run([HIRZ, *command], env=environment, stdout=said, stderr=said, check=False)  # noqa: S603
    if done.returncode != 0:
        raise FaceSilent(log.read_text(encoding="utf-8"))


@contextmanager
def _served(face: str, environment: dict[str, str], log: Path) -> Iterator[str]:
    port = _free_port()
    with log.open("wb") as said:
        server = subprocess.Popen(  # noqa: S603 - our own command
            [HIRZ, "serve", face, "--port", str(port)], env=environment, stdout=said, stderr=said
        )
        try:
            yield _answering(f"http://127.0.0.1:{port}", server, log)
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def _answering(origin: str, server: subprocess.Popen[bytes], log: Path) -> str:
    latest = time.monotonic() + PATIENCE
    while time.monotonic() < latest and server.poll() is None:
        try:
            urllib.request.urlopen(origin, timeout=PATIENCE).close()  # noqa: S310 - this machine
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return origin
    raise FaceSilent(log.read_text(encoding="utf-8"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
